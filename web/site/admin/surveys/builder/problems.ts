import { questionnaire, type Questionnaire } from '../../../../../contract/questionnaire.ts'
import type { Say } from '../../../../i18n/messages.ts'

/** What is wrong at one place of a draft; `isMissing` where something was not written yet, which is no mistake before somebody wants to save. */
export interface DraftProblem { path: string; words: string; isMissing: boolean }

type Issue = NonNullable<ReturnType<typeof questionnaire.safeParse>['error']>['issues'][number]

function toWords(issue: Issue, say: Say): string {
  if (issue.code === 'too_small') return say(issue.origin === 'array' ? 'builderTooFew' : issue.origin === 'string' ? 'builderMissing' : 'builderTooSmall', { least: String(issue.minimum) })
  if (issue.code === 'too_big') return say(issue.origin === 'array' ? 'builderTooMany' : issue.origin === 'string' ? 'builderTooLong' : 'builderTooBig', { most: String(issue.maximum) })
  if (issue.code === 'invalid_type') return say('builderNoNumber')
  const rule = issue.message
  if (rule === 'the key of an earlier question') return say('builderNotEarlier')
  if (rule.startsWith('among ')) return say('builderNoSuchChoice')
  if (rule.startsWith('{{')) return say('builderPipeUnknown', { key: rule.slice(0, rule.indexOf('}}') + 2) })
  if (rule === 'min ≤ max') return say('builderMinMax')
  if (rule.startsWith('choices with') || rule.startsWith('a key that')) return say('builderKeyTwice')
  return rule
}

/** Everything that keeps a content from being asked, by the schema that the server judges by, in words; one for each place. */
export function toProblems(content: Questionnaire, say: Say): DraftProblem[] {
  const found = new Map<string, DraftProblem>()
  for (const issue of questionnaire.safeParse(content).error?.issues ?? []) {
    const path = issue.path.join('/')
    if (!found.has(path)) found.set(path, { path, words: toWords(issue, say), isMissing: issue.code === 'too_small' })
  }
  return [...found.values()]
}
