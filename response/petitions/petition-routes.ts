import express, { Router, type Request } from 'express'
import { writeAudit } from '../../access/audit-log.ts'
import { permissionOf, type Permission } from '../../access/permission.ts'
import type { SecretBox } from '../../access/secret-box.ts'
import { unitsWithin } from '../../analytics/api/codes-within.ts'
import { newPetition, newPetitionStep, petitionContact, petitionLimitsChange, petitionsQuery, type RestrictedPetition } from '../../contract/petition.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import type { RestrictedOriginals } from '../../registry/restricted-originals.ts'
import type { PetitionLimitBook } from './petition-limits.ts'
import type { PetitionSteps } from './petition-steps.ts'
import type { PetitionReadings } from './read-petitions.ts'
import type { ToldPetition } from './settle-petition.ts'
import { ORIGINALS_SENDER, type PetitionIntake } from './take-petition.ts'

interface Deps {
  intake: PetitionIntake; steps: PetitionSteps; readings: PetitionReadings; limits: PetitionLimitBook; originals: RestrictedOriginals; places: PlaceIndex; record: RecordStore; box: SecretBox
}

/** What officers and systems do with petitions: enter and send them, see the queue, take the steps of their life, and read what is kept for case handlers. */
export function petitionRoutes({ intake, steps, readings, limits, originals, places, record, box }: Deps): Router {
  const router = Router()
  const json = express.json({ limit: '32kb' })

  /** A petition is within reach by the unit it is about, or the one that handles it; another's is answered like none: 404. */
  const mayReach = ({ includesUnit }: Permission, { petition }: ToldPetition) => includesUnit(petition.handlerCode) || includesUnit(petition.unitCode)
  const found = async (request: Request): Promise<ToldPetition> => {
    const told = await readings.find(String(request.params['code']))
    if (!told || !mayReach(permissionOf(request), told)) throw new AppError('not-found', 'There is no petition with this code here.')
    return told
  }

  router.post('/api/v1/petitions', json, async (request, response) => {
    const permission = permissionOf(request)
    const sent = parseBy(newPetition, request.body)
    permission.requireUnit(sent.unitCode)
    if (permission.principal.kind === 'person' && sent.channel === 'system') {
      throw new AppError('invalid-request', 'People enter what came by phone, by letter or in person.', { errors: [{ pointer: '/channel', value: sent.channel, rule: 'phone, letter or in-person', message: 'system: phone, letter or in-person.' }] })
    }
    const { code, isNew } = await intake.take(sent, { sender: permission.actor, channel: sent.channel })
    response.status(isNew ? 201 : 200).json({ code })
  })

  router.get('/api/v1/petitions', async (request, response) => {
    const permission = permissionOf(request)
    const query = parseBy(petitionsQuery, request.query, 'The query')
    if (query.unit !== undefined) permission.requireUnit(query.unit)
    response.setHeader('Cache-Control', 'no-store')
    response.json(await readings.list(unitsWithin(places, query.unit ?? permission.unitCode), query))
  })

  router.get('/api/v1/petitions/:code', async (request, response) => {
    response.setHeader('Cache-Control', 'no-store')
    response.json(await readings.detail(await found(request)))
  })

  router.post('/api/v1/petitions/:code/steps', json, async (request, response) => {
    const permission = permissionOf(request)
    const { petition } = await found(request)
    await steps.take(petition.code, parseBy(newPetitionStep, request.body), { actor: permission.actor, mayReach: permission.includesUnit })
    response.sendStatus(204)
  })

  router.get('/api/v1/petitions/:code/restricted', async (request, response) => {
    const { petition } = await found(request)
    const kept = await originals.of(ORIGINALS_SENDER, `${petition.code}:`)
    const [contact] = await record.query<{ sealed: string }>('SELECT sealed FROM petition_contact WHERE petition_id = $1', [petition.id])
    const opened = contact ? box.open(contact.sealed, `petition:${petition.id}`) : null
    await writeAudit(record, { actor: permissionOf(request).actor, action: 'petition.read-restricted', subject: `petition:${petition.code}`, detail: { originals: kept.length, hasContact: opened !== null } })
    const answer: RestrictedPetition = { originals: kept.map((it) => ({ at: it.receivedAt, text: it.original })), contact: opened === null ? null : petitionContact.parse(JSON.parse(opened)) }
    response.setHeader('Cache-Control', 'no-store')
    response.json(answer)
  })

  router.get('/api/v1/petition-limits', async (_request, response) => {
    response.json({ rows: await limits.list() })
  })

  router.put('/api/v1/petition-limits', json, async (request, response) => {
    await limits.put(parseBy(petitionLimitsChange, request.body), permissionOf(request).actor)
    response.sendStatus(204)
  })
  return router
}
