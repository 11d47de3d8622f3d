import { Router, type Request } from 'express'
import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import { permissionOf } from '../../access/permission.ts'
import { hasRight, principalOf } from '../../access/principal.ts'
import { code, day } from '../../contract/codes.ts'
import { bucket, level, segment, type IndicatorValues, type Level } from '../../contract/indicator.ts'
import { toDayRange, toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { namesOf } from '../../registry/officials/read-officials.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import type { ProcedureIndex } from '../../registry/procedures/procedure-index.ts'
import { describeIndicators, findIndicator } from '../indicators/registry.ts'
import { toValue, type ValueContext } from '../indicators/to-value.ts'
import type { FigureSettings } from '../origins/figure-settings.ts'
import { withReported } from '../origins/with-reported.ts'
import { createFrozenValues } from '../publication/frozen-values.ts'
import type { CellRequest } from '../queries/cell-request.ts'
import { breakdownObstacle, selectIndicatorCells } from '../queries/indicator-cells.ts'
import { selectSectorCells } from '../queries/sector-cells.ts'
import { readSetAsideShares } from '../queries/set-aside-shares.ts'

const valuesQuery = z.strictObject({
  period: z.string().optional(), from: day.optional(), to: day.optional(),
  level, parent: code.optional(), bucket: bucket.optional(), segment: segment.optional(),
})
type ValuesQuery = z.infer<typeof valuesQuery>

interface Deps { warehouse: Warehouse; record: RecordStore; places: PlaceIndex; procedures: ProcedureIndex; figureSettings: FigureSettings; clock: Clock; demo: boolean }

/** `GET /api/v1/indicators` and `…/:id/values`: one route and one row shape for every indicator. */
export function indicatorRoutes({ warehouse, record, places, procedures, figureSettings, clock, demo }: Deps): Router {
  const router = Router()
  const frozenValues = createFrozenValues({ warehouse, record, places, clock })
  const nameOf = (asked: Level, unit: string, day: string) =>
    (asked === 'procedure' ? procedures.nameOf(unit) : asked === 'sector' ? procedures.sectorNameOf(unit) : places.nameOf(unit, day)) ?? toPlainName(unit)

  router.get('/api/v1/indicators', (_request, response) => {
    response.json({ rows: describeIndicators() })
  })
  router.get('/api/v1/indicators/:id/values', async (request, response) => {
    const indicator = findIndicator(request.params.id)
    if (!indicator) throw new AppError('not-found', `There is no indicator "${request.params.id}".`)
    const query = parseBy(valuesQuery, request.query, 'The query')
    const days = toDays(query)
    const asked: CellRequest = {
      ...days, today: toHanoiDay(clock()), level: query.level, parent: query.parent ?? null, bucket: query.bucket ?? null, segment: query.segment ?? null,
    }
    const obstacle = breakdownObstacle(indicator, asked)
    if (obstacle) throw breach(obstacle.parameter, obstacle.rule)
    const maySeeSmallCounts = mayReadUnpublished(request, asked)
    const published = await frozenValues.values({ indicator: indicator.definition.id, period: query.period, request: asked, maySeeSmallCounts })
    if (published) {
      response.json({ indicator: indicator.definition.id, demo, rows: published } satisfies IndicatorValues)
      return
    }
    const sectorOf = (procedure: string) => (procedures.on(procedure, asked.today) ?? procedures.historyOf(procedure).at(-1))?.sectorCode ?? null
    const cells = asked.level === 'sector' ? await selectSectorCells(warehouse, indicator, asked, sectorOf) : await selectIndicatorCells(warehouse, indicator, asked)
    const setAside = await readSetAsideShares(warehouse, indicator, asked, cells)
    if (asked.level === 'official') {
      await writeAudit(record, {
        actor: permissionOf(request).actor, action: 'named-results.read', subject: `unit:${asked.parent ?? 'all'}`,
        detail: { indicator: indicator.definition.id, from: asked.from, to: asked.to, officials: [...new Set(cells.map((it) => it.unit))] },
      })
    }
    const names = asked.level === 'official' && permissionOf(request).has('names:read') ? await namesOf(record, cells.map((it) => it.unit)) : null
    const computedAt = new Date(clock()).toISOString()
    // Names as they were at the end of what is told, or are today.
    const lastDay = new Date(Date.parse(days.to) - 1).toISOString().slice(0, 10)
    const namedOn = lastDay < asked.today ? lastDay : asked.today
    const contextOf = (cell: { unit: string; bucket?: string; segment?: string }): ValueContext => ({
      period: cell.bucket || (query.period ?? `${days.from}/${days.to}`), segment: asked.segment ? cell.segment ?? null : null,
      unitName: asked.level === 'official' ? toPlainName(names?.get(cell.unit) ?? cell.unit) : nameOf(asked.level, cell.unit, namedOn),
      computedAt, provisional: true, maySeeSmallCounts,
    })
    const counted = cells.map((cell) => toValue(indicator, cell, { ...contextOf(cell), setAside: setAside.get(cell.unit) ?? null }))
    const rows = await withReported({ warehouse, figureSettings }, { indicator, request: asked, period: query.period, contextOf: (unit) => contextOf({ unit }) }, counted)
    const answer: IndicatorValues = { indicator: indicator.definition.id, demo, rows }
    response.json(answer)
  })
  return router
}

/** A name that is the same in both languages. */
const toPlainName = (name: string) => ({ vi: name, en: name })

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
const isPublic = ({ level: asked, bucket: by, segment: split }: CellRequest) =>
  !['counter', 'official', 'procedure', 'sector'].includes(asked) && by !== 'hour' && split !== 'weekday-hour'

/**
 * Decides whether the reader sees counts below the minimum sample, which needs the right and the unit; refuses the breakdowns
 * that are for such readers only.
 */
function mayReadUnpublished(request: Request, asked: CellRequest): boolean {
  const reader = principalOf(request)
  if (reader.kind === 'public') {
    if (isPublic(asked)) return false
    throw new AppError('sign-in-required', `Figures by ${asked.level} are for those who answer for them: sign in, or send a key with results:read.`)
  }
  // Keys see codes of officials, never names, and whoever made the key answers for it.
  const right = asked.level === 'official' && reader.kind === 'person' ? 'named-results:read' : 'results:read'
  const mayRead = hasRight(reader, right)
  const allowed = mayRead && permissionOf(request).includesUnit(asked.parent)
  if (allowed || isPublic(asked)) return allowed
  throw new AppError('no-right', mayRead
    ? 'You may read these figures for your own unit only: name it, or a unit within it, as parent.' : `This needs the right ${right}.`)
}
