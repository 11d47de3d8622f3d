import { Router } from 'express'
import { requireRight } from '../../access/principal.ts'
import { AppError } from '../../platform/errors.ts'
import type { AppQueue } from '../../platform/queue/queues.ts'
import type { FactBatch } from '../queue/fact-batch.ts'

const LISTED = 100

/** What could not be stored: listed for an operator, and put back into the queue once the cause is gone. */
export function deadLetterRoutes({ facts }: { facts: AppQueue<FactBatch> }): Router {
  const router = Router()
  router.get('/api/v1/dead-letters', async (request, response) => {
    requireRight(request, 'operations:write')
    const rows = (await facts.deadLetters(LISTED)).map(({ payload, failedAt, ...it }) => ({
      ...it, failedAt: new Date(failedAt).toISOString(), ...describe(payload),
    }))
    response.json({ rows, cursor: null })
  })
  router.post('/api/v1/dead-letters/:id/replay', async (request, response) => {
    requireRight(request, 'operations:write')
    if (!(await facts.replay(request.params.id))) throw new AppError('not-found', 'There is no dead letter of this id.')
    response.status(202).json({ id: request.params.id })
  })
  return router
}

/** Kind, sender and size only: comments and codes of citizens' dossiers are not for this list. */
function describe(payload: unknown) {
  const { kind, sender, rows } = (payload ?? {}) as Partial<FactBatch>
  return { kind: kind ?? null, sender: sender ?? null, items: Array.isArray(rows) ? rows.length : 0 }
}
