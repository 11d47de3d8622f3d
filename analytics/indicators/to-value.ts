import type { IndicatorValue, MissingReason } from '../../contract/indicator.ts'
import { toEffectiveN } from '../statistics/effective-n.ts'
import { wilsonOfItems } from './survey-cell.ts'
import { quantileOfHistogram } from '../statistics/quantile-interval.ts'
import { wilson } from '../statistics/wilson.ts'
import { TRANSACTIONS, type Cell, type Indicator } from './indicator.ts'

export interface ValueContext {
  period: string
  unitName: { vi: string; en: string }
  segment: string | null
  computedAt: string
  provisional: boolean
  /** Readers without the right to small counts get none below the minimum sample. */
  maySeeSmallCounts: boolean
  /** For editions, whose figures are stored complete and protected afterwards: promises about small counts are kept there. */
  isStoredComplete?: boolean
  /** Share of facts that are stored and not counted; null where that is not asked or not known. */
  setAside?: number | null
}

interface Estimate { value: number; lower: number | null; upper: number | null }

const FACTORS: Record<Indicator['definition']['unit'], number> = { 'share': 1, 'points': 100, 'per-1000': 1000, 'days': 1, 'net-points': 100 }
/** Below these shares of people served, what was answered is low, or speaks for nobody (statistics.md §1.9, our own convention). */
const [LOW_RESPONSE, NOT_REPRESENTATIVE] = [0.2, 0.05]
const INCOMPLETE_BELOW = 0.9
const SET_ASIDE_ABOVE = 0.01

const scaled = (value: number, interval: { lower: number; upper: number } | null, factor: number): Estimate =>
  ({ value: value * factor, lower: interval && interval.lower * factor, upper: interval && interval.upper * factor })

/**
 * A ratio of sums with Wilson's interval for the number of independent observations; a share by weight (money) has as many as its
 * weights are worth, (Σw)²/Σw² (Kish).
 */
function toRatio({ definition }: Indicator, { numerator, denominator, sampleSize, squares = 0 }: Cell): Estimate {
  const share = numerator / denominator
  const n = squares > 0 ? Math.min(sampleSize, denominator ** 2 / squares) : sampleSize
  return scaled(share, wilson(share * n, n), FACTORS[definition.unit])
}

/** The mean of points 0–100, with Wilson's interval for the effective number of answers (statistics.md §1.2). */
function toMean({ definition }: Indicator, { numerator, denominator: n, squares = 0 }: Cell): Estimate {
  const top = FACTORS[definition.unit]
  const mean = numerator / n / top
  const variance = n > 1 ? Math.max(0, n * squares - numerator ** 2) / (n * (n - 1) * top ** 2) : 0
  const effective = toEffectiveN(n, mean, variance)
  const estimate = scaled(mean, wilson(mean * effective, effective), top)
  return definition.unit === 'net-points' ? toNet(estimate, top) : estimate
}

/** From 0 (all against), 50 and 100 (all in favour) to those in favour less those against. */
const toNet = ({ value, lower, upper }: Estimate, top: number): Estimate =>
  ({ value: 2 * value - top, lower: lower === null ? null : 2 * lower - top, upper: upper === null ? null : 2 * upper - top })

const toMedian = ({ histogram = [] }: Cell): Estimate | null => quantileOfHistogram(histogram)

function toEstimate(indicator: Indicator, cell: Cell): Estimate | null {
  if (indicator.definition.kind === 'median') return toMedian(cell)
  if (indicator.definition.kind === 'index') return wilsonOfItems(cell)
  return indicator.definition.kind === 'mean' ? toMean(indicator, cell) : toRatio(indicator, cell)
}

/**
 * The row of one cell. Below the minimum sample there is no value, and, for the public, no counts either. Coverage may not exceed 1: more
 * ratings than dossiers only says that people came for other things too.
 */
export function toValue(indicator: Indicator, cell: Cell, context: ValueContext): IndicatorValue {
  const { definition } = indicator
  const { numerator, denominator, sampleSize } = cell
  const tooSmall = sampleSize < definition.minimumSample
  const reason: MissingReason | null = tooSmall ? 'sample-too-small' : null
  const countsHidden = tooSmall && !context.isStoredComplete && (!context.maySeeSmallCounts || indicator.keepsSmallCounts === true)
  const estimate = tooSmall ? null : toEstimate(indicator, cell)
  const coverage = cell.coverage === undefined || cell.coverage === null ? null : Math.min(1, cell.coverage)
  const setAside = context.setAside ?? null
  return {
    unit: cell.unit, unitName: context.unitName, period: context.period, segment: context.segment,
    numerator: countsHidden || definition.kind === 'median' ? null : numerator,
    denominator: countsHidden ? null : denominator,
    value: estimate?.value ?? null,
    lower: estimate?.lower ?? null,
    upper: estimate?.upper ?? null,
    sampleSize: countsHidden ? null : sampleSize,
    coverage: countsHidden ? null : coverage,
    setAside: countsHidden ? null : setAside,
    quality: [
      ...(context.provisional ? ['provisional' as const] : []), ...(tooSmall ? ['small-sample' as const] : []),
      ...(tooSmall || coverage === null ? [] : toCoverageMark(indicator, coverage)), ...(setAside !== null && setAside > SET_ASIDE_ABOVE ? ['set-aside' as const] : []),
      ...(!tooSmall && (cell.leftOut ?? 0) > 1 - INCOMPLETE_BELOW ? ['incomplete' as const] : []),
    ],
    reason,
    computedAt: context.computedAt,
    definitionVersion: cell.series ?? definition.version,
    origin: 'counted',
    source: null,
  }
}

function toCoverageMark(indicator: Indicator, coverage: number): IndicatorValue['quality'] {
  if (indicator.coverage !== TRANSACTIONS && !indicator.isOfAsked) return coverage < INCOMPLETE_BELOW ? ['incomplete'] : []
  if (coverage < NOT_REPRESENTATIVE) return ['not-representative']
  return coverage < LOW_RESPONSE ? ['low-response'] : []
}
