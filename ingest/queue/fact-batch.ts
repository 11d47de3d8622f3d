import { z } from 'zod'

/**
 * What requests leave in the queue: a contract with yesterday's deploy, so it carries its version and is parsed again when it is
 * taken out. A job holds the batches of all requests that were committed together (version 2), or of one (version 1). Rows are
 * arrays, not objects: bytes per job decide how fast a worker is.
 */
const epochMs = z.int()
const text = z.string()

/** id, seq (0 = none), occurredAt, scale, score, reasons, comment, language, counter, centre, procedure, official, trigger, dossier code */
const ratingRow = z.tuple([
  text, z.int(), epochMs, z.int(), z.int(), z.array(text), text, text, text, text, text, text, text, text,
])
export type RatingRow = z.infer<typeof ratingRow>

/**
 * agency, code, centre, counter, procedure, sector, channel, status, receivedAt, dueAt, finishedAt, returnedAt, supplements,
 * components, digitised, reused, resultElectronic, onlineEligible, fee, paid, paidOnline, updatedAt
 */
const dossierRow = z.tuple([
  text, text, text, text, text, text, text, z.int(), epochMs, epochMs.nullable(), epochMs.nullable(), epochMs.nullable(),
  z.array(z.tuple([epochMs, epochMs.nullable()])), z.int(), z.int(), z.int(), z.boolean(), z.boolean(), z.int(), z.boolean(), text, epochMs,
])
export type DossierRow = z.infer<typeof dossierRow>

/** unit, period, metric, source, numerator, denominator, value, reportedAt */
const measureRow = z.tuple([text, text, text, text, z.int().nullable(), z.int().nullable(), z.number().nullable(), epochMs])
export type MeasureRow = z.infer<typeof measureRow>

/**
 * ticket, questionnaire, version, centre, procedure, month, outcome, channel, language, hour of the answer, finished, levels, numbers, choices, texts (masked),
 * keys that were shown: one sheet of a survey
 */
const surveyRow = z.tuple([
  text, text, z.int(), text, text, text, text, text, text, epochMs, z.boolean(), z.array(z.tuple([text, z.int()])), z.array(z.tuple([text, z.number()])),
  z.array(z.tuple([text, z.array(text)])), z.array(z.tuple([text, text])), z.array(text),
])
export type SurveyRow = z.infer<typeof surveyRow>

/** seq, id ('' = unreadable), broken rules: a numbered rating that was refused, so that its number is settled for good */
const refusedRow = z.tuple([z.int(), text, z.array(text)])
export type RefusedRow = z.infer<typeof refusedRow>

/** id, offeredAt, counter, centre: that a tablet has offered a rating */
const offerRow = z.tuple([text, epochMs, text, text])
export type OfferRow = z.infer<typeof offerRow>

const envelope = { version: z.literal(1), sender: text, receivedAt: epochMs }
const rowsUnread = z.array(z.unknown())
const batchEnvelope = z.discriminatedUnion('kind', [
  z.object({ ...envelope, kind: z.literal('ratings'), sentAt: epochMs, rows: rowsUnread }),
  z.object({ ...envelope, kind: z.literal('dossiers'), rows: rowsUnread }),
  z.object({ ...envelope, kind: z.literal('measures'), rows: rowsUnread }),
  z.object({ ...envelope, kind: z.literal('surveys'), rows: rowsUnread }),
  z.object({ ...envelope, kind: z.literal('refused'), rows: rowsUnread }),
  z.object({ ...envelope, kind: z.literal('offers'), rows: rowsUnread }),
])
const ROWS = { ratings: ratingRow, dossiers: dossierRow, measures: measureRow, surveys: surveyRow, refused: refusedRow, offers: offerRow } as const
export type FactKind = keyof typeof ROWS

interface Envelope { version: 1; sender: string; receivedAt: number }
export type RatingBatch = Envelope & { kind: 'ratings'; sentAt: number; rows: RatingRow[] }
export type DossierBatch = Envelope & { kind: 'dossiers'; rows: DossierRow[] }
export type MeasureBatch = Envelope & { kind: 'measures'; rows: MeasureRow[] }
export type SurveyBatch = Envelope & { kind: 'surveys'; rows: SurveyRow[] }
export type RefusedBatch = Envelope & { kind: 'refused'; rows: RefusedRow[] }
export type OfferBatch = Envelope & { kind: 'offers'; rows: OfferRow[] }
export type FactBatch = RatingBatch | DossierBatch | MeasureBatch | SurveyBatch | RefusedBatch | OfferBatch

/** One job of the fact queue. */
export interface FactGroup { version: 2; batches: FactBatch[] }

/** What of a job nobody can read: a row with its envelope, or (kind null) a whole batch. */
export interface Unreadable { kind: FactKind | null; sender: string; receivedAt: number; reason: string; payload: unknown }

const group = z.object({ version: z.literal(2), batches: z.array(z.unknown()) })

/** Reads a job as far as it can be read: one bad row costs neither its batch nor the batches beside it. */
export function readFactJob(payload: unknown, now: number): { batches: FactBatch[]; unreadable: Unreadable[] } {
  const unreadable: Unreadable[] = []
  const parsedGroup = group.safeParse(payload)
  const batches = (parsedGroup.success ? parsedGroup.data.batches : [payload]).flatMap((item): FactBatch[] => {
    const parsed = batchEnvelope.safeParse(item)
    if (!parsed.success) {
      unreadable.push({ kind: null, sender: '', receivedAt: now, reason: `Not a batch of this queue: ${parsed.error.issues[0]?.message ?? ''}`, payload: item })
      return []
    }
    const { kind, sender, receivedAt } = parsed.data
    const rows = parsed.data.rows.filter((row) => {
      const error = ROWS[kind].safeParse(row).error
      const issue = error?.issues[0]
      if (issue) unreadable.push({ kind, sender, receivedAt, reason: `Not a row of ${kind}: column ${issue.path.join('.')} ${issue.message}`, payload: { ...parsed.data, rows: [row] } })
      return !error
    })
    return [{ ...parsed.data, rows } as FactBatch]
  })
  return { batches, unreadable }
}

export const FACT_QUEUE = 'facts'
