import type { IndexGroup, IndexPart, IndexValues } from '../../contract/index-values.ts'
import { addDecimals, divide, fraction, isGreater, multiply, roundHalfUp, toFraction, type Fraction } from '../statistics/round-half-up.ts'
import type { IndexScheme, SchemeGroup, SchemePart, SharePart } from './index-scheme.ts'

/** What is known of one metric: counts, or a value alone (a share in percent, or points). */
export interface KnownFigure { numerator: number | null; denominator: number | null; value: number | null; origin: 'reported' | 'counted'; source: string }
/** The figure that stands, and the other one where a metric is both reported and counted. */
export interface KnownMeasure extends KnownFigure { beside?: KnownFigure | null }

const SCORE_DECIMALS = 2
const NOTHING_KNOWN = { numerator: null, denominator: null, ratio: null, score: null, origin: null, source: null, beside: null }

/** The share as an exact fraction; null where there is nothing to count. A value alone is a share in percent. */
function toShare({ numerator, denominator, value }: KnownMeasure): Fraction | null {
  if (numerator !== null && denominator !== null) return denominator === 0 ? null : fraction(numerator, denominator)
  return value === null ? null : divide(toFraction(value), fraction(100))
}

const toNumber = ({ numerator, denominator }: Fraction) => Number(numerator) / Number(denominator)

function scoreShare(part: SharePart, known: KnownMeasure): Pick<IndexPart, 'ratio' | 'score' | 'note'> {
  const share = toShare(known)
  if (share === null) {
    if (part.ofNothing === 'null') return { ratio: null, score: null, note: 'nothing-to-count' }
    // The portal shows a ratio of 0 beside the full marks of who had no petitions.
    return part.ofNothing === 'full' ? { ratio: 0, score: part.max, note: 'full-marks-when-nothing' } : { ratio: 0, score: 0, note: 'nothing-to-count' }
  }
  const worth = divide(multiply(fraction(part.max), share), fraction(part.fullMarksAt[0], part.fullMarksAt[1]))
  const isCapped = isGreater(worth, fraction(part.max))
  return { ratio: toNumber(share), score: isCapped ? part.max : roundHalfUp(worth, SCORE_DECIMALS), note: isCapped ? 'capped' : null }
}

function scorePart(part: SchemePart, known: KnownMeasure | undefined): IndexPart {
  const max = part.kind === 'information' ? 0 : part.max
  if (!known) return { metric: part.metric, ...NOTHING_KNOWN, max, note: part.kind === 'information' ? 'information-only' : 'not-reported' }
  const { numerator, denominator, origin, source, beside = null } = known
  const facts = { metric: part.metric, numerator, denominator, max, origin, source, beside }
  if (part.kind === 'share') return { ...facts, ...scoreShare(part, known) }
  if (part.kind === 'information') {
    const share = toShare(known)
    return { ...facts, ratio: share && toNumber(share), score: null, note: 'information-only' }
  }
  return { ...facts, ratio: null, score: known.value === null ? null : Math.min(part.max, roundHalfUp(toFraction(known.value), SCORE_DECIMALS)), note: 'points-given' }
}

/** A group's points are the sum of its parts, each rounded before (that order reproduces the portal); where no part is known, the points given for it. */
function scoreGroup(group: SchemeGroup, known: ReadonlyMap<string, KnownMeasure>): IndexGroup {
  const parts = group.parts.map((it) => scorePart(it, known.get(it.metric)))
  const isKnown = parts.some((it) => it.origin !== null)
  if (isKnown) return { id: group.id, score: addDecimals(parts.map((it) => it.score ?? 0), SCORE_DECIMALS), max: group.max, parts, note: null }
  const given = known.get(group.scoreMetric)?.value ?? null
  return { id: group.id, score: given === null ? null : roundHalfUp(toFraction(given), SCORE_DECIMALS), max: group.max, parts, note: given === null ? 'not-reported' : 'points-given' }
}

/** Scores a unit by a scheme: parts, groups, and the total of those groups that have points; a grade only where all of them have. */
export function scoreIndex(scheme: IndexScheme, known: ReadonlyMap<string, KnownMeasure>): Pick<IndexValues, 'total' | 'grade' | 'groupsScored' | 'groups'> {
  const groups = scheme.groups.map((it) => scoreGroup(it, known))
  const scores = groups.flatMap((it) => it.score ?? [])
  const total = scores.length === 0 ? null : addDecimals(scores, SCORE_DECIMALS)
  const grade = total === null || scores.length < groups.length ? null : scheme.grades.find((it) => total >= it.from)?.grade ?? null
  return { total, grade, groupsScored: scores.length, groups }
}
