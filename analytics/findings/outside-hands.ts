import { z } from 'zod'
import type { CounterFinding } from '../../contract/finding.ts'
import type { FindingBackground } from '../../contract/finding-background.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { outagesAt, type Outage } from '../../registry/devices/outages.ts'
import { listServed, type ServedSpan } from '../../registry/officials/read-officials.ts'
import type { EpochSpan, OpenSpans } from '../../registry/opening-hours/open-spans.ts'
import type { Places } from '../../registry/places.ts'
import type { ProcedureIndex } from '../../registry/procedures/procedure-index.ts'
import { addDays, toDayStart } from '../../registry/working-calendar/days.ts'
import { windowOf } from './explain-finding.ts'
import { DISSATISFIED, FIELD, sectorParams } from './read-cells.ts'

export interface OutsideDeps {
  warehouse: Warehouse; record: RecordStore; places: Pick<Places, 'nameOf'>; procedures: ProcedureIndex; openingHours: Pick<OpenSpans, 'openSpansOn'>; clock: Clock
}

/** Half of the open hours without anybody, and the day counts as one without staff. */
const MISSING_SHARE = 0.5

const lateEnds = defineQuery<{ counter: string; from: string; to: string }, { agency: string; late: number }>({
  name: 'late-ends-by-agency',
  sql: `SELECT toString(agency_code) AS agency, sum(ended_late) AS late FROM dossier_daily FINAL
        WHERE is_deleted = 0 AND counter_code = {counter:String} AND day >= {from:Date} AND day < {to:Date} GROUP BY agency HAVING late > 0 ORDER BY late DESC, agency`,
  row: z.object({ agency: z.string(), late: z.coerce.number() }),
})

interface Counted { n: number; observed: number; expected: number }
interface Of { [name: string]: unknown; counter: string; counters: readonly string[]; from: string; to: string; without: readonly string[]; procedures: string[]; sectors: string[] }
const withAndWithout = defineQuery<Of, { all: Counted; kept: Counted }>({
  name: 'counter-without-days',
  sql: `SELECT sum(rated) AS n, sum(bad) AS observed, sum(rated * share) AS expected, sumIf(rated, is_kept) AS kept_n, sumIf(bad, is_kept) AS kept_observed, sumIf(rated * share, is_kept) AS kept_expected FROM
          (SELECT ${FIELD} AS field, NOT has({without:Array(String)}, toString(day)) AS is_kept, sum(ratings) AS rated, sumIf(ratings, ${DISSATISFIED}) AS bad FROM rating_daily FINAL
            WHERE is_deleted = 0 AND counter_code = {counter:String} AND day >= {from:Date} AND day < {to:Date} GROUP BY field, is_kept) AS own
        INNER JOIN (SELECT ${FIELD} AS field, sumIf(ratings, ${DISSATISFIED}) / sum(ratings) AS share FROM rating_daily FINAL
            WHERE is_deleted = 0 AND counter_code IN {counters:Array(String)} AND day >= {from:Date} AND day < {to:Date} GROUP BY field) AS province USING (field)`,
  row: z.object({ n: z.coerce.number(), observed: z.coerce.number(), expected: z.coerce.number(), kept_n: z.coerce.number(), kept_observed: z.coerce.number(), kept_expected: z.coerce.number() })
    .transform(({ n, observed, expected, kept_n, kept_observed, kept_expected }) => ({ all: { n, observed, expected }, kept: { n: kept_n, observed: kept_observed, expected: kept_expected } })),
})

/** The days `[from, to)`. */
function daysOf({ from, to }: { from: string; to: string }): string[] {
  const days: string[] = []
  for (let day = from; day < to; day = addDays(day, 1)) days.push(day)
  return days
}

const overlap = (one: EpochSpan, other: EpochSpan) => Math.max(0, Math.min(one.to, other.to) - Math.max(one.from, other.from))
const lengthOf = (spans: readonly EpochSpan[]) => spans.reduce((sum, it) => sum + it.to - it.from, 0)

/**
 * Of these days those on which nobody had the counter for half of its open hours or more. A counter has one official at a time, so stretches do not
 * overlap. Days before the first shift are not judged: the list had not begun. Null where no shift reaches into the days.
 */
export function findUnstaffed(days: readonly string[], served: readonly ServedSpan[], openSpansOn: (day: string) => readonly EpochSpan[]): string[] | null {
  const [first] = served
  const start = days[0] === undefined ? Infinity : toDayStart(days[0])
  if (!first || !served.some((it) => it.to === null || it.to > start)) return null
  const begins = toHanoiDay(first.from)
  return days.filter((day) => {
    const open = openSpansOn(day)
    if (open.length === 0 || day < begins) return false
    const staffed = open.reduce((sum, span) => sum + served.reduce((all, it) => all + overlap(span, { from: it.from, to: it.to ?? Infinity }), 0), 0)
    return lengthOf(open) - staffed >= MISSING_SHARE * lengthOf(open)
  })
}

const daysOfOutages = (days: readonly string[], outages: readonly Outage[], openSpansOn: (day: string) => readonly EpochSpan[]) =>
  days.filter((day) => openSpansOn(day).some((span) => outages.some((it) => overlap(span, { from: Date.parse(it.since), to: it.until === null ? Infinity : Date.parse(it.until) }) > 0)))

/**
 * What was not in the hands of those at the counter in the finding's window, and how it stands without those days. `expected` is what the province's
 * shares make of all its ratings, from which the finding's own expected was moved to its centre's level: what is left is moved as far.
 */
export async function readOutside(
  { warehouse, record, places, procedures, openingHours, clock }: OutsideDeps, finding: CounterFinding, counters: readonly string[],
): Promise<{ outside: FindingBackground['outside']; expected: number }> {
  const counter = finding.counter.code
  const window = windowOf(finding)
  const days = daysOf(window)
  const openSpansOn = (day: string) => openingHours.openSpansOn(counter, day)
  const [late, outages, served] = [await warehouse.select(lateEnds, { counter, ...window }), await outagesAt(record, { counter, ...window }), await listServed(record, { counter, to: window.to })]
  const unstaffed = findUnstaffed(days, served, openSpansOn)
  const without = [...new Set([...unstaffed ?? [], ...daysOfOutages(days, outages, openSpansOn)])]
  const [counted] = await warehouse.select(withAndWithout, { counter, counters, ...window, without, ...sectorParams(procedures, toHanoiDay(clock())) })
  const expected = counted?.all.expected ?? 0
  const factor = expected > 0 ? finding.expected / expected : 0
  const agencies = late.map((it) => ({ code: it.agency, name: places.nameOf(it.agency) ?? { vi: it.agency, en: it.agency }, late: it.late }))
  return {
    expected,
    outside: {
      late: agencies.reduce((sum, it) => sum + it.late, 0), agencies, outages, unstaffed, days: without.length,
      without: without.length > 0 && counted ? { ...counted.kept, expected: counted.kept.expected * factor } : null,
    },
  }
}
