import express, { Router, type Request } from 'express'
import { z } from 'zod'
import { permissionOf } from '../../access/permission.ts'
import { code, day as dayShape } from '../../contract/codes.ts'
import { toDayRange, toHanoiDay } from '../../contract/period.ts'
import { newQualityDecision, type OddDayDetail, type OddDays, type RatingQuality } from '../../contract/rating-quality.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import { addDays } from '../../registry/working-calendar/days.ts'
import { judgeDay, type JudgeDaysDeps } from '../quality/judge-days.ts'
import { listOddDays, named, readTimeline } from '../quality/odd-days.ts'
import { countAll, countByRule, countExcluded, countOf, differs, toIndices, without, type IndexOfSets, type QualityScope } from '../quality/validated-index.ts'
import { codesWithin, requireKnownCounter } from './codes-within.ts'

interface QualityDeps extends JudgeDaysDeps { places: PlaceIndex; demo: boolean }

const indexQuery = z.strictObject({ unit: code, period: z.string() })
const listQuery = z.strictObject({ unit: code.optional(), from: dayShape.optional(), to: dayShape.optional() })
const deviceQuery = z.strictObject({ sender: z.string().min(1).max(200) })
const DAYS_BACK = 30
const breach = (pointer: string, value: string, rule: string) =>
  new AppError('invalid-request', `The query breaks a rule: ${pointer} ${rule}`, { errors: [{ pointer, value, rule, message: `${value}: ${rule}.` }] })
const spread = <Name extends string>({ values, ...index }: IndexOfSets<Name>) => ({ ...index, ...values })

/** What is odd about ratings: figures of all and of the validated ones, the days of devices that were odd, and what somebody decides about them. */
export function ratingQualityRoutes(deps: QualityDeps): Router {
  const { warehouse, places, decisions, clock, demo } = deps
  const router = Router()
  const countersOf = (unit: string | null) => codesWithin(places, unit)?.counters ?? null
  const contextOf = (unit: string, period: string) => ({ unit, unitName: places.nameOf(unit) ?? { vi: unit, en: unit }, period, computedAt: new Date(clock()).toISOString() })
  const mayDecide = (request: Request) => permissionOf(request).has('quality:decide')

  router.get('/api/v1/rating-quality', async (request, response) => {
    const { unit, period } = parseBy(indexQuery, request.query, 'The query')
    permissionOf(request).requireUnit(unit)
    if (!places.hasUnit(unit)) throw breach('/unit', unit, 'a known unit')
    const days = toDayRange(period)
    if (!days) throw breach('/period', period, 'a period as 2026-08, 2026-Q3, 2026-H1 or 2026')
    const scope = { counters: countersOf(unit), ...days }
    const [everything, excluded] = [await countAll(warehouse, scope), await countExcluded(warehouse, scope)]
    const indices = await toIndices(warehouse, { all: everything, validated: without(everything, excluded) }, contextOf(unit, period))
    const answer: RatingQuality = {
      unit, period, indices: indices.map(spread), excluded: countOf(excluded), byRule: await countByRule(warehouse, scope), differs: differs(indices, countOf(everything), countOf(excluded)), demo,
    }
    response.setHeader('Cache-Control', 'no-store')
    response.json(answer)
  })

  router.get('/api/v1/odd-days', async (request, response) => {
    const query = parseBy(listQuery, request.query, 'The query')
    const permission = permissionOf(request)
    if (query.unit !== undefined) permission.requireUnit(query.unit)
    const to = query.to ?? toHanoiDay(clock())
    const from = query.from ?? addDays(to, -DAYS_BACK)
    if (to <= from) throw breach('/to', to, 'from < to (the last day is not included)')
    const decided = await decisions.ofDays(from, to)
    const found = await listOddDays(warehouse, { counters: countersOf(query.unit ?? permission.unitCode), from, to })
    const answer: OddDays = { rows: found.map((it) => named(it, places, decided.get(`${it.day} ${it.counterCode} ${it.sender}`) ?? null)), from, to, may: { decide: mayDecide(request) }, demo }
    response.setHeader('Cache-Control', 'no-store')
    response.json(answer)
  })

  router.get('/api/v1/odd-days/:counter/:day', async (request, response) => {
    const { counter } = request.params
    const day = parseBy(dayShape, request.params.day, 'The day')
    const { sender } = parseBy(deviceQuery, request.query, 'The query')
    requireKnownCounter(places, counter, permissionOf(request))
    const device = { counter, sender, day }
    const taps = await readTimeline(warehouse, device)
    if (taps.length === 0) throw new AppError('not-found', 'This device has no rating on that day.')
    const [found] = (await listOddDays(warehouse, { counters: [counter], from: day, to: addDays(day, 1) })).filter((it) => it.sender === sender)
    const row = named(found ?? { day, counterCode: counter, sender, odd: 0, excluded: 0, rules: [] }, places, (await decisions.ofDay(day)).get(`${counter} ${sender}`) ?? null)
    const answer: OddDayDetail = { row, taps, effect: await effectOf(device, taps), may: { decide: mayDecide(request) } }
    response.setHeader('Cache-Control', 'no-store')
    response.json(answer)
  })

  /** The month of the counter's centre: as it is, and as it would be with all or none of the device's ratings of that day. */
  async function effectOf(device: { counter: string; sender: string; day: string }, taps: OddDayDetail['taps']): Promise<OddDayDetail['effect']> {
    const period = device.day.slice(0, 7)
    const centre = places.centreOf(device.counter) ?? device.counter
    const scope: QualityScope = { counters: countersOf(centre), ...(toDayRange(period) ?? { from: device.day, to: addDays(device.day, 1) }) }
    const [all, excluded, elsewhere] = [await countAll(warehouse, scope), await countExcluded(warehouse, scope), await countExcluded(warehouse, scope, device)]
    const whole = taps.map(({ scale, score }) => ({ scale, score, ratings: 1 }))
    const sets = { all, validated: without(all, excluded), ifRestored: without(all, elsewhere), ifExcluded: without(without(all, elsewhere), whole) }
    return { period, indices: (await toIndices(warehouse, sets, contextOf(centre, period))).map(spread) }
  }

  router.post('/api/v1/odd-days/decisions', express.json({ limit: '16kb' }), async (request, response) => {
    const decision = parseBy(newQualityDecision, request.body)
    const permission = permissionOf(request)
    requireKnownCounter(places, decision.counter, permission)
    if (decision.day >= toHanoiDay(clock())) throw breach('/day', decision.day, 'a day that is over')
    const taps = await readTimeline(warehouse, decision)
    if (taps.length === 0) throw new AppError('not-found', 'This device has no rating on that day.')
    await decisions.add(decision, permission.actor)
    const centres = await centresOf(decision)
    await judgeDay(deps, decision.day, centres.map((centre) => ({ centre, version: 0, served: 0 })))
    response.sendStatus(204)
  })

  /** Under which centres ratings of a counter were stored that day. */
  const centresOf = async ({ counter, day }: { counter: string; day: string }): Promise<string[]> => await warehouse.select({
    name: 'centres-of-counter', row: z.object({ centre: z.string() }).transform((it) => it.centre),
    sql: 'SELECT DISTINCT toString(centre_code) AS centre FROM rating_daily WHERE counter_code = {counter:String} AND day = {day:Date}',
  }, { counter, day })
  return router
}
