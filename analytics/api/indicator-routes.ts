import { Router, type Request } from 'express'
import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import { permissionOf } from '../../access/permission.ts'
import { hasRight, principalOf } from '../../access/principal.ts'
import { code, day } from '../../contract/codes.ts'
import { bucket, level, segment, type IndicatorValues, type SeveralValues } from '../../contract/indicator.ts'
import { toDayRange, toHanoiDay } from '../../contract/period.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import { namesOf } from '../../registry/officials/read-officials.ts'
import type { Indicator } from '../indicators/indicator.ts'
import { describeIndicators, findIndicator, indicators } from '../indicators/registry.ts'
import type { CellRequest } from '../queries/cell-request.ts'
import { breakdownObstacle } from '../queries/indicator-cells.ts'
import type { KeptAnswers } from '../values/kept-answers.ts'
import { readValues, type ValueDeps } from '../values/read-values.ts'

const valuesQuery = z.strictObject({
  period: z.string().optional(), from: day.optional(), to: day.optional(),
  level, parent: code.optional(), bucket: bucket.optional(), segment: segment.optional(),
})
const severalQuery = valuesQuery.extend({ indicators: z.string().max(2_000).optional() })
type ValuesQuery = z.infer<typeof valuesQuery>

/** Definitions are of no days. */
const NO_DAYS = { from: '', to: '' }

interface Deps extends ValueDeps { keptAnswers: KeptAnswers; demo: boolean }

/** `GET /api/v1/indicators`, `…/:id/values` and `/api/v1/values`: one row shape for every indicator, one at a time or several at once. */
export function indicatorRoutes(deps: Deps): Router {
  const { record, places, keptAnswers, clock, demo } = deps
  const router = Router()

  /** A `parent` is a unit, or a counter: then only what was counted at it. */
  const toRequest = ({ parent, ...query }: ValuesQuery): CellRequest => {
    const isCounter = parent !== undefined && !places.hasUnit(parent) && places.hasCounter(parent)
    return {
      ...toDays(query), today: toHanoiDay(clock()), level: query.level, parent: isCounter ? null : parent ?? null, counter: isCounter ? parent : null,
      bucket: query.bucket ?? null, segment: query.segment ?? null,
    }
  }

  /** Codes of officials become names for those who may read them, and that somebody looked at named results is written down. */
  const officialNames = (request: Request, asked: CellRequest, ids: readonly string[]) => async (officials: readonly string[]) => {
    if (asked.level !== 'official') return new Map<string, string>()
    const { actor, has } = permissionOf(request)
    await writeAudit(record, {
      actor, action: 'named-results.read', subject: asked.counter ? `counter:${asked.counter}` : `unit:${asked.parent ?? 'all'}`, detail: { indicator: ids.join(','), from: asked.from, to: asked.to, officials: [...officials] },
    })
    return has('names:read') ? await namesOf(record, [...officials]) : new Map<string, string>()
  }

  router.get('/api/v1/indicators', async (request, response) => {
    await keptAnswers.send(request, response, { days: NO_DAYS, period: undefined, make: async () => ({ rows: describeIndicators() }) })
  })

  async function answer(request: Request, response: Parameters<KeptAnswers['send']>[1], counted: readonly Indicator[], query: ValuesQuery, toAnswer: (rows: Awaited<ReturnType<typeof readValues>>) => object): Promise<void> {
    const asked = toRequest(query)
    const maySeeSmallCounts = mayReadUnpublished(request, asked)
    const make = async () => toAnswer(await readValues(deps, {
      indicators: counted, request: asked, period: query.period, maySeeSmallCounts, officialNames: officialNames(request, asked, counted.map((it) => it.definition.id)),
    }))
    // Each reading of named results is a line in the audit log.
    if (asked.level === 'official') return void response.json(await make())
    await keptAnswers.send(request, response, { days: asked, period: query.period, seesAll: maySeeSmallCounts, make })
  }

  router.get('/api/v1/indicators/:id/values', async (request, response) => {
    const indicator = findIndicator(request.params.id)
    if (!indicator) throw new AppError('not-found', `There is no indicator "${request.params.id}".`)
    const query = parseBy(valuesQuery, request.query, 'The query')
    const obstacle = breakdownObstacle(indicator, toRequest(query))
    if (obstacle) throw breach(obstacle.parameter, obstacle.rule)
    await answer(request, response, [indicator], query, ([rows = []]) => ({ indicator: indicator.definition.id, demo, rows } satisfies IndicatorValues))
  })

  router.get('/api/v1/values', async (request, response) => {
    const { indicators: ids, ...query } = parseBy(severalQuery, request.query, 'The query')
    const wanted = ids === undefined ? indicators : ids.split(',').map((id) => findIndicator(id) ?? fail(breach('indicators', `a list of ids of indicators, as in GET /api/v1/indicators; "${id}" is none`, ids)))
    const asked = toRequest(query)
    const obstacles = wanted.flatMap((it) => {
      const obstacle = breakdownObstacle(it, asked)
      return obstacle ? [{ indicator: it.definition.id, ...obstacle }] : []
    })
    const counted = wanted.filter((it) => !obstacles.some(({ indicator }) => indicator === it.definition.id))
    await answer(request, response, counted, query, (rows) => ({
      demo, values: counted.map((it, index) => ({ indicator: it.definition.id, rows: rows[index] ?? [] })), notCounted: obstacles,
    } satisfies SeveralValues))
  })
  return router
}

const fail = (error: Error): never => { throw error }

const breach = (parameter: string, rule: string, value?: unknown) =>
  new AppError('invalid-request', `The query parameter "${parameter}" breaks a rule: ${rule}.`, {
    errors: [{ pointer: `/${parameter}`, ...(value === undefined ? {} : { value }), rule, message: `The query parameter "${parameter}" breaks a rule.` }],
  })

/** The days asked for: a period, or `from` and `to` (half open) in its place. */
function toDays({ period, from, to }: Pick<ValuesQuery, 'period' | 'from' | 'to'>) {
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
  const allowed = mayRead && (asked.counter ? permissionOf(request).includesCounter(asked.counter) : permissionOf(request).includesUnit(asked.parent))
  if (allowed || isPublic(asked)) return allowed
  throw new AppError('no-right', mayRead
    ? 'You may read these figures for your own unit only: name it, or a unit within it, as parent.' : `This needs the right ${right}.`)
}
