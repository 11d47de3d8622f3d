import { z } from 'zod'

export const importKind = z.enum(['units', 'counters', 'officials', 'procedures', 'devices', 'dossiers', 'measures', 'ratings'])
export type ImportKind = z.infer<typeof importKind>

export const importStarted = z.object({ importId: z.string() })

export const importProblem = z.object({ line: z.int(), column: z.string(), value: z.string(), rule: z.string() })
export type ImportProblem = z.infer<typeof importProblem>

/** `done` means: visible to ingest and results. Good rows are kept whatever happens to the others. */
export const importStatus = z.object({
  importId: z.string(),
  kind: importKind,
  status: z.enum(['queued', 'running', 'done', 'failed']),
  dryRun: z.boolean(),
  rows: z.int(),
  accepted: z.int(),
  refused: z.int(),
  progress: z.number(),
  problems: z.array(importProblem),
})
export type ImportStatus = z.infer<typeof importStatus>
