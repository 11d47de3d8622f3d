import { Router } from 'express'
import { deadLetterQuery, type DeadLetterDetail } from '../../contract/dead-letter.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { DeadLetters } from '../queue/dead-letters.ts'

const EXPORTED_AT_ONCE = 200

const noSuchLetter = () => new AppError('not-found', 'There is no dead letter of this id.')

/** What could not be stored: listed and shown to an operator, exported, and put back into the queue once the cause is gone. */
export function deadLetterRoutes({ deadLetters }: { deadLetters: DeadLetters }): Router {
  const router = Router()
  router.get('/api/v1/dead-letters', async (request, response) => {
    const { status = '', cursor, limit } = parseBy(deadLetterQuery, request.query)
    response.json(await deadLetters.list({ status, cursor, limit }))
  })
  router.get('/api/v1/dead-letters/export.ndjson', async (_request, response) => {
    response.type('application/x-ndjson').attachment('dead-letters.ndjson')
    let cursor: string | undefined
    do {
      const page = await deadLetters.list({ status: '', cursor, limit: EXPORTED_AT_ONCE })
      for (const { id } of page.rows) response.write(`${JSON.stringify(await deadLetters.show(id))}\n`)
      cursor = page.cursor ?? undefined
    } while (cursor)
    response.end()
  })
  router.get('/api/v1/dead-letters/:id', async (request, response) => {
    const letter: DeadLetterDetail | null = await deadLetters.show(request.params.id)
    if (!letter) throw noSuchLetter()
    response.json(letter)
  })
  router.post('/api/v1/dead-letters/:id/replay', async (request, response) => {
    if (!(await deadLetters.replay(request.params.id))) throw noSuchLetter()
    response.status(202).json({ id: request.params.id })
  })
  return router
}
