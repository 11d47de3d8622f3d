import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import { recomputationStatus, type Recomputation, type RecomputationRequest } from '../../contract/recomputation.ts'
import type { RecordStore } from '../../platform/record/record.ts'

const months = z.array(z.string())
const instant = z.date().nullable().transform((it) => it?.toISOString() ?? null)
const statusRow = z
  .object({
    id: z.string(), from_day: z.string(), to_day: z.string(), unit_code: z.string().nullable(), asked_by: z.string(), asked_by_name: z.string().nullable(),
    asked_at: z.date(), status: recomputationStatus, total: z.number(), done: z.number(), cells: z.number(), skipped_months: months,
    started_at: instant, finished_at: instant, error: z.string().nullable(),
  })
  .transform((row): Recomputation => ({
    id: row.id, from: row.from_day, to: row.to_day, unitCode: row.unit_code, askedBy: row.asked_by, askedByName: row.asked_by_name,
    askedAt: row.asked_at.toISOString(), status: row.status, total: row.total, done: row.done, progress: row.done / row.total, cells: row.cells,
    skippedMonths: row.skipped_months, startedAt: row.started_at, finishedAt: row.finished_at, error: row.error,
  }))
const SELECTED = `
  SELECT recomputation.id::text AS id, from_day, to_day, recomputation.unit_code, asked_by, coalesce(account.name, api_key.name) AS asked_by_name, asked_at,
    status, to_day - from_day AS total, done_to - from_day AS done, cells, skipped_months, started_at, finished_at, error
  FROM recomputation LEFT JOIN account ON asked_by = 'person:' || account.id::text LEFT JOIN api_key ON asked_by = 'key:' || api_key.id::text`

const heldRow = z
  .object({ id: z.string(), held_by: z.string(), to_day: z.string(), done_to: z.string(), unit_code: z.string().nullable(), published_too: z.boolean(), skipped_months: months })
  .transform((row) => ({ id: row.id, publishedToo: row.published_too, heldBy: row.held_by, to: row.to_day, doneTo: row.done_to, unitCode: row.unit_code, skippedMonths: row.skipped_months }))
/** A run that this process works on; the days before `doneTo` are done. */
export type HeldRun = z.infer<typeof heldRow>

/** After so long without a word from whoever held it, a run is anybody's. */
const HELD_MS = 30_000
/** An engine that is away for some minutes comes back; what fails for longer is a fault that somebody must look at. */
const FAILURES_BORNE = 20
const LONGEST_ERROR = 500
/** Two runs of the same days may be asked for in one breath; more than these nobody reads. */
const RUNS_LISTED = 50
const RUNS_LOOKED_AT = 1_000

