import type { Level } from '../../contract/indicator.ts'
import { toDayRange, toHanoiDay, toMonthPeriod } from '../../contract/period.ts'
import type { ReorganisationPreview } from '../../contract/reorganisation.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { MovedPlaces } from '../../registry/moved-places.ts'
import type { Places } from '../../registry/places.ts'
import type { TrialTree } from '../dimensions/trial-tree.ts'
import { PRESENT_TREE } from '../dimensions/tree-tables.ts'
import { counterSatisfaction } from '../indicators/counter-satisfaction.ts'
import type { Cell, Indicator, Rollup } from '../indicators/indicator.ts'
import { onTimeDue } from '../indicators/on-time-due.ts'
import { toValue } from '../indicators/to-value.ts'
import { selectIndicatorCells } from './indicator-cells.ts'

/** The two that a director reads first. */
const SHOWN: readonly Indicator[] = [counterSatisfaction, onTimeDue]
const LEVELS: readonly Level[] = ['province', 'commune', 'agency', 'centre']

type IndexChange = ReorganisationPreview['indices'][number]

interface IndexChangesInput {
  warehouse: Warehouse
  clock: Clock
  trial: TrialTree
  after: Places
  moved: MovedPlaces
  validFrom: string
  /** Whether the reader sees counts of a unit that are below the minimum sample. */
  maySeeSmallCounts(unitCode: string): boolean
}

const isSame = (a: Cell | undefined, b: Cell | undefined) =>
  a?.numerator === b?.numerator && a?.denominator === b?.denominator && a?.sampleSize === b?.sampleSize

/** Under which centres the facts in question are stored: rollups are sorted by those, so that little of them has to be read. */
async function noteStoredCentres(warehouse: Warehouse, rollup: Rollup, trial: TrialTree, days: { from: string; to: string }): Promise<string> {
  const [table, carriers] = rollup === 'rating_daily'
    ? [trial.ratingCentres, ['counter_code', 'centre_code']] : [trial.dossierCentres, ['counter_code', 'centre_code', 'agency_code']]
  await warehouse.run(
    `INSERT INTO ${table} SELECT DISTINCT centre_code FROM ${rollup} WHERE day >= toDate({from:String}) AND day < toDate({to:String})
     AND (${carriers.map((it) => `${it} IN (SELECT code FROM ${trial.codes})`).join(' OR ')})`,
    days, 'write',
  )
  return table
}

/** The running indices of this month that another tree changes, by the same query and the same formula as the API's values. */
export async function selectIndexChanges({ warehouse, clock, trial, after, moved, validFrom, maySeeSmallCounts }: IndexChangesInput): Promise<IndexChange[]> {
  const [period, today] = [toMonthPeriod(clock()), toHanoiDay(clock())]
  const days = toDayRange(period)
  if (!days || validFrom >= days.to) return []
  const kinds = new Set([...moved.ancestors].flatMap((code) => after.unitHistory(code).map((it): Level => it.kind)))
  const changes: IndexChange[] = []
  for (const indicator of SHOWN) {
    const to = indicator.onlyPastDays && days.to > today ? today : days.to
    const toFigure = (cell: Cell | undefined) => {
      if (!cell) return null
      const context = { period, segment: null, unitName: { vi: '', en: '' }, computedAt: '', provisional: true, maySeeSmallCounts: maySeeSmallCounts(cell.unit) }
      const { numerator, denominator, value, lower, upper, sampleSize } = toValue(indicator, cell, context)
      return { numerator, denominator, value, lower, upper, sampleSize }
    }
    const centres = await noteStoredCentres(warehouse, indicator.rollup, trial, { from: days.from, to })
    for (const level of LEVELS.filter((it) => kinds.has(it))) {
      const request = { from: days.from, to: days.to, today, level, parent: null, bucket: null, segment: null }
      const cellsIn = async (tree: TrialTree['tree']) =>
        new Map((await selectIndicatorCells(warehouse, indicator, request, 'read', { tree, centres })).map((it) => [it.unit, it]))
      const [before, then] = [await cellsIn(PRESENT_TREE), await cellsIn(trial.tree)]
      for (const unit of new Set([...before.keys(), ...then.keys()])) {
        if (!moved.ancestors.has(unit) || isSame(before.get(unit), then.get(unit))) continue
        changes.push({
          indicator: indicator.definition.id, period, unit, unitName: after.nameOf(unit) ?? { vi: unit, en: unit },
          before: toFigure(before.get(unit)), after: toFigure(then.get(unit)),
        })
      }
    }
  }
  return changes
}
