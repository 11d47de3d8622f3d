import { z } from 'zod'
import { code } from './codes.ts'

const bilingual = z.object({ vi: z.string(), en: z.string() })
const named = z.object({ code: z.string(), name: bilingual })

/**
 * What an alert can be about: the share of dissatisfied at a counter surely over a limit; a counter that detection flags; a very bad rating whose
 * giver wants an answer; tablets that are silent or not seen in opening hours; ratings that tablets numbered and that have not come; dossiers
 * that are late surely more often than before.
 */
export const alertKind = z.enum(['dissatisfied-share', 'counter-finding', 'very-bad-rating', 'silent-tablets', 'ingest-gap', 'late-dossiers'])
export type AlertKind = z.infer<typeof alertKind>

const share = z.strictObject({ share: z.number().min(0.01).max(0.9), days: z.int().min(1).max(92), least: z.int().min(10).max(10_000) })
const finding = z.strictObject({ from: z.enum(['watch', 'review']) })
const badRating = z.strictObject({ score: z.int().min(1).max(2) })
const silent = z.strictObject({ minutes: z.int().min(15).max(1_440) })
const gap = z.strictObject({ hours: z.int().min(1).max(240) })
const late = z.strictObject({ days: z.int().min(7).max(92), least: z.int().min(1).max(10_000) })

const rule = <Kind extends AlertKind, Settings extends z.ZodType>(kind: Kind, settings: Settings) =>
  z.strictObject({ kind: z.literal(kind), isOn: z.boolean(), opensCase: z.boolean(), settings })

/**
 * A rule as a unit settles it. `share` is in 0–1 and must lie wholly below the interval of the counter's share over the last `days` full days with at
 * least `least` ratings; `score` is of five; `minutes` and `hours` are how long it lasts; late dossiers of `days` days are compared with the four
 * times as many days before, with at least `least` late ones. `opensCase`: a case is opened together with the alert.
 */
export const alertRule = z.discriminatedUnion('kind', [
  rule('dissatisfied-share', share), rule('counter-finding', finding), rule('very-bad-rating', badRating), rule('silent-tablets', silent),
  rule('ingest-gap', gap), rule('late-dossiers', late),
])
export type AlertRule = z.infer<typeof alertRule>
export type AlertRuleOf<Kind extends AlertKind> = Extract<AlertRule, { kind: Kind }>

/** What holds where nobody has settled anything. */
export const SHIPPED_RULES: readonly AlertRule[] = [
  { kind: 'dissatisfied-share', isOn: true, opensCase: false, settings: { share: 0.15, days: 14, least: 30 } },
  { kind: 'counter-finding', isOn: true, opensCase: false, settings: { from: 'review' } },
  { kind: 'very-bad-rating', isOn: true, opensCase: true, settings: { score: 2 } },
  { kind: 'silent-tablets', isOn: true, opensCase: false, settings: { minutes: 60 } },
  { kind: 'ingest-gap', isOn: true, opensCase: false, settings: { hours: 24 } },
  { kind: 'late-dossiers', isOn: true, opensCase: false, settings: { days: 14, least: 5 } },
]

/** `heldBy` is the unit whose setting holds: this one, one above it, or null for what is shipped. `version` counts the settings of that unit. */
export const heldAlertRule = z.object({ rule: alertRule, heldBy: code.nullable(), version: z.int(), changedBy: z.string().nullable(), changedAt: z.string().nullable() })
export type HeldAlertRule = z.infer<typeof heldAlertRule>
/** `GET /api/v1/alert-rules/:unit`; `PUT` settles one rule for the unit, `DELETE …/:kind` lets what holds above it hold again. */
export const alertRules = z.object({ unit: code, rules: z.array(heldAlertRule), may: z.object({ write: z.boolean() }) })
export type AlertRules = z.infer<typeof alertRules>

/** Numbers behind an alert, by their names; which, is said in contract/words/alert-words.ts. */
export const alertFacts = z.record(z.string(), z.union([z.number(), z.string()]))
export type AlertFacts = z.infer<typeof alertFacts>

/** An alert is about one thing, or gathers what happened at a centre or in a province at once. */
export const alertScope = z.enum(['single', 'centre', 'province'])
export type AlertScope = z.infer<typeof alertScope>

/**
 * `count` things belong to it in all and `open` of them last; `subjects` are the first twenty. It ends when none lasts, and only then can the same be
 * raised anew. `caseCode` is the case that was opened from it.
 */
export const alertRow = z.object({
  id: z.string(), kind: alertKind, scope: alertScope, unit: named, subjects: z.array(named), count: z.int(), open: z.int(), facts: alertFacts,
  raisedAt: z.string(), endedAt: z.string().nullable(), caseCode: z.string().nullable(),
})
export type AlertRow = z.infer<typeof alertRow>

export const SUBJECTS_SHOWN = 20
/** `GET /api/v1/alerts`: the newest first; those that last alone, unless `state=all`. */
export const alertsQuery = { unit: code.optional(), kind: alertKind.optional(), state: z.enum(['open', 'all']).optional() }
export const alertPage = z.object({ rows: z.array(alertRow), cursor: z.string().nullable(), demo: z.boolean() })
export type AlertPage = z.infer<typeof alertPage>

/** What is POSTed to the address a unit has set for its alarms (signed as `due-alarms` are), once for each alert. No person is in it. */
export const alertMessage = z.object({ kind: z.literal('alert'), unitCode: code, alert: alertRow })
export type AlertMessage = z.infer<typeof alertMessage>
