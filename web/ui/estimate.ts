import type { IndicatorValue, MissingReason } from '../../contract/indicator.ts'
import type { Estimate } from '../i18n/format.ts'

/** The estimate in a row, or null where the value or its interval is missing: no value without its interval. */
export function toEstimate(row: Pick<IndicatorValue, 'value' | 'lower' | 'upper' | 'sampleSize'> | null | undefined): Estimate | null {
  if (!row || row.value === null || row.lower === null || row.upper === null) return null
  return { value: row.value, lower: row.lower, upper: row.upper, sampleSize: row.sampleSize }
}

/** A value that another system reported without the counts it comes from, so without an interval; null for any other row. */
export const toAlone = (row: Pick<IndicatorValue, 'value' | 'lower' | 'upper' | 'origin'> | null | undefined): number | null =>
  (row && row.value !== null && row.origin === 'reported' && (row.lower === null || row.upper === null) ? row.value : null)

/** Why a row has no estimate; a row that was never sent means that nothing was counted. */
export const toMissingReason = (row: IndicatorValue | null | undefined): MissingReason => row?.reason ?? 'no-data'
