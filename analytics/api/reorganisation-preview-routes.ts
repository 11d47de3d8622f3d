import { Router } from 'express'
import { permissionOf, type Permission } from '../../access/permission.ts'
import { toHanoiDay } from '../../contract/period.ts'
import { reorganisation, type Reorganisation, type ReorganisationPreview } from '../../contract/reorganisation.ts'
import type { Clock } from '../../platform/clock.ts'
import { parseBy } from '../../platform/errors.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { findMoved } from '../../registry/moved-places.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import { createPlaces } from '../../registry/places.ts'
import { createPublishedPeriods } from '../../registry/published-periods.ts'
import { countAffected } from '../../registry/reorganisations/count-affected.ts'
import { drawChanges } from '../../registry/reorganisations/draw-changes.ts'
import { planWithin } from '../../registry/reorganisations/plan-within.ts'
import { createPlannedTree } from '../../registry/reorganisations/planned-tree.ts'
import { readReorganisation } from '../../registry/reorganisations/reorganisation-routes.ts'
import { withTrialTree } from '../dimensions/trial-tree.ts'
import { selectIndexChanges } from '../queries/index-changes.ts'
import { countMovedFacts } from '../queries/moved-facts.ts'

interface Deps { warehouse: Warehouse; record: RecordStore; places: PlaceIndex; clock: Clock }

/** `POST /api/v1/reorganisations/preview`: what a reorganisation would do to places, people and figures; nothing is written. */
export function reorganisationPreviewRoutes({ warehouse, record, places, clock }: Deps): Router {
  const router = Router()
  const publishedPeriods = createPublishedPeriods({ record, clock })

  const preview = async (request: Reorganisation, permission: Permission): Promise<ReorganisationPreview> => {
    // The state of one moment, whatever is written meanwhile.
    const before = places.present()
    const { forwards, ...recorded } = before.histories()
    const tree = createPlannedTree(recorded)
    planWithin(tree, request, permission.unitCode)
    const after = createPlaces({ units: tree.units, counters: tree.counters, forwards, today: () => toHanoiDay(clock()) })
    const [moved, changes] = [findMoved(before, after), drawChanges(tree)]
    const named = (what: 'unit' | 'counter') => changes.filter((it) => it.what === what).map((it) => it.code)
    const units = [...new Set([...moved.units, ...named('unit')])]
    const counters = [...new Set([...moved.counters, ...named('counter')])]
    const { facts, indices } = moved.moved.length === 0
      ? { facts: { ratings: 0, dossiers: 0 }, indices: [] }
      : await withTrialTree(warehouse, { before, after, moved }, async (trial) => ({
          facts: await countMovedFacts(warehouse, trial.moved, request.validFrom),
          indices: await selectIndexChanges({
            warehouse, clock, trial, after, moved, validFrom: request.validFrom,
            maySeeSmallCounts: (unit) => permission.has('results:read') && permission.includesUnit(unit),
          }),
        }))
    return {
      changes, facts, indices,
      affected: { units: units.length, counters: counters.length, ...await countAffected(record, { units, counters }) },
      publishedPeriods: [...await publishedPeriods.all()].filter((it) => it >= request.validFrom.slice(0, 7)).sort(),
    }
  }

  router.post('/api/v1/reorganisations/preview', readReorganisation, async (request, response) => {
    response.json(await preview(parseBy(reorganisation, request.body), permissionOf(request)))
  })
  return router
}
