import { Router } from 'express'
import { z } from 'zod'
import { permissionOf, type Permission } from '../../access/permission.ts'
import { code as unitCode, dossierCode } from '../../contract/codes.ts'
import { dossiersQuery, type DossierClock, type DossierPage, type ListedDossier } from '../../contract/dossier-clock.ts'
import { WITHOUT } from '../../contract/dossier-progress.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import { cursorAfter, pageQuery, readCursor } from '../../platform/list-page.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import type { ProcedureIndex } from '../../registry/procedures/procedure-index.ts'
import type { Calendar } from '../../registry/working-calendar/calendar.ts'
import { addDays } from '../../registry/working-calendar/days.ts'
import { toDaysByAgency } from '../dossiers/agency-days.ts'
import { progressSql } from '../dossiers/progress-columns.ts'
import { cutCondition, type CutFilter } from '../dossiers/progress-cuts.ts'
import { toProgressDays } from '../dossiers/progress-days.ts'
import { toStateHistory } from '../dossiers/state-history.ts'
import { readDossier, readDossierStates, type StoredDossier } from '../queries/dossier-facts.ts'
import { countOutcomes, selectDossiers, type DossierPlace, type DossierSearch, type FoundDossier } from '../queries/dossier-list.ts'
import { codesWithin, requireKnownCounter } from './codes-within.ts'
import { createClockTeller } from './tell-clock.ts'

interface DossierClockDeps { warehouse: Warehouse; places: PlaceIndex; procedures: ProcedureIndex; workingCalendar: Calendar; clock: Clock; demo: boolean }

/** A cursor names a day and the two codes of a dossier, which may be long and of any script. */
const LONGEST_CURSOR = 800
/** What can be the key of a dossier at all. */
const dossierKey = z.object({ agency: unitCode, code: dossierCode })
const listQuery = z.strictObject({ ...dossiersQuery, ...pageQuery, cursor: z.string().max(LONGEST_CURSOR).optional() })
const DAYS_BACK = 365
/** Before any day a store can hold. */
const FIRST_DAY = '1970-01-01'

const breach = (pointer: string, value: string, rule: string) =>
  new AppError('invalid-request', `The query breaks a rule: ${pointer} ${rule}`, { errors: [{ pointer, value, rule, message: `${value}: ${rule}.` }] })

/** Single dossiers, for those who answer for the unit they lie in: by their agency, their centre or their counter. */
export function dossierClockRoutes({ warehouse, places, procedures, workingCalendar, clock, demo }: DossierClockDeps): Router {
  const router = Router()
  const { nameOf, toProcedure, tell } = createClockTeller({ places, procedures, workingCalendar, clock })
  const named = (code: string) => (code === '' ? null : { code, name: nameOf(code) })

  const liesWithin = ({ includesUnit, includesCounter }: Permission, agencyCode: string, { centreCode, counterCode }: StoredDossier) =>
    includesUnit(agencyCode) || (centreCode !== '' && includesUnit(centreCode)) || (counterCode !== '' && includesCounter(counterCode))

  router.get('/api/v1/dossiers/:agencyCode/:code/clock', async (request, response) => {
    const permission = permissionOf(request)
    const { agencyCode, code } = request.params
    const key = { agency: agencyCode, code }
    const facts = dossierKey.safeParse(key).success ? await readDossier(warehouse, key) : null
    // One in somebody else's unit is answered like one that is not there.
    if (!facts || !liesWithin(permission, agencyCode, facts)) throw new AppError('not-found', `There is no dossier ${code} of ${agencyCode} here.`)
    const told = tell({ agencyCode, code }, facts)
    const answer: DossierClock = {
      ...told, dossier: { ...told.dossier, centre: named(facts.centreCode), counter: named(facts.counterCode) }, states: toStateHistory(await readDossierStates(warehouse, key)), demo,
    }
    response.json(answer)
  })

  /** What `progress` and the cuts ask for, as conditions on the columns of dossiers and on what is told from them. */
  const toConditions = ({ progress, ...asked }: Pick<z.infer<typeof listQuery>, 'progress' | CutFilter>, today: string): Pick<DossierSearch, 'more' | 'told' | 'areMany'> => {
    const cuts = (['agency', 'commune', 'centre', 'sector'] as const).flatMap((by) => (asked[by] === undefined ? [] : [cutCondition(places, by, asked[by])]))
    if (progress === undefined) return { more: cuts }
    const { columns, mayCount, params } = progressSql(today, toDaysByAgency({ calendar: workingCalendar, places }, today, (isWorking) => toProgressDays(today, isWorking)))
    return { more: [...cuts, { sql: mayCount, params }], told: columns[progress], areMany: true }
  }
  const toRow = (it: FoundDossier): ListedDossier => ({
    agencyCode: it.agencyCode, code: it.code, agencyName: nameOf(it.agencyCode), procedure: toProcedure(it.procedureCode), status: it.status,
    receivedAt: new Date(it.registeredAt).toISOString(), dueAt: it.dueAt === null ? null : new Date(it.dueAt).toISOString(),
    endedAt: it.endedAt === null ? null : new Date(it.endedAt).toISOString(), outcome: it.outcome, reason: it.reason,
  })

  router.get('/api/v1/dossiers', async (request, response) => {
    const permission = permissionOf(request)
    const query = parseBy(listQuery, request.query, 'The query')
    const today = toHanoiDay(clock())
    const { outcome = null, procedure = null, dueTo = null, progress, limit, cursor } = query
    const dueFrom = query.dueFrom ?? (progress === undefined ? addDays(today, -DAYS_BACK) : FIRST_DAY)
    if (query.unit !== undefined) permission.requireUnit(query.unit)
    if (query.counter !== undefined) requireKnownCounter(places, query.counter, permission)
    if (query.unit !== undefined && !places.hasUnit(query.unit)) throw breach('/unit', query.unit, 'a known unit')
    if (dueTo !== null && dueTo <= dueFrom) throw breach('/dueTo', dueTo, 'dueFrom < dueTo (the last day is not included)')
    if (progress !== undefined && (query.dueFrom ?? query.dueTo) !== undefined) throw breach('/progress', progress, 'without dueFrom and dueTo, because it names its own days')
    const search: DossierSearch = {
      places: query.counter === undefined ? codesWithin(places, query.unit ?? permission.unitCode) : { units: [], counters: [query.counter] }, from: dueFrom, to: dueTo, outcome, procedure: procedure === WITHOUT ? '' : procedure, today,
      ...toConditions(query, today),
    }
    const found = await selectDossiers(warehouse, search, { after: readPlace(cursor), limit: limit + 1 })
    const last = found[limit - 1]
    const answer: DossierPage = {
      rows: found.slice(0, limit).map(toRow), cursor: last && found.length > limit ? cursorAfter(`${last.day}\n${last.agencyCode}\n${last.code}`) : null,
      dueFrom, dueTo, counts: cursor === undefined ? await countOutcomes(warehouse, search) : null, demo,
    }
    response.json(answer)
  })
  return router
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** Throws 422 for a cursor that this list has not given. */
function readPlace(cursor: string | undefined): DossierPlace | null {
  if (cursor === undefined) return null
  const [day = '', agencyCode = '', code = ''] = readCursor(cursor).split('\n')
  if (!DAY.test(day)) throw breach('/cursor', cursor, 'a cursor of this list')
  return { day, agencyCode, code }
}
