import { z } from 'zod'
import { FINDING_RATINGS_FROM, type CounterFinding, type FindingDetail } from '../../contract/finding.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { Places } from '../../registry/places.ts'
import { wilson } from '../statistics/wilson.ts'
import { METHOD } from '../detection/method.ts'

interface FoundRow {
  weekEnd: string; counter: string; province: string; n: number; windowMonths: number; observed: number; expected: number; posteriorMean: number
  p: number; pAdjusted: number; cusum: number; level: boolean; change: boolean; review: boolean
  validated: { n: number; observed: number; level: boolean; change: boolean } | null
}
const flag = z.number().transform((it) => it === 1)
const foundRow = z.object({
  weekEnd: z.string(), counter: z.string(), province: z.string(), n: z.number(), windowMonths: z.number(), observed: z.number(), expected: z.number(), posteriorMean: z.number(),
  p: z.number(), pAdjusted: z.number(), cusum: z.number(), level: flag, change: flag, review: flag,
  isValidated: flag, validatedN: z.number(), validatedObserved: z.number(), validatedLevel: flag, validatedChange: flag,
}).transform(({ isValidated, validatedN: n, validatedObserved: observed, validatedLevel: level, validatedChange: change, ...it }): FoundRow =>
  ({ ...it, validated: isValidated ? { n, observed, level, change } : null }))
const FOUND = `toString(week_end) AS weekEnd, toString(counter_code) AS counter, toString(province_code) AS province, n, window_months AS windowMonths, observed, expected,
  posterior_mean AS posteriorMean, p, p_adjusted AS pAdjusted, cusum, level, change, review,
  validated AS isValidated, validated_n AS validatedN, validated_observed AS validatedObserved, validated_level AS validatedLevel, validated_change AS validatedChange`
const BY_METHOD = 'method = {method:UInt16}'

const ofCounters = defineQuery<{ method: number; counters: readonly string[] }, FoundRow>({
  name: 'findings-of-counters', row: foundRow,
  sql: `SELECT ${FOUND} FROM counter_findings FINAL WHERE ${BY_METHOD} AND counter_code IN {counters:Array(String)} ORDER BY counter_code, week_end`,
})
const ofProvince = defineQuery<{ method: number; province: string; weekEnd: string }, { counter: string; n: number; observed: number; expected: number }>({
  name: 'findings-of-province',
  sql: `SELECT toString(counter_code) AS counter, n, observed, expected FROM counter_findings FINAL
        WHERE ${BY_METHOD} AND province_code = {province:String} AND week_end = {weekEnd:Date} AND n >= ${FINDING_RATINGS_FROM} AND expected > 0 ORDER BY counter_code`,
  row: z.object({ counter: z.string(), n: z.number(), observed: z.number(), expected: z.number() }),
})

const isFlagged = (it: Pick<FoundRow, 'level' | 'change'>) => it.level || it.change

/** The newest finding of each counter that has one of its last week, with since when. `weeks` come with it, the oldest first. */
export async function readFindings(warehouse: Warehouse, places: Pick<Places, 'nameOf'>, counters: readonly string[]): Promise<{ finding: CounterFinding; weeks: FindingDetail['weeks']; province: string }[]> {
  if (counters.length === 0) return []
  const byCounter = new Map<string, FoundRow[]>()
  for (const row of await warehouse.select(ofCounters, { method: METHOD.version, counters })) byCounter.set(row.counter, [...(byCounter.get(row.counter) ?? []), row])
  const newest = [...byCounter.values()].flatMap((rows) => rows.slice(-1)).reduce((last, it) => (it.weekEnd > last ? it.weekEnd : last), '')
  return [...byCounter.values()].flatMap((rows) => {
    const last = rows.at(-1)
    if (last?.weekEnd !== newest) return []
    return [{ finding: toFinding(last, rows, places), weeks: rows.map(({ weekEnd, level, change, observed, expected, n }) => ({ weekEnd, level, change, observed, expected, n })), province: last.province }]
  })
}

function toFinding(last: FoundRow, rows: readonly FoundRow[], places: Pick<Places, 'nameOf'>): CounterFinding {
  const before = rows.findLastIndex((it) => !isFlagged(it))
  const state = last.n < FINDING_RATINGS_FROM ? 'too-few' : last.review && isFlagged(last) ? 'review' : isFlagged(last) ? 'watch' : 'unremarkable'
  const { counter, province: _, review: __, validated, ...figures } = last
  const isOther = validated !== null && (validated.n !== last.n || isFlagged(validated) !== isFlagged(last))
  const interval = wilson(last.observed, last.n)
  return { ...figures, lower: interval?.lower ?? null, upper: interval?.upper ?? null, validated: isOther ? validated : null, counter: { code: counter, name: places.nameOf(counter) ?? { vi: counter, en: counter } }, state, since: isFlagged(last) ? rows[before + 1]?.weekEnd ?? null : null, method: METHOD.version }
}

/**
 * Every counter of a province that can be judged, as its share of dissatisfied would be if its work were that of the province: O/E times the share of
 * all. In the order of counts: the place in the list tells nobody's counter.
 */
export async function readPeers(warehouse: Warehouse, { province, weekEnd, counter }: { province: string; weekEnd: string; counter: string }): Promise<Pick<FindingDetail, 'peers' | 'expectedShare'>> {
  const rows = await warehouse.select(ofProvince, { method: METHOD.version, province, weekEnd })
  const [observed, ratings] = rows.reduce(([o, n], it) => [o + it.observed, n + it.n], [0, 0])
  const expectedShare = ratings > 0 ? observed / ratings : null
  const peers = rows.map((it) => ({ n: it.n, share: Math.min(1, (it.observed / it.expected) * (expectedShare ?? 0)), isOwn: it.counter === counter }))
  return { expectedShare, peers: peers.sort((a, b) => a.n - b.n || a.share - b.share) }
}
