import { json, Router } from 'express'
import { measureBatch } from '../../contract/measure.ts'
import type { BatchAnswer } from '../../contract/rating.ts'
import { parseBy } from '../../platform/errors.ts'
import { limitSender, refuseIfNone, type IngestDeps } from './ingest-deps.ts'
import { judgeMeasures } from './judge-measures.ts'
import { authenticateSender, senderOf } from './sender-auth.ts'

/** `POST /api/v1/measures`: what another system has counted; `accepted` names unit, period and metric. */
export function measureRoutes(deps: IngestDeps): Router {
  const { places, groupCommit, clock } = deps
  const router = Router()
  router.post(
    '/api/v1/measures',
    authenticateSender({ ...deps, scope: 'measures:write', takesDevices: false }),
    deps.admission.admit,
    json({ limit: '4mb', type: () => true }),
    async (request, response) => {
      const sender = senderOf(request)
      const body = parseBy(measureBatch, request.body)
      await limitSender(deps.limiter, sender.id, body.measures.length)
      const unitCode = sender.kind === 'system' ? sender.unitCode : null
      const { rows, accepted, rejected } = judgeMeasures(body.measures, { places, unitCode, now: clock() })
      if (rows.length > 0) await groupCommit.commit(sender.id, [{ version: 1, kind: 'measures', sender: sender.id, receivedAt: clock(), rows }])
      const answer: BatchAnswer = { accepted, rejected }
      response.status(202).json(refuseIfNone(answer, 'measures'))
    },
  )
  return router
}
