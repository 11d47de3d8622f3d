/**
 * How one part turns a share into points: `max × min(1, share ÷ fullMarksAt)`, rounded half up to two decimals.
 * `ofNothing` says what a denominator of 0 is worth.
 */
export interface SharePart {
  kind: 'share'
  metric: string
  max: number
  /** The share (as a fraction of whole numbers) from which on the part has all its points. */
  fullMarksAt: readonly [numerator: number, denominator: number]
  ofNothing: 'null' | 'zero' | 'full'
}
/** Points as another system gives them, up to `max`. */
export interface PointsPart { kind: 'points'; metric: string; max: number }
/** Shown, never scored. */
export interface InformationPart { kind: 'information'; metric: string }

export type SchemePart = SharePart | PointsPart | InformationPart

export interface SchemeGroup {
  id: string
  max: number
  /** The metric under which another system reports the points of the whole group. */
  scoreMetric: string
  parts: readonly SchemePart[]
}

/** One version of a composite, in force from a day on; a value says which version made it. */
export interface IndexScheme {
  id: string
  version: number
  effectiveFrom: string
  source: string
  groups: readonly SchemeGroup[]
  /** From so many points on, the highest first. */
  grades: readonly { from: number; grade: 'excellent' | 'good' | 'fair' | 'average' | 'weak' }[]
}

/** The version in force on a day; null before the first. */
export const schemeOn = <Scheme extends { effectiveFrom: string }>(versions: readonly Scheme[], day: string): Scheme | null =>
  versions.filter((it) => it.effectiveFrom <= day).at(-1) ?? null