/** Recomputations in the record. Instants are the record's own, so that processes whose clocks differ agree on who holds what. */
export function createRecomputations({ record, retryAfterMs = 10_000 }: { record: RecordStore; retryAfterMs?: number }) {
  const holds = (rows: object[]) => rows.length > 0

  return {
    /**
     * Writes a run down, and who asked for it, and answers its id: that of a run of the same days and unit where one waits to begin, since
     * it will count all that is there by then.
     */
    ask: ({ from, to, unitCode = null }: RecomputationRequest, { actor, skippedMonths = [], publishedToo = false }: { actor: string; skippedMonths?: string[]; publishedToo?: boolean }): Promise<string> =>
      record.transaction(async (session) => {
        const [waiting] = z.array(z.object({ id: z.string() })).parse(await session.query(
          `SELECT id::text AS id FROM recomputation
           WHERE status = 'queued' AND held_by IS NULL AND from_day = $1 AND to_day = $2 AND unit_code IS NOT DISTINCT FROM $3 AND published_too = $4 LIMIT 1`, [from, to, unitCode, publishedToo],
        ))
        const id = waiting?.id ?? randomUUID()
        if (!waiting) {
          await session.query(
            'INSERT INTO recomputation (id, from_day, to_day, unit_code, asked_by, done_to, skipped_months, published_too) VALUES ($1, $2, $3, $4, $5, $2, $6::jsonb, $7)',
            [id, from, to, unitCode, actor, JSON.stringify(skippedMonths), publishedToo],
          )
        }
        await writeAudit(session, { actor, action: 'recomputation.ask', subject: `recomputation:${id}`, detail: { from, to, unitCode } })
        return id
      }),

    find: async (id: string): Promise<Recomputation | null> =>
      z.array(statusRow).parse(await record.query(`${SELECTED} WHERE recomputation.id::text = $1`, [id]))[0] ?? null,

    /** The latest runs, the newest first, that a reader may see. */
    latest: async (isVisible: (run: Recomputation) => boolean): Promise<Recomputation[]> =>
      z.array(statusRow).parse(await record.query(`${SELECTED} ORDER BY asked_at DESC, recomputation.id LIMIT $1`, [RUNS_LOOKED_AT])).filter(isVisible).slice(0, RUNS_LISTED),

    /** Takes the oldest run that is to be worked on; null while there is none, or while another process works on one. */
    take: async (): Promise<HeldRun | null> => z.array(heldRow).parse(await record.query(
      `UPDATE recomputation SET status = 'running', started_at = coalesce(started_at, now()), held_by = $1, held_until = now() + $2 * interval '1 millisecond'
       WHERE id = (
         SELECT id FROM recomputation
         WHERE status IN ('queued', 'running') AND (held_until IS NULL OR held_until < now()) AND (retry_at IS NULL OR retry_at <= now())
           AND NOT EXISTS (SELECT 1 FROM recomputation AS other WHERE other.status = 'running' AND other.held_until >= now())
         ORDER BY asked_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING id::text AS id, held_by::text AS held_by, to_day, done_to, unit_code, published_too, skipped_months`,
      [randomUUID(), HELD_MS],
    ))[0] ?? null,

    /** Says that the run is still being worked on; false when somebody else has taken it meanwhile. */
    keep: async ({ id, heldBy }: HeldRun): Promise<boolean> => holds(await record.query(
      `UPDATE recomputation SET held_until = now() + $3 * interval '1 millisecond' WHERE id = $1 AND held_by = $2 RETURNING id`, [id, heldBy, HELD_MS],
    )),

    /** Writes down how far the run is; false when somebody else has taken it meanwhile. */
    note: async ({ id, heldBy }: HeldRun, { doneTo, cells, skippedMonths }: { doneTo: string; cells: number; skippedMonths: string[] }): Promise<boolean> =>
      holds(await record.query(
        `UPDATE recomputation SET done_to = $3, cells = cells + $4, skipped_months = $5::jsonb, failures = 0, error = NULL, held_until = now() + $6 * interval '1 millisecond'
         WHERE id = $1 AND held_by = $2 RETURNING id`,
        [id, heldBy, doneTo, cells, JSON.stringify(skippedMonths), HELD_MS],
      )),

    /** Gives a run back for the next attempt to go on with. */
    release: async ({ id, heldBy }: HeldRun): Promise<void> =>
      void (await record.query('UPDATE recomputation SET held_by = NULL, held_until = NULL WHERE id = $1 AND held_by = $2', [id, heldBy])),

    finish: async ({ id, heldBy }: HeldRun): Promise<void> => void (await record.query(
      "UPDATE recomputation SET status = 'done', finished_at = now(), held_by = NULL, held_until = NULL, retry_at = NULL WHERE id = $1 AND held_by = $2", [id, heldBy],
    )),

    /** Gives a run back with what went wrong; it is tried again, later each time, and given up after many attempts that came no further. */
    fail: async ({ id, heldBy }: HeldRun, reason: string): Promise<void> => void (await record.query(
      `UPDATE recomputation SET failures = failures + 1, error = $3, held_by = NULL, held_until = NULL,
         retry_at = now() + least(failures + 1, 6) * $4 * interval '1 millisecond',
         status = CASE WHEN failures + 1 >= $5 THEN 'failed' ELSE status END, finished_at = CASE WHEN failures + 1 >= $5 THEN now() END
       WHERE id = $1 AND held_by = $2`,
      [id, heldBy, reason.slice(0, LONGEST_ERROR), retryAfterMs, FAILURES_BORNE],
    )),

    /** Begins afresh what was under way or has just ended: for when the marks of what is to be counted were lost. */
    beginAfresh: async (): Promise<void> => void (await record.query(
      `UPDATE recomputation SET status = 'queued', done_to = from_day, finished_at = NULL, held_by = NULL, held_until = NULL
       WHERE status = 'running' OR (status = 'done' AND finished_at > now() - interval '1 minute')`,
    )),
  }
}
export type Recomputations = ReturnType<typeof createRecomputations>
