import { z } from 'zod'
import { petitionChannel, petitionClass, petitionState, petitionStepKind, petitionSubject } from '../../contract/petition.ts'
import type { RecordSession } from '../../platform/record/record.ts'
import type { LifeStep } from './petition-life.ts'

const moment = z.date().transform((it) => it.getTime())

const COLUMNS = `petition.id, petition.seq, petition.code, petition.unit_code, petition.handler_code, petition.about, petition.channel, petition.text, petition.procedure_code, petition.dossier_code, petition.earlier_code,
  petition.maybe_machine, petition.received_at, petition.state, petition.class, petition.is_listed, petition.published_at, petition.satisfied, petition.repeats, petition.counted_as, petition.next_due_at, petition.next_near_at, petition.has_missed, petition.changes`

const petitionRow = z.object({
  id: z.string(), seq: z.coerce.number(), code: z.string(), unit_code: z.string(), handler_code: z.string(), about: petitionSubject, channel: petitionChannel, text: z.string(),
  procedure_code: z.string().nullable(), dossier_code: z.string().nullable(), earlier_code: z.string().nullable(), maybe_machine: z.boolean(), received_at: moment, state: petitionState, class: petitionClass.nullable(),
  is_listed: z.boolean().nullable(), published_at: moment.nullable(), satisfied: z.boolean().nullable(), repeats: z.string().nullable(), counted_as: z.string().nullable(), next_due_at: moment.nullable(), next_near_at: moment.nullable(), has_missed: z.boolean(), changes: z.number(),
}).transform((row) => ({
  id: row.id, seq: row.seq, code: row.code, unitCode: row.unit_code, handlerCode: row.handler_code, about: row.about, channel: row.channel, text: row.text, procedureCode: row.procedure_code,
  dossierCode: row.dossier_code, earlierCode: row.earlier_code, maybeMachine: row.maybe_machine, receivedAt: row.received_at, state: row.state, class: row.class, isListed: row.is_listed, publishedAt: row.published_at,
  satisfied: row.satisfied, repeats: row.repeats, countedAs: row.counted_as, nextDueAt: row.next_due_at, nextNearAt: row.next_near_at, hasMissed: row.has_missed, changes: row.changes,
}))
/** A petition as the record has it; moments in milliseconds UTC. */
export type StoredPetition = z.infer<typeof petitionRow>

const stepRow = z.object({
  petition_id: z.string(), kind: petitionStepKind, words: z.string().nullable(), class: petitionClass.nullable(), unit_code: z.string().nullable(), earlier: z.string().nullable(), satisfied: z.boolean().nullable(),
  taken_by: z.string(), by_name: z.string().nullable(), taken_at: moment,
}).transform((row) => ({
  petitionId: row.petition_id, kind: row.kind, words: row.words, class: row.class, unitCode: row.unit_code, earlier: row.earlier, satisfied: row.satisfied, takenBy: row.taken_by, byName: row.by_name, at: row.taken_at,
}))
export type StoredStep = z.infer<typeof stepRow> & LifeStep

/** Petitions by a condition over `petition`, with its values; in the order asked for. */
export const selectPetitions = async (session: RecordSession, rest: string, values: unknown[] = []): Promise<StoredPetition[]> =>
  z.array(petitionRow).parse(await session.query(`SELECT ${COLUMNS} FROM petition ${rest}`, values))

/** The steps of these petitions, of each the oldest first. */
export async function selectSteps(session: RecordSession, ids: readonly string[]): Promise<Map<string, StoredStep[]>> {
  const found = new Map<string, StoredStep[]>(ids.map((id) => [id, []]))
  const rows = ids.length === 0 ? [] : z.array(stepRow).parse(await session.query(
    `SELECT petition_id, kind, words, petition_step.class, petition_step.unit_code, earlier.code AS earlier, petition_step.satisfied, taken_by, coalesce(account.name, api_key.name) AS by_name, taken_at
     FROM petition_step LEFT JOIN petition AS earlier ON earlier.id = petition_step.about
     LEFT JOIN account ON taken_by = 'person:' || account.id::text LEFT JOIN api_key ON taken_by = 'key:' || api_key.id::text
     WHERE petition_id = ANY($1::uuid[]) ORDER BY petition_step.seq`, [ids],
  ))
  for (const row of rows) found.get(row.petitionId)?.push(row)
  return found
}

/** A step as it is appended. */
export interface AppendedStep {
  kind: StoredStep['kind']; words?: string | null; class?: StoredStep['class']; unitCode?: string | null; about?: string | null; satisfied?: boolean | null; by: string; at: number
}

/** Appends a step, and counts the change. */
export async function insertStep(session: RecordSession, petitionId: string, step: AppendedStep): Promise<string> {
  const [row] = z.array(z.object({ seq: z.coerce.string() })).parse(await session.query(
    `INSERT INTO petition_step (petition_id, kind, words, class, unit_code, about, satisfied, taken_by, taken_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING seq`,
    [petitionId, step.kind, step.words ?? null, step.class ?? null, step.unitCode ?? null, step.about ?? null, step.satisfied ?? null, step.by, new Date(step.at)],
  ))
  await session.query('UPDATE petition SET changes = changes + 1 WHERE id = $1', [petitionId])
  return row?.seq ?? ''
}
