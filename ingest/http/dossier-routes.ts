import { json, Router } from 'express'
import { dossier, dossierBatch, type Dossier } from '../../contract/dossier.ts'
import type { RuleBreach } from '../../contract/problem.ts'
import type { BatchAnswer } from '../../contract/rating.ts'
import { parseBy, toRuleBreaches } from '../../platform/errors.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import type { DossierRow } from '../queue/fact-batch.ts'
import { limitSender, refuseIfNone, type IngestDeps } from './ingest-deps.ts'
import { authenticateSender, senderOf } from './sender-auth.ts'

/** `POST /api/v1/dossiers`: each item is the whole state of one dossier; the newest `updatedAt` wins. */
export function dossierRoutes(deps: IngestDeps): Router {
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
      const answer: BatchAnswer = { accepted: [], rejected: [] }
      const rows: DossierRow[] = []
      for (const [index, item] of body.dossiers.entries()) {
        const parsed = dossier.safeParse(item)
        const errors = parsed.success ? check(parsed.data, places, unitCode, clock()) : toRuleBreaches(parsed.error, item)
        if (parsed.success && errors.length === 0) {
          rows.push(toRow(parsed.data))
          answer.accepted.push(parsed.data.code)
        } else {
          const sent = (item as { code?: unknown } | null)?.code
          answer.rejected.push({ index, ...(typeof sent === 'string' && sent.length <= 100 ? { id: sent } : {}), errors })
        }
      }
      if (rows.length > 0) await groupCommit.commit(sender.id, [{ version: 1, kind: 'dossiers', sender: sender.id, receivedAt: clock(), rows }])
      response.status(202).json(refuseIfNone(answer, 'dossiers'))
    },
  )
  return router
}

const CLOCKS_DIFFER_MS = 60_000

function check(it: Dossier, places: PlaceIndex, unitCode: string | null, now: number): RuleBreach[] {
  const breaches: RuleBreach[] = []
  const breach = (field: keyof Dossier, rule: string, message: string) =>
    breaches.push({ pointer: `/${field}`, value: it[field], rule, message })
  if (!places.hasUnit(it.agencyCode)) breach('agencyCode', 'a registered agency', 'No unit of this code is registered.')
  else if (unitCode !== null && !places.isWithin(it.agencyCode, unitCode) && !(it.centreCode && places.isWithin(it.centreCode, unitCode))) {
    breach('agencyCode', `a unit within ${unitCode}`, 'This API key may not write for that agency.')
  }
  if (it.centreCode && !places.hasUnit(it.centreCode)) breach('centreCode', 'a registered centre', 'No unit of this code is registered.')
  if (it.counterCode && !places.counterAt(it.counterCode, Date.parse(it.receivedAt))) {
    breach('counterCode', 'a counter open on that day', 'No counter of this code is registered for the day of receipt.')
  }
  for (const field of ['receivedAt', 'updatedAt'] as const) {
    if (Date.parse(it[field]) > now + CLOCKS_DIFFER_MS) breach(field, `${field} ≤ now + 60 s`, 'This moment lies in the future.')
  }
  return breaches
}

const toMs = (instant: string | null | undefined) => (instant ? Date.parse(instant) : null)

const toRow = (it: Dossier): DossierRow => [
  it.agencyCode, it.code, it.centreCode ?? '', it.counterCode ?? '', it.procedureCode ?? '', it.sectorCode ?? '', it.channel, it.status,
  Date.parse(it.receivedAt), toMs(it.dueAt), toMs(it.finishedAt), toMs(it.returnedAt),
  (it.supplements ?? []).map((supplement) => [Date.parse(supplement.requestedAt), toMs(supplement.completedAt)]),
  it.components ?? 0, it.componentsDigitised ?? 0, it.componentsReused ?? 0, it.resultElectronic ?? false, it.onlineEligible ?? true,
  it.fee ?? 0, it.paid ?? false, it.paidOnline ?? 'no', Date.parse(it.updatedAt),
]
