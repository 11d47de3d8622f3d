import { publicLevels, type EditionChecks, type PublicLevel } from '../../contract/edition.ts'
import { addMonths, toHanoiDay, type DayRange } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { DirtyDays } from '../../platform/warehouse/dirty-days.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { Places } from '../../registry/places.ts'
import { counterSatisfaction } from '../indicators/counter-satisfaction.ts'
import { onTimeDue } from '../indicators/on-time-due.ts'
import { selectIndicatorCells } from '../queries/indicator-cells.ts'
import { countLate, countMissing, countPending, listLatePlaces, readInputs } from './edition-inputs.ts'
import { findEdition, toSummary } from './edition-table.ts'

interface Deps { record: RecordStore; warehouse: Warehouse; dirtyDays: DirtyDays; places: Pick<Places, 'unitsOn' | 'nameOf'>; clock: Clock }

/** The two that readers look at first. */
const CHECKED = [counterSatisfaction, onTimeDue]
const CHECKED_LEVELS: readonly PublicLevel[] = publicLevels.filter((it) => it !== 'country')

/** Offline tablets, late surveys and late completions are in by the 15th of the month after next (statistics of the plan of publication). */
const settledFrom = (period: string) => `${addMonths(period, 2)}-15`

/** Whether all days of a month have passed. */
export const isOver = (days: DayRange, now: number) => toHanoiDay(now) >= days.to

/** What to look at before a month is frozen: what is missing, what waits, and how many units have too little for a figure. */
export async function checkMonth({ record, warehouse, dirtyDays, places, clock }: Deps, period: string, days: DayRange): Promise<EditionChecks> {
  const edition = await findEdition(record, period)
  const lastDay = new Date(Date.parse(days.to) - 1).toISOString().slice(0, 10)
  const present = places.unitsOn(lastDay)
  const levels: EditionChecks['levels'] = []
  for (const indicator of CHECKED) {
    for (const level of CHECKED_LEVELS) {
      const cells = await selectIndicatorCells(warehouse, indicator, { ...days, today: toHanoiDay(clock()), level, parent: null, bucket: null, segment: null })
      const tooFew = cells.filter((it) => it.sampleSize < indicator.definition.minimumSample).length
      // Units that ended within the month have figures too.
      const units = Math.max(present.filter((it) => it.kind === level).length, cells.length)
      levels.push({ indicator: indicator.definition.id, level, units, withFigure: cells.length - tooFew, tooFew, without: units - cells.length })
    }
  }
  const placesOf = async (since: string) => (await listLatePlaces(warehouse, period, days, since)).map((it) => ({ ...it, unitName: places.nameOf(it.unit) ?? { vi: it.unit, en: it.unit } }))
  return {
    period, isOver: isOver(days, clock()), edition: edition && toSummary(edition, true), settledFrom: settledFrom(period), isSettled: toHanoiDay(clock()) >= settledFrom(period),
    pending: await countPending(dirtyDays, period), missing: await countMissing(warehouse, period, days), inputs: await readInputs(warehouse, period, days), levels,
    late: edition?.closedAt ? { ...await countLate(warehouse, period, days, edition.closedAt), places: await placesOf(edition.closedAt) } : null,
  }
}
