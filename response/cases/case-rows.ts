import { z } from 'zod'
import { caseOrigin, caseState, caseStepKind } from '../../contract/case.ts'
import type { RecordSession } from '../../platform/record/record.ts'

const optionalMs = z.date().nullable().transform((it) => it?.getTime() ?? null)
const ms = z.date().transform((it) => it.getTime())
const caseFileRow = z.object({
  id: z.string(), seq: z.coerce.number(), code: z.string(), version: z.number(), unit_code: z.string(), counter_code: z.string().nullable(), origin: caseOrigin, origin_ref: z.string(),
  alert_id: z.string().nullable(), title: z.string().nullable(), score: z.number().nullable(), scale: z.number().nullable(), wants_answer: z.boolean(), opened_at: ms, state: caseState,
  assignee: z.string().nullable(), assignee_name: z.string().nullable(), answer_due_at: ms, answered_at: optionalMs, close_due_at: ms, closed_at: optionalMs, escalated_to: z.string().nullable(),
  contact_kind: z.enum(['email', 'phone']).nullable(), contact_until: optionalMs,
})
/** A case as the record has it; moments in milliseconds UTC. `contact_kind` null where nobody can be reached (any more). */
export type StoredCase = z.infer<typeof caseFileRow>

const COLUMNS = `case_file.id, case_file.seq, code, version, unit_code, counter_code, origin, origin_ref, alert_id, title, score, scale, wants_answer, opened_at, state, assignee,
  assignee_name, answer_due_at, answered_at, close_due_at, closed_at, escalated_to, contact_kind, contact_until`
// Names of the joined tables are kept apart: conditions name columns of cases.
const FROM = `FROM case_file LEFT JOIN (SELECT id AS holder_id, name AS assignee_name FROM account) AS holder ON holder_id = assignee
  LEFT JOIN (SELECT case_id, kind AS contact_kind, delete_after AS contact_until FROM rating_contact) AS reach ON case_id = case_file.id`

/** Reads cases; `rest` is what follows FROM. */
export const selectCases = async (session: RecordSession, rest: string, values: unknown[]): Promise<StoredCase[]> =>
  z.array(caseFileRow).parse(await session.query(`SELECT ${COLUMNS} ${FROM} ${rest}`, values))

const stepRow = z.object({ kind: caseStepKind, words: z.string().nullable(), detail: z.record(z.string(), z.string()), by: z.string().nullable(), taken_by: z.string(), taken_at: ms })
export type StoredStep = z.infer<typeof stepRow>

/** What happened to a case, the oldest first. */
export const selectSteps = async (session: RecordSession, caseId: string): Promise<StoredStep[]> => z.array(stepRow).parse(await session.query(
  `SELECT kind, words, detail, account.name AS by, taken_by, taken_at FROM case_step LEFT JOIN account ON taken_by = 'person:' || account.id::text WHERE case_id = $1 ORDER BY case_step.seq`, [caseId],
))

export interface NewStep { kind: z.infer<typeof caseStepKind>; words?: string | null; detail?: Record<string, string>; by: string; at: number }

export const insertStep = async (session: RecordSession, caseId: string, { kind, words = null, detail = {}, by, at }: NewStep): Promise<void> => void (await session.query(
  'INSERT INTO case_step (case_id, kind, words, detail, taken_by, taken_at) VALUES ($1, $2, $3, $4::jsonb, $5, $6)', [caseId, kind, words, JSON.stringify(detail), by, new Date(at)],
))
