import type { GuardFinding } from '../../../contract/edition-review.ts'
import type { IndicatorDefinition } from '../../../contract/indicator.ts'
import { WIDTH, type Exposure } from '../disclosure/attack.ts'
import { childrenOf } from '../disclosure/protect-figures.ts'
import type { Figure } from '../figure-table.ts'
import { FACTORS, found, nameOf } from './findings.ts'

const TOLERANCE = 1e-9
const JUMP = 0.1
const LEVELS_OF_JUMPS: ReadonlySet<string> = new Set(['country', 'province'])

/** Shares that are not their numerator over their denominator. */
export function checkRatios(figures: readonly Figure[], definitions: readonly IndicatorDefinition[]): GuardFinding[] {
  const known = new Map(definitions.map((it) => [it.id, it]))
  return found('ratio', 'refuse', figures.filter(({ indicator, value: { value, numerator, denominator } }) => {
    const definition = known.get(indicator)
    if (definition?.kind !== 'ratio' || value === null || numerator === null || denominator === null) return false
    return !(Math.abs(value - (numerator / denominator) * FACTORS[definition.unit]) <= TOLERANCE * FACTORS[definition.unit])
  }).map(nameOf))
}

/**
 * Counts above that are the sum of no kinds of units directly below (agencies, or centres and communes …). Days of a unit that moved within the month
 * lie elsewhere than the unit at its end.
 */
export function checkParts(figures: readonly Figure[]): GuardFinding[] {
  const counted = figures.flatMap((figure) => (figure.value.origin === 'counted' && figure.value.denominator !== null
    ? [{ figure, counted: figure.indicator, unit: figure.value.unit, within: figure.ancestors, count: figure.value.denominator }] : []))
  const wrong = [...childrenOf(counted)].filter(([it, children]) => {
    const sums = new Map<string, number>()
    for (const child of children) sums.set(child.figure.level, (sums.get(child.figure.level) ?? 0) + child.count)
    const reachable = [...sums.values()].reduce<number[]>((all, sum) => [...all, ...all.map((one) => one + sum)], [0])
    return !reachable.includes(it.count)
  }).map(([it]) => it.figure)
  const ofCountry = wrong.filter((it) => it.level === 'country')
  return [...found('parts', 'refuse', ofCountry.map(nameOf)), ...found('parts-moved', 'warn', wrong.filter((it) => it.level !== 'country').map(nameOf))]
}

/** A percentage that came with its counts. */
export interface Given { unit: string; metric: string; numerator: number; denominator: number; value: number }

/** Whether a percentage given to some decimals is n/d rounded, cut off, or something else. Halves may be rounded either way. */
export function judgeGiven({ numerator, denominator, value }: Pick<Given, 'numerator' | 'denominator' | 'value'>): 'agrees' | 'cut-off' | 'differs' {
  const decimals = String(value).split('.')[1]?.length ?? 0
  const [scale, exact] = [10 ** decimals, (100 * numerator) / denominator]
  const step = (exact - value) * scale
  if (Math.abs(step) <= 0.5 + TOLERANCE) return 'agrees'
  return step > 0 && step < 1 ? 'cut-off' : 'differs'
}

export function checkGiven(given: readonly Given[]): GuardFinding[] {
  const judged = (wanted: string) => given.filter((it) => judgeGiven(it) === wanted).map((it) => `${it.unit}, ${it.metric}: ${it.value} ≠ ${it.numerator}/${it.denominator}`)
  return [...found('rounding', 'warn', judged('cut-off')), ...found('given', 'warn', judged('differs'))]
}

/** Shares of provinces and the country that moved by more than a tenth since the month before, with intervals that do not touch. */
export function checkJumps(figures: readonly Figure[], monthBefore: readonly Figure[]): GuardFinding[] {
  const before = new Map(monthBefore.map((it) => [`${it.indicator} ${it.value.unit}`, it.value]))
  return found('jump', 'warn', figures.filter(({ indicator, level, value: now }) => {
    const then = before.get(`${indicator} ${now.unit}`)
    if (!LEVELS_OF_JUMPS.has(level) || !then || now.value === null || then.value === null || now.lower === null || now.upper === null || then.lower === null || then.upper === null || now.upper > 1) return false
    return Math.abs(now.value - then.value) > JUMP && (now.lower > then.upper || now.upper < then.lower)
  }).map(nameOf))
}

/** Units that came or went, and definitions that changed, since the edition before. */
export function checkChanges(now: { figures: readonly Figure[]; definitions: readonly IndicatorDefinition[] }, before: typeof now): GuardFinding[] {
  const unitsOf = (figures: readonly Figure[]) => new Map(figures.map((it) => [it.value.unit, it.value.unitName.vi]))
  const [here, there] = [unitsOf(now.figures), unitsOf(before.figures)]
  const moved = [...[...here].filter(([unit]) => !there.has(unit)).map(([unit, name]) => `+ ${name} (${unit})`), ...[...there].filter(([unit]) => !here.has(unit)).map(([unit, name]) => `− ${name} (${unit})`)]
  const versions = new Map(before.definitions.map((it) => [it.id, it.version]))
  const changed = now.definitions.filter((it) => versions.get(it.id) !== it.version).map((it) => `${it.id}: ${versions.get(it.id) ?? '–'} → ${it.version}`)
  return [...found('tree', 'warn', moved), ...found('definitions', 'warn', changed)]
}

/** Units whose ratings speak for hardly anybody who was served. */
export const checkCoverage = (figures: readonly Figure[]): GuardFinding[] =>
  found('coverage', 'warn', figures.filter((it) => it.indicator === 'counter-satisfaction' && it.value.quality.includes('not-representative')).map(nameOf))

export const checkExposures = (exposures: readonly Exposure[]): GuardFinding[] =>
  found('differencing', 'refuse', exposures.map(({ key, upper, lower }) => `${key}: ${upper - lower} < ${WIDTH}`))

export const checkGaming = (undecided: readonly string[]): GuardFinding[] => found('gaming', 'warn', undecided)
