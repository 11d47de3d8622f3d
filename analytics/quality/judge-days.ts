import { z } from 'zod'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { OpenSpans } from '../../registry/opening-hours/open-spans.ts'
import { judgeTaps, QUALITY_METHOD, type TapVerdict } from '../detection/quality-bits.ts'
import type { QualityDecisions } from './quality-decisions.ts'
import { readTaps, readUsual, toScoreKey, type StoredTap } from './read-days.ts'

export interface JudgeDaysDeps { warehouse: Warehouse; openingHours: Pick<OpenSpans, 'openSpansOn'>; decisions: QualityDecisions; clock: Clock }
export interface CentreDay { day: string; centre: string; version: number }

const MOST_AT_ONCE = 500
const dueDays = defineQuery<{ detector: number; today: string }, CentreDay>({
  name: 'days-to-judge', lane: 'job',
  sql: `SELECT toString(counted.day) AS of_day, toString(counted.centre_code) AS centre, newest AS version FROM
          (SELECT day, centre_code, max(version) AS newest FROM rating_daily WHERE day < {today:Date} GROUP BY day, centre_code) AS counted
        LEFT JOIN (SELECT day, centre_code, max(version) AS judged FROM judged_days FINAL WHERE detector = {detector:UInt16} GROUP BY day, centre_code) AS known
          ON known.day = counted.day AND known.centre_code = counted.centre_code
        WHERE newest > judged ORDER BY counted.day DESC, centre LIMIT ${MOST_AT_ONCE}`,
  row: z.object({ of_day: z.string(), centre: z.string(), version: z.coerce.number() }).transform((it) => ({ day: it.of_day, centre: it.centre, version: it.version })),
})
const judgedBefore = defineQuery<{ detector: number; day: string; centres: readonly string[] }, { id: string }>({
  name: 'odd-before', lane: 'job', row: z.object({ id: z.string() }),
  sql: 'SELECT toString(id) AS id FROM rating_quality FINAL WHERE detector = {detector:UInt16} AND day = {day:Date} AND centre_code IN {centres:Array(String)} AND (bits > 0 OR excluded = 1)',
})

/** Days of centres that are over and whose ratings have changed since they were judged, the newest first, at most 500. */
export const findDueDays = async ({ warehouse, clock }: Pick<JudgeDaysDeps, 'warehouse' | 'clock'>): Promise<CentreDay[]> =>
  await warehouse.select(dueDays, { detector: QUALITY_METHOD.version, today: toHanoiDay(clock()) })

const COLUMNS = ['day', 'centre_code', 'counter_code', 'sender', 'id', 'detector', 'corrected_at', 'scale', 'score', 'bits', 'excluded', 'judged_at'] as const

/** Judges the ratings of some centres on one day, device by device, and replaces what stood beside them. May run twice. */
export async function judgeDay(deps: JudgeDaysDeps, day: string, cells: readonly Pick<CentreDay, 'centre' | 'version'>[]): Promise<void> {
  const { warehouse, decisions, clock } = deps
  const centres = cells.map((it) => it.centre)
  const before = new Set((await warehouse.select(judgedBefore, { detector: QUALITY_METHOD.version, day, centres })).map((it) => it.id))
  const judgedAt = new Date(clock()).toISOString()
  const usual = await readUsual(warehouse, { day, centres })
  const decided = await decisions.ofDay(day)
  const rows: unknown[][] = []
  for (const taps of byDevice(await readTaps(warehouse, { day, centres }))) {
    const [{ centre, counter, sender }] = taps as [StoredTap]
    const decision = decided.get(`${counter} ${sender}`)?.decision
    const verdicts = judgeTaps(taps.map((it) => ({ at: it.at, score: toScoreKey(it) })), { ...usual(counter), ...hoursOf(deps.openingHours, counter, day) })
    taps.forEach((tap, index) => {
      const { bits, excluded } = verdicts[index] as TapVerdict
      const leaves = decision === 'exclude' || (excluded && decision !== 'restore')
      if (bits > 0 || leaves || before.has(tap.id)) rows.push([day, centre, counter, sender, tap.id, QUALITY_METHOD.version, new Date(tap.at).toISOString(), tap.scale, tap.score, bits, leaves ? 1 : 0, judgedAt])
    })
  }
  await warehouse.insert('rating_quality', COLUMNS, rows)
  await warehouse.insert('judged_days', ['day', 'centre_code', 'detector', 'version', 'judged_at'], cells.map((it) => [day, it.centre, QUALITY_METHOD.version, it.version, judgedAt]))
}

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
