import { Router } from 'express'
import { writeAudit } from '../../access/audit-log.ts'
import { personOf } from '../../access/permission.ts'
import { ownResultsQuery, OWN_RESULTS_STEP, type OwnResults } from '../../contract/own-results.ts'
import { toDayRange, toHanoiDay, toMonthPeriod } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { centreServedIn } from '../../registry/officials/read-officials.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import { counterSatisfaction } from '../indicators/counter-satisfaction.ts'
import { toValue } from '../indicators/to-value.ts'
import { readOwnSnapshot } from '../own-results/own-ratings.ts'
import { showSnapshot } from '../own-results/shown-snapshots.ts'
import { toShownReasons } from '../own-results/steps.ts'
import { selectIndicatorCells } from '../queries/indicator-cells.ts'

interface Deps { warehouse: Warehouse; record: RecordStore; places: PlaceIndex; clock: Clock; demo: boolean }

/** `GET /api/v1/own-results`: what an official may know of their own counterwork, in steps that do not show who rated. */
export function ownResultsRoutes({ warehouse, record, places, clock, demo }: Deps): Router {
  const router = Router()

  router.get('/api/v1/own-results', async (request, response) => {
    const { officialCode, accountId } = personOf(request)
    if (officialCode === null) throw new AppError('no-right', 'This account names no official whose results these would be.')
    const { period = toMonthPeriod(clock()) } = parseBy(ownResultsQuery, request.query)
    const days = toDayRange(period)
    if (!days) throw new Error(`"${period}" is no month`)

    const fresh = await readOwnSnapshot(warehouse, { officialCode, ...days })
    const shown = await record.transaction(async (session) => {
      await writeAudit(session, { actor: `person:${accountId}`, action: 'own-results.read', subject: `official:${officialCode}`, detail: { period } })
      return await showSnapshot(session, { officialCode, period, fresh, clock })
    })
    const centreCode = await centreServedIn(record, { code: officialCode, ...days, places })
    const answer: OwnResults = {
      officialCode, period, demo, own: toOwn(shown.ratings, shown.satisfied), takenAt: shown.ratings > 0 ? shown.takenAt : null,
      reasons: toShownReasons(shown), centre: centreCode === null ? null : await centreValue(centreCode), step: OWN_RESULTS_STEP,
    }
    response.setHeader('Cache-Control', 'no-store')
    response.json(answer)

    function toOwn(ratings: number, satisfied: number) {
      const cell = { unit: officialCode ?? '', bucket: '', segment: '', numerator: satisfied, denominator: ratings, sampleSize: ratings }
      return toValue(counterSatisfaction, cell, context({ vi: officialCode ?? '', en: officialCode ?? '' }, shown.takenAt))
    }
    /** As everybody may see it, over days that are past: beside a figure of today one's own would show who has just rated. */
    async function centreValue(unit: string) {
      const today = toHanoiDay(clock())
      const to = days && days.to > today ? today : days?.to ?? today
      const from = days?.from ?? today
      const cells = from < to ? await selectIndicatorCells(warehouse, counterSatisfaction, { from, to, today, level: 'centre', parent: unit, bucket: null, segment: null }) : []
      const cell = cells.find((it) => it.unit === unit)
      return cell ? toValue(counterSatisfaction, cell, context(places.nameOf(unit) ?? { vi: unit, en: unit }, new Date(clock()).toISOString())) : null
    }
    function context(unitName: { vi: string; en: string }, computedAt: string) {
      return { period, unitName, segment: null, computedAt, provisional: true, maySeeSmallCounts: false }
    }
  })
  return router
}
