import type { DeviceDetail } from '../../../contract/device.ts'
import type { ListedDossier } from '../../../contract/dossier-clock.ts'
import { HANOI_OFFSET_MS } from '../../../contract/period.ts'

/** Late dossiers of a counter by the agency that had them in hand: the counter takes in and hands out. The most first. */
export function lateByAgency(rows: readonly Pick<ListedDossier, 'agencyCode' | 'agencyName'>[]): { code: string, name: ListedDossier['agencyName'], count: number }[] {
  const found = new Map<string, { code: string, name: ListedDossier['agencyName'], count: number }>()
  for (const { agencyCode: code, agencyName: name } of rows) {
    const known = found.get(code)
    if (known) known.count += 1
    else found.set(code, { code, name, count: 1 })
  }
  return [...found.values()].sort((one, other) => other.count - one.count || (one.code < other.code ? -1 : 1))
}

export type Outage = DeviceDetail['alarms'][number]
/** Troubles in which a citizen could not rate, or a rating could not arrive. */
const OUTAGES: ReadonlySet<Outage['kind']> = new Set(['unseen', 'silent-while-serving', 'queue-growing'])
const midnight = (day: string) => Date.parse(`${day}T00:00:00Z`) - HANOI_OFFSET_MS

/** Outages of tablets that touch the days `[from, to)`, the newest first. */
export const outagesWithin = (alarms: readonly Outage[], { from, to }: { from: string, to: string }): Outage[] =>
  alarms.filter(({ kind, since, until }) => OUTAGES.has(kind) && Date.parse(since) < midnight(to) && (until === null || Date.parse(until) > midnight(from)))
    .sort((one, other) => other.since.localeCompare(one.since))
