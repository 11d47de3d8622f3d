import type { IndicatorValue } from '../indicator.ts'
import type { Estimate } from './format.ts'

/** The estimate in a row, or null where the value or its interval is missing: no value without its interval. */
export function toEstimate(row: Pick<IndicatorValue, 'value' | 'lower' | 'upper' | 'sampleSize'> | null | undefined): Estimate | null {
  if (!row || row.value === null || row.lower === null || row.upper === null) return null
  return { value: row.value, lower: row.lower, upper: row.upper, sampleSize: row.sampleSize }
}
