import { Router } from 'express'
import { toHanoiDay } from '../../contract/period.ts'
import { FIRST_CALENDAR_YEAR, LAST_CALENDAR_YEAR, dueDateQuery, type DueDateAnswer } from '../../contract/working-calendar.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { Places } from '../places.ts'
import type { ProcedureIndex } from '../procedures/procedure-index.ts'
import type { Calendar } from './calendar.ts'
import { toDueDate, type Limit, type Pause } from './due-date.ts'

/** An explanation of more days than this is read by nobody. */
const LONGEST_PAUSE_MS = 3 * 366 * 86_400_000

interface DueDateDeps { calendar: Calendar; procedures: ProcedureIndex; places: Places }

const breach = (pointer: string, value: unknown, rule: string) =>
  new AppError('invalid-request', `The query breaks a rule: ${pointer} ${rule}`, { errors: [{ pointer, ...(value === undefined ? {} : { value }), rule, message: `${rule[0]?.toUpperCase()}${rule.slice(1)}.` }] })

/** A procedure's limit is that of the day of receipt. */
function toProcedureLimit(procedures: ProcedureIndex, procedureCode: string, receivedAt: number): { limit: Limit; nameVi: string } {
  const found = procedures.on(procedureCode, toHanoiDay(receivedAt))
  if (!found) throw breach('/procedure', procedureCode, 'a procedure that is known on the day of receipt')
  const { limitWorkingDays, limitHours, nameVi } = found
  if (limitWorkingDays !== null) return { limit: { workingDays: limitWorkingDays }, nameVi }
  if (limitHours !== null) return { limit: { hours: limitHours }, nameVi }
  throw breach('/procedure', procedureCode, 'a procedure with a time limit; this one has none')
}

/** When something is due and why, for everybody: a citizen may check what stands on the slip. */
export function dueDateRoutes({ calendar, procedures, places }: DueDateDeps): Router {
  const router = Router()

  router.get('/api/v1/due-date', (request, response) => {
    const query = parseBy(dueDateQuery, request.query, 'The query')
    const { limitWorkingDays, limitHours, procedure, unit = null, pausedFrom, pausedTo } = query
    if ([limitWorkingDays, limitHours, procedure].filter((it) => it !== undefined).length !== 1) {
      throw breach('/limitWorkingDays', limitWorkingDays, 'exactly one of limitWorkingDays, limitHours and procedure')
    }
    if (unit !== null && !places.hasUnit(unit)) throw breach('/unit', unit, 'a known unit')
    const receivedAt = Date.parse(query.receivedAt)
    const year = Number(toHanoiDay(receivedAt).slice(0, 4))
    if (year < FIRST_CALENDAR_YEAR || year > LAST_CALENDAR_YEAR - 5) throw breach('/receivedAt', query.receivedAt, `within ${FIRST_CALENDAR_YEAR}–${LAST_CALENDAR_YEAR - 5}`)
    if (pausedTo !== undefined && (pausedFrom === undefined || Date.parse(pausedTo) <= Date.parse(pausedFrom))) throw breach('/pausedTo', pausedTo, 'after pausedFrom')
    if (pausedTo !== undefined && Date.parse(pausedTo) > receivedAt + LONGEST_PAUSE_MS) throw breach('/pausedTo', pausedTo, 'at most three years after receivedAt')

    const known = procedure === undefined ? null : toProcedureLimit(procedures, procedure, receivedAt)
    const limit: Limit = known?.limit ?? (limitWorkingDays === undefined ? { hours: limitHours as number } : { workingDays: limitWorkingDays })
    const pauses: Pause[] = pausedFrom === undefined ? [] : [{ from: Date.parse(pausedFrom), to: pausedTo === undefined ? null : Date.parse(pausedTo) }]
    const { countedFrom, dueAt, steps } = toDueDate(receivedAt, limit, { calendar, unitCode: unit, pauses })
    const answer: DueDateAnswer = {
      receivedAt: new Date(receivedAt).toISOString(), countedFrom: new Date(countedFrom).toISOString(), dueAt: dueAt === null ? null : new Date(dueAt).toISOString(),
      limit: { workingDays: 'workingDays' in limit ? limit.workingDays : null, hours: 'hours' in limit ? limit.hours : null },
      procedure: known && procedure !== undefined ? { code: procedure, nameVi: known.nameVi } : null, unit, steps,
    }
    response.json(answer)
  })
  return router
}
