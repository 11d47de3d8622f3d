import express, { Router, type Request } from 'express'
import { z } from 'zod'
import { permissionOf, personOf } from '../../access/permission.ts'
import { commentFilters, newCommentMark, reasonsQuery, type CommentPage, type CommentRow } from '../../contract/comment.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import { cursorAfter, pageQuery, readCursor } from '../../platform/list-page.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import type { ProcedureIndex } from '../../registry/procedures/procedure-index.ts'
import { addDays } from '../../registry/working-calendar/days.ts'
import type { CommentMarks } from '../comments/comment-marks.ts'
import { listComments, toCommentId, type MarkedComment } from '../comments/list-comments.ts'
import { countComments, findCommentCounter, startOfHour, toSentiment, type CommentPlace } from '../queries/comments.ts'
import { readGivenReasons } from '../queries/given-reasons.ts'
import { codesWithin, requireKnownCounter } from './codes-within.ts'

interface CommentDeps { warehouse: Warehouse; places: PlaceIndex; procedures: ProcedureIndex; marks: CommentMarks; clock: Clock; demo: boolean }

const listQuery = z.strictObject({ ...commentFilters, ...pageQuery })
const [DAYS_BACK, LONGEST_DAYS] = [30, 366]
const COMMENT_ID = /^(\d{4}-\d{2}-\d{2})-([0-9a-f]{32})$/
const PLACE = /^(\d{4}-\d{2}-\d{2})\n(\d{1,2})\n([0-9a-f]{32})$/

const breach = (pointer: string, value: string, rule: string) =>
  new AppError('invalid-request', `The query breaks a rule: ${pointer} ${rule}`, { errors: [{ pointer, value, rule, message: `${value}: ${rule}.` }] })

/** Throws 422 where the days are in the wrong order, or too many to be read at once. */
function checkDays({ from, to }: { from: string; to: string }): void {
  if (to <= from) throw breach('/to', to, 'from < to (the last day is not included)')
  if (addDays(from, LONGEST_DAYS) < to) throw breach('/from', from, `at most ${LONGEST_DAYS} days before to`)
}

/** What people wrote and why they were not satisfied, for those who answer for the place; never who, and never when to the minute. */
export function commentRoutes({ warehouse, places, procedures, marks, clock, demo }: CommentDeps): Router {
  const router = Router()

  /** The counters that are asked about and may be: one, those of a unit, or those of one's own; null for the whole country. */
  const countersOf = (request: Request, { unit, counter }: { unit?: string | undefined; counter?: string | undefined }): string[] | null => {
    const permission = permissionOf(request)
    if (unit !== undefined) permission.requireUnit(unit)
    if (unit !== undefined && !places.hasUnit(unit)) throw breach('/unit', unit, 'a known unit')
    if (counter !== undefined) requireKnownCounter(places, counter, permission)
    const within = codesWithin(places, unit ?? permission.unitCode)?.counters ?? null
    if (counter === undefined) return within === null ? null : [...within]
    return within === null || within.includes(counter) ? [counter] : []
  }
  const toRow = ({ found, mark }: MarkedComment): CommentRow => ({
    id: toCommentId(found), comment: found.comment, day: found.day, hour: found.hour, language: found.language, scale: found.scale, score: found.score,
    counter: { code: found.counterCode, name: places.nameOf(found.counterCode) ?? { vi: found.counterCode, en: found.counterCode } },
    procedure: found.procedureCode === '' ? null : { code: found.procedureCode, name: procedures.nameOf(found.procedureCode) ?? { vi: found.procedureCode, en: found.procedureCode } },
    sentiment: found.score === null ? null : toSentiment(found.score, found.scale), mark,
  })

  router.get('/api/v1/comments', async (request, response) => {
    const query = parseBy(listQuery, request.query, 'The query')
    const today = toHanoiDay(clock())
    const to = query.to ?? addDays(today, 1)
    const from = query.from ?? addDays(to, -DAYS_BACK - 1)
    checkDays({ from, to })
    const counters = countersOf(request, query)
    const search = { counters, from, to, before: startOfHour(clock()), procedure: query.procedure ?? null, sentiment: query.sentiment ?? null }
    const { rows, next } = await listComments({ warehouse, marks }, search, { state: query.state ?? null, after: readPlace(query.cursor), limit: query.limit })
    const answer: CommentPage = {
      rows: rows.map(toRow), cursor: next && cursorAfter(`${next.day}\n${next.hour}\n${next.key}`), from, to,
      counts: query.cursor === undefined ? await countStates({ ...search, sentiment: null, procedure: null }) : null, demo,
    }
    response.setHeader('Cache-Control', 'no-store')
    response.json(answer)
  })

  async function countStates(search: Parameters<typeof countComments>[1]): Promise<CommentPage['counts']> {
    const [all, { read, answered }] = [await countComments(warehouse, search), await marks.count(search)]
    return { new: Math.max(0, all - read - answered), read, answered }
  }

  /** The counter of the comment an address names. One that is not there, or in somebody else's unit, is answered alike: 404. */
  const counterOf = async (request: Request, id: string): Promise<string> => {
    const [, day = '', key = ''] = COMMENT_ID.exec(id) ?? []
    const isDay = !Number.isNaN(Date.parse(day))
    const counter = isDay ? await findCommentCounter(warehouse, { day, key, before: startOfHour(clock()) }) : null
    if (counter === null || !permissionOf(request).includesCounter(counter)) throw new AppError('not-found', 'There is no such comment here.')
    return counter
  }

  router.put('/api/v1/comments/:id/mark', express.json({ limit: '16kb' }), async (request, response) => {
    const id = request.params['id']
    const counterCode = await counterOf(request, id)
    await marks.put({ ...parseBy(newCommentMark, request.body), id, counterCode, actor: `person:${personOf(request).accountId}` })
    response.sendStatus(204)
  })

  router.delete('/api/v1/comments/:id/mark', async (request, response) => {
    const { id } = request.params
    await counterOf(request, id)
    if (!(await marks.remove({ id, actor: `person:${personOf(request).accountId}` }))) throw new AppError('not-found', 'This comment has no mark.')
    response.sendStatus(204)
  })

  router.get('/api/v1/reasons', async (request, response) => {
    const query = parseBy(reasonsQuery, request.query, 'The query')
    checkDays(query)
    const counters = countersOf(request, query)
    const today = toHanoiDay(clock())
    // Of the running day a reason would tell who has just given it.
    const to = query.to < today ? query.to : today
    response.json(query.from < to ? await readGivenReasons(warehouse, { counters, from: query.from, to, procedure: query.procedure ?? null }) : { ratings: 0, withReasons: 0, rows: [] })
  })
  return router
}

/** Throws 422 for a cursor that this list has not given. */
function readPlace(cursor: string | undefined): CommentPlace | null {
  if (cursor === undefined) return null
  const [, day, hour, key] = PLACE.exec(readCursor(cursor)) ?? []
  if (day === undefined || hour === undefined || key === undefined) throw breach('/cursor', cursor, 'a cursor of this list')
  return { day, hour: Number(hour), key }
}
