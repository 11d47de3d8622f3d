import { setTimeout as sleep } from 'node:timers/promises'
import { Router } from 'express'
import type { Redis } from 'ioredis'
import { addressOf } from '../../access/session-routes.ts'
import { createAddressLimit } from '../../access/sign-in-limit.ts'
import { dossierLookUpQuery, type DossierLookUp } from '../../contract/dossier-clock.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { readDossier } from '../queries/dossier-facts.ts'
import { findByCode } from '../queries/find-by-code.ts'
import { createClockTeller, type TellerDeps } from './tell-clock.ts'

interface LookUpDeps extends TellerDeps { warehouse: Warehouse; redis: Redis; demo: boolean; /** whether it is switched on here */ isOpen: boolean }

/** A family behind one address asks a few times; whoever walks through codes would need years for those of a commune. */
export const LOOK_UPS_PER_WINDOW = 60
const WINDOW_SECONDS = 600
/** Every answer takes at least so long, so that how long one takes says nothing. */
const ANSWER_AFTER_MS = 250

/** For a code nobody has, for one of another agency than asked for, and for what is no code at all. It does not repeat what was asked. */
const UNKNOWN = 'There is no dossier with this code here. A dossier appears seconds after the one-stop system has sent it.'

/** The clock of one dossier, for whoever has its code: public, and nothing of anybody in it. See docs/decisions/0033. */
export function dossierLookUpRoutes({ warehouse, redis, demo, isOpen, ...deps }: LookUpDeps): Router {
  const router = Router()
  const limit = createAddressLimit({ redis, name: 'dossier-look-up', points: LOOK_UPS_PER_WINDOW, durationSeconds: WINDOW_SECONDS })
  const { tell, nameOf } = createClockTeller(deps)

  const lookUp = async (code: string, agency: string | undefined): Promise<DossierLookUp | null> => {
    const found = (await findByCode(warehouse, code)).filter((it) => agency === undefined || it.agencyCode === agency)
    const [only, another] = found
    if (!only) return null
    if (another) return { clock: null, choices: found.map((it) => ({ ...it, agencyName: nameOf(it.agencyCode) })), demo }
    const facts = await readDossier(warehouse, { agency: only.agencyCode, code: only.code })
    return facts && { clock: tell(only, facts), choices: [], demo }
  }

  router.get('/api/v1/dossier-clock', async (request, response) => {
    response.setHeader('Cache-Control', 'no-store').setHeader('X-Robots-Tag', 'noindex')
    if (!isOpen) throw new AppError('not-found', 'Dossiers cannot be looked up by the public here.')
    await limit.count(addressOf(request))
    const { code, agency } = parseBy(dossierLookUpQuery, request.query, 'The query')
    const [answer] = await Promise.all([lookUp(code, agency), sleep(ANSWER_AFTER_MS)])
    if (answer === null) throw new AppError('not-found', UNKNOWN)
    response.json(answer)
  })
  return router
}
