import { z } from 'zod'
import { METHOD } from '../../analytics/detection/method.ts'
import { DISSATISFIED, provinceOf } from '../../analytics/findings/read-cells.ts'
import { compareShares } from '../../analytics/statistics/newcombe.ts'
import { wilson } from '../../analytics/statistics/wilson.ts'
import type { AlertFacts, AlertKind } from '../../contract/alert.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import { addDays } from '../../registry/working-calendar/days.ts'
import type { RuleAt } from './alert-rules.ts'
import { readGapSignals, readSilentSignals } from './read-tablet-signals.ts'
import type { Signal } from './signal.ts'

/** A counter that detection flags at the end of its newest week. */
export interface FlaggedCounter { counter: string; state: 'watch' | 'review'; n: number; observed: number; expected: number }
/** What detection has found last; the findings of `analytics/findings` are read by `createReadFlagged`. */
export type ReadFlagged = () => Promise<FlaggedCounter[]>

/** A rating whose giver wants an answer and whose case is not closed; `score` of `scale`. */
export interface AwaitedAnswer { contactId: string; counterCode: string; score: number; scale: number; since: number }

export interface SignalDeps {
  warehouse: Warehouse; record: RecordStore; places: PlaceIndex; clock: Clock; readFlagged: ReadFlagged; readAwaited: () => Promise<AwaitedAnswer[]>
}

const flagged = defineQuery<{ method: number }, { counter: string; n: number; observed: number; expected: number; review: number }>({
  name: 'flagged-counters', lane: 'job',
  sql: `SELECT toString(counter_code) AS counter, n, observed, expected, review FROM counter_findings FINAL
        WHERE method = {method:UInt16} AND week_end = (SELECT max(week_end) FROM counter_findings WHERE method = {method:UInt16}) AND (level = 1 OR change = 1) ORDER BY counter`,
  row: z.object({ counter: z.string(), n: z.number(), observed: z.number(), expected: z.number(), review: z.number() }),
})

/** Reads the findings of the newest week that was judged. */
export const createReadFlagged = (warehouse: Warehouse): ReadFlagged => async () =>
  (await warehouse.select(flagged, { method: METHOD.version })).map(({ review, ...it }) => ({ ...it, state: review === 1 ? 'review' : 'watch' }))

const shares = defineQuery<{ from: string; to: string }, { counter: string; n: number; bad: number }>({
  name: 'dissatisfied-of-counters', lane: 'job',
  sql: `SELECT toString(counter_code) AS counter, sum(ratings) AS n, sumIf(ratings, ${DISSATISFIED}) AS bad FROM rating_daily FINAL
        WHERE is_deleted = 0 AND day >= {from:Date} AND day < {to:Date} GROUP BY counter HAVING bad > 0 ORDER BY counter`,
  row: z.object({ counter: z.string(), n: z.coerce.number(), bad: z.coerce.number() }),
})

interface LateCounts { centre: string; late: number; resolved: number; lateBefore: number; resolvedBefore: number }
const lateness = defineQuery<{ before: string; from: string; to: string }, LateCounts>({
  name: 'late-of-centres', lane: 'job',
  sql: `SELECT toString(centre_code) AS centre, sumIf(resolved_late, day >= {from:Date}) AS late, sumIf(cell.resolved, day >= {from:Date}) AS resolved,
          sumIf(resolved_late, day < {from:Date}) AS lateBefore, sumIf(cell.resolved, day < {from:Date}) AS resolvedBefore
        FROM dossier_daily AS cell FINAL WHERE is_deleted = 0 AND day >= {before:Date} AND day < {to:Date} AND centre_code != '' GROUP BY centre ORDER BY centre`,
  row: z.object({ centre: z.string(), late: z.coerce.number(), resolved: z.coerce.number(), lateBefore: z.coerce.number(), resolvedBefore: z.coerce.number() }),
})
/** The days before are so many times as many. */
const BEFORE_FACTOR = 4

