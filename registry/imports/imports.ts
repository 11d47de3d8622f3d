import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { importKind, importProblem, importStatus, type ImportKind, type ImportStatus } from '../../contract/import.ts'
import type { RecordSession, RecordStore } from '../../platform/record/record.ts'

/** A page shows this many problems; rejected.csv has all of them. */
const PROBLEMS_SHOWN = 1_000

const statusRow = z
  .object({
    id: z.string(), kind: importKind, status: importStatus.shape.status, dry_run: z.boolean(), row_count: z.number(),
    accepted: z.number(), refused: z.number(), problems: z.array(importProblem),
  })
  .transform((row): ImportStatus => ({
    importId: row.id, kind: row.kind, status: row.status, dryRun: row.dry_run, rows: row.row_count, accepted: row.accepted,
    refused: row.refused, progress: row.status === 'done' || row.status === 'failed' ? 1 : 0, problems: row.problems,
  }))

const openRow = z
  .object({ id: z.string(), kind: importKind, dry_run: z.boolean(), actor: z.string(), unit_code: z.string().nullable(), file: z.instanceof(Uint8Array) })
  .transform((row) => ({ id: row.id, kind: row.kind, dryRun: row.dry_run, actor: row.actor, unitCode: row.unit_code, file: row.file }))
export type OpenImport = z.infer<typeof openRow>

export interface NewImport { kind: ImportKind; file: Uint8Array; dryRun: boolean; actor: string; unitCode: string | null }
export interface ImportOutcome { rows: number; accepted: number; refused: number; problems: ImportStatus['problems']; rejectedCsv: string }

/** Imports in the record. Reading is narrowed to the unit of who asks (null: everybody's). */
export function createImports({ record }: { record: RecordStore }) {
  return {
    /** Keeps the file; answers the import's id. */
    create: async ({ kind, file, dryRun, actor, unitCode }: NewImport): Promise<string> => {
      const id = randomUUID()
      await record.query(
        `INSERT INTO import (id, kind, status, dry_run, actor, unit_code, file) VALUES ($1, $2, 'queued', $3, $4, $5, $6)`,
        [id, kind, dryRun, actor, unitCode, file],
      )
      return id
    },

    status: async (id: string, unitCode: string | null): Promise<ImportStatus | null> =>
      z.array(statusRow).parse(await record.query(
        `SELECT id, kind, status, dry_run, row_count, accepted, refused, problems FROM import
         WHERE id::text = $1 AND ($2::text IS NULL OR unit_code = $2)`,
        [id, unitCode],
      ))[0] ?? null,

    /** Every refused row as CSV; null while the import runs or when there is no such import. */
    rejectedCsv: async (id: string, unitCode: string | null): Promise<string | null> =>
      z.array(z.object({ rejected_csv: z.string().nullable() })).parse(await record.query(
        'SELECT rejected_csv FROM import WHERE id::text = $1 AND ($2::text IS NULL OR unit_code = $2)', [id, unitCode],
      ))[0]?.rejected_csv ?? null,

    /** Imports that were accepted and are not done: a restart takes them up again. */
    unfinished: async (): Promise<string[]> =>
      z.array(z.object({ id: z.string() })).parse(await record.query(
        `SELECT id FROM import WHERE status IN ('queued', 'running') ORDER BY created_at`,
      )).map((it) => it.id),

    /** Marks an import as running and answers it with its file; null when it is finished already. */
    take: async (id: string): Promise<OpenImport | null> =>
      z.array(openRow).parse(await record.query(
        `UPDATE import SET status = 'running' WHERE id = $1 AND status IN ('queued', 'running')
         RETURNING id, kind, dry_run, actor, unit_code, file`,
        [id],
      ))[0] ?? null,

    /** Writes down what became of the rows. */
    settle: async (session: RecordSession, id: string, { rows, accepted, refused, problems, rejectedCsv }: ImportOutcome): Promise<void> => {
      await session.query(
        `UPDATE import SET row_count = $2, accepted = $3, refused = $4, problems = $5::jsonb, rejected_csv = $6 WHERE id = $1`,
        [id, rows, accepted, refused, JSON.stringify(problems.slice(0, PROBLEMS_SHOWN)), rejectedCsv],
      )
    },

    /** Ends an import; its file is no longer needed. */
    finish: async (id: string, status: 'done' | 'failed'): Promise<void> =>
      void (await record.query('UPDATE import SET status = $2, file = NULL, finished_at = now() WHERE id = $1', [id, status])),
  }
}
export type Imports = ReturnType<typeof createImports>
