import { Router, type Request } from 'express'
import { z } from 'zod'
import { principalOf, type Principal } from '../../access/principal.ts'
import { code, day } from '../../contract/codes.ts'
import { bucket, level, segment, type IndicatorValues } from '../../contract/indicator.ts'
import { toDayRange, toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import { findIndicator, indicators } from '../indicators/registry.ts'
import { toValue } from '../indicators/to-value.ts'
import { breakdownObstacle, selectIndicatorCells, type CellRequest } from '../queries/indicator-cells.ts'

const valuesQuery = z.strictObject({
  period: z.string().optional(), from: day.optional(), to: day.optional(),
  level, parent: code.optional(), bucket: bucket.optional(), segment: segment.optional(),
})
type ValuesQuery = z.infer<typeof valuesQuery>

interface Deps { warehouse: Warehouse; places: PlaceIndex; clock: Clock; demo: boolean }

/** `GET /api/v1/indicators` and `…/:id/values`: one route and one row shape for every indicator. */
export function indicatorRoutes({ warehouse, places, clock, demo }: Deps): Router {
  const router = Router()
  router.get('/api/v1/indicators', (_request, response) => {
    response.json({ rows: indicators.map((it) => it.definition) })
  })
  router.get('/api/v1/indicators/:id/values', async (request, response) => {
    const indicator = findIndicator(request.params.id)
    if (!indicator) throw new AppError('not-found', `There is no indicator "${request.params.id}".`)
    const query = parseBy(valuesQuery, request.query, 'The query')
    const days = toDays(query)
    const asked: CellRequest = {
      ...days, level: query.level, parent: query.parent ?? null, bucket: query.bucket ?? null, segment: query.segment ?? null,
    }
    const obstacle = breakdownObstacle(indicator, asked)
    if (obstacle) throw breach(obstacle.parameter, obstacle.rule)
    const maySeeSmallCounts = mayReadUnpublished(request, asked, places)
    const today = toHanoiDay(clock())
    const to = indicator.onlyPastDays && days.to > today ? today : days.to
    const cells = await selectIndicatorCells(warehouse, indicator, { ...asked, to })
    const computedAt = new Date(clock()).toISOString()
    const answer: IndicatorValues = {
      indicator: indicator.definition.id, demo,
      rows: cells.map((cell) => toValue(indicator, cell, {
        period: cell.bucket || (query.period ?? `${days.from}/${days.to}`), segment: asked.segment ? cell.segment : null,
        unitName: places.nameOf(cell.unit) ?? { vi: cell.unit, en: cell.unit }, computedAt, provisional: true, maySeeSmallCounts,
      })),
    }
    response.json(answer)
  })
  return router
}

const breach = (parameter: string, rule: string, value?: unknown) =>
  new AppError('invalid-request', `The query parameter "${parameter}" breaks a rule: ${rule}.`, {
    errors: [{ pointer: `/${parameter}`, ...(value === undefined ? {} : { value }), rule, message: `The query parameter "${parameter}" breaks a rule.` }],
  })

/** The days asked for: a period, or `from` and `to` (half open) in its place. */
function toDays({ period, from, to }: ValuesQuery) {
  if (period !== undefined) {
    const days = toDayRange(period)
    if (!days) throw breach('period', 'one of 2026-08, 2026-Q3, 2026-H1, 2026-9M, 2026', period)
    return days
  }
  if (from === undefined || to === undefined) throw breach('period', 'a period, or from and to')
  if (from >= to) throw breach('to', 'from < to (the last day is not included)', to)
  return { from, to }
}

/** Counters, officials and hours are for those who answer for them; units above are public, from the minimum sample on. */
const isPublic = ({ level: asked, bucket: by }: CellRequest) =>
  !['counter', 'official', 'procedure', 'sector'].includes(asked) && by !== 'hour'

/**
 * Decides whether the reader sees counts below the minimum sample, which needs the right and the unit; refuses the breakdowns
 * that are for such readers only.
 */
function mayReadUnpublished(request: Request, asked: CellRequest, places: PlaceIndex): boolean {
  const reader = principalOf(request)
  const allowed = mayReadResults(reader) && isInScope(reader, asked.parent, places)
  if (allowed || isPublic(asked)) return allowed
  if (reader.kind === 'public') throw new AppError('sign-in-required', `Figures by ${asked.level} are for those who answer for them: sign in, or send a key with results:read.`)
  throw new AppError('no-right', mayReadResults(reader)
    ? 'You may read these figures for your own unit only: name it, or a unit within it, as parent.' : 'This needs the right results:read.')
}

const mayReadResults = (reader: Principal) =>
  reader.kind === 'person' ? reader.rights.has('results:read') : reader.kind === 'key' && reader.scopes.has('results:read')

const isInScope = (reader: Principal, parent: string | null, places: PlaceIndex) =>
  reader.kind !== 'public' && (reader.unitCode === null || (parent !== null && places.isWithin(parent, reader.unitCode)))
