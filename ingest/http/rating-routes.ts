import { json, Router } from 'express'
import { ratingBatch, type BatchAnswer } from '../../contract/rating.ts'
import { parseBy } from '../../platform/errors.ts'
import { judgeRatings } from './judge-ratings.ts'
import { acknowledge, limitSender, refuseIfNone, type IngestDeps } from './ingest-deps.ts'
import { authenticateSender, senderOf } from './sender-auth.ts'

/** `POST /api/v1/ratings`: 202 is sent only after Redis holds what was accepted. */
export function ratingRoutes(deps: IngestDeps): Router {
  const { places, custody, facts, clock } = deps
  const router = Router()
  router.post(
    '/api/v1/ratings',
    authenticateSender({ ...deps, scope: 'ratings:write', takesDevices: true }),
    json({ limit: '1mb', type: () => true }),
    async (request, response) => {
      const sender = senderOf(request)
      const body = parseBy(ratingBatch, request.body)
      await limitSender(deps.limiter, sender.id, body.ratings.length)
      const [sentAt, receivedAt] = [Date.parse(body.sentAt), clock()]
      const judged = judgeRatings(body.ratings, { places, sender, sentAt, receivedAt })
      if (judged.rows.length > 0) {
        await acknowledge(facts, { version: 1, kind: 'ratings', sender: sender.id, sentAt, receivedAt, rows: judged.rows })
      }
      const received = [...judged.settledSeqs, ...judged.rows.map((row) => row[1]).filter((seq) => seq > 0)]
      if (judged.settledSeqs.length > 0) await custody.stored(sender.id, judged.settledSeqs)
      const state = received.length > 0 ? { custody: await custody.received(sender.id, received) } : {}
      const answer: BatchAnswer = { accepted: judged.accepted, rejected: judged.rejected, ...state }
      response.status(202).json(refuseIfNone(answer, 'ratings'))
    },
  )
  return router
}
