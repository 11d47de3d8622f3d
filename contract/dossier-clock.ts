import { z } from 'zod'
import { code, day, dossierCode } from './codes.ts'
import { channel } from './dossier.ts'
import { progressColumn } from './dossier-progress.ts'
import { dueStep } from './working-calendar.ts'

const bilingual = z.object({ vi: z.string(), en: z.string() })
const moment = z.string()

/**
 * How a dossier stands to its appointment (giấy hẹn trả), day against day in Asia/Ho_Chi_Minh. The list is closed: every dossier is in
 * exactly one class, and what cannot be judged is a class of its own. The rules are those of analytics/dossiers/dossier-outcome.ts.
 */
export const dossierOutcome = z.enum(['early', 'on-time', 'late', 'open-within-due', 'open-overdue', 'unclassified'])
export type DossierOutcome = z.infer<typeof dossierOutcome>
export const DOSSIER_OUTCOMES = dossierOutcome.options

/**
 * Why a dossier cannot be judged: the applicant took it back; its source gives no appointment; it ended before it was received; its
 * appointment lies before its receipt; it is over and nobody says since when; its end lies in the future.
 */
export const unclassifiedReason = z.enum(['withdrawn', 'no-due-date', 'ends-before-receipt', 'due-before-receipt', 'end-unknown', 'end-in-future'])
export type UnclassifiedReason = z.infer<typeof unclassifiedReason>

/**
 * What explains a verdict, besides the reasons above:
 * - `appointment-later-than-limit`, `appointment-earlier-than-limit`: the appointment and the day the limit gives differ; it decides
 * - `limit-exceeded`: in time by the appointment, yet over the limit; `limit-kept`: late by the appointment, yet within the limit
 * - `limit-unknown`: no procedure, or none with a limit on the day of receipt
 * - `several-supplement-requests`: two or more, which the national portal counts as overdue (`count`)
 * - `supplement-subtracted` (`count` working days), `supplement-waiting` (one is awaited still), `supplement-unreadable` (`count` of
 *   them were completed before they were asked for, so nothing is subtracted)
 * - `received-outside-hours`: counted from the next opening
 * - `ended-by-return`: the source gives no finish, the return stands for it; `refused`, `stopped`: it ended without a result
 */
export const clockReasonCode = z.enum([
  ...unclassifiedReason.options, 'appointment-later-than-limit', 'appointment-earlier-than-limit', 'limit-exceeded', 'limit-kept', 'limit-unknown',
  'several-supplement-requests', 'supplement-subtracted', 'supplement-waiting', 'supplement-unreadable', 'received-outside-hours', 'ended-by-return', 'refused', 'stopped',
])
export type ClockReasonCode = z.infer<typeof clockReasonCode>
export const clockReason = z.object({ code: clockReasonCode, count: z.int().nullable() })
export type ClockReason = z.infer<typeof clockReason>

/** A request for supplements: `workingDays` is what it takes off the clock so far; `completedAt` null while it is awaited. */
export const clockSupplement = z.object({ requestedAt: moment, completedAt: moment.nullable(), workingDays: z.int() })

/** Days or hours, never both; the measure in which a dossier's steps are counted. */
export const clockMeasure = z.enum(['working-days', 'hours'])
export type ClockMeasure = z.infer<typeof clockMeasure>

/**
 * The reckoning behind an outcome. `dueAt` is the appointment the source gave, and it alone decides; `computedDueAt` is what the limit
 * of the procedure on the day of receipt would give (null without a limit, and while a supplement is awaited). `until` is the end, or
 * now. `used` and `subtracted` are working days (or hours, by `measure`) up to then. `daysFromDue` are the working days between the due
 * day and the end (or today): above 0 after it, below 0 before it, null without an appointment.
 */
export const clockVerdict = z.object({
  measure: clockMeasure, limit: z.number().nullable(), receivedAt: moment, countedFrom: moment, dueAt: moment.nullable(), computedDueAt: moment.nullable(),
  endedAt: moment.nullable(), until: moment, used: z.number(), subtracted: z.int(), daysFromDue: z.int().nullable(), supplements: z.array(clockSupplement),
})
export type ClockVerdict = z.infer<typeof clockVerdict>

/** What happened, or was to happen, on a day. */
export const clockMark = z.enum(['received', 'supplement-requested', 'supplement-completed', 'due', 'computed-due', 'ended', 'today'])
export type ClockMark = z.infer<typeof clockMark>

/** One day of the clock. `isAfter`: the clock no longer runs (it ended before), or has not come to it yet (it lies in the future). */
export const clockStep = dueStep.extend({ marks: z.array(clockMark), isAfter: z.boolean() })
export type ClockStep = z.infer<typeof clockStep>

