import type { Dossier } from '../../../contract/dossier.ts'
import type { Rating } from '../../../contract/rating.ts'

/** A sheet of a survey, as far as it differs from a finished one that was asked for with a card. */
export interface GoldenSheet { levels?: Readonly<Record<string, number>>; recommend?: number; finished?: boolean; outcome?: string; channel?: string }

/**
 * What goes in and what must come out, with the reason for each fact. Run through the real ingest, engine and API. Facts are
 * made for the centre the harness hands in. `offered`: when the tablet of the centre's first counter asked about the dossier.
 */
export interface GoldenCase {
  indicator: string
  facts(centre: string): { why: string; times?: number; rating?: Partial<Rating>; dossier?: Partial<Dossier>; offered?: string; sheet?: GoldenSheet; invited?: string }[]
  /** Of the centre, in March 2026. */
  expected: { numerator: number | null; denominator: number; sampleSize: number; value: number; lower: number | null; upper: number | null }
}
