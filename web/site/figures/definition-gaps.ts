import type { IndicatorDefinition, IndicatorValue } from '../../../contract/indicator.ts'
import { formatNumber, toPublishedCount } from '../../../contract/words/format.ts'
import { formatDifference, formatFigure } from '../../../contract/words/format-value.ts'
import { speakerOf, type MessageKey } from '../../i18n/messages.ts'
import type { Language } from '../../../contract/words/translator.ts'

/** Ways to count the same thing that stand side by side, with what each has in its denominator. */
export const ON_TIME_WAYS: Readonly<Record<string, MessageKey>> = {
  'on-time-due': 'whole_onTimeDue', 'on-time-resolved': 'whole_onTimeResolved', 'on-time-workload': 'whole_onTimeWorkload', 'progress-766': 'whole_progress766',
}
export const SATISFACTION_WAYS = ['counter-satisfaction', 'satisfaction-766'] as const

/** A way to count with its value and the counts behind it. */
export interface Way { definition: Pick<IndicatorDefinition, 'id' | 'name' | 'unit'>, row: IndicatorValue | undefined }
interface KnownWay { id: string, name: string, unit: IndicatorDefinition['unit'], value: number, numerator: number, denominator: number }

function toKnown(language: Language, { definition, row }: Way): KnownWay[] {
  if (!row || row.value === null || row.numerator === null || row.denominator === null) return []
  return [{ id: definition.id, name: definition.name[language], unit: definition.unit, value: row.value, numerator: row.numerator, denominator: row.denominator }]
}

/** How far two lie apart as they are read, rounded as they are shown. */
const toDifference = (language: Language, high: KnownWay, low: KnownWay) =>
  formatDifference(language, high.unit, high.value - low.value, Math.min(high.denominator, low.denominator))
const isShownAlike = (language: Language, high: KnownWay, low: KnownWay) =>
  formatFigure(language, high.unit, high.value - low.value, Math.min(high.denominator, low.denominator)) === formatFigure(language, high.unit, 0, Math.min(high.denominator, low.denominator))

/**
 * Why the highest and the lowest of several on-time rates differ, by their counts: how many each leaves out of its numerator, and of what.
 * Null where fewer than two are known with their counts; a rate that was reported without counts explains nothing.
 */
export function toOnTimeGap(language: Language, ways: readonly Way[]): string | null {
  const say = speakerOf(language)
  const known = ways.flatMap((way) => toKnown(language, way)).sort((one, other) => other.value - one.value)
  const [high, low] = [known[0], known.at(-1)]
  if (!high || !low || high === low) return null
  if (isShownAlike(language, high, low)) return say('gapOnTimeNone')
  const count = (value: number) => formatNumber(language, value)
  const wholeOf = ({ id }: KnownWay) => { const key = ON_TIME_WAYS[id]; return key ? say(key) : '' }
  return say('gapOnTime', {
    high: high.name, low: low.name, difference: toDifference(language, high, low),
    highLate: count(high.denominator - high.numerator), highWhole: count(high.denominator), highOf: wholeOf(high),
    lowLate: count(low.denominator - low.numerator), lowWhole: count(low.denominator), lowOf: wholeOf(low),
  })
}

/**
 * Why satisfaction of those who answered and satisfaction counted by dossiers differ: who is counted, and what silence is taken for.
 * Published counts of ratings are rounded. Null where one of them is not known with its counts.
 */
export function toSatisfactionGap(language: Language, ways: readonly Way[], publicPage: boolean): string | null {
  const say = speakerOf(language)
  const known = ways.flatMap((way) => toKnown(language, way))
  const [ratings, dossiers] = SATISFACTION_WAYS.map((id) => known.find((it) => it.id === id))
  if (!ratings || !dossiers) return null
  const [high, low] = ratings.value >= dossiers.value ? [ratings, dossiers] : [dossiers, ratings]
  const rated = formatNumber(language, publicPage ? toPublishedCount(ratings.denominator) : ratings.denominator)
  const counts = { ratings: publicPage ? say('about', { count: rated }) : rated, dossiers: formatNumber(language, dossiers.denominator) }
  if (isShownAlike(language, high, low)) return say('gapSatisfactionNone', counts)
  return say('gapSatisfaction', {
    ...counts, high: high.name, low: low.name, difference: toDifference(language, high, low), late: formatNumber(language, dossiers.denominator - dossiers.numerator),
  })
}
