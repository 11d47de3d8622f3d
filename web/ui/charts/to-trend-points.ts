import type { IndicatorValue } from '../../../contract/indicator.ts'
import type { Sheet } from '../to-csv.ts'
import { toEstimate } from '../../../contract/words/estimate.ts'
import type { TrendPoint } from './to-trend-option.ts'

/** One point for every period asked for, in their order; a period without a row is a gap, not a zero. */
export function toTrendPoints(rows: readonly IndicatorValue[], periods: readonly string[]): TrendPoint[] {
  const byPeriod = new Map(rows.map((row) => [row.period, row]))
  return periods.map((period) => {
    const row = byPeriod.get(period)
    return {
      period, estimate: toEstimate(row),
      provisional: row?.quality.includes('provisional') ?? false, revised: row?.quality.includes('revised') ?? false, definitionVersion: row?.definitionVersion ?? null,
    }
  })
}

/** Values as they came over the wire, for whoever computes further: shares in 0–1, a full stop as decimal point. */
export const toValuesSheet = (indicator: string, rows: readonly IndicatorValue[]): Sheet => ({
  head: ['indicator', 'unit', 'unitNameVi', 'unitNameEn', 'period', 'numerator', 'denominator', 'value', 'lower', 'upper', 'sampleSize', 'reason', 'definitionVersion', 'computedAt', 'segment', 'coverage', 'setAside', 'quality', 'origin', 'source'],
  rows: rows.map((row) => [
    indicator, row.unit, row.unitName.vi, row.unitName.en, row.period, row.numerator, row.denominator, row.value, row.lower, row.upper,
    row.sampleSize, row.reason, row.definitionVersion, row.computedAt,
    row.segment, row.coverage, row.setAside, row.quality.join('|'), row.origin, row.source,
  ]),
})
