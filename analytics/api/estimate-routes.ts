import { Router } from 'express'
import { z } from 'zod'
import { code } from '../../contract/codes.ts'
import { toDayRange, toHanoiDay } from '../../contract/period.ts'
import type { SatisfactionEstimate } from '../../contract/satisfaction-estimate.ts'
import type { UnitKind } from '../../contract/unit.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import type { ProcedureIndex } from '../../registry/procedures/procedure-index.ts'
import { counterSatisfaction } from '../indicators/counter-satisfaction.ts'
import { toValue } from '../indicators/to-value.ts'
import { selectIndicatorCells } from '../queries/indicator-cells.ts'
import { estimateStratified, selectStratifiedCells } from '../queries/stratified-cells.ts'
import type { KeptAnswers } from '../values/kept-answers.ts'

const PERIOD_RULE = 'one of 2026-08, 2026-Q3, 2026-H1, 2026-9M, 2026'
const unitAndPeriod = z.strictObject({
  unit: code, period: z.string().refine((it) => toDayRange(it) !== null, { error: PERIOD_RULE, params: { rule: PERIOD_RULE } }),
})

const UNKNOWN = {
  value: null, lower: null, upper: null, designEffect: null, effectiveSample: null, transactions: null, responseRate: null, covered: null, label: null, sensitivity: null,
} as const

interface Deps { warehouse: Warehouse; places: PlaceIndex; procedures: ProcedureIndex; keptAnswers: KeptAnswers; clock: Clock; demo: boolean }

interface Asked { unit: string; unitName: SatisfactionEstimate['unitName']; kind: UnitKind; period: string; days: { from: string; to: string } }

/** `GET /api/v1/indicators/counter-satisfaction/estimate`: what everybody served would say, estimated from those who did. For units, never for counters. */
export function estimateRoutes({ warehouse, places, procedures, keptAnswers, clock, demo }: Deps): Router {
  const router = Router()
  const { id, minimumSample } = counterSatisfaction.definition

  /** The province a unit lies in, whose fields its cells are drawn towards; above a province the unit itself. */
  const regionOf = (unit: string): string => {
    const path = places.pathOf(unit)
    return path?.ancestors.find((it) => it.kind === 'province')?.code ?? unit
  }
  const sectorOn = (day: string) => (procedure: string) => (procedures.on(procedure, day) ?? procedures.historyOf(procedure).at(-1))?.sectorCode ?? null

  async function estimate({ unit, unitName, kind, period, days }: Asked): Promise<SatisfactionEstimate> {
    const computedAt = new Date(clock()).toISOString()
    const cells = await selectIndicatorCells(warehouse, counterSatisfaction, { ...days, today: toHanoiDay(clock()), level: kind, parent: unit, bucket: null, segment: null })
    const cell = cells.find((it) => it.unit === unit)
    const context = { period, unitName, segment: null, computedAt, provisional: true, maySeeSmallCounts: false }
    const { value, lower, upper, sampleSize } = cell ? toValue(counterSatisfaction, cell, context) : { value: null, lower: null, upper: null, sampleSize: null }
    const answer = { indicator: id, unit, unitName, period, demo, computedAt, raw: { value, lower, upper, sampleSize } }
    if (!cell || cell.sampleSize < minimumSample) return { ...answer, ...UNKNOWN, reason: cell ? 'sample-too-small' : 'no-data' }
    const estimated = estimateStratified(await selectStratifiedCells(warehouse, { unit, region: regionOf(unit), ...days, catalogue: sectorOn(days.from) }))
    return estimated ? { ...answer, ...pick(estimated), reason: null } : { ...answer, ...UNKNOWN, reason: 'no-transactions' }
  }

  router.get('/api/v1/indicators/:id/estimate', async (request, response) => {
    if (request.params.id !== id) throw new AppError('not-found', `"${request.params.id}" is not estimated; "${id}" is.`)
    const { unit, period } = parseBy(unitAndPeriod, request.query, 'The query')
    const [unitName, kind, days] = [places.nameOf(unit), places.unitKind(unit), toDayRange(period)]
    if (!unitName || !kind || !days || !places.hasUnit(unit)) throw new AppError('not-found', `There is no unit ${unit}.`)

    await keptAnswers.send(request, response, { days, period, make: () => estimate({ unit, unitName, kind, period, days }) })
  })
  return router
}

/** What of an estimate goes over the wire: nothing by which single cells could be told. */
const pick = ({ value, lower, upper, designEffect, effectiveSample, transactions, responseRate, covered, label, sensitivity }: NonNullable<ReturnType<typeof estimateStratified>>) =>
  ({ value, lower, upper, designEffect, effectiveSample, transactions, responseRate, covered, label, sensitivity })
