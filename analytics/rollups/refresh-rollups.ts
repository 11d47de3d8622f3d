import { z } from 'zod'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { DirtyDays, RollupKind, TakenDay } from '../../platform/warehouse/dirty-days.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { DOSSIER_DAILY } from './dossier-daily.ts'
import { OFFER_DAILY } from './offer-daily.ts'
import { RATING_DAILY } from './rating-daily.ts'
import { SURVEY_DAILY } from './survey-daily.ts'
import { withTablesBeside } from '../dimensions/tree-tables.ts'
import { toReplaceCells, type DailyRollup, type RollupDefinition, type Scope } from './rollup.ts'
import { DOSSIER_UNITS, isAmong, OFFER_UNITS, RATING_UNITS, SURVEY_UNITS, type DaysScope } from './unit-rollups.ts'

interface Deps { warehouse: Warehouse; dirtyDays: DirtyDays; clock: Clock }

/** Marks that come meanwhile wait for the next run, or a busy day would keep this one going for ever. */
const CELLS_PER_RUN = 400_000
/** Half a month, because a month that is at rest in a single part was never merged, and is folded at every reading. */
const DAYS_PER_STATEMENT = 16
const DAY_MS = 24 * 3_600_000

/** Which sums by unit follow from which rollup by centre. */
const STAGES: readonly { daily: DailyRollup; units: RollupDefinition<DaysScope>; unitsKind: RollupKind; carriers: readonly string[] }[] = [
  { daily: RATING_DAILY, units: RATING_UNITS, unitsKind: 'rating-units', carriers: ['centre_code', 'counter_code'] },
  { daily: DOSSIER_DAILY, units: DOSSIER_UNITS, unitsKind: 'dossier-units', carriers: ['centre_code', 'counter_code', 'agency_code'] },
  { daily: SURVEY_DAILY, units: SURVEY_UNITS, unitsKind: 'survey-units', carriers: ['centre_code'] },
  // The last: it counts dossiers and ratings side by side, and is marked by both.
  { daily: OFFER_DAILY, units: OFFER_UNITS, unitsKind: 'offer-units', carriers: ['centre_code', 'counter_code'] },
]

/**
 * Recomputes every marked (day, centre) from the current facts and replaces its cells, then the sums by unit of those days. May run
 * twice, and beside itself.
 */
export async function refreshRollups(deps: Deps): Promise<{ refreshed: number }> {
  const refreshed = await refreshDailyRollups(deps)
  await refreshUnitRollups(deps)
  return { refreshed }
}

/** The first stage: cells by centre and day. The days' sums by unit are marked before the cells' own marks go. */
export async function refreshDailyRollups({ warehouse, dirtyDays, clock }: Deps): Promise<number> {
  let refreshed = 0
  for (const { daily, unitsKind, carriers } of STAGES) {
    for (const taken of inWholeDays(await dirtyDays.take(daily.kind, CELLS_PER_RUN), daily.cellsPerStatement)) {
      await withScope({ warehouse, taken, today: toHanoiDay(clock()) }, async (scope) => {
        const present = `day >= '${scope.from}' AND day <= '${scope.to}' AND ${scope.isDirtyCentre} AND ${scope.isDirty('day')}`
        for (const statement of toReplaceCells(daily, scope, { version: await dirtyDays.nextVersion(), present })) await warehouse.run(statement)
        await noteStoredCentres(warehouse, daily, carriers, present)
      })
      if (daily.kind === 'ratings' || daily.kind === 'dossiers') await dirtyDays.mark('offers', taken.filter((it) => it.day <= toHanoiDay(clock())))
      await dirtyDays.mark(unitsKind, [...new Set(taken.map((it) => it.day))].map((day) => ({ day, centreCode: '' })))
      await dirtyDays.clear(daily.kind, taken)
      refreshed += taken.length
    }
  }
  return refreshed
}

