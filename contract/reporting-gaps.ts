import { z } from 'zod'
import { code, day } from './codes.ts'
import { toDayRange } from './period.ts'

const PERIOD_RULE = 'one of 2026-08, 2026-Q3, 2026-H1, 2026-9M, 2026'
export const reportingPeriod = z.string().refine((it) => toDayRange(it) !== null, { error: PERIOD_RULE, params: { rule: PERIOD_RULE } })

/** The levels whose units can be looked at side by side. */
export const sideBySideLevels = ['province', 'agency', 'commune', 'centre'] as const
export const sideBySideLevel = z.enum(sideBySideLevels)
export type SideBySideLevel = z.infer<typeof sideBySideLevel>

/** `GET /api/v1/reporting-gaps`: without `unit` all that the caller reaches. */
export const reportingGapsQuery = z.strictObject({ unit: code.optional(), period: reportingPeriod, level: sideBySideLevel })

/**
 * - `nothing`: not one fact in the days that are over
 * - `stopped`: three working days or more in a row up to the last have none; of a unit also: it has sent ratings or dossiers, and none of the other
 * - `gaps`: three working days or more in a row have none, and then they came again
 * - `complete`: none of that; a single day without is chance where few people come
 */
export const reportingState = z.enum(['nothing', 'stopped', 'gaps', 'complete'])
export type ReportingState = z.infer<typeof reportingState>

/**
 * Facts of one kind. `days` is how many working days have any, `daysWithout` how many have none, `gapDays` how many of those lie three or
 * more in a row, `silentSince` the first of those at the end; `lastDay` is the last day that has any, looked for a year back.
 */
export const sentFacts = z.object({
  state: reportingState, stored: z.int(), days: z.int(), daysWithout: z.int(), gapDays: z.int(), silentSince: day.nullable(), lastDay: day.nullable(),
})
export type SentFacts = z.infer<typeof sentFacts>

const named = z.object({ code, name: z.object({ vi: z.string(), en: z.string() }) })

/**
 * One unit. `workingDays` are those on which it was there, with a place that was open, and that are over; `since` and `until` (exclusive) say
 * so where it was not there in the whole period. `ratings` is null where it has no centre of its own to rate. `centre` is its only centre.
 */
export const reportingGap = z.object({
  unit: code, unitName: named.shape.name, above: named.nullable(), centre: code.nullable(), centres: z.int(),
  since: day.nullable(), until: day.nullable(), workingDays: z.int(),
  state: reportingState, ratings: sentFacts.nullable(), dossiers: sentFacts,
  /** Tablets enrolled now, and those of them that nobody has tapped since the period began, or that are silent while their counter serves. */
  tablets: z.object({ enrolled: z.int(), silent: z.int() }),
  /** Groups of Decision 766 that lack something only another system can report, and how much of what was reported does not add up; null where the index is not for such units. */
  measures: z.object({ missingGroups: z.array(z.string()), warnings: z.int() }).nullable(),
  /** When the system last reminded those who answer for its centres, and how many people it told: none where nobody there has an account. Null before that. */
  reminded: z.object({ at: z.string(), people: z.int() }).nullable(),
})
export type ReportingGap = z.infer<typeof reportingGap>

/** `to` is exclusive: the end of the period, or today. `withoutPlaces`: units that have no centre yet, of which nothing can come. */
export const reportingGaps = z.object({
  period: z.string(), level: sideBySideLevel, unit: code.nullable(), from: day, to: day, withoutPlaces: z.int(),
  /** The next day on which the system reminds of this period; null where none is to come. */
  remindsOn: day.nullable(),
  counts: z.record(reportingState, z.int()), rows: z.array(reportingGap),
})
export type ReportingGaps = z.infer<typeof reportingGaps>