/** Everything each kind of rule finds at this moment, by the rule that holds where it lies. */
export function createSignals(deps: SignalDeps) {
  const { warehouse, places, clock, readFlagged, readAwaited } = deps

  /** Nothing where the registry knows no centre any more: nobody could be told. */
  const placed = (placeCode: string, more: { subject: string; facts: AlertFacts; since: number }): Signal[] => {
    const centreCode = places.hasCounter(placeCode) ? places.centreOf(placeCode) : placeCode
    if (centreCode === null || !places.hasUnit(centreCode)) return []
    return [{ ...more, placeCode, centreCode, provinceCode: provinceOf(places, centreCode) }]
  }
  const centreOf = (placeCode: string) => places.centreOf(placeCode) ?? placeCode
  const daysOf = (kind: 'dissatisfied-share' | 'late-dossiers', ruleAt: RuleAt): number[] => [...new Set(places.unitsOn(toHanoiDay(clock())).filter((it) => it.kind === 'centre').map((it) => ruleAt(kind, it.code).settings.days))]
  const hundredth = (value: number) => Math.round(value * 10_000) / 10_000

  const readers: Record<AlertKind, (ruleAt: RuleAt) => Promise<Signal[]>> = {
    /** Full days alone: of the running day it would tell who has just given one star. */
    'dissatisfied-share': async (ruleAt) => {
      const today = toHanoiDay(clock())
      const found: Signal[] = []
      for (const days of daysOf('dissatisfied-share', ruleAt)) {
        for (const { counter, n, bad } of await warehouse.select(shares, { from: addDays(today, -days), to: today })) {
          const { isOn, settings } = ruleAt('dissatisfied-share', centreOf(counter))
          const interval = wilson(bad, n)
          if (!isOn || settings.days !== days || n < settings.least || interval === null || interval.lower <= settings.share) continue
          found.push(...placed(counter, { subject: counter, since: clock(), facts: { n, dissatisfied: bad, lower: hundredth(interval.lower), upper: hundredth(interval.upper), limit: settings.share, days } }))
        }
      }
      return found
    },

    'counter-finding': async (ruleAt) => (await readFlagged()).flatMap(({ counter, state, n, observed, expected }) => {
      const { isOn, settings } = ruleAt('counter-finding', centreOf(counter))
      return isOn && (settings.from === 'watch' || state === 'review') ? placed(counter, { subject: counter, since: clock(), facts: { n, observed: Math.round(observed), expected: Math.round(expected), state } }) : []
    }),

    /** Of three levels the lowest alone is very bad. */
    'very-bad-rating': async (ruleAt) => (await readAwaited()).flatMap(({ contactId, counterCode, score, scale, since }) => {
      const { isOn, settings } = ruleAt('very-bad-rating', centreOf(counterCode))
      return isOn && score <= (scale === 5 ? settings.score : 1) ? placed(counterCode, { subject: contactId, since, facts: { score, scale } }) : []
    }),

    'silent-tablets': async (ruleAt) => (await readSilentSignals(deps)).flatMap(({ counterCode, since, ...it }) => {
      const { isOn, settings } = ruleAt('silent-tablets', centreOf(counterCode))
      return isOn && clock() - since >= settings.minutes * 60_000 ? placed(counterCode, { ...it, since }) : []
    }),

    'ingest-gap': async (ruleAt) => (await readGapSignals(deps)).flatMap(({ counterCode, since, ...it }) => {
      const { isOn, settings } = ruleAt('ingest-gap', centreOf(counterCode))
      return isOn && clock() - since >= settings.hours * 3_600_000 ? placed(counterCode, { ...it, since }) : []
    }),

    'late-dossiers': async (ruleAt) => {
      const today = toHanoiDay(clock())
      const found: Signal[] = []
      for (const days of daysOf('late-dossiers', ruleAt)) {
        const from = addDays(today, -days)
        for (const { centre, ...counts } of await warehouse.select(lateness, { before: addDays(from, -days * BEFORE_FACTOR), from, to: today })) {
          const { isOn, settings } = ruleAt('late-dossiers', centre)
          const rise = compareShares({ k: counts.late, n: counts.resolved }, { k: counts.lateBefore, n: counts.resolvedBefore })
          if (!isOn || settings.days !== days || counts.late < settings.least || rise === null || rise.lower <= 0) continue
          found.push(...placed(centre, { subject: centre, since: clock(), facts: { ...counts, days } }))
        }
      }
      return found
    },
  }
  return { read: (kind: AlertKind, ruleAt: RuleAt): Promise<Signal[]> => readers[kind](ruleAt) }
}
export type Signals = ReturnType<typeof createSignals>
