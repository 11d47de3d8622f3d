import { z } from 'zod'

/**
 * What one request leaves in the queue: a contract with yesterday's deploy, so it carries its version and is parsed again
 * when it is taken out. Rows are arrays, not objects: bytes per job decide how fast a worker is.
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

const envelope = { version: z.literal(1), sender: text, receivedAt: epochMs }
export const factBatch = z.discriminatedUnion('kind', [
  z.object({ ...envelope, kind: z.literal('ratings'), sentAt: epochMs, rows: z.array(ratingRow) }),
  z.object({ ...envelope, kind: z.literal('dossiers'), rows: z.array(dossierRow) }),
])
export type FactBatch = z.infer<typeof factBatch>
export type RatingBatch = Extract<FactBatch, { kind: 'ratings' }>
export type DossierBatch = Extract<FactBatch, { kind: 'dossiers' }>

export const FACT_QUEUE = 'facts'
