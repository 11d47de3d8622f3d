import type { ReportedMeasure } from '../../contract/measure.ts'
import { fraction, roundHalfUp } from '../statistics/round-half-up.ts'

/** A published percentage has at most two decimals: more than half of the last one apart is no rounding. */
const ROUNDING = 0.005 + 1e-9

/** What does not add up in a reported measure. It stops nothing: the figure was published so. */
export function reconcileMeasure({ numerator, denominator, value }: Pick<ReportedMeasure, 'numerator' | 'denominator' | 'value'>): ReportedMeasure['warnings'] {
  const warnings: ReportedMeasure['warnings'] = []
  if (numerator === null || denominator === null) return warnings
  if (numerator > denominator) warnings.push({ rule: 'numerator-over-denominator', detail: `${numerator} > ${denominator}` })
  if (value !== null && denominator > 0) {
    const percent = (100 * numerator) / denominator
    const decimals = Math.min(2, String(value).split('.')[1]?.length ?? 0)
    const isRounded = Math.abs(percent - value) <= ROUNDING || value === roundHalfUp(fraction(100 * numerator, denominator), decimals)
    if (!isRounded) warnings.push({ rule: 'value-is-not-the-ratio', detail: `${value} ≠ 100 × ${numerator} ÷ ${denominator} = ${roundHalfUp(fraction(100 * numerator, denominator), 2)}` })
  }
  return warnings
}
