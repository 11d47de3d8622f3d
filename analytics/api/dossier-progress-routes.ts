import { Router } from 'express'
import { createBriefMemory } from '../../access/brief-memory.ts'
import { permissionOf } from '../../access/permission.ts'
import { PROGRESS_COLUMNS, progressCut, progressQuery, type DossierProgress, type ProgressCounts, type ProgressCut, type ProgressRow } from '../../contract/dossier-progress.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import type { ProcedureIndex } from '../../registry/procedures/procedure-index.ts'
import type { Calendar } from '../../registry/working-calendar/calendar.ts'
import { toDaysByAgency } from '../dossiers/agency-days.ts'
import { workingDaysBetween } from '../dossiers/dossier-clock.ts'
import { cutCodeOf } from '../dossiers/progress-cuts.ts'
import { toProgressDays } from '../dossiers/progress-days.ts'
import { selectProgress, type ProgressCell } from '../queries/dossier-progress.ts'
import { codesWithin } from './codes-within.ts'

interface ProgressDeps { warehouse: Warehouse; places: PlaceIndex; procedures: ProcedureIndex; workingCalendar: Calendar; clock: Clock; demo: boolean }

const addUp = (one: ProgressCounts, other: ProgressCounts) => Object.fromEntries(PROGRESS_COLUMNS.map((it) => [it, one[it] + other[it]])) as ProgressCounts
const NOTHING = Object.fromEntries(PROGRESS_COLUMNS.map((it) => [it, 0])) as ProgressCounts

/** What counts under one code as it stands today; null for what belongs to none. */
interface Folded { code: string | null; counts: ProgressCounts; longest: ProgressCell['longest'] }

const byMostOpen = (one: Folded, other: Folded) => other.counts.open - one.counts.open || ((one.code ?? '') < (other.code ?? '') ? -1 : 1)

/** Where the dossiers of a unit stand at this moment, for those who answer for it. */
export function dossierProgressRoutes({ warehouse, places, procedures, workingCalendar, clock, demo }: ProgressDeps): Router {
  const router = Router()
  const nameOf = (by: ProgressCut, code: string) => (by === 'sector' ? procedures.sectorNameOf(code) : by === 'procedure' ? procedures.nameOf(code) : places.nameOf(code))

  /** The same for everybody who looks at a unit; asked anew after two seconds, and once for those who ask together. */
  const counted = createBriefMemory({
    clock, fetch: async (key) => {
      const [cut, unit] = JSON.parse(key) as [string, string | null]
      const by = progressCut.parse(cut)
      const countedAt = clock()
      const today = toHanoiDay(countedAt)
      const days = toDaysByAgency({ calendar: workingCalendar, places }, today, (isWorking) => toProgressDays(today, isWorking))
      const cells = await selectProgress(warehouse, { places: codesWithin(places, unit), today, days }, by)
      return { countedAt, today, cells }
    },
  })

  /** What was stored under several codes of one unit is one row. */
  const fold = (by: ProgressCut, cells: readonly ProgressCell[]): Folded[] => {
    const rows = new Map<string | null, Folded>()
    for (const { code: carried, counts, longest } of cells) {
      const code = cutCodeOf(places, by, carried)
      const known = rows.get(code)
      const isLonger = longest !== null && (!known?.longest || longest.dueOn < known.longest.dueOn)
      rows.set(code, { code, counts: addUp(known?.counts ?? NOTHING, counts), longest: isLonger ? longest : known?.longest ?? null })
    }
    return [...rows.values()].sort(byMostOpen)
  }
  const toRow = (by: ProgressCut, today: string, { code, counts, longest }: Folded): ProgressRow => {
    const calendarOf = longest !== null && places.hasUnit(longest.agencyCode) ? longest.agencyCode : null
    const isWorking = (day: string) => workingCalendar.isWorkingDay(day, calendarOf)
    return { code, name: code === null ? null : nameOf(by, code), counts, longest: longest && { ...longest, workingDays: workingDaysBetween(longest.dueOn, today, isWorking) } }
  }

  router.get('/api/v1/dossier-progress', async (request, response) => {
    const permission = permissionOf(request)
    const { unit: asked, by, limit } = parseBy(progressQuery, request.query, 'The query')
    if (asked !== undefined) permission.requireUnit(asked)
    if (asked !== undefined && !places.hasUnit(asked)) {
      throw new AppError('invalid-request', `There is no unit ${asked}.`, { errors: [{ pointer: '/unit', value: asked, rule: 'a known unit', message: `There is no unit ${asked}.` }] })
    }
    const unit = asked ?? permission.unitCode
    const { countedAt, today, cells } = await counted.get(JSON.stringify([by, unit]))
    const rows = fold(by, cells)
    const answer: DossierProgress = {
      unit, by, countedAt: new Date(countedAt).toISOString(), today, isWorkingDay: workingCalendar.isWorkingDay(today, unit),
      days: toProgressDays(today, (day) => workingCalendar.isWorkingDay(day, unit)),
      total: rows.map((it) => it.counts).reduce(addUp, NOTHING), rows: rows.slice(0, limit).map((it) => toRow(by, today, it)), leftOut: Math.max(0, rows.length - limit), demo,
    }
    response.json(answer)
  })
  return router
}
