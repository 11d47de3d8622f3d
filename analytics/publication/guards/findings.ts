import type { GuardFinding, GuardId } from '../../../contract/edition-review.ts'
import type { IndicatorDefinition } from '../../../contract/indicator.ts'
import type { Figure } from '../figure-table.ts'

const EXAMPLES = 5

/** What a guard found, nothing where it found nothing. */
export const found = (id: GuardId, severity: GuardFinding['severity'], examples: readonly string[]): GuardFinding[] =>
  (examples.length === 0 ? [] : [{ id, severity, count: examples.length, examples: examples.slice(0, EXAMPLES) }])

export const nameOf = ({ indicator, value }: Figure) => `${value.unitName.vi} (${value.unit}), ${indicator}`
/** What a ratio is multiplied by in the unit of its indicator. */
export const FACTORS: Record<IndicatorDefinition['unit'], number> = { 'share': 1, 'points': 100, 'per-1000': 1000, 'days': 1, 'net-points': 100 }
