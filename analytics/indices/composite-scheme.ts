/** A part whose score is the share of one of our indicators (0–1 → 0–100). */
export interface IndicatorPart { kind: 'indicator'; indicator: string; weight: number }
/** A part that another system gives in points, scored as its share of `outOf`. */
export interface ReportedPart { kind: 'reported-points'; indicator: string; outOf: number; weight: number }

export type CompositePartScheme = IndicatorPart | ReportedPart

export interface CompositeGroupScheme { id: string; weight: number; parts: readonly CompositePartScheme[] }

/** One version of a composite that weighs shares, in force from a day on. Weights need not add up to 100; they are divided by their sum. */
export interface CompositeScheme {
  id: string
  version: number
  effectiveFrom: string
  source: string
  /** The part of the weight (0–1) that has to be known, of the whole and of each group. */
  minimumCoverage: number
  /** Groups without which there is no total, with what is said then. */
  required: readonly { group: string; otherwise: 'no-progress' | 'no-satisfaction' }[]
  groups: readonly CompositeGroupScheme[]
}
