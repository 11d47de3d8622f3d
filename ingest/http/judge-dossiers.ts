import { dossier, type Dossier } from '../../contract/dossier.ts'
import type { RuleBreach } from '../../contract/problem.ts'
import type { RejectedItem } from '../../contract/rating.ts'
import { toRuleBreaches } from '../../platform/errors.ts'
import type { Places } from '../../registry/places.ts'
import type { DossierRow } from '../queue/fact-batch.ts'

export interface JudgedDossiers { rows: DossierRow[]; accepted: string[]; rejected: RejectedItem[] }

interface Context { places: Places; /** the unit the sender may write for; null is the whole country */ unitCode: string | null; now: number }

/** Judges every dossier on its own: one bad row never costs the good ones. */
export function judgeDossiers(items: readonly unknown[], { places, unitCode, now }: Context): JudgedDossiers {
  const judged: JudgedDossiers = { rows: [], accepted: [], rejected: [] }
  for (const [index, item] of items.entries()) {
    const parsed = dossier.safeParse(item)
    const errors = parsed.success ? check(parsed.data, places, unitCode, now) : toRuleBreaches(parsed.error, item)
    if (parsed.success && errors.length === 0) {
      judged.rows.push(toRow(parsed.data))
      judged.accepted.push(parsed.data.code)
    } else {
      const sent = (item as { code?: unknown } | null)?.code
      judged.rejected.push({ index, ...(typeof sent === 'string' && sent.length <= 100 ? { id: sent } : {}), errors })
    }
  }
  return judged
}

const CLOCKS_DIFFER_MS = 60_000

function check(it: Dossier, places: Places, unitCode: string | null, now: number): RuleBreach[] {
  const breaches: RuleBreach[] = []
  const breach = (field: keyof Dossier, rule: string, message: string) =>
    breaches.push({ pointer: `/${field}`, value: it[field], rule, message })
  if (!places.hasUnit(it.agencyCode)) breach('agencyCode', 'a registered agency', 'No unit of this code is registered.')
  else if (unitCode !== null && !places.isWithin(it.agencyCode, unitCode) && !(it.centreCode && places.isWithin(it.centreCode, unitCode))) {
    breach('agencyCode', `a unit within ${unitCode}`, 'This API key may not write for that agency.')
  }
  if (it.centreCode && !places.hasUnit(it.centreCode)) breach('centreCode', 'a registered centre', 'No unit of this code is registered.')
  if (it.counterCode && !places.counterAt(it.counterCode, Date.parse(it.receivedAt))) {
    breach('counterCode', 'a counter open on that day', 'No counter of this code is registered for the day of receipt.')
  }
  for (const field of ['receivedAt', 'updatedAt'] as const) {
    if (Date.parse(it[field]) > now + CLOCKS_DIFFER_MS) breach(field, `${field} ≤ now + 60 s`, 'This moment lies in the future.')
  }
  return breaches
}

const toMs = (instant: string | null | undefined) => (instant ? Date.parse(instant) : null)

const toRow = (it: Dossier): DossierRow => [
  it.agencyCode, it.code, it.centreCode ?? '', it.counterCode ?? '', it.procedureCode ?? '', it.sectorCode ?? '', it.channel, it.status,
  Date.parse(it.receivedAt), toMs(it.dueAt), toMs(it.finishedAt), toMs(it.returnedAt),
  (it.supplements ?? []).map((supplement) => [Date.parse(supplement.requestedAt), toMs(supplement.completedAt)]),
  it.components ?? 0, it.componentsDigitised ?? 0, it.componentsReused ?? 0, it.resultElectronic ?? false, it.onlineEligible ?? true,
  it.fee ?? 0, it.paid ?? false, it.paidOnline ?? 'no', Date.parse(it.updatedAt),
]
