import type { Estimate } from '../i18n/format.ts'

/** A rule's ends in percent. */
export interface RulerScale { from: number, to: number }

export const FULL_SCALE: RulerScale = { from: 0, to: 100 }

/** Narrower than this part of the scale, two end caps would merge into the needle. */
const THIN_PART_OF_SCALE = 0.016

/** Steps of a rule, in percent: one tick, one long tick, one label. */
function stepsOf({ from, to }: RulerScale) {
  const span = to - from
  if (span > 50) return { tick: 2, half: 10, long: 10, label: 20 }
  if (span > 20) return { tick: 1, half: 5, long: 10, label: 10 }
  return { tick: 0.5, half: 2.5, long: 5, label: 5 }
}

/** Where a percentage lies on a rule, in percent of its width; kept on the rule. */
export function toPosition(percent: number, { from, to }: RulerScale): number {
  const position = ((percent - from) / (to - from)) * 100
  return Math.round(Math.min(100, Math.max(0, position)) * 100) / 100
}

/** The path of baseline and ticks in a box 100 wide and 10 high. */
export function toTickPath(scale: RulerScale): string {
  const { tick, half, long } = stepsOf(scale)
  const count = Math.round((scale.to - scale.from) / tick)
  const ticks = Array.from({ length: count + 1 }, (_, index) => {
    const percent = scale.from + index * tick
    const height = percent % long === 0 ? 9 : percent % half === 0 ? 6.5 : 4
    return `M${toPosition(percent, scale)} 0V${height}`
  })
  return 'M0 0H100' + ticks.join('')
}

/** The labelled percentages of a rule; both ends are among them. */
export function toLabels(scale: RulerScale): number[] {
  const { label } = stepsOf(scale)
  const inner = Array.from({ length: Math.ceil((scale.to - scale.from) / label) }, (_, index) => scale.from + index * label)
  return [...inner, scale.to]
}

export const isThin = (estimate: Estimate, scale: RulerScale) =>
  ((estimate.upper - estimate.lower) * 100) / (scale.to - scale.from) < THIN_PART_OF_SCALE

/** One scale for rules that stand under each other: the lowest end of all intervals, rounded down, up to 100. */
export function toSharedScale(estimates: readonly (Estimate | null)[]): RulerScale {
  const lowest = Math.min(100, ...estimates.flatMap((estimate) => (estimate ? [estimate.lower * 100] : [])))
  const from = Math.min(80, Math.floor(lowest / 10) * 10)
  return { from: estimates.every((estimate) => !estimate) || from < 40 ? 0 : from, to: 100 }
}
