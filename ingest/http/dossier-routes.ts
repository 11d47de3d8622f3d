import { json, Router } from 'express'
import { dossierBatch } from '../../contract/dossier.ts'
import type { BatchAnswer } from '../../contract/rating.ts'
import { parseBy } from '../../platform/errors.ts'
import type { OfferBoard } from '../offers/offer-board.ts'
import { limitSender, refuseIfNone, type IngestDeps } from './ingest-deps.ts'
import { judgeDossiers } from './judge-dossiers.ts'
import { authenticateSender, senderOf } from './sender-auth.ts'

type Deps = IngestDeps & { offers: Pick<OfferBoard, 'announce'> }

/** `POST /api/v1/dossiers`: each item is the whole state of one dossier; the newest `updatedAt` wins. */
export function dossierRoutes(deps: Deps): Router {
  const { places, groupCommit, clock } = deps
  const router = Router()
  router.post(
    '/api/v1/dossiers',
    authenticateSender({ ...deps, scope: 'dossiers:write', takesDevices: false }),
    deps.admission.admit,
    json({ limit: '4mb', type: () => true }),
    async (request, response) => {
      const sender = senderOf(request)
      const body = parseBy(dossierBatch, request.body)
      await limitSender(deps.limiter, sender.id, body.dossiers.length)
      const unitCode = sender.kind === 'system' ? sender.unitCode : null
      const { rows, accepted, rejected } = judgeDossiers(body.dossiers, { places, unitCode, now: clock() })
      if (rows.length > 0) await groupCommit.commit(sender.id, [{ version: 1, kind: 'dossiers', sender: sender.id, receivedAt: clock(), rows }])
      void deps.offers.announce(rows)
      const answer: BatchAnswer = { accepted, rejected }
      response.status(202).json(refuseIfNone(answer, 'dossiers'))
    },
  )
  return router
}
