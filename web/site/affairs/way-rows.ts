import type { IndicatorValue } from '../../../contract/indicator.ts'
import { ON_TIME_WAYS, SATISFACTION_WAYS } from '../figures/definition-gaps.ts'

/** Ways to count the same thing that are held side by side. */
export type WaysKind = 'on-time' | 'satisfaction'
export const WAYS: Readonly<Record<WaysKind, readonly string[]>> = { 'on-time': Object.keys(ON_TIME_WAYS), 'satisfaction': SATISFACTION_WAYS }

/** A unit with what each way makes of it; `gap` is how far the highest and the lowest lie apart, as a share. */
export interface WayRow { code: string, name: string, values: ReadonlyMap<string, IndicatorValue>, gap: number }

/** Units of which at least two ways have a figure, the largest gap first: there the choice of definition matters most. */
export function toWayRows(sources: ReadonlyMap<string, readonly IndicatorValue[]>, language: 'vi' | 'en'): WayRow[] {
  const units = new Map<string, Map<string, IndicatorValue>>()
  for (const [id, rows] of sources) for (const row of rows) if (row.value !== null) units.set(row.unit, (units.get(row.unit) ?? new Map<string, IndicatorValue>()).set(id, row))
  return [...units].flatMap(([code, values]): WayRow[] => {
    const shares = [...values.values()].flatMap((it) => it.value ?? [])
    const [first] = values.values()
    return shares.length < 2 || !first ? [] : [{ code, name: first.unitName[language], values, gap: Math.max(...shares) - Math.min(...shares) }]
  }).sort((one, other) => other.gap - one.gap)
}
