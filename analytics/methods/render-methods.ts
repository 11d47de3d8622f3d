import { idsOf, INDICATOR_GROUPS } from '../../contract/indicator-groups.ts'
import { toIndexLines, toIndicatorLines, type MethodLine } from '../../contract/method-lines.ts'
import { SAID, type Language } from '../../contract/method-words.ts'
import { describeIndicators } from '../indicators/registry.ts'
import { describeIndices } from '../indices/described-indices.ts'

const bulleted = ({ label, text, items = [] }: MethodLine): string => [
  `- **${label}**: ${text}`.trimEnd(), ...items.flatMap((it) => [`  - ${it.text}`, ...(it.parts ?? []).map((part) => `    - ${part}`)]),
].join('\n')

function renderLanguage(language: Language): string {
  const definitions = new Map(describeIndicators().map((it) => [it.id, it]))
  const nameOf = (id: string) => definitions.get(id)?.name[language] ?? id
  const groups = INDICATOR_GROUPS.map((group) => {
    const entries = idsOf(group).flatMap((id) => definitions.get(id) ?? [])
    return [`## ${group.name[language]}`, ...entries.flatMap((it) => [`### ${it.name[language]} (\`${it.id}\`)`, toIndicatorLines(it, language).map(bulleted).join('\n')])].join('\n\n')
  })
  const indices = describeIndices().flatMap((it) => [`### ${it.name[language]} (\`${it.id}\`)`, toIndexLines(it, language, nameOf).map(bulleted).join('\n')])
  return [
    `# ${SAID.title[language]}`, SAID.about[language],
    `## ${SAID.common[language]}`, SAID.rules[language].map((it) => `- ${it}`).join('\n'),
    ...groups, `## ${SAID.indices[language]}`, ...indices,
    `## ${SAID.counters[language]}`, SAID.countersRules[language].map((it) => `- ${it}`).join('\n'),
    `## ${SAID.surveys[language]}`, SAID.surveysRules[language].map((it) => `- ${it}`).join('\n'),
    `## ${SAID.odd[language]}`, SAID.oddRules[language].map((it) => `- ${it}`).join('\n'),
  ].join('\n\n')
}

/** docs/methods.md: how each figure is computed, for the public, in Vietnamese and then in English. `npm run docs` writes it, a test holds the file against it. */
export function renderMethods(): string {
  return `<!-- Written by npm run docs. -->\n\n${renderLanguage('vi')}\n\n---\n\n${renderLanguage('en')}\n`
}
