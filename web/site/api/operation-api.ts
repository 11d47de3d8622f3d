import { auditPage, auditSeals } from '../../../contract/audit.ts'
import { custodyAnswer } from '../../../contract/custody.ts'
import { deadLetterDetail, deadLetterPage, type DeadLetterRow } from '../../../contract/dead-letter.ts'
import { importStarted, importStatus, type ImportKind } from '../../../contract/import.ts'
import { toAddress, type Query, type Way } from './way.ts'

/** What operators look after: custody, what could not be stored, the audit log, imports. */
export const createOperationApi = ({ get, write, send, read }: Way) => ({
  /** Whether what tablets captured on a day is what is counted; of every centre one may see, unless one is named. */
  custody: (query: { centre?: string, day?: string }, signal?: AbortSignal) => get(toAddress('/api/v1/custody', query), custodyAnswer, signal),

  deadLetters: (query: { status?: DeadLetterRow['status'], cursor?: string }, signal?: AbortSignal) =>
    get(toAddress('/api/v1/dead-letters', { limit: 50, ...query }), deadLetterPage, signal),
  deadLetter: (id: string) => get(`/api/v1/dead-letters/${encodeURIComponent(id)}`, deadLetterDetail),
  replayDeadLetter: async (id: string) => void (await write('POST', `/api/v1/dead-letters/${encodeURIComponent(id)}/replay`, {})),

  auditLog: (query: Query, signal?: AbortSignal) => get(toAddress('/api/v1/audit-log', { limit: 50, ...query }), auditPage, signal),
  auditSeals: async (signal?: AbortSignal) => (await get('/api/v1/audit-log/seals', auditSeals, signal)).rows,

  /** Starts an import of a CSV file; its progress is read by `importStatus`. */
  startImport: async (kind: ImportKind, file: File, dryRun: boolean) => {
    const form = new FormData()
    form.append('kind', kind)
    form.append('file', file)
    return read(await send(toAddress('/api/v1/imports', { dryRun: dryRun ? 'true' : undefined }), { method: 'POST', body: form }), importStarted)
  },
  importStatus: (importId: string, signal?: AbortSignal) => get(`/api/v1/imports/${encodeURIComponent(importId)}`, importStatus, signal),
})
