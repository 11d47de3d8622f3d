import type { IndicatorDefinition } from '../../../contract/indicator.ts'
import { formatPeriod, type Estimate } from '../../../contract/words/format.ts'
import { formatDifference } from '../../../contract/words/format-value.ts'
import { speakerOf } from '../../i18n/messages.ts'
import type { Language } from '../../../contract/words/translator.ts'
import { compare, judge, type Verdict } from './comparison.ts'

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
