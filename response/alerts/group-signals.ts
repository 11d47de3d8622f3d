import type { AlertKind, AlertScope } from '../../contract/alert.ts'
import type { Signal } from './signal.ts'

/** So many things of one kind that last at one centre at once are told as one, and so many in a province where they lie at several centres. */
export const CENTRE_STORM = 3
export const PROVINCE_STORM = 10

/** An alert that lasts, as far as it can take in more of its kind. */
export interface OpenAlert { id: string; scope: AlertScope; unitCode: string }
/** What lasts already, in whichever alert. */
export interface LastingSubject { subject: string; centreCode: string; provinceCode: string }

/** Subjects that go into an alert that is there, and alerts that are new with theirs. */
export interface Grouping { joined: { alertId: string; signals: Signal[] }[]; raised: { scope: AlertScope; unitCode: string; signals: Signal[] }[] }

const groupBy = <T>(all: readonly T[], keyOf: (it: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>()
  for (const it of all) groups.set(keyOf(it), [...(groups.get(keyOf(it)) ?? []), it])
  return groups
}

/**
 * Says into which alerts new signals go, so that a network that fails rings once and not once for each tablet. What belongs to a province or centre
 * that has a gathering alert joins it. Of the rest, whatever makes a storm together with what lasts already is one alert: of the province where it
 * lies at several centres, else of the centre. So what falls silent one after the other is gathered too, after a few single alerts.
 *
 * Each rating whose giver waits for an answer stands for one person and is never gathered.
 */
export function groupSignals(kind: AlertKind, fresh: readonly Signal[], open: readonly OpenAlert[], lasting: readonly LastingSubject[]): Grouping {
  const grouping: Grouping = { joined: [], raised: [] }
  if (kind === 'very-bad-rating') return { joined: [], raised: fresh.map((it) => ({ scope: 'single', unitCode: it.centreCode, signals: [it] })) }
  const gathering = (scope: AlertScope, unitCode: string) => open.find((it) => it.scope === scope && it.unitCode === unitCode)

  for (const [province, ofProvince] of groupBy(fresh, (it) => it.provinceCode)) {
    const there = gathering('province', province)
    if (there) {
      grouping.joined.push({ alertId: there.id, signals: ofProvince })
      continue
    }
    const lastingHere = lasting.filter((it) => it.provinceCode === province)
    const centres = new Set([...ofProvince, ...lastingHere].map((it) => it.centreCode))
    if (centres.size > 1 && ofProvince.length + lastingHere.length >= PROVINCE_STORM) {
      grouping.raised.push({ scope: 'province', unitCode: province, signals: ofProvince })
      continue
    }
    for (const [centre, ofCentre] of groupBy(ofProvince, (it) => it.centreCode)) {
      const atCentre = gathering('centre', centre)
      const all = ofCentre.length + lastingHere.filter((it) => it.centreCode === centre).length
      if (atCentre) grouping.joined.push({ alertId: atCentre.id, signals: ofCentre })
      else if (all >= CENTRE_STORM) grouping.raised.push({ scope: 'centre', unitCode: centre, signals: ofCentre })
      else for (const it of ofCentre) grouping.raised.push({ scope: 'single', unitCode: centre, signals: [it] })
    }
  }
  return grouping
}
