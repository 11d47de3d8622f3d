import { randomBytes } from 'node:crypto'
import type { Dossier } from '../../contract/dossier.ts'
import type { Rating } from '../../contract/rating.ts'

/** A UUIDv7 of now. */
export function newEventId(at = Date.now()): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(at, 0, 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

export const aRating = (counterCode: string, over: Partial<Rating> = {}): Rating => ({
  id: newEventId(), occurredAt: '2026-10-14T09:00:00.000+07:00', scale: 5, score: 5, counterCode, ...over,
})

let dossiers = 0
/** A dossier received on Monday 2 March 2026, due on the 9th, resolved in time. */
export const aDossier = (centre: string, over: Partial<Dossier> = {}): Dossier => ({
  code: `${centre}-20260302-${String(++dossiers).padStart(7, '0')}`, agencyCode: `${centre}A`, centreCode: centre, counterCode: `${centre}.Q1`,
  procedureCode: '1.001234', sectorCode: 'LV01', channel: 'direct', status: 9,
  receivedAt: '2026-03-02T08:00:00+07:00', dueAt: '2026-03-09T17:00:00+07:00', finishedAt: '2026-03-06T10:00:00+07:00',
  supplements: [{ requestedAt: '2026-03-03T08:00:00+07:00', completedAt: '2026-03-04T08:00:00+07:00' }, { requestedAt: '2026-03-04T09:00:00+07:00' }],
  components: 2, componentsDigitised: 0, resultElectronic: false, onlineEligible: true, fee: 0, paid: false, paidOnline: 'no',
  updatedAt: '2026-03-06T10:00:00+07:00', ...over,
})
