import type { IndicatorDefinition } from '../../../contract/indicator.ts'
import { capitalise, formatNumber, formatPeriod, type Estimate } from '../../i18n/format.ts'
import { formatDifference, formatValue } from '../../i18n/format-value.ts'
import { speakerOf } from '../../i18n/messages.ts'
import type { Language } from '../../i18n/translator.ts'
import { compare, judge, type Verdict } from './comparison.ts'

/** Above this share good cases are too many to tell apart in a percentage; the bad ones are counted per 1,000. */
const NEAR_CEILING = 0.97
/** How far from a whole tenth "8 in 10" may still be said, in tenths. */
const NEAR_TENTH = 0.15

const subjects = {
  'counter-satisfaction': { all: 'ratingsAll', good: 'ratingsGood', bad: 'ratingsBad' },
  'on-time-due': { all: 'dossiersAll', good: 'dossiersGood', bad: 'dossiersBad' },
} as const
export type SpokenIndicator = keyof typeof subjects

export const isSpoken = (indicator: string): indicator is SpokenIndicator => indicator in subjects

/** A share as a sentence a neighbour would say: "Cứ 10 hồ sơ đến hạn thì khoảng 8 hồ sơ đúng hạn". */
export function toSpokenShare(language: Language, indicator: SpokenIndicator, share: number): string {
  const say = speakerOf(language)
  const subject = subjects[indicator]
  const all = say(subject.all)
  if (share > NEAR_CEILING) {
    return say('perThousand', { all, bad: say(subject.bad), count: formatNumber(language, Math.round((1 - share) * 1000)) })
  }
  const tenths = Math.round(share * 10)
  const inTenths = tenths >= 1 && tenths <= 9 && Math.abs(share * 10 - tenths) <= NEAR_TENTH
  return say('perTen', { base: inTenths ? 10 : 100, count: inTenths ? tenths : Math.round(share * 100), all, good: say(subject.good) })
}

/** The start page's finding: how satisfied people are, else how punctual, else that too little is known. */
export function toHomeFinding(
  language: Language, month: string, figures: { satisfaction: Estimate | null, onTime: Estimate | null },
): string {
  const { satisfaction, onTime } = figures
  if (satisfaction) return toSpokenShare(language, 'counter-satisfaction', satisfaction.value)
  if (onTime) return toSpokenShare(language, 'on-time-due', onTime.value)
  return speakerOf(language)('findingNone', { period: capitalise(formatPeriod(language, month)) })
}

/** A unit's finding: "Trung tâm PVHCC Huế: hài lòng tại quầy 94,1%". */
export function toUnitFinding(
  language: Language, unitName: string, definition: IndicatorDefinition, period: string, estimate: Estimate | null,
): string {
  const say = speakerOf(language)
  if (!estimate) return say('findingUnitNone', { unit: unitName, period: formatPeriod(language, period) })
  const name = definition.name[language]
  return say('findingUnit', {
    unit: unitName, name: name.charAt(0).toLowerCase() + name.slice(1), value: formatValue(language, definition.unit, estimate.value, estimate.sampleSize),
  })
}

const smallerSample = (one: Estimate, other: Estimate) =>
  one.sampleSize === null || other.sampleSize === null ? null : Math.min(one.sampleSize, other.sampleSize)

type Measured = Pick<IndicatorDefinition, 'unit' | 'direction'>

/** Where lower is better, "higher" alone would be heard as praise: what it means is said too. */
function toMeaning(language: Language, verdict: Verdict, direction: IndicatorDefinition['direction']): string {
  const judgement = judge(verdict, direction)
  if (direction === 'higher-is-better' || judgement === 'cannot-tell') return ''
  return ` ${speakerOf(language)(judgement === 'better' ? 'meansBetter' : 'meansWorse')}`
}

/** How a figure stands to that of the period before; null where one of them is missing. */
export function toComparisonSentence(
  language: Language, { unit, direction }: Measured, current: Estimate | null, previous: Estimate | null, previousPeriod: string,
): string | null {
  if (!current || !previous) return null
  const { difference, verdict } = compare(current, previous)
  const period = formatPeriod(language, previousPeriod)
  const key = { higher: 'compareHigher', lower: 'compareLower', 'cannot-tell': 'compareUnsure' } as const
  const said = speakerOf(language)(key[verdict], { period, difference: formatDifference(language, unit, difference, smallerSample(current, previous)) })
  return said + toMeaning(language, verdict, direction)
}

/** What a trend says: its last known point against its first. */
export function toTrendFinding(
  language: Language, { unit, direction }: Measured, points: readonly { period: string, estimate: Estimate | null }[],
): string {
  const say = speakerOf(language)
  const known = points.flatMap(({ period, estimate }) => (estimate ? [{ period, estimate }] : []))
  const [first, last] = [known[0], known.at(-1)]
  if (!first || !last) return say('trendNone')
  if (first === last) return say('trendOne', { first: formatPeriod(language, first.period) })
  const { difference: change, verdict } = compare(last.estimate, first.estimate)
  const key = { higher: 'trendUp', lower: 'trendDown', 'cannot-tell': 'trendUnsure' } as const
  const said = say(key[verdict], {
    first: formatPeriod(language, first.period), last: formatPeriod(language, last.period),
    difference: formatDifference(language, unit, change, smallerSample(first.estimate, last.estimate)),
  })
  const meaning = toMeaning(language, verdict, direction)
  return meaning ? `${said}.${meaning.replace(/\.$/, '')}` : said
}
