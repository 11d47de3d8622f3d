import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { enFirst } from '../../../web/i18n/first-en.ts'
import { viFirst } from '../../../web/i18n/first-vi.ts'
import { enFurther } from '../../../web/i18n/further-en.ts'
import { viFurther } from '../../../web/i18n/further-vi.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
/** What they import when asked is a page or a part of one, with words of its own. */
const LEADS_AWAY = /web\/site\/(routes|admin\/parts)\.ts$/
const STATIC = /^\s*(?:import|export)\s(?!type\b)(?:[^'()]*?from\s+)?'(\.[^']+)'/gm
const WHEN_ASKED = /import\('(\.[^']+)'\)/g
/** Texts in the programs of these pages that are spelled as a message is, and are none: fields of a wire, tokens of a chart. */
const NOT_SAID = new Set(['along', 'nameEn', 'never', 'officialCode', 'validFrom'])

/** Every file of the first pages, with what they fetch while they are looked at. */
function filesFrom(entry: string): string[] {
  const [seen, ahead] = [new Set<string>(), [entry]]
  for (let file = ahead.pop(); file !== undefined; file = ahead.pop()) {
    if (seen.has(file) || !/\.(ts|vue)$/.test(file) || file.includes('/i18n/')) continue
    seen.add(file)
    const text = readFileSync(file, 'utf8')
    for (const pattern of LEADS_AWAY.test(file) ? [STATIC] : [STATIC, WHEN_ASKED]) {
      for (const [, path = ''] of text.matchAll(pattern)) {
        const found = join(dirname(file), path)
        if (existsSync(found)) ahead.push(found)
      }
    }
  }
  return [...seen]
}

describe('the words of the pages that strangers come to', () => {
  it('are all among the first, so that nothing is silent while the others are not here', () => {
    const files = filesFrom(join(ROOT, 'web/site/main.ts'))
    assert.ok(files.some((it) => it.endsWith('figures/ReadingList.vue')) && files.some((it) => it.endsWith('home/ProvinceMap.vue')), files.join('\n'))
    const late = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/['"`]([a-z][\w-]*)['"`]/gi)]
      .flatMap(([, text = '']) => (text in viFurther && !NOT_SAID.has(text) ? [`${relative(ROOT, file)}: ${text}`] : [])))
    assert.deepEqual(late, [])
  })

  it('are in one part, the same in both languages', () => {
    assert.deepEqual(Object.keys(viFirst).filter((it) => it in viFurther), [])
    assert.deepEqual([Object.keys(enFirst).sort(), Object.keys(enFurther).sort()], [Object.keys(viFirst).sort(), Object.keys(viFurther).sort()])
  })
})
