import type { IndicatorValue, MissingReason } from '../../contract/indicator.ts'
import { wilson } from '../statistics/wilson.ts'
import type { Cell, Indicator } from './indicator.ts'

export interface ValueContext {
  period: string
  unitName: { vi: string; en: string }
  segment: string | null
  computedAt: string
  provisional: boolean
  /** Readers without the right to small counts get none below the minimum sample. */
  maySeeSmallCounts: boolean
}

/**
 * The row of one cell. The share is a ratio of sums; its interval is Wilson with the number of independent observations.
 * Below the minimum sample there is no value, and, for the public, no counts either.
 */
export function toValue({ definition }: Indicator, cell: Cell, context: ValueContext): IndicatorValue {
  const { numerator, denominator, sampleSize } = cell
  const tooSmall = sampleSize < definition.minimumSample
  const share = numerator / denominator
  const interval = wilson(share * sampleSize, sampleSize)
  const reason: MissingReason | null = tooSmall ? 'sample-too-small' : null
  const countsHidden = tooSmall && !context.maySeeSmallCounts
  return {
    unit: cell.unit, unitName: context.unitName, period: context.period, segment: context.segment,
    numerator: countsHidden ? null : numerator,
    denominator: countsHidden ? null : denominator,
    value: tooSmall ? null : share,
    lower: tooSmall ? null : (interval?.lower ?? null),
    upper: tooSmall ? null : (interval?.upper ?? null),
    sampleSize: countsHidden ? null : sampleSize,
    coverage: null,
    quality: [...(context.provisional ? ['provisional' as const] : []), ...(tooSmall ? ['small-sample' as const] : [])],
    reason,
    computedAt: context.computedAt,
    definitionVersion: definition.version,
  }
}
