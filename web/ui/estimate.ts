import type { IndicatorValue, MissingReason } from '../../contract/indicator.ts'

/** A value that another system reported without the counts it comes from, so without an interval; null for any other row. */
export const toAlone = (row: Pick<IndicatorValue, 'value' | 'lower' | 'upper' | 'origin'> | null | undefined): number | null =>
  (row && row.value !== null && row.origin === 'reported' && (row.lower === null || row.upper === null) ? row.value : null)

/** Why a row has no estimate; a row that was never sent means that nothing was counted. */
export const toMissingReason = (row: IndicatorValue | null | undefined): MissingReason => row?.reason ?? 'no-data'
