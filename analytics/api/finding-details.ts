import type { CounterFinding, FindingDetail, FindingEntry, NewFindingEntry, NewOwnEntry } from '../../contract/finding.ts'
import type { FindingBackground } from '../../contract/finding-background.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { OpenSpans } from '../../registry/opening-hours/open-spans.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import type { ProcedureIndex } from '../../registry/procedures/procedure-index.ts'
import { toDayStart } from '../../registry/working-calendar/days.ts'
import { effectOfAppeal, explainGap, windowOf } from '../findings/explain-finding.ts'
import type { FindingEntries, StoredEntry } from '../findings/finding-entries.ts'
import { explainReasons } from '../findings/gap-by-reason.ts'
import { readImproved } from '../findings/improved-counters.ts'
import { readOutside } from '../findings/outside-hands.ts'
import { readFindings, readPeers } from '../findings/read-findings.ts'
import { codesWithin } from './codes-within.ts'

export interface FindingDeps {
  warehouse: Warehouse; record: RecordStore; places: PlaceIndex; procedures: ProcedureIndex; openingHours: Pick<OpenSpans, 'openSpansOn'>; entries: FindingEntries; clock: Clock; demo: boolean
}

/** When somebody had the counter, in milliseconds UTC; `until` null while they have it. A finding is theirs where they had it in its window. */
export interface Presence { since: number; until: number | null }
const isWithin = ({ since, until }: Presence, finding: CounterFinding) => {
  const { from, to } = windowOf(finding)
  return since < toDayStart(to) && (until === null || until > toDayStart(from))
}

const refuseDays = (value: string) => new AppError('invalid-request', 'The days are in the wrong order.', {
  errors: [{ pointer: '/to', value, rule: 'from < to (the last day is not included)', message: `${value}: from < to (the last day is not included).` }],
})

/** What is told of a counter's finding and written to it, to whoever may know; the same to the director and to the official who sat there. */
export function createFindingDetails(deps: FindingDeps) {
  const { warehouse, places, procedures, entries, clock, demo } = deps

  const find = async (counter: string, presence: Presence | null) => {
    const [found] = await readFindings(warehouse, places, [counter])
    return found && (presence === null || isWithin(presence, found.finding)) ? found : null
  }
  const countersOf = (province: string) => codesWithin(places, province)?.counters ?? []

  /** Beside an accepted decision stands what it changes. */
  const withEffects = async (finding: CounterFinding, written: readonly StoredEntry[]): Promise<FindingEntry[]> =>
    await Promise.all(written.map(async (it) => {
      const appeal = it.accepted ? written.find(({ id }) => id === it.about) : undefined
      return { ...it, effect: appeal?.from && appeal.to ? await effectOfAppeal(warehouse, finding, { from: appeal.from, to: appeal.to }) : null }
    }))

  return {
    /** `presence`: of the official who asks, null for those who answer for the counter. */
    of: async (counter: string, { reader, may, presence }: { reader: string; may: FindingDetail['may']; presence: Presence | null }): Promise<FindingDetail> => {
      const found = await find(counter, presence)
      const written = found || presence === null ? await entries.of(counter, reader) : []
      if (!found) return { finding: null, from: null, to: null, weeks: [], contributions: [], peers: [], expectedShare: null, entries: written.map((it) => ({ ...it, effect: null })), may, demo }
      const { finding, weeks, province } = found
      return {
        finding, ...windowOf(finding), weeks, may, demo, ...await readPeers(warehouse, { province, weekEnd: finding.weekEnd, counter }),
        contributions: await explainGap({ warehouse, procedures }, finding, { counters: countersOf(province), today: toHanoiDay(clock()) }), entries: await withEffects(finding, written),
      }
    },

    /** What explains it, which takes longer to find out. `mayName`: counters whose name the reader may know. */
    backgroundOf: async (counter: string, { mayName, presence }: { mayName: (counter: string) => boolean; presence: Presence | null }): Promise<FindingBackground> => {
      const found = await find(counter, presence)
      if (!found) return { from: null, to: null, reasons: [], outside: null, improved: [] }
      const { finding, province } = found
      const counters = countersOf(province)
      const { outside, expected } = await readOutside(deps, finding, counters)
      return {
        ...windowOf(finding), outside, reasons: await explainReasons({ warehouse, procedures }, finding, { counters, expected, today: toHanoiDay(clock()) }),
        improved: await readImproved(deps, finding, { province, mayName }),
      }
    },

    /** Throws 404 where there is no finding to say something to, 422 for days in the wrong order. */
    addEntry: async (entry: NewFindingEntry | NewOwnEntry, { counter, actor, presence }: { counter: string; actor: string; presence: Presence | null }): Promise<void> => {
      if (entry.kind === 'appeal' && entry.to <= entry.from) throw refuseDays(entry.to)
      const found = await find(counter, presence)
      if (!found) throw new AppError('not-found', 'Nothing was found of this counter yet that could be answered.')
      await entries.add(entry, { counter, weekEnd: found.finding.weekEnd, actor })
    },
  }
}
export type FindingDetails = ReturnType<typeof createFindingDetails>
