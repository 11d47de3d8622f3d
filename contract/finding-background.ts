import { z } from 'zod'
import { code, day } from './codes.ts'
import { troubleKind } from './device-health.ts'
import { cause } from './finding.ts'

const bilingual = z.object({ vi: z.string(), en: z.string() })
const named = z.object({ code, name: bilingual })
const count = z.number().min(0)
const counts = z.object({ n: count, observed: count, expected: count })

/**
 * Dissatisfied ratings that name a reason ('' stands for those that name none): how many there were, and how many the province's ratings of the same
 * fields would make of the counter's work. A rating may name several.
 */
const reasonGap = z.object({ reason: z.string(), observed: count, expected: count })

/**
 * What was not in the hands of those at the counter: dossiers that ended late, by the agency that had them; when nobody could rate or no rating could
 * arrive; the days on which the shift list names nobody for half of the open hours or more (null where there is no shift list). `without`: the
 * finding's counts without the days of both.
 */
const outside = z.object({
  late: count, agencies: z.array(named.extend({ late: count })),
  outages: z.array(z.object({ kind: troubleKind, since: z.string(), until: z.string().nullable() })),
  unstaffed: z.array(day).nullable(), days: count, without: counts.nullable(),
})

/**
 * A counter of another centre of the province that does the same work (main field, half to twice the ratings), was flagged in the last year and has not
 * been for four weeks: as it stood in its worst week and as it stands. Named where the reader answers for it; what its director wrote stands here
 * where they shared it, or the reader answers for it.
 */
const improved = z.object({
  counter: named.nullable(), centre: named.nullable(), worst: counts.extend({ weekEnd: day }), now: counts, cause: cause.nullable(), words: z.string().nullable(),
})

/** `GET /api/v1/counters/:code/finding-background`, `GET /api/v1/own-finding/background`: what explains a finding, of the days `[from, to)` of its window. */
export const findingBackground = z.object({
  from: day.nullable(), to: day.nullable(), reasons: z.array(reasonGap), outside: outside.nullable(), improved: z.array(improved),
})
export type FindingBackground = z.infer<typeof findingBackground>
