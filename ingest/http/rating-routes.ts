import { json, Router } from 'express'
import { ratingBatch, type BatchAnswer } from '../../contract/rating.ts'
import { parseBy } from '../../platform/errors.ts'
import type { FactBatch } from '../queue/fact-batch.ts'
import { judgeRatings } from './judge-ratings.ts'
import { limitSender, refuseIfNone, type IngestDeps } from './ingest-deps.ts'
import { authenticateSender, senderOf } from './sender-auth.ts'

/** `POST /api/v1/ratings`: 202 is sent only after Redis holds what was accepted. */
export function ratingRoutes(deps: IngestDeps): Router {
  const { places, admission, groupCommit, clock } = deps
  const router = Router()
  router.post(
    '/api/v1/ratings',
    authenticateSender({ ...deps, scope: 'ratings:write', takesDevices: true }),
    admission.admit,
    json({ limit: '1mb', type: () => true }),
    async (request, response) => {
      const sender = senderOf(request)
      const body = parseBy(ratingBatch, request.body)
      await limitSender(deps.limiter, sender.id, body.ratings.length)
      const [sentAt, receivedAt] = [Date.parse(body.sentAt), clock()]
      const { rows, refusedRows, accepted, rejected } = judgeRatings(body.ratings, { places, sender, sentAt, receivedAt })
      const envelope = { version: 1 as const, sender: sender.id, receivedAt }
      const batches: FactBatch[] = [
        ...(rows.length > 0 ? [{ ...envelope, kind: 'ratings' as const, sentAt, rows }] : []),
        ...(refusedRows.length > 0 ? [{ ...envelope, kind: 'refused' as const, rows: refusedRows }] : []),
      ]
      const custody = batches.length > 0 ? await groupCommit.commit(sender.id, batches) : null
      const answer: BatchAnswer = { accepted, rejected, ...(custody ? { custody } : {}) }
      response.status(202).json(refuseIfNone(answer, 'ratings'))
    },
  )
  return router
}
