import { setTimeout as sleep } from 'node:timers/promises'
import { addMonths, toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import type { DailyKind, DirtyDay, DirtyDays, RollupKind } from '../../platform/warehouse/dirty-days.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { PublishedPeriods } from '../../registry/published-periods.ts'
import { selectCellsInRange, type RollupCell } from '../queries/cells-in-range.ts'
import type { HeldRun, Recomputations } from './recomputations.ts'

/** Few enough that a rating of this second waits only a breath behind them. */
const CELLS_AT_ONCE = 4_000
/** One attempt ends after this long and the next goes on, so that stopping the process waits for no long run. */
const WORKS_FOR_MS = 8_000
const ASKED_EVERY_MS = 300
const LOOKS_BETWEEN_SIGNS = 20
const KINDS: readonly DailyKind[] = ['ratings', 'dossiers', 'offers', 'surveys']
const SUMS: readonly RollupKind[] = ['rating-units', 'dossier-units', 'offer-units', 'survey-units']

export interface RecomputationDeps {
  recomputations: Recomputations
  warehouse: Warehouse
  dirtyDays: DirtyDays
  publishedPeriods: PublishedPeriods
  clock: Clock
  /** Passes between two looks at whether marked cells have been counted; the rollups are refreshed meanwhile. */
  pause?(): Promise<unknown>
}

/** A stretch of cells that are marked together, and the day up to which all is done once they are counted. */
interface Stretch { cells: RollupCell[]; doneTo: string }

const keyOf = ({ day, centreCode }: DirtyDay) => `${day}|${centreCode}`
const monthOf = (day: string) => day.slice(0, 7)
const earlier = (one: string, other: string) => (one < other ? one : other)

function toStretches(cells: readonly RollupCell[], end: string): Stretch[] {
  const stretches: Stretch[] = []
  for (let start = 0; start < cells.length; start += CELLS_AT_ONCE) {
    stretches.push({ cells: cells.slice(start, start + CELLS_AT_ONCE), doneTo: cells[start + CELLS_AT_ONCE]?.day ?? end })
  }
  return stretches
}

/**
 * Works on the oldest recomputation for some seconds: marks the cells of its days as dirty, a stretch at a time, waits until they are
 * counted, and writes down how far it is. Broken off anywhere it goes on from there; done twice, or by two at once, it leaves the same
 * figures, since each cell is counted afresh from the facts. Months whose edition is out are left alone. Answers whether there was work.
 */
export async function workOffRecomputations(deps: RecomputationDeps): Promise<boolean> {
  const run = await deps.recomputations.take()
  if (!run) return false
  try {
    await advance(deps, run)
  } catch (error) {
    await deps.recomputations.fail(run, error instanceof Error ? error.message : String(error))
    throw error
  }
  return true
}

async function advance(deps: RecomputationDeps, run: HeldRun): Promise<void> {
  const { recomputations, warehouse, publishedPeriods, clock } = deps
  const endsAt = clock() + WORKS_FOR_MS
  const skipped = new Set(run.skippedMonths)
  const note = (doneTo: string, cells: number) => recomputations.note(run, { doneTo, cells, skippedMonths: [...skipped].sort() })
  /** A day with more cells than one stretch is begun again by the next attempt, so none may end before a day is over. */
  const isTimeUp = (doneTo: string) => clock() >= endsAt && doneTo > run.doneTo

  for (let at = run.doneTo; at < run.to;) {
    const end = earlier(`${addMonths(monthOf(at), 1)}-01`, run.to)
    if (!run.publishedToo && (await publishedPeriods.all()).has(monthOf(at))) skipped.add(monthOf(at))
    else {
      const cells = await selectCellsInRange(warehouse, { from: at, to: end, today: toHanoiDay(clock()), unitCode: run.unitCode })
      for (const stretch of toStretches(cells, end)) {
        if (!(await countAfresh(deps, run, stretch.cells)) || !(await note(stretch.doneTo, stretch.cells.length))) return
        if (isTimeUp(stretch.doneTo)) return await recomputations.release(run)
      }
      if (!(await untilSummed(deps, run, cells))) return
    }
    if (!(await note(end, 0))) return
    at = end
  }
  await recomputations.finish(run)
}

/** Marks cells and resolves when each has been counted since; false when the run has gone to somebody else. */
async function countAfresh(deps: RecomputationDeps, run: HeldRun, cells: readonly RollupCell[]): Promise<boolean> {
  const ofKind = (kind: DailyKind) => cells.filter((it) => it.kind === kind)
  for (const kind of KINDS) await deps.dirtyDays.mark(kind, ofKind(kind))
  for (const kind of KINDS) if (!(await untilCleared(deps, run, kind, ofKind(kind)))) return false
  return true
}

/** Resolves when the sums by unit of these cells' days are made: a day's marks are there before those of its cells go. */
async function untilSummed(deps: RecomputationDeps, run: HeldRun, cells: readonly RollupCell[]): Promise<boolean> {
  const days = [...new Set(cells.map((it) => it.day))].map((day) => ({ day, centreCode: '' }))
  for (const kind of SUMS) if (!(await untilCleared(deps, run, kind, days))) return false
  return true
}

async function untilCleared({ recomputations, dirtyDays, pause = () => sleep(ASKED_EVERY_MS) }: RecomputationDeps, run: HeldRun, kind: RollupKind, cells: readonly DirtyDay[]): Promise<boolean> {
  const ours = new Set(cells.map(keyOf))
  const marked = async () => (await dirtyDays.take(kind, Number.MAX_SAFE_INTEGER)).filter((it) => ours.has(keyOf(it))).map((it) => `${keyOf(it)} ${it.token}`)
  // A mark that is renewed from now on belongs to newer facts, for which nobody waits here.
  const awaited = new Set(await marked())
  for (let looks = 1; (await marked()).some((it) => awaited.has(it)); looks += 1) {
    if (looks % LOOKS_BETWEEN_SIGNS === 0 && !(await recomputations.keep(run))) return false
    await pause()
  }
  return true
}
