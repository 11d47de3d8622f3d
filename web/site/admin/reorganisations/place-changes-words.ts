import type { Say } from '../../../i18n/messages.ts'
import { formatDay, formatNumber } from '../../../i18n/format.ts'
import type { Language } from '../../../i18n/translator.ts'
import { kindWords } from '../units/kind-words.ts'
import { countChanges, type PlaceChange } from './place-changes.ts'

interface Words { language: Language, say: Say, nameOf: (code: string) => string }

const COUNTED = [
  ['unitsEnd', 'countUnitsEnd'], ['unitsBegin', 'countUnitsBegin'], ['unitsRenamed', 'countUnitsRenamed'], ['unitsRecast', 'countUnitsRecast'],
  ['unitsMoved', 'countUnitsMoved'], ['countersEnd', 'countCountersEnd'], ['countersBegin', 'countCountersBegin'], ['countersMoved', 'countCountersMoved'],
] as const

/** The whole of it in one sentence: `Từ 1/8/2026: 2 đơn vị kết thúc, 4 quầy đổi trung tâm.` */
export function toFinding(places: readonly PlaceChange[], validFrom: string, { language, say }: Omit<Words, 'nameOf'>): string {
  const counts = countChanges(places)
  const list = COUNTED.flatMap(([what, words]) => (counts[what] > 0 ? [say(words, { count: formatNumber(language, counts[what]) })] : []))
  const day = formatDay(language, validFrom)
  return list.length === 0 ? say('previewNothing', { day }) : say('previewFinding', { day, list: list.join(', ') })
}

/** What becomes of one place, in one sentence for each thing. */
export function toChangeSentences({ code, did, before, after, successorCode }: PlaceChange, { language, say, nameOf }: Words): string[] {
  const shown = after ?? before
  if (!shown) return []
  const nameIn = (state: typeof shown) => (language === 'vi' ? state.nameVi : state.nameEn)
  const name = `${nameIn(before ?? shown)} (${code})`
  const parentOf = (state: typeof before) => (state?.parentCode ? nameOf(state.parentCode) : '')
  const kindOf = (state: typeof before) => say(kindWords[state?.kind ?? 'counter']).toLowerCase()
  return did.map((it) => {
    if (it === 'begins') return say('changeBegins', { name, parent: parentOf(after) })
    if (it === 'ends') return successorCode ? say('changeEndsInto', { name, successor: nameOf(successorCode) }) : say('changeEnds', { name })
    if (it === 'renamed') return say('changeRenamed', { name, to: nameIn(shown) })
    if (it === 'recast') return say('changeRecast', { name, from: kindOf(before), to: kindOf(after) })
    return say('changeMoved', { name, from: parentOf(before), to: parentOf(after) })
  })
}
