import { z } from 'zod'
import { code, day, instant } from './codes.ts'

/** The years whose public holidays are known. */
export const FIRST_CALENDAR_YEAR = 2000
export const LAST_CALENDAR_YEAR = 2100
export const calendarYearNumber = z.coerce.number().int().min(FIRST_CALENDAR_YEAR).max(LAST_CALENDAR_YEAR)

const bilingual = z.object({ vi: z.string(), en: z.string() })

/**
 * - `working`, `weekend`: ordinary days; Saturday and Sunday are the weekly days off
 * - `holiday`: a public holiday by law; `compensatory`: the day off for a holiday that fell on a weekly day off
 * - `day-off`, `working-by-decision`: entered by an administrator, alone or as the two halves of a swap (hoán đổi)
 */
export const calendarDayKind = z.enum(['working', 'weekend', 'holiday', 'compensatory', 'day-off', 'working-by-decision'])
export type CalendarDayKind = z.infer<typeof calendarDayKind>

/** A day with its reason. `law` is the legal source, or what the administrator gave as one; `unitCode` null is the whole country. */
export const calendarDay = z.object({
  day, isWorking: z.boolean(), kind: calendarDayKind, name: bilingual, law: z.string().nullable(),
  unitCode: code.nullable(), swapDay: day.nullable(),
})
export type CalendarDay = z.infer<typeof calendarDay>

/** Whether the second day of National Day is 1 September (before) or 3 September (after). */
export const nationalDaySide = z.enum(['before', 'after'])

/** What is decided anew each year; `source` null where nothing was decided yet and the usual is taken. */
export const yearDecision = z.object({
  year: z.int(), tetDaysBefore: z.int(), nationalDay: nationalDaySide, source: z.string().nullable(),
})
export type YearDecision = z.infer<typeof yearDecision>

/** `GET /api/v1/working-calendar`: the days of a year that are not ordinary, in order. */
export const calendarQuery = z.strictObject({ year: calendarYearNumber, unit: code.optional() })
export const calendarYear = z.object({
  year: z.int(), unit: code.nullable(), workingDays: z.int(), decision: yearDecision, weeklyLaw: z.string(), rows: z.array(calendarDay),
})
export type CalendarYear = z.infer<typeof calendarYear>

const LONGEST_TEXT = 300
const text = z.string().trim().min(1).max(LONGEST_TEXT)

/**
 * `POST /api/v1/working-calendar/days`: a day off or a working day by decision. With `swapDay` a holiday is worked off on that weekly
 * day off, and both days are entered. Without `unitCode` it is for the whole country.
 */
export const newCalendarDay = z.strictObject({
  day, unitCode: code.nullish(), kind: z.enum(['holiday', 'working']), name: text, source: text, swapDay: day.nullish(),
}).refine((it) => !it.swapDay || it.kind === 'holiday', { path: ['swapDay'], error: 'only with kind holiday', params: { rule: 'only with kind holiday' } })
export type NewCalendarDay = z.infer<typeof newCalendarDay>
export const enteredCalendarDays = z.object({ rows: z.array(calendarDay) })

/** `PATCH /api/v1/working-calendar/years/:year`: which of the five days of Tết lie before it, and where the second National Day lies. */
export const yearDecisionChange = z.strictObject({ tetDaysBefore: z.int().min(0).max(4), nationalDay: nationalDaySide, source: text })

/** A limit longer than this is a mistake: two years of working days. */
export const LONGEST_LIMIT_DAYS = 500
export const LONGEST_LIMIT_HOURS = LONGEST_LIMIT_DAYS * 8

/** In an address a plus that was not encoded arrives as a space. */
const instantInAddress = z.string().transform((it) => it.replace(/ (?=\d\d:?\d\d$)/, '+')).pipe(instant)
const whole = (most: number) => z.coerce.number().int().min(0).max(most)

/** `GET /api/v1/due-date`: exactly one of the two limits or a procedure; the pause is a request for supplements. */
export const dueDateQuery = z.strictObject({
  receivedAt: instantInAddress, limitWorkingDays: whole(LONGEST_LIMIT_DAYS).optional(),
  limitHours: z.coerce.number().min(0).max(LONGEST_LIMIT_HOURS).optional(), procedure: code.optional(),
  unit: code.optional(), pausedFrom: instantInAddress.optional(), pausedTo: instantInAddress.optional(),
})

/** Why a day counts or does not: as in the calendar, or because of receipt or a pause. */
export const dueStepKind = z.enum([...calendarDayKind.options, 'receipt', 'received-late', 'paused'])
export type DueStepKind = z.infer<typeof dueStepKind>
export const dueStep = z.object({
  day, counts: z.boolean(), /** working days or hours so far, this day included */ counted: z.number(),
  why: z.object({ kind: dueStepKind, name: bilingual, law: z.string().nullable() }),
})
export type DueStep = z.infer<typeof dueStep>

/** `dueAt` is null while a pause has no end: then nobody can know it. */
export const dueDateAnswer = z.object({
  receivedAt: z.string(), countedFrom: z.string(), dueAt: z.string().nullable(),
  limit: z.object({ workingDays: z.int().nullable(), hours: z.number().nullable() }),
  procedure: z.object({ code, nameVi: z.string() }).nullable(), unit: code.nullable(), steps: z.array(dueStep),
})
export type DueDateAnswer = z.infer<typeof dueDateAnswer>
