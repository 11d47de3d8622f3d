import { Router } from 'express'
import { z } from 'zod'
import { permissionOf } from '../../access/permission.ts'
import { code } from '../../contract/codes.ts'
import type { CompositeValues, IndexLevel, IndexValues } from '../../contract/index-values.ts'
import { toDayRange, toHanoiDay } from '../../contract/period.ts'
import { reportingPeriod, sideBySideLevel } from '../../contract/reporting-gaps.ts'
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
import { scoreLevel, toLevelRow, type AnyScheme } from '../publication/score-level.ts'
import { readCompositeParts } from '../queries/composite-parts.ts'
import type { KeptAnswers } from '../values/kept-answers.ts'

const unitAndPeriod = z.strictObject({ unit: code, period: reportingPeriod })
const levelAndPeriod = z.strictObject({ level: sideBySideLevel, parent: code.optional(), period: reportingPeriod })

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

  const daysOf = (period: string) => ({ days: toDayRange(period) ?? { from: '', to: '' }, period })

  async function answerLevel(scheme: AnyScheme, { level, parent: within, period }: z.infer<typeof levelAndPeriod>): Promise<IndexLevel> {
    const parent = within ?? null
    const { id: index, version: schemeVersion } = 'points' in scheme ? scheme.points : scheme.shares
    const computedAt = new Date(clock()).toISOString()
    const published = await frozenValues.indices({ index, level, parent, period })
    const rows = published?.map(toLevelRow) ?? await scoreLevel({ warehouse, places, figureSettings, clock }, scheme, { level, parent, period, computedAt })
    return { index, schemeVersion: published?.[0]?.schemeVersion ?? schemeVersion, period, level, demo, computedAt: published?.[0]?.computedAt ?? computedAt, rows }
  }

  router.get('/api/v1/indices', (_request, response) => {
    response.json({ rows: describeIndices() })
  })

  router.get('/api/v1/indices/:id/values', async (request, response) => {
    const { id } = request.params
    const points = Object.hasOwn(indexSchemes, id) ? indexSchemes[id] : undefined
    const shares = Object.hasOwn(compositeSchemes, id) ? compositeSchemes[id] : undefined
    if (!points && !shares) throw new AppError('not-found', `There is no index "${id}".`)
    if (request.query['level'] !== undefined) {
      const asked = parseBy(levelAndPeriod, request.query, 'The query')
      const scheme = shares ? { shares: inForce(shares, id, asked.period) } : { points: inForce(points ?? [], id, asked.period) }
      await keptAnswers.send(request, response, { ...daysOf(asked.period), make: () => answerLevel(scheme, asked) })
      return
    }
    const { unit, period } = parseBy(unitAndPeriod, request.query, 'The query')
    const unitName = places.nameOf(unit)
    if (!unitName || !places.hasUnit(unit)) throw new AppError('not-found', `There is no unit ${unit}.`)
    const asked = { unit, unitName, period }
    await keptAnswers.send(request, response, {
      ...daysOf(period),
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