/** A dossier as whoever has its code may see it: nothing of who worked on it where. */
const shownDossier = z.object({
  agencyCode: code, code: dossierCode, agencyName: bilingual, procedure: z.object({ code, name: bilingual }).nullable(), channel, status: z.int(),
})

/** The clock without anything that only the agency should know. `stepsLeftOut`: later days that are not told, of a very old dossier. */
export const publicDossierClock = z.object({
  dossier: shownDossier, outcome: dossierOutcome, verdict: clockVerdict, why: z.array(clockReason), steps: z.array(clockStep), stepsLeftOut: z.int(),
})
export type PublicDossierClock = z.infer<typeof publicDossierClock>

/**
 * `GET /api/v1/dossier-clock`: for whoever has the code, written as it may be: spaces, dashes and small letters do not matter. Where several
 * dossiers are written so, `clock` is null and `choices` says which there are; asking again with `agency` (and that very code) settles it.
 */
export const dossierLookUpQuery = z.strictObject({ code: z.string().trim().min(1).max(100), agency: code.optional() })
export const dossierChoice = z.object({ agencyCode: code, agencyName: bilingual, code: dossierCode })
export type DossierChoice = z.infer<typeof dossierChoice>
export const dossierLookUp = z.object({ clock: publicDossierClock.nullable(), choices: z.array(dossierChoice), demo: z.boolean() })
export type DossierLookUp = z.infer<typeof dossierLookUp>

/** What of a state can change, in the order in which it is told; `content` stands for all the rest. */
export const dossierField = z.enum([
  'status', 'receivedAt', 'dueAt', 'finishedAt', 'returnedAt', 'supplements', 'centre', 'counter', 'procedure', 'channel', 'content',
])
export type DossierField = z.infer<typeof dossierField>

/**
 * One state a source has sent, the same one sent again being told once. `updatedAt` is the source's moment, `learnedAt` when we first
 * had it; `cameLate`: a newer state was here already. `changed` is against the state before, empty for the first. The newest counts.
 */
export const dossierState = z.object({
  updatedAt: moment, learnedAt: moment, deliveries: z.int(), cameLate: z.boolean(), changed: z.array(dossierField), status: z.int(),
  receivedAt: moment, dueAt: moment.nullable(), finishedAt: moment.nullable(), returnedAt: moment.nullable(), supplements: z.int(),
})
export type DossierState = z.infer<typeof dossierState>

/** `GET /api/v1/dossiers/:agencyCode/:code/clock`: the whole of it, for staff of the unit; states are the oldest first. */
export const dossierClock = publicDossierClock.extend({
  dossier: shownDossier.extend({
    centre: z.object({ code, name: bilingual }).nullable(), counter: z.object({ code, name: bilingual }).nullable(),
  }),
  states: z.array(dossierState), demo: z.boolean(),
})
export type DossierClock = z.infer<typeof dossierClock>

/**
 * `GET /api/v1/dossiers`: the dossiers of a unit (one's own when left out) in the order of their days: the due day, or the day of
 * receipt where there is no appointment. `dueFrom` and `dueTo` (half open) are about that day; without `dueFrom` it begins a year ago.
 * The answer says which days it is about; the first page counts every class, whichever `outcome` was asked for.
 * `progress` asks for exactly the dossiers of a column of `GET /api/v1/dossier-progress`, which names its own days: it stands instead of
 * `dueFrom` and `dueTo`. `agency`, `commune`, `centre`, `sector` and `procedure` are codes as that answer's rows have them, `-` for none.
 */
export const dossiersQuery = {
  unit: code.optional(), counter: code.optional(), outcome: dossierOutcome.optional(), procedure: code.optional(), dueFrom: day.optional(), dueTo: day.optional(),
  progress: progressColumn.optional(), agency: code.optional(), commune: code.optional(), centre: code.optional(), sector: code.optional(),
}

export const listedDossier = z.object({
  agencyCode: code, code: dossierCode, agencyName: bilingual, procedure: z.object({ code, name: bilingual }).nullable(),
  status: z.int(), receivedAt: moment, dueAt: moment.nullable(), endedAt: moment.nullable(), outcome: dossierOutcome, reason: unclassifiedReason.nullable(),
})
export type ListedDossier = z.infer<typeof listedDossier>
export const outcomeCounts = z.record(dossierOutcome, z.int())
export type OutcomeCounts = z.infer<typeof outcomeCounts>
export const dossierPage = z.object({
  rows: z.array(listedDossier), cursor: z.string().nullable(), dueFrom: day, dueTo: day.nullable(), counts: outcomeCounts.nullable(), demo: z.boolean(),
})
export type DossierPage = z.infer<typeof dossierPage>
