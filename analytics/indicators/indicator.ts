import type { IndicatorDefinition } from '../../contract/indicator.ts'

/** The daily rollup an indicator reads, and with it the dimensions it can be broken down by. */
export type Rollup = 'rating_daily' | 'dossier_daily'

/**
 * One indicator: what it means, where the formula comes from, and SQL for its counts over one rollup. No logic: values,
 * intervals and suppression are the same for all. Expressions see the columns of the rollup and must be sums.
 */
export interface Indicator {
  definition: IndicatorDefinition
  rollup: Rollup
  /** Rows of the rollup that belong to it; '1' for all. */
  where: string
  numerator: string
  denominator: string
  /**
   * Independent observations behind the denominator: what the interval is computed with and the minimum sample is compared to.
   * Usually the denominator; fewer where what is counted comes in clusters (components of one dossier).
   */
  sampleSize: string
  /** True for what is known only after the day is over (a dossier due today may still be in time). */
  onlyPastDays?: boolean
}

/** Sums of one unit, bucket and segment. */
export interface Cell { unit: string; bucket: string; segment: string; numerator: number; denominator: number; sampleSize: number }

/** What all indicators of this version share. */
export const SHARED = {
  unit: 'share', direction: 'higher-is-better', minimumSample: 10, interval: 'Wilson 95 %', zeroDenominator: 'null',
} as const

export const RATINGS = { vi: 'lượt đánh giá', en: 'ratings' }
export const DOSSIERS = { vi: 'hồ sơ', en: 'dossiers' }
