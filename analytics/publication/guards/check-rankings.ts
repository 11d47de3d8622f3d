import type { GuardFinding } from '../../../contract/edition-review.ts'
import type { IndicatorDefinition } from '../../../contract/indicator.ts'
import type { Figure } from '../figure-table.ts'
import { found } from './findings.ts'

/** Something of an edition that people read, and where it stands. */
export interface EditionText { where: string; text: string }

const RANKS = /đứng (đầu|cuối|chót|thứ)|dẫn đầu|xếp (hạng|thứ|đầu|cuối)|hạng (nhất|nhì|ba|cuối|\d)|đội sổ|(cao|thấp|tốt|kém|tệ|nhanh|chậm) nhất|\btop \d|\brank(s|ed|ing)?\b|\b(best|worst|highest|lowest|fastest|slowest|leads|leading)\b|\b(first|last) place\b/iu
/** A sentence that says not to rank is none that ranks. */
const DENIES = /(không|chưa|đừng)[^.;]*(xếp (hạng|thứ)|hơn|nhất|đứng)|\bnot?\b[^.;]*(rank|best|worst|ahead|place)|\bwithout ranks?\b/iu
const SENTENCE = /[^.;\n!?]+/gu
const SHORTEST_NAME = 3
const NAMED = 3
const QUOTED = 80

type Estimated = Figure & { value: { lower: number; upper: number } }
const hasInterval = (it: Figure): it is Estimated => it.value.value !== null && it.value.lower !== null && it.value.upper !== null
const overlap = (one: Estimated, other: Estimated) => one.value.lower <= other.value.upper && other.value.lower <= one.value.upper

/** Whether a text has some words as words of their own. */
function speaksOf(text: string, words: string): boolean {
  if (words.length < SHORTEST_NAME) return false
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    if (!/\p{L}|\d/u.test(text[at - 1] ?? ' ') && !/\p{L}|\d/u.test(text[at + words.length] ?? ' ')) return true
  }
  return false
}
const namesOf = ({ vi, en }: { vi: string; en: string }) => [vi, en].map((it) => it.toLocaleLowerCase('vi'))

/**
 * Sentences that put a named unit first, last or above another although intervals overlap: then nobody knows which place is ahead. Of two or more named
 * units each pair is looked at, of one all others of its kind in its province. A sentence that names an indicator speaks of that one; otherwise it
 * stands if any indicator bears it out.
 */
export function checkRankings(texts: readonly EditionText[], figures: readonly Figure[], definitions: readonly IndicatorDefinition[]): GuardFinding[] {
  const claims = texts.flatMap(({ where, text }) => (text.normalize('NFC').match(SENTENCE) ?? []).filter((it) => RANKS.test(it) && !DENIES.test(it)).map((sentence) => ({ where, sentence: sentence.trim() })))
  if (claims.length === 0) return []
  const estimates = figures.filter(hasInterval)
  const units = new Map(estimates.map((it) => [it.value.unit, it]))
  return found('ranking', 'warn', claims.flatMap(({ where, sentence }) => {
    const said = sentence.toLocaleLowerCase('vi')
    const named = [...units.values()].filter((it) => namesOf(it.value.unitName).some((name) => speaksOf(said, name)))
    const asked = definitions.filter((it) => namesOf(it.name).some((name) => speaksOf(said, name))).map((it) => it.id)
    const isNamed = new Set(named.map((it) => it.value.unit))
    return named.flatMap((unit) => {
      const own = estimates.filter((it) => it.value.unit === unit.value.unit && (asked.length === 0 || asked.includes(it.indicator)))
      const doubts = own.map((it) => ({ it, others: estimates.filter((other) => other.indicator === it.indicator && other.value.unit !== it.value.unit && other.level === it.level
        && (named.length > 1 ? isNamed.has(other.value.unit) : other.level === 'province' || other.province === it.province) && overlap(it, other)) }))
      const [first] = doubts
      if (!first || (asked.length === 0 ? doubts.some(({ others }) => others.length === 0) : doubts.every(({ others }) => others.length === 0))) return []
      const { it, others } = doubts.find((one) => one.others.length > 0) ?? first
      const quote = sentence.length > QUOTED ? `${sentence.slice(0, QUOTED)}…` : sentence
      return [`${where}: “${quote}”: ${it.value.unitName.vi} ~ ${others.slice(0, NAMED).map((other) => other.value.unitName.vi).join(', ')}${others.length > NAMED ? ` +${others.length - NAMED}` : ''} (${it.indicator})`]
    })
  }))
}
