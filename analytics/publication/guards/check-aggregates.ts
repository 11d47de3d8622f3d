import type { GuardFinding } from '../../../contract/edition-review.ts'
import type { IndicatorDefinition } from '../../../contract/indicator.ts'
import { childrenOf } from '../disclosure/protect-figures.ts'
import type { Figure } from '../figure-table.ts'
import { FACTORS, found, nameOf } from './findings.ts'

const EXACT = 1e-9
/** A value given to a tenth of a percent leaves little to chance; one given to whole percents may be the mean by accident. */
const SURE_STEP = 0.0005
/** Two units of the same size have the same mean and ratio. */
const FEWEST_PARTS = 2

/** By how much a figure may be off what it was rounded from: nothing where we have counted it, half its last decimal (of percents for shares) where others give it. */
function roundingOf({ value: { value, numerator } }: Figure, factor: number): number {
  if (numerator !== null) return EXACT * factor
  const shown = Number(((value ?? 0) * (factor === 1 ? 100 : 1)).toPrecision(12))
  const decimals = String(shown).split('.')[1]?.length ?? 0
  return 0.5 * 10 ** -decimals / (factor === 1 ? 100 : 1) + EXACT * factor
}

type Part = Figure & { value: { value: number; numerator: number; denominator: number } }
const hasCounts = (it: Figure): it is Part => it.value.value !== null && it.value.numerator !== null && it.value.denominator !== null && it.value.denominator > 0

/**
 * Figures that are the plain mean of the figures of the units below and not the ratio of their sums: a small office counts as much in it as a large
 * one. Recomputed from the counts of all units of one kind directly below. Refused, or only told where the value was given too roughly to be sure.
 */
export function checkMeansOfMeans(figures: readonly Figure[], definitions: readonly IndicatorDefinition[]): GuardFinding[] {
  const known = new Map(definitions.filter((it) => it.kind !== 'median').map((it) => [it.id, it]))
  const [sure, unsure]: [string[], string[]] = [[], []]
  const placed = figures.filter((it) => known.has(it.indicator) && it.value.value !== null).map((figure) => ({ figure, counted: figure.indicator, unit: figure.value.unit, within: figure.ancestors }))
  for (const [{ figure }, children] of childrenOf(placed)) {
    const definition = known.get(figure.indicator)
    const value = figure.value.value
    if (!definition || value === null) continue
    const factor = definition.kind === 'mean' ? 1 : FACTORS[definition.unit]
    const step = roundingOf(figure, definition.kind === 'mean' ? 100 : factor)
    for (const level of new Set(children.map((it) => it.figure.level))) {
      const ofLevel = children.map((it) => it.figure).filter((it) => it.level === level)
      const parts = ofLevel.filter(hasCounts)
      if (parts.length < FEWEST_PARTS || parts.length < ofLevel.length) continue
      const sums = parts.reduce((sum, it) => ({ numerator: sum.numerator + it.value.numerator, denominator: sum.denominator + it.value.denominator }), { numerator: 0, denominator: 0 })
      const ratio = (sums.numerator / sums.denominator) * factor
      const mean = parts.reduce((sum, it) => sum + it.value.value, 0) / parts.length
      if (Math.abs(ratio - mean) <= 2 * step || Math.abs(value - mean) > step) continue
      ;(step <= SURE_STEP * factor ? sure : unsure).push(`${nameOf(figure)}: ${value} = mean of ${parts.length} ${level}, ratio of sums ${ratio}`)
      break
    }
  }
  return [...found('mean-of-means', 'refuse', sure), ...found('mean-of-means-rounded', 'warn', unsure)]
}
