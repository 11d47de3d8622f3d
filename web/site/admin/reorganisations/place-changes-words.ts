import type { Say } from '../../../i18n/messages.ts'
import { formatDay, formatNumber } from '../../../../contract/words/format.ts'
import type { Language } from '../../../../contract/words/translator.ts'
import { groupBy } from '../../figures/group-by.ts'
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

/** Places that do nothing but move between the same two are told in one sentence. */
const groupOf = ({ what, code, did, before, after }: PlaceChange) =>
  did.length === 1 && did[0] === 'moved' ? `${what} ${before?.parentCode} ${after?.parentCode}` : code

/** What becomes of each place, in sentences: one for each thing, and one for all that move together. */
export function toChangeSentences(places: readonly PlaceChange[], words: Words): string[] {
  return [...groupBy(places, groupOf).values()].flatMap((group) =>
    group.length > 1 ? [toGroupSentence(group, words)] : group.flatMap((place) => toSentences(place, words)))
}

const MOST_NAMES = 6

function toGroupSentence(group: readonly PlaceChange[], { language, say, nameOf }: Words): string {
  const [first] = group as [PlaceChange]
  const rest = first.what === 'unit' ? 'andMoreUnits' : 'andMoreCounters'
  const names = group.slice(0, MOST_NAMES).map(({ before, code }) => (language === 'vi' ? before?.nameVi : before?.nameEn) ?? code).join(', ')
  const list = group.length > MOST_NAMES ? say(rest, { names, count: formatNumber(language, group.length - MOST_NAMES) }) : names
  const parentOf = (state: PlaceChange['after']) => (state?.parentCode ? nameOf(state.parentCode) : '')
  return say(first.what === 'unit' ? 'changeMovedUnits' : 'changeMovedCounters', {
    count: formatNumber(language, group.length), from: parentOf(first.before), to: parentOf(first.after), list,
  })
}

function toSentences({ code, did, before, after, successorCode }: PlaceChange, { language, say, nameOf }: Words): string[] {
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
