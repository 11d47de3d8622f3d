import { Router } from 'express'
import { z } from 'zod'
import { requireRight, toActor } from '../../access/principal.ts'
import { importKind } from '../../contract/import.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import { importDefinitions, isTakenKind } from './import-kinds.ts'
import type { Imports } from './imports.ts'
import { readUpload } from './read-upload.ts'

const MAX_FILE_BYTES = 20 * 1024 * 1024
const importQuery = z.strictObject({ dryRun: z.enum(['true', 'false']).default('false') })
const importFields = z.strictObject({ kind: importKind })

const refuse = (pointer: string, value: string | undefined, rule: string) =>
  new AppError('invalid-request', `The import breaks a rule: ${pointer} ${rule}`, { errors: [{ pointer, value, rule, message: rule }] })

/** By which spreadsheets know that a file is UTF-8. */
const BOM = '\uFEFF'

/** XLSX is a ZIP archive. */
const isArchive = (file: Buffer) => file.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004'

interface ImportRoutesDeps { imports: Imports; enqueue(importId: string): Promise<unknown> }

export function importRoutes({ imports, enqueue }: ImportRoutesDeps): Router {
  const router = Router()

  router.post('/api/v1/imports', async (request, response) => {
    const principal = requireRight(request, 'registry:write')
    const { dryRun } = parseBy(importQuery, request.query)
    const { fields, file } = await readUpload(request, MAX_FILE_BYTES)
    const { kind } = parseBy(importFields, fields)
    if (!isTakenKind(kind)) throw refuse('/kind', kind, `taken by this version: ${Object.keys(importDefinitions).join(', ')}`)
    if (!file) throw refuse('/file', undefined, 'a file is required')
    if (isArchive(file)) throw refuse('/file', undefined, 'taken by this version: CSV in UTF-8')
    const importId = await imports.create({ kind, file, dryRun: dryRun === 'true', actor: toActor(principal), unitCode: principal.unitCode })
    await enqueue(importId)
    response.status(202).json({ importId })
  })

  router.get('/api/v1/imports/:id', async (request, response) => {
    const { unitCode } = requireRight(request, 'registry:write')
    const status = await imports.status(request.params.id, unitCode)
    if (!status) throw new AppError('not-found', 'There is no such import.')
    response.json(status)
  })

  router.get('/api/v1/imports/:id/rejected.csv', async (request, response) => {
    const { unitCode } = requireRight(request, 'registry:write')
    const csv = await imports.rejectedCsv(request.params.id, unitCode)
    if (csv === null) throw new AppError('not-found', 'There is no such import, or it is not done yet.')
    response.type('text/csv').attachment(`rejected-${request.params.id}.csv`).send(BOM + csv)
  })
  return router
}
