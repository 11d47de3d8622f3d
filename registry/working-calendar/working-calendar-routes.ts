import express, { Router } from 'express'
import { z } from 'zod'
import { permissionOf } from '../../access/permission.ts'
import { code, day } from '../../contract/codes.ts'
import {
  calendarQuery, calendarYearNumber, newCalendarDay, yearDecisionChange, type CalendarYear,
} from '../../contract/working-calendar.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { Places } from '../places.ts'
import type { Calendar } from './calendar.ts'
import type { CalendarEntries } from './calendar-entries.ts'
import { addDays, WEEKLY_LAW } from './days.ts'

interface CalendarRoutesDeps { calendar: Calendar; entries: CalendarEntries; places: Places }

const dayParameter = z.strictObject({ day, unit: code.optional() })

function workingDaysOf({ isWorkingDay }: Calendar, year: number, unitCode: string | null): number {
  let count = 0
  for (let at = `${year}-01-01`; at < `${year + 1}-01-01`; at = addDays(at, 1)) count += isWorkingDay(at, unitCode) ? 1 : 0
  return count
}

/** Which days are worked is public: everybody may check a due date. */
export function workingCalendarRoutes({ calendar, entries, places }: CalendarRoutesDeps): Router {
  const router = Router()
  const checkUnit = (unitCode: string | null, pointer: string) => {
    if (unitCode === null || places.hasUnit(unitCode)) return
    const rule = 'a known unit'
    throw new AppError('invalid-request', `There is no unit ${unitCode}.`, { errors: [{ pointer, value: unitCode, rule, message: `There is no unit ${unitCode}.` }] })
  }

  router.get('/api/v1/working-calendar', (request, response) => {
    const { year, unit = null } = parseBy(calendarQuery, request.query)
    checkUnit(unit, '/unit')
    const answer: CalendarYear = {
      year, unit, workingDays: workingDaysOf(calendar, year, unit), decision: calendar.decisionOf(year), weeklyLaw: WEEKLY_LAW, rows: calendar.unordinaryDays(year, unit),
    }
    response.json(answer)
  })

  router.post('/api/v1/working-calendar/days', express.json({ limit: '16kb' }), async (request, response) => {
    const { requireUnit, actor } = permissionOf(request)
    const asked = parseBy(newCalendarDay, request.body)
    const unitCode = asked.unitCode ?? null
    requireUnit(unitCode)
    checkUnit(unitCode, '/unitCode')
    const days = await entries.add(asked, actor)
    response.status(201).json({ rows: days.map((it) => calendar.dayOf(it, unitCode)) })
  })

  router.delete('/api/v1/working-calendar/days/:day', async (request, response) => {
    const { requireUnit, actor } = permissionOf(request)
    const { day: removed, unit = null } = parseBy(dayParameter, { ...request.query, day: request.params.day })
    requireUnit(unit)
    await entries.remove(removed, unit, actor)
    response.sendStatus(204)
  })

  router.patch('/api/v1/working-calendar/years/:year', express.json({ limit: '16kb' }), async (request, response) => {
    const { actor } = permissionOf(request)
    const { year } = parseBy(z.object({ year: calendarYearNumber }), request.params)
    const decision = { year, ...parseBy(yearDecisionChange, request.body) }
    await entries.decide(decision, actor)
    response.json(decision)
  })
  return router
}
