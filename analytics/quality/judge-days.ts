import type { Clock } from '../../platform/clock.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { OpenSpans } from '../../registry/opening-hours/open-spans.ts'
import { judgeTaps, QUALITY_METHOD, type TapVerdict } from '../detection/quality-bits.ts'
import { toHoursMark, type CentreDay } from './due-days.ts'
import type { QualityDecisions } from './quality-decisions.ts'
import { readTaps, readUsual, storedTap, toScoreKey, type StoredTap } from './read-days.ts'

export interface JudgeDaysDeps { warehouse: Warehouse; openingHours: Pick<OpenSpans, 'openSpansOn'>; decisions: QualityDecisions; clock: Clock }

const judgedBefore = defineQuery<{ detector: number; day: string; centres: readonly string[] }, StoredTap>({
  name: 'odd-before', lane: 'job', row: storedTap,
  sql: `SELECT toString(centre_code) AS centre, toString(counter_code) AS counter, toString(sender) AS by, toString(id) AS rating, toUnixTimestamp64Milli(corrected_at) AS at, scale, score FROM rating_quality FINAL
        WHERE detector = {detector:UInt16} AND day = {day:Date} AND centre_code IN {centres:Array(String)} AND (bits > 0 OR excluded = 1)`,
})

const COLUMNS = ['day', 'centre_code', 'counter_code', 'sender', 'id', 'detector', 'corrected_at', 'scale', 'score', 'bits', 'excluded', 'judged_at'] as const

/** Judges the ratings of some centres on one day, device by device, and replaces what stood beside them. May run twice. */
export async function judgeDay(deps: JudgeDaysDeps, day: string, cells: readonly Omit<CentreDay, 'day'>[]): Promise<void> {
  const { warehouse, decisions, openingHours, clock } = deps
  const centres = cells.map((it) => it.centre)
  const before = new Map((await warehouse.select(judgedBefore, { detector: QUALITY_METHOD.version, day, centres })).map((it) => [toKey(it), it]))
  const judgedAt = new Date(clock()).toISOString()
  const usual = await readUsual(warehouse, { day, centres })
  const decided = await decisions.ofDay(day)
  const counters = new Map<string, Set<string>>()
  const rows: unknown[][] = []
  const keep = (tap: StoredTap, bits: number, leaves: boolean) =>
    rows.push([day, tap.centre, tap.counter, tap.sender, tap.id, QUALITY_METHOD.version, new Date(tap.at).toISOString(), tap.scale, tap.score, bits, leaves ? 1 : 0, judgedAt])
  for (const taps of byDevice(await readTaps(warehouse, { day, centres }))) {
    const [{ centre, counter, sender }] = taps as [StoredTap]
    counters.set(centre, (counters.get(centre) ?? new Set()).add(counter))
    const decision = decided.get(`${counter} ${sender}`)?.decision
    const verdicts = judgeTaps(taps.map((it) => ({ at: it.at, score: toScoreKey(it) })), { ...usual(counter), ...hoursOf(openingHours, counter, day) })
    taps.forEach((tap, index) => {
      const { bits, excluded } = verdicts[index] as TapVerdict
      const leaves = decision === 'exclude' || (excluded && decision !== 'restore')
      if (before.delete(toKey(tap)) || bits > 0 || leaves) keep(tap, bits, leaves)
    })
  }
  // What is left of before is no rating of this day and place any more: an earlier delivery has come, with another time or counter.
  for (const gone of before.values()) keep(gone, 0, false)
  await warehouse.insert('rating_quality', COLUMNS, rows)
  await warehouse.insert('judged_days', ['day', 'centre_code', 'detector', 'version', 'served', 'counters', 'hours', 'judged_at'], cells.map(({ centre, version, served }) => {
    const rated = [...counters.get(centre) ?? []].sort()
    return [day, centre, QUALITY_METHOD.version, version, served, rated, toHoursMark(openingHours, rated, day), judgedAt]
  }))
}

const toKey = ({ centre, counter, sender, id }: StoredTap) => [centre, counter, sender, id].join(' ')

function byDevice(taps: readonly StoredTap[]): StoredTap[][] {
  const groups: StoredTap[][] = []
  for (const tap of taps) {
    const last = groups.at(-1)
    if (last?.[0]?.counter === tap.counter && last[0].sender === tap.sender) last.push(tap)
    else groups.push([tap])
  }
  return groups
}

/** A day without hours at all, as a holiday on which a centre opened after all, says nothing about ratings outside of them. */
function hoursOf({ openSpansOn }: Pick<OpenSpans, 'openSpansOn'>, counter: string, day: string): { isOpen(at: number): boolean; closesAt: number | null } {
  const spans = openSpansOn(counter, day)
  const grace = QUALITY_METHOD.graceMs
  return { isOpen: (at) => spans.length === 0 || spans.some((it) => at >= it.from - grace && at < it.to + grace), closesAt: spans.at(-1)?.to ?? null }
}
