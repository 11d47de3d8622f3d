import { Router } from 'express'
import { z } from 'zod'
import { permissionOf } from '../../access/permission.ts'
import { code } from '../../contract/codes.ts'
import { toDayRange } from '../../contract/period.ts'
import type { PromptingFinding as ToldFinding, SelectivePrompting } from '../../contract/selective-prompting.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import { PROMPTING_METHOD } from '../detection/prompting-method.ts'
import { detectSelectivePrompting, type PromptingFinding } from '../detection/selective-prompting.ts'
import { readPrompting } from '../quality/read-prompting.ts'
import { compareShares } from '../statistics/newcombe.ts'
import { wilson } from '../statistics/wilson.ts'
import { codesWithin } from './codes-within.ts'

const promptingQuery = z.strictObject({ unit: code, period: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month as 2026-08') })
const breach = (unit: string, rule: string) =>
  new AppError('invalid-request', `The query breaks a rule: /unit ${rule}`, { errors: [{ pointer: '/unit', value: unit, rule, message: `${unit}: ${rule}.` }] })

/** Which counters ask only some for a rating: something to look at, beside the odd ratings; no figure and no tablet is touched by it. */
export function promptingRoutes({ warehouse, places, demo }: { warehouse: Warehouse; places: PlaceIndex; demo: boolean }): Router {
  const router = Router()
  const named = (it: string) => ({ code: it, name: places.nameOf(it) ?? { vi: it, en: it } })

  /** Whoever asks, a counter is held against all of its province, so that a centre and the province are told the same. */
  const provinceOf = (unit: string): string => {
    if (!places.hasUnit(unit)) throw breach(unit, 'a known unit')
    const path = places.pathOf(unit)
    const province = path && [...path.ancestors, path.unit].find((it) => it.kind === 'province')
    if (!province) throw breach(unit, 'a province or a unit in one')
    return province.code
  }
  const toTold = ({ counter, centre, kind, hour, few, others, pAdjusted, silent }: PromptingFinding): ToldFinding[] => {
    const gap = compareShares({ k: others.asked, n: others.of }, { k: few.asked, n: few.of })
    const [less, more] = [wilson(few.asked, few.of), wilson(others.asked, others.of)]
    return gap && less && more ? [{ counter: named(counter), centre: named(centre), kind, hour, few: { ...few, ...less }, others: { ...others, ...more }, gap, p: pAdjusted, silent }] : []
  }

  router.get('/api/v1/selective-prompting', async (request, response) => {
    const { unit, period } = parseBy(promptingQuery, request.query, 'The query')
    permissionOf(request).requireUnit(unit)
    const province = provinceOf(unit)
    const days = toDayRange(period) ?? { from: '', to: '' }
    const own = new Set(codesWithin(places, unit)?.counters)
    const { cells, heard } = await readPrompting(warehouse, { counters: codesWithin(places, province)?.counters ?? [], ...days }, (counter) => places.centreOf(counter) ?? '')
    const here = cells.filter((it) => own.has(it.counter))
    const answer: SelectivePrompting = {
      unit, period, methodVersion: PROMPTING_METHOD.version, demo,
      rows: detectSelectivePrompting(cells, heard).filter((it) => own.has(it.counter)).flatMap(toTold),
      looked: {
        counters: new Set(here.map((it) => it.counter)).size, asked: here.reduce((sum, it) => sum + it.asked, 0), of: here.reduce((sum, it) => sum + it.handedOver, 0),
      },
    }
    response.setHeader('Cache-Control', 'no-store')
    response.json(answer)
  })
  return router
}
