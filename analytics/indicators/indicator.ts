import type { IndicatorDefinition } from '../../contract/indicator.ts'
import type { SurveyAnswers } from './survey-cell.ts'

/** The daily rollup an indicator reads, and with it the dimensions it can be broken down by. */
export type Rollup = 'rating_daily' | 'dossier_daily' | 'offer_daily' | 'survey_daily'

/**
 * One indicator: what it means, where the formula comes from, and SQL for its counts over one rollup. No logic: values,
 * intervals and suppression are the same for all. Expressions see the columns of the rollup and must be sums. In those of an
 * indicator of whole months `{firstDay}` and `{lastDay}` stand for the first and last day of the period (the month, by months).
 */
export interface Indicator extends Counts { definition: IndicatorDefinition }

/** How an indicator is counted. */
export interface Counts {
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
  /** Of a mean: the sum of the squares of what the numerator adds up. Of a share by weight: the sum of the squares of the weights. */
  squares?: string
  /** Of a median: the counts by value, a `Map(UInt16, UInt64)`. Of answers to a survey: the ways to answer (survey-cell.ts). */
  histogram?: string
  /** Of answers to a survey: whether the histogram holds the items of a measure or the answers 0–10. Its counts are then made of it. */
  answers?: SurveyAnswers
  /** The share of what belongs here that could be counted, 0–1. */
  coverage?: string | typeof TRANSACTIONS
  /** True where coverage is that of people who were asked: not everybody answers, and that makes nothing incomplete. */
  isOfAsked?: boolean
  /** True for what people were promised that nobody sees of fewer than the minimum sample, whatever their right. */
  keepsSmallCounts?: boolean
  /** True for what is known only after the day is over (a dossier due today may still be in time). */
  onlyPastDays?: boolean
  /** True for what asks where things stood at the beginning or end of a period. */
  wholeMonths?: boolean
}

/** Coverage by the dossiers resolved in the same unit and days: everybody who was served could have answered. */
export const TRANSACTIONS = Symbol('transactions')

/** Sums of one unit, bucket and segment. */
export interface Cell {
  unit: string
  bucket: string
  segment: string
  numerator: number
  denominator: number
  sampleSize: number
  squares?: number
  histogram?: [value: number, count: number][]
  /** Of a survey: the series of versions that was counted, and the share of answers that belong to older ones. */
  series?: number
  leftOut?: number
  /** The ways to answer that the counts were made of, for whoever adds cells up. They are nobody else's business. */
  ways?: [key: number, count: number][]
  /** Null where it is not known what should have been counted. */
  coverage?: number | null
}

/** What all shares have in common. */
export const SHARED = {
  kind: 'ratio', unit: 'share', direction: 'higher-is-better', minimumSample: 10, interval: 'Wilson 95 %', zeroDenominator: 'null',
} as const

export { DOSSIERS, INVITATIONS, RATINGS, SHEETS } from '../../contract/counted-units.ts'
