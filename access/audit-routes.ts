import { Router } from 'express'
import { auditQuery, type AuditSeal } from '../contract/audit.ts'
import { AppError, parseBy } from '../platform/errors.ts'
import type { AuditLog } from './audit-log.ts'

const EXPORTED_AT_ONCE = 2_000

/** The log for auditors: a page at a time, and whole, as it is verified by `npm run verify-audit`. */
export function auditRoutes({ auditLog, readSeals }: { auditLog: AuditLog; readSeals(): Promise<AuditSeal[]> }): Router {
  const router = Router()

  router.get('/api/v1/audit-log', async (request, response) => {
    const { cursor, limit, ...search } = parseBy(auditQuery, request.query)
    const rows = await auditLog.list({ ...search, before: readPlace(cursor), limit: limit + 1 })
    const shown = rows.slice(0, limit)
    response.setHeader('Cache-Control', 'no-store')
    response.json({ rows: shown, cursor: rows.length > limit ? String(shown.at(-1)?.seq) : null })
  })

  router.get('/api/v1/audit-log/export.ndjson', async (_request, response) => {
    response.type('application/x-ndjson').attachment('audit-log.ndjson')
    for (let after = 0; ;) {
      const lines = await auditLog.exported(after, EXPORTED_AT_ONCE)
      for (const line of lines) response.write(`${JSON.stringify(line)}\n`)
      if (lines.length < EXPORTED_AT_ONCE) break
      after = lines.at(-1)?.seq ?? after
    }
    response.end()
  })

  router.get('/api/v1/audit-log/seals', async (_request, response) => {
    response.json({ rows: await readSeals() })
  })
  return router
}

function readPlace(cursor: string | undefined): number {
  if (cursor === undefined) return Number.MAX_SAFE_INTEGER
  if (/^[1-9]\d{0,14}$/.test(cursor)) return Number(cursor)
  throw new AppError('invalid-request', 'The cursor is not one that this list has given.', {
    errors: [{ pointer: '/cursor', value: cursor, rule: 'a cursor of this list', message: 'Pass back the cursor of the page before, unchanged.' }],
  })
}
