import { z } from 'zod'
import { code, day, storableText } from './codes.ts'

const bilingual = z.object({ vi: z.string(), en: z.string() })
const count = z.number().min(0)

/** Below so many ratings in twelve months nothing is said of a counter. */
export const FINDING_RATINGS_FROM = 10

/**
 * What is found of a counter: `review` flagged in two of the last three months, `watch` flagged now, `unremarkable` not flagged, `too-few` fewer
 * than ten ratings in twelve months, about which nothing can be said.
 */
export const findingState = z.enum(['review', 'watch', 'unremarkable', 'too-few'])
export type FindingState = z.infer<typeof findingState>

const validated = z.object({ n: count, observed: count, level: z.boolean(), change: z.boolean() })

/**
 * A counter at the end of a week (`weekEnd`, a Sunday): in its window of `windowMonths` months of four weeks, of `n` ratings `observed` were
 * dissatisfied (1–2 of 5, 1 of 3) where `expected` are for its work at its centre. `level`: surely more than expected; `change`: surely worse
 * than its own past. `lower` and `upper` are Wilson's interval of the share observed. `since` is the end of the first of the weeks without a gap
 * in which it was flagged. `validated`: what is left of the ratings without the odd ones and what that would conclude, where there are odd ones or the
 * conclusion would be another.
 */
export const counterFinding = z.object({
  counter: z.object({ code, name: bilingual }), weekEnd: day, state: findingState, level: z.boolean(), change: z.boolean(), since: day.nullable(),
  n: count, windowMonths: z.int(), observed: count, expected: count, lower: z.number().nullable(), upper: z.number().nullable(), posteriorMean: z.number(), p: z.number(), pAdjusted: z.number(), cusum: z.number(), method: z.int(), validated: validated.nullable(),
})
export type CounterFinding = z.infer<typeof counterFinding>

/** `GET /api/v1/centres/:code/findings`: every counter that was rated, in the order of codes; `weekEnd` is null before the first week was judged. */
export const centreFindings = z.object({ centre: code, weekEnd: day.nullable(), rows: z.array(counterFinding), demo: z.boolean() })
export type CentreFindings = z.infer<typeof centreFindings>

export const causes = ['staff-shortage', 'outage', 'procedure-change', 'training', 'unclear-guidance', 'late-upstream', 'chance', 'other'] as const
export const cause = z.enum(causes)
export type Cause = z.infer<typeof cause>

/** What somebody wrote to a finding. `effect` stands with an accepted appeal: the share of dissatisfied with all days and without those named. */
const share = z.object({ n: count, dissatisfied: count, value: z.number(), lower: z.number(), upper: z.number() })
export const findingEntry = z.object({
  id: z.string(), weekEnd: day, kind: z.enum(['cause', 'answer', 'appeal', 'decision']), cause: cause.nullable(), words: z.string(), from: day.nullable(), to: day.nullable(),
  about: z.string().nullable(), accepted: z.boolean().nullable(), shared: z.boolean(), by: z.string().nullable(), isOwn: z.boolean(), at: z.string(),
  effect: z.object({ all: share, without: share.nullable() }).nullable(),
})
export type FindingEntry = z.infer<typeof findingEntry>

/** Observed and expected of one procedure in the window; '' stands for ratings that named none. They add up to those of the finding. */
const contribution = z.object({ procedure: z.string(), name: bilingual.nullable(), n: count, observed: count, expected: count })

/**
 * `GET /api/v1/counters/:code/finding`: the newest finding with the weeks before it, where the gap lies, what was written to it, and where the counter
 * stands among those of its province: `peers` in no order and without names, `share` standardised by the work they do. Null where no week was judged.
 */
export const findingDetail = z.object({
  finding: counterFinding.nullable(), from: day.nullable(), to: day.nullable(),
  weeks: z.array(z.object({ weekEnd: day, level: z.boolean(), change: z.boolean(), observed: count, expected: count, n: count })),
  contributions: z.array(contribution), peers: z.array(z.object({ n: count, share: z.number(), isOwn: z.boolean() })), expectedShare: z.number().nullable(),
  entries: z.array(findingEntry), may: z.object({ write: z.boolean(), decide: z.boolean() }), demo: z.boolean(),
})
export type FindingDetail = z.infer<typeof findingDetail>

/** `GET /api/v1/own-finding?counter=`: the same of one of the counters where the official sat in the last twelve months, the last where none is asked for. */
const named = z.object({ code, name: bilingual })
export const ownFinding = findingDetail.extend({ counter: named, counters: z.array(named) })
export type OwnFinding = z.infer<typeof ownFinding>
export const ownFindingQuery = z.strictObject({ counter: code.optional() })

const words = storableText.trim().min(10).max(1_000)
/**
 * `POST /api/v1/counters/:code/finding-entries` (a cause or an appeal by the director, a decision by Home Affairs). Days half open. A `shared` cause
 * may be read by those whose counter does the same work, without the counter's name.
 */
const appeal = { kind: z.literal('appeal'), words, from: day, to: day }
export const newFindingEntry = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cause'), cause, words, shared: z.boolean().default(false) }), z.strictObject(appeal),
  z.strictObject({ kind: z.literal('decision'), about: z.uuid(), accepted: z.boolean(), words }),
])
export type NewFindingEntry = z.infer<typeof newFindingEntry>
/** `POST /api/v1/own-finding/entries`: by the official who sat at the counter. */
export const newOwnEntry = z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('answer'), words }), z.strictObject(appeal)])
export type NewOwnEntry = z.infer<typeof newOwnEntry>

/** `GET /api/v1/appeals`: appeals about counters of one's unit that nobody has decided yet, the oldest first. */
export const openAppeals = z.object({
  rows: z.array(z.object({ counter: z.object({ code, name: bilingual }), centre: z.object({ code, name: bilingual }).nullable(), from: day, to: day, words: z.string(), at: z.string() })),
})
export type OpenAppeals = z.infer<typeof openAppeals>
