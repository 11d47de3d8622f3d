import type { Estimate } from './format.ts'
import { toShown, type ValueUnit } from './format-value.ts'

/** A rule's ends, in the numbers that people read: percent, points, cases in 1,000 or days. */
export interface RulerScale { from: number, to: number }

export const FULL_SCALE: RulerScale = { from: 0, to: 100 }
const NET_SCALE: RulerScale = { from: -100, to: 100 }

/** Narrower than this part of the scale, two end caps would merge into the needle. */
const THIN_PART_OF_SCALE = 0.016

/** Steps of a rule: one tick, one long tick, one label. Beyond a hundred the same picture ten times as wide. */
function stepsOf({ from, to }: RulerScale): { tick: number, half: number, long: number, label: number } {
  const span = to - from
  if (span > 100) {
    const { tick, half, long, label } = stepsOf({ from: 0, to: span / 10 })
    return { tick: tick * 10, half: half * 10, long: long * 10, label: label * 10 }
  }
  if (span > 50) return { tick: 2, half: 10, long: 10, label: 20 }
  if (span > 20) return { tick: 1, half: 5, long: 10, label: 10 }
  return { tick: 0.5, half: 2.5, long: 5, label: 5 }
}

/** Where a number lies on a rule, in percent of its width; kept on the rule. */
export function toPosition(shown: number, { from, to }: RulerScale): number {
  const position = ((shown - from) / (to - from)) * 100
  return Math.round(Math.min(100, Math.max(0, position)) * 100) / 100
}

/** The path of baseline and ticks in a box 100 wide and 10 high. */
export function toTickPath(scale: RulerScale): string {
  const { tick, half, long } = stepsOf(scale)
  const count = Math.round((scale.to - scale.from) / tick)
  const ticks = Array.from({ length: count + 1 }, (_, index) => {
    const place = scale.from + index * tick
    const height = place % long === 0 ? 9 : place % half === 0 ? 6.5 : 4
    return `M${toPosition(place, scale)} 0V${height}`
  })
  return 'M0 0H100' + ticks.join('')
}

/** The labelled numbers of a rule; both ends are among them. */
export function toLabels(scale: RulerScale): number[] {
  const { label } = stepsOf(scale)
  const inner = Array.from({ length: Math.ceil((scale.to - scale.from) / label) }, (_, index) => scale.from + index * label)
  return [...inner, scale.to]
}

export const isThin = (estimate: Estimate, scale: RulerScale, unit: ValueUnit) =>
  toShown(unit, estimate.upper - estimate.lower) / (scale.to - scale.from) < THIN_PART_OF_SCALE

/** The end of a rule that holds so much and has no end of its own: 10, 20, 50, 100, 200 … */
function toEnd(highest: number): number {
  const power = 10 ** Math.max(1, Math.floor(Math.log10(Math.max(highest, 1))))
  return power * ([1, 2, 5, 10].find((step) => highest <= step * power) ?? 10)
}

/** The whole rule of a unit: 0 to 100 for shares and points; as far as the values on it reach where there is no highest one. */
export function toFullScale(unit: ValueUnit, values: readonly (number | null | undefined)[] = []): RulerScale {
  if (unit === 'share' || unit === 'points') return FULL_SCALE
  if (unit === 'net-points') return NET_SCALE
  return { from: 0, to: toEnd(Math.max(0, ...values.flatMap((value) => (value == null ? [] : [toShown(unit, value)])))) }
}

/** One scale for rules that stand under each other: from the lowest end of all intervals, rounded down, to the end of the rule. */
export function toSharedScale(estimates: readonly (Estimate | null)[], unit: ValueUnit = 'share'): RulerScale {
  const full = toFullScale(unit, estimates.map((estimate) => estimate?.upper))
  if (full !== FULL_SCALE) return full
  const lowest = Math.min(100, ...estimates.flatMap((estimate) => (estimate ? [toShown(unit, estimate.lower)] : [])))
  const from = Math.min(80, Math.floor(lowest / 10) * 10)
  return { from: estimates.every((estimate) => !estimate) || from < 40 ? 0 : from, to: 100 }
}
