import { randomUUID } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import { Router } from 'express'
import { z } from 'zod'
import { permissionOf } from '../../access/permission.ts'
import { importKind } from '../../contract/import.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { ImportChunks } from './import-chunks.ts'
import { importRules } from './import-kinds.ts'
import type { Imports } from './imports.ts'
import { readUpload } from './read-upload.ts'

const importQuery = z.strictObject({ dryRun: z.enum(['true', 'false']).default('false') })
const importFields = z.strictObject({ kind: importKind })

const refuse = (pointer: string, value: string | undefined, rule: string) =>
  new AppError('invalid-request', `The import breaks a rule: ${pointer} ${rule}`, { errors: [{ pointer, value, rule, message: rule }] })

interface ImportRoutesDeps { imports: Imports; chunks: ImportChunks; enqueue(importId: string): Promise<unknown> }

export function importRoutes({ imports, chunks, enqueue }: ImportRoutesDeps): Router {
  const router = Router()

  router.post('/api/v1/imports', async (request, response) => {
    const permission = permissionOf(request)
    const { dryRun } = parseBy(importQuery, request.query)
    const importId = randomUUID()
    let pieces = 0
    const { fields, hasFile, bytes } = await readUpload(request, {
      // A kind that stands behind its file is not known in time: such a file may be as large as the smallest limit.
      maxBytesFor: ({ kind }) => importRules[importKind.catch('units').parse(kind)].maxBytes,
      keep: (piece) => chunks.write(importId, 'file', pieces++, piece),
    })
    const { kind } = parseBy(importFields, fields)
    const { right, country } = importRules[kind]
    if (!permission.has(right)) throw new AppError('no-right', `An import of ${kind} needs "${right}".`)
    if (country && permission.unitCode !== null) throw new AppError('no-right', `The list of ${kind} is the whole country's; this key or account is for ${permission.unitCode}.`)
    if (!hasFile) throw refuse('/file', undefined, 'a file is required')
    await imports.create({ id: importId, kind, bytes, dryRun: dryRun === 'true', actor: permission.actor, unitCode: permission.unitCode })
    await enqueue(importId)
    response.status(202).json({ importId })
  })

  router.get('/api/v1/imports/:id', async (request, response) => {
    const { unitCode } = permissionOf(request)
    const status = await imports.status(request.params.id, unitCode)
    if (!status) throw new AppError('not-found', 'There is no such import.')
    response.json(status)
  })

  router.get('/api/v1/imports/:id/rejected.csv', async (request, response) => {
    const { unitCode } = permissionOf(request)
    const status = await imports.status(request.params.id, unitCode)
    if (!status || !['done', 'failed'].includes(status.status)) throw new AppError('not-found', 'There is no such import, or it is not done yet.')
    response.type('text/csv').attachment(`rejected-${request.params.id}.csv`)
    await pipeline(chunks.read(request.params.id, 'refused'), response)
  })
  return router
}
