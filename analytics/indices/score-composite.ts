import type { CompositeGroup, CompositePart, CompositeValues } from '../../contract/index-values.ts'
import { Z_95, type Interval } from '../statistics/wilson.ts'
import type { CompositeGroupScheme, CompositePartScheme, CompositeScheme } from './composite-scheme.ts'

/** What is known of a part: a share in 0–1 with its interval where it was counted from single cases; `value` null with the reason in `note`. */
export type KnownPart = Pick<CompositePart, 'value' | 'lower' | 'upper' | 'sampleSize' | 'origin' | 'source' | 'definitionVersion' | 'note'>

/** One thing that is weighed: score and standard error in 0–100, `coverage` in 0–1. What is not known may lie anywhere in its bounds. */
export interface WeighedScore { weight: number; score: number | null; standardError: number; coverage: number; bounds: Interval }

const NOTHING: Interval = { lower: 0, upper: 100 }
const NOT_AVAILABLE: KnownPart = { value: null, lower: null, upper: null, sampleSize: null, origin: null, source: null, definitionVersion: null, note: 'not-available' }

const sumOf = <T>(items: readonly T[], of: (item: T) => number) => items.reduce((sum, it) => sum + of(it), 0)

/**
 * Σ w·s / Σ w over what is available; coverage is the part of the weight that is known; the bounds hold for whatever the missing would turn
 * out to be, from 0 to 100; the standard error is √Σ(w·se)² / Σ w, taking what is weighed as independent. What is missing is never imputed
 * (OECD/JRC Handbook on Constructing Composite Indicators, 2008, §3 and §7). Throws RangeError without any weight.
 */
export function weighScores(items: readonly WeighedScore[]): Omit<WeighedScore, 'weight'> {
  const weight = sumOf(items, (it) => it.weight)
  if (!(weight > 0)) throw new RangeError('a composite weighs something')
  const known = items.flatMap((it) => (it.score === null ? [] : [{ ...it, score: it.score }]))
  const knownWeight = sumOf(known, (it) => it.weight)
  return {
    score: knownWeight === 0 ? null : sumOf(known, (it) => it.weight * it.score) / knownWeight,
    standardError: knownWeight === 0 ? 0 : Math.sqrt(sumOf(known, (it) => (it.weight * it.standardError) ** 2)) / knownWeight,
    coverage: sumOf(known, (it) => it.weight * it.coverage) / weight,
    bounds: { lower: sumOf(items, (it) => it.weight * it.bounds.lower) / weight, upper: sumOf(items, (it) => it.weight * it.bounds.upper) / weight },
  }
}

/** A part as something to weigh. What another system reports without counts has no interval, and is taken as certain. */
function toWeighed({ weight }: CompositePartScheme, { value, lower, upper }: KnownPart): WeighedScore {
  if (value === null) return { weight, score: null, standardError: 0, coverage: 0, bounds: NOTHING }
  const score = 100 * value
  const standardError = lower === null || upper === null ? 0 : (100 * (upper - lower)) / (2 * Z_95)
  return { weight, score, standardError, coverage: 1, bounds: { lower: score, upper: score } }
}

function scoreGroup({ id, weight, parts }: CompositeGroupScheme, known: ReadonlyMap<string, KnownPart>, minimumCoverage: number) {
  const facts = parts.map((part) => ({ part, known: known.get(part.indicator) ?? NOT_AVAILABLE }))
  const weighed = weighScores(facts.map((it) => toWeighed(it.part, it.known)))
  const isWithheld = weighed.coverage < minimumCoverage
  const group: CompositeGroup = {
    id, weight, score: isWithheld ? null : weighed.score, coverage: weighed.coverage, bounds: weighed.bounds,
    withheld: isWithheld ? 'too-little-known' : null,
    parts: facts.map((it) => ({ indicator: it.part.indicator, weight: it.part.weight, ...it.known })),
  }
  return { group, weighed: { ...weighed, weight, score: group.score } }
}

/**
 * Scores a unit by a composite of shares: groups from their parts and the total from its groups by the same rule. Withheld (null, with the
 * reason) where a required group has no score or less than `minimumCoverage` of the weight is known; the bounds are given all the same.
 */
export function scoreComposite(scheme: CompositeScheme, known: ReadonlyMap<string, KnownPart>): Pick<CompositeValues, 'total' | 'coverage' | 'bounds' | 'interval' | 'withheld' | 'groups'> {
  const scored = scheme.groups.map((it) => scoreGroup(it, known, scheme.minimumCoverage))
  const { score, standardError, coverage, bounds } = weighScores(scored.map((it) => it.weighed))
  const groups = scored.map((it) => it.group)
  const missing = scheme.required.find(({ group }) => groups.find((it) => it.id === group)?.score === null)
  const withheld = missing?.otherwise ?? (coverage < scheme.minimumCoverage ? 'too-little-known' : null)
  if (withheld !== null || score === null) return { total: null, coverage, bounds, interval: null, withheld: withheld ?? 'too-little-known', groups }
  const half = Z_95 * standardError
  return { total: score, coverage, bounds, interval: { lower: Math.max(0, score - half), upper: Math.min(100, score + half) }, withheld: null, groups }
}