/** The second stage: sums of whole days by unit, of days with new cells and of days whose facts lie elsewhere since the tree has changed. */
export async function refreshUnitRollups({ warehouse, dirtyDays }: Pick<Deps, 'warehouse' | 'dirtyDays'>): Promise<void> {
  const moved = await warehouse.select(movedDays, {})
  for (const { daily, units } of STAGES) {
    const taken = await dirtyDays.take(units.kind, CELLS_PER_RUN)
    const ofTree = new Set(moved.filter((it) => it.rollup === daily.table).map((it) => it.day))
    for (const days of inSlices([...new Set([...taken.map((it) => it.day), ...ofTree])].sort(), DAYS_PER_STATEMENT)) {
      const version = await dirtyDays.nextVersion()
      for (const statement of toReplaceCells(units, { days }, { version, present: isAmong({ days }) })) await warehouse.run(statement)
      await dirtyDays.clear(units.kind, taken.filter((it) => days.includes(it.day)))
      await warehouse.insert('moved_days', ['rollup', 'day', 'version', 'is_deleted'], days.filter((it) => ofTree.has(it)).map((day) => [daily.table, day, version, 1]))
    }
  }
}

const movedDays = defineQuery<Record<string, never>, { rollup: string; day: string }>({
  name: 'moved-days', lane: 'job', sql: 'SELECT rollup, toString(day) AS day FROM moved_days FINAL', row: z.object({ rollup: z.string(), day: z.string() }),
})

/** A day is not cut in two, so that all pairs of days and centres stay all pairs; see `withScope`. */
function inWholeDays(taken: readonly TakenDay[], cellsPerStatement: number): TakenDay[][] {
  const slices: TakenDay[][] = []
  for (const cell of taken) {
    const slice = slices.at(-1)
    if (!slice || (slice.length >= cellsPerStatement && slice.at(-1)?.day !== cell.day)) slices.push([cell])
    else slice.push(cell)
  }
  return slices
}

const inSlices = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size))

/**
 * The cells in question as a table beside the others, codes being text from outside. Where they are all pairs of some days and some
 * centres, as after a change of definitions, days and centres are looked up one by one, which is quicker than pairs.
 */
async function withScope(
  { warehouse, taken, today }: { warehouse: Warehouse; taken: readonly TakenDay[]; today: string }, work: (scope: Scope) => Promise<void>,
): Promise<void> {
  const [days, centres] = [new Set(taken.map((it) => it.day)), new Set(taken.map((it) => it.centreCode))]
  const areAllPairs = taken.length === days.size * centres.size
  await withTablesBeside(warehouse, { dirty_cells: '(day Date, centre_code String) ENGINE = Memory' }, async ({ dirty_cells: table }) => {
    await warehouse.insert(table, ['day', 'centre_code'], taken.map((it) => [it.day, it.centreCode]))
    await work({
      from: taken[0]?.day ?? '', to: taken.at(-1)?.day ?? '', today, yesterday: new Date(Date.parse(today) - DAY_MS).toISOString().slice(0, 10),
      isDirty: (day) => (areAllPairs ? `${day} IN (SELECT day FROM ${table})` : `(${day}, centre_code) IN (SELECT day, centre_code FROM ${table})`),
      isDirtyCentre: `centre_code IN (SELECT centre_code FROM ${table})`,
    })
  })
}

/** Where facts of each code were ever stored; see the migration. */
const noteStoredCentres = (warehouse: Warehouse, { table }: DailyRollup, carriers: readonly string[], present: string): Promise<void> =>
  warehouse.run(
    `INSERT INTO stored_centres SELECT DISTINCT arrayJoin([${carriers.map((it) => `toString(${it})`).join(', ')}]) AS code, toString(stored_under) AS centre_code
     FROM (SELECT DISTINCT ${carriers.join(', ')}, centre_code AS stored_under FROM ${table} WHERE ${present})
     WHERE code != '' AND (code, centre_code) NOT IN (SELECT code, centre_code FROM stored_centres)`,
  )
