import { z } from 'zod'
import { importKind, importProblem, importStatus, type ImportKind, type ImportStatus } from '../../contract/import.ts'
import type { RecordSession, RecordStore } from '../../platform/record/record.ts'

/** A page shows this many problems; rejected.csv has all of them. */
const PROBLEMS_SHOWN = 1_000

const statusRow = z
  .object({
    id: z.string(), kind: importKind, status: importStatus.shape.status, dry_run: z.boolean(), row_count: z.number(),
    accepted: z.number(), refused: z.number(), problems: z.array(importProblem), file_bytes: z.number(), read_bytes: z.number(),
  })
  .transform((row): ImportStatus => ({
    importId: row.id, kind: row.kind, status: row.status, dryRun: row.dry_run, rows: row.row_count, accepted: row.accepted,
    refused: row.refused, progress: row.status === 'done' || row.status === 'failed' ? 1 : row.read_bytes / Math.max(1, row.file_bytes), problems: row.problems,
  }))

const openRow = z
  .object({
    id: z.string(), kind: importKind, dry_run: z.boolean(), actor: z.string(), unit_code: z.string().nullable(), cursor_line: z.number(),
    row_count: z.number(), accepted: z.number(), refused: z.number(),
  })
  .transform((row) => ({
    id: row.id, kind: row.kind, dryRun: row.dry_run, actor: row.actor, unitCode: row.unit_code, cursorLine: row.cursor_line,
    rows: row.row_count, accepted: row.accepted, refused: row.refused,
  }))
/** An import that is being worked off; `cursorLine` is the last line whose fate an earlier attempt has settled. */
export type OpenImport = z.infer<typeof openRow>

export interface NewImport { id: string; kind: ImportKind; bytes: number; dryRun: boolean; actor: string; unitCode: string | null }
export interface ImportOutcome { rows: number; accepted: number; refused: number; problems: ImportStatus['problems'] }
/** A stretch of rows whose fate is settled, up to a line. */
export interface SettledStretch extends ImportOutcome { line: number; readBytes: number }

/** Imports in the record. Reading is narrowed to the unit of who asks (null: everybody's). */
export function createImports({ record }: { record: RecordStore }) {
  return {
    /** Writes down an import whose file has come. */
    create: async ({ id, kind, bytes, dryRun, actor, unitCode }: NewImport): Promise<void> => void (await record.query(
      `INSERT INTO import (id, kind, status, dry_run, actor, unit_code, file_bytes) VALUES ($1, $2, 'queued', $3, $4, $5, $6)`,
      [id, kind, dryRun, actor, unitCode, bytes],
    )),

    status: async (id: string, unitCode: string | null): Promise<ImportStatus | null> =>
      z.array(statusRow).parse(await record.query(
        `SELECT id, kind, status, dry_run, row_count, accepted, refused, problems, file_bytes, read_bytes FROM import
         WHERE id::text = $1 AND ($2::text IS NULL OR unit_code = $2)`,
        [id, unitCode],
      ))[0] ?? null,

    /** Imports that were accepted and are not done: a restart takes them up again. */
    unfinished: async (): Promise<string[]> =>
      z.array(z.object({ id: z.string() })).parse(await record.query(
        `SELECT id FROM import WHERE status IN ('queued', 'running') ORDER BY created_at`,
      )).map((it) => it.id),

    /** Marks an import as running and answers it; null when it is finished already. */
    take: async (id: string): Promise<OpenImport | null> =>
      z.array(openRow).parse(await record.query(
        `UPDATE import SET status = 'running' WHERE id = $1 AND status IN ('queued', 'running')
         RETURNING id, kind, dry_run, actor, unit_code, cursor_line, row_count, accepted, refused`,
        [id],
      ))[0] ?? null,

    /** Writes down what became of all rows. */
    settle: async (session: RecordSession, id: string, { rows, accepted, refused, problems }: ImportOutcome): Promise<void> => void (await session.query(
      'UPDATE import SET row_count = $2, accepted = $3, refused = $4, problems = $5::jsonb WHERE id = $1',
      [id, rows, accepted, refused, JSON.stringify(problems.slice(0, PROBLEMS_SHOWN))],
    )),

    /** Writes down what became of the rows up to a line, on top of those before. */
    settleStretch: async (session: RecordSession, id: string, { rows, accepted, refused, problems, line, readBytes }: SettledStretch): Promise<void> => void (await session.query(
      `UPDATE import SET row_count = row_count + $2, accepted = accepted + $3, refused = refused + $4, cursor_line = $5, read_bytes = $6,
         problems = CASE WHEN jsonb_array_length(problems) < ${PROBLEMS_SHOWN} THEN problems || $7::jsonb ELSE problems END
       WHERE id = $1`,
      [id, rows, accepted, refused, line, readBytes, JSON.stringify(problems)],
    )),

    /** Ends an import. */
    finish: async (id: string, status: 'done' | 'failed'): Promise<void> =>
      void (await record.query('UPDATE import SET status = $2, finished_at = now() WHERE id = $1', [id, status])),
  }
}
export type Imports = ReturnType<typeof createImports>
