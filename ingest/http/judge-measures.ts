import { GROUP_SCORES, HANDLING_METRICS, measure, PORTAL_METRICS, type Measure } from '../../contract/measure.ts'
import type { RuleBreach } from '../../contract/problem.ts'
import type { RejectedItem } from '../../contract/rating.ts'
import { toRuleBreaches } from '../../platform/errors.ts'
import type { Places } from '../../registry/places.ts'
import type { MeasureRow } from '../queue/fact-batch.ts'

const CLOCKS_DIFFER_MS = 60_000
const KNOWN_METRICS: ReadonlySet<string> = new Set([...PORTAL_METRICS, ...HANDLING_METRICS, ...GROUP_SCORES])
/** Ids of indicators are words in small letters; which of them exist is known to the room that computes them. */
const INDICATOR_ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

interface Context { places: Places; /** the unit the sender may write for; null is the whole country */ unitCode: string | null; now: number }

export interface JudgedMeasures { rows: MeasureRow[]; accepted: string[]; rejected: RejectedItem[] }

/** Judges every measure on its own: one bad row never costs the good ones. What does not add up is no breach; it is shown beside the measure. */
export function judgeMeasures(items: readonly unknown[], { places, unitCode, now }: Context): JudgedMeasures {
  const judged: JudgedMeasures = { rows: [], accepted: [], rejected: [] }
  for (const [index, item] of items.entries()) {
    const parsed = measure.safeParse(item)
    const errors = parsed.success ? check(parsed.data, places, unitCode, now) : toRuleBreaches(parsed.error, item)
    if (parsed.success && errors.length === 0) {
      judged.rows.push(toRow(parsed.data))
      judged.accepted.push(`${parsed.data.unitCode} ${parsed.data.period} ${parsed.data.metric}`)
    } else judged.rejected.push({ index, errors })
  }
  return judged
}

function check(it: Measure, places: Places, unitCode: string | null, now: number): RuleBreach[] {
  const breaches: RuleBreach[] = []
  const breach = (field: keyof Measure, rule: string, message: string) => breaches.push({ pointer: `/${field}`, value: it[field], rule, message })
  if (!places.hasUnit(it.unitCode)) breach('unitCode', 'a registered unit', 'No unit of this code is registered.')
  else if (unitCode !== null && !places.isWithin(it.unitCode, unitCode)) breach('unitCode', `a unit within ${unitCode}`, 'This API key may not write for that unit.')
  if (!KNOWN_METRICS.has(it.metric) && !INDICATOR_ID.test(it.metric)) {
    breach('metric', `a metric of the portal, a group's points or the id of an indicator: ${[...KNOWN_METRICS].join(', ')}`, 'This metric is not known.')
  }
  if ((GROUP_SCORES as readonly string[]).includes(it.metric) && (it.value ?? null) === null) breach('value', 'points are given as a value', 'A group’s points have no counts.')
  if (Date.parse(it.reportedAt) > now + CLOCKS_DIFFER_MS) breach('reportedAt', 'reportedAt ≤ now + 60 s', 'This moment lies in the future.')
  return breaches
}

const toRow = (it: Measure): MeasureRow =>
  [it.unitCode, it.period, it.metric, it.source, it.numerator ?? null, it.denominator ?? null, it.value ?? null, Date.parse(it.reportedAt)]
