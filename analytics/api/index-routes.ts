import { Router } from 'express'
import { z } from 'zod'
import { permissionOf } from '../../access/permission.ts'
import { code } from '../../contract/codes.ts'
import type { CompositeValues, IndexValues } from '../../contract/index-values.ts'
import { toDayRange, toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { Places } from '../../registry/places.ts'
import type { CompositeScheme } from '../indices/composite-scheme.ts'
import { describeIndices } from '../indices/described-indices.ts'
import { schemeOn, type IndexScheme } from '../indices/index-scheme.ts'
import { compositeSchemes, indexSchemes } from '../indices/registry.ts'
import { scoreComposite } from '../indices/score-composite.ts'
import { scoreIndex } from '../indices/score-index.ts'
import { compareMeasures } from '../origins/compare-measures.ts'
import type { FigureSettings } from '../origins/figure-settings.ts'
import { readKnownMeasures } from '../origins/known-measures.ts'
import type { FrozenValues } from '../publication/frozen-values.ts'
import { readCompositeParts } from '../queries/composite-parts.ts'
import type { KeptAnswers } from '../values/kept-answers.ts'

const PERIOD_RULE = 'one of 2026-08, 2026-Q3, 2026-H1, 2026-9M, 2026'
const unitAndPeriod = z.strictObject({
  unit: code, period: z.string().refine((it) => toDayRange(it) !== null, { error: PERIOD_RULE, params: { rule: PERIOD_RULE } }),
})

interface Deps { warehouse: Warehouse; places: Places; figureSettings: FigureSettings; frozenValues: FrozenValues; keptAnswers: KeptAnswers; clock: Clock; demo: boolean }
interface Asked { unit: string; unitName: { vi: string; en: string }; period: string }

/** Composite indices, and the reported measures they are made of. */
export function indexRoutes({ warehouse, places, figureSettings, frozenValues, keptAnswers, clock, demo }: Deps): Router {
  const router = Router()

  /** The version of a scheme in force when the period began; throws 404 where there was none. */
  function inForce<Scheme extends { effectiveFrom: string }>(versions: readonly Scheme[], id: string, period: string): Scheme {
    const scheme = schemeOn(versions, toDayRange(period)?.from ?? '')
    if (!scheme) throw new AppError('not-found', `There was no "${id}" in ${period}.`)
    return scheme
  }
  const answerOf = (scheme: { id: string; version: number }, asked: Asked) =>
    ({ index: scheme.id, schemeVersion: scheme.version, ...asked, demo, computedAt: new Date(clock()).toISOString() })

  async function answerPoints(scheme: IndexScheme, asked: Asked): Promise<IndexValues> {
    const known = await readKnownMeasures({ warehouse, places, figureSettings, clock }, scheme.id, asked.unit, asked.period)
    return { ...answerOf(scheme, asked), ...scoreIndex(scheme, known) }
  }

  async function answerShares(scheme: CompositeScheme, asked: Asked): Promise<CompositeValues> {
    const answer = answerOf(scheme, asked)
    const known = await readCompositeParts(warehouse, scheme, {
      unit: asked.unit, kind: places.unitKind(asked.unit) ?? 'centre', period: asked.period, today: toHanoiDay(clock()), preference: await figureSettings.originPreference(asked.period),
      context: { period: asked.period, unitName: asked.unitName, segment: null, computedAt: answer.computedAt, provisional: true, maySeeSmallCounts: false },
    })
    return { ...answer, ...scoreComposite(scheme, known) }
  }

  router.get('/api/v1/indices', (_request, response) => {
    response.json({ rows: describeIndices() })
  })

  router.get('/api/v1/indices/:id/values', async (request, response) => {
    const { id } = request.params
    const points = Object.hasOwn(indexSchemes, id) ? indexSchemes[id] : undefined
    const shares = Object.hasOwn(compositeSchemes, id) ? compositeSchemes[id] : undefined
    if (!points && !shares) throw new AppError('not-found', `There is no index "${id}".`)
    const { unit, period } = parseBy(unitAndPeriod, request.query, 'The query')
    const unitName = places.nameOf(unit)
    if (!unitName || !places.hasUnit(unit)) throw new AppError('not-found', `There is no unit ${unit}.`)
    const asked = { unit, unitName, period }
    await keptAnswers.send(request, response, {
      days: toDayRange(period) ?? { from: '', to: '' }, variant: `${await frozenValues.stateOf(period)} ${await figureSettings.originPreference(period)}`,
      make: async () => {
        const published = await frozenValues.index({ index: id, unit, period })
        if (published) return { ...published, demo }
        return shares ? await answerShares(inForce(shares, id, period), asked) : await answerPoints(inForce(points ?? [], id, period), asked)
      },
    })
  })

  router.get('/api/v1/measures', async (request, response) => {
    const { unit, period } = parseBy(unitAndPeriod, request.query, 'The query')
    const { requireUnit, has } = permissionOf(request)
    requireUnit(unit)
    response.json(await compareMeasures({ warehouse, places, figureSettings, clock }, unit, period, { maySeeSmallCounts: has('results:read') }))
  })
  return router
}
