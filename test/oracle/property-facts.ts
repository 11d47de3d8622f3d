import type { RatingFact } from '../../ingest/pipeline/rating-fact.ts'
import type { DossierRow } from '../../ingest/queue/fact-batch.ts'
import { createRandom } from '../../simulate/random.ts'
import { newEventId } from '../support/events.ts'
import { currentRatings } from './naive-indicators.ts'
import { placesOf, randomDossiers, randomRatings, type SeedPlaces } from './random-facts.ts'

/** No other test has facts in this province: its sums are those of the properties alone. */
export const PROVINCE = '68'

/** Facts that are sent to places of their own: in parts, in any order, and again. */
export interface Facts { ratings: RatingFact[]; dossiers: DossierRow[] }

const CENTRE = 2
const PROCEDURE = 4
const SECTOR = 5

export const placesNamed = (name: string): SeedPlaces => placesOf(0, { name, province: PROVINCE })

/**
 * The facts of one seed under codes of the name's own, so that several deliveries of them stand beside each other. Each event has one
 * content; of a dossier with two states the first lay at another centre with every fifth, as when it had been entered at the wrong one.
 */
export function factsOf(places: SeedPlaces, { ratings, dossiers }: { ratings: number; dossiers: number }): Facts {
  const random = createRandom('property-facts')
  const own = (code: string) => (code === '' ? '' : `${places.centres[0].split('.')[0]}-${code}`)
  const rows = randomDossiers(places, dossiers)
  return {
    ratings: currentRatings(randomRatings(places, ratings)).map((it) => ({ ...it, procedureCode: own(it.procedureCode) })),
    dossiers: rows.map((row, index) => {
      const isFirstOfTwo = rows[index + 1]?.[1] === row[1]
      const copy: DossierRow = [...row]
      if (isFirstOfTwo && random.chance(0.2)) copy[CENTRE] = places.centres[2]
      copy[PROCEDURE] = own(row[PROCEDURE])
      copy[SECTOR] = own(row[SECTOR])
      return copy
    }),
  }
}

const at = (day: string) => Date.parse(`${day}T09:00:00+07:00`)
/** Received on 6 October 2025, resolved the next day, in time. */
const aRow = (places: SeedPlaces, centre: string, index: number): DossierRow => [
  places.agencies[0], `${centre}-${index}`, centre, '', '', '', 'direct', 9, at('2025-10-06'), at('2025-10-10'), at('2025-10-07'), null, [], 2, 1, 1, true, true, 50_000, true, 'national', at('2025-10-08'),
]
const [STATUS, DUE, FINISHED] = [7, 9, 10]
const [COMPONENTS, DIGITISED, REUSED, FEE, PAID] = [13, 14, 15, 18, 19]
const PER_CENTRE = 12

/** Centres at which some denominators are empty, and others are not: what is told of them in words, and the dossiers and ratings there. */
export function factsWithEmptyDenominators(one: SeedPlaces, other: SeedPlaces): (Facts & { centre: string; why: string })[] {
  const dossiersAt = (places: SeedPlaces, centre: string, changes: Record<number, unknown>): DossierRow[] =>
    Array.from({ length: PER_CENTRE }, (_, index) => aRow(places, centre, index).map((cell, column) => (column in changes ? changes[column] : cell)) as DossierRow)
  const threeFaces = Array.from({ length: PER_CENTRE }, (_, index): RatingFact => ({
    sender: 'system:properties', id: newEventId(at('2025-10-06')), seq: 0, occurredAt: at('2025-10-06'), correctedAt: at('2025-10-06'), sentAt: at('2025-10-06'), receivedAt: at('2025-10-06'),
    centreCode: other.centres[2], counterCode: other.counters[3] ?? '', procedureCode: '', officialCode: '', channel: '', scale: 3, score: 1 + (index % 3), reasons: [], comment: '', language: 'vi', trigger: 'citizen',
    dossierCode: '', dossierHash: '', flags: [], contentHash: String(1 + index),
  }))
  return [
    { centre: one.centres[0], why: 'no facts at all', ratings: [], dossiers: [] },
    { centre: one.centres[1], why: 'withdrawn dossiers only', ratings: [], dossiers: dossiersAt(one, one.centres[1], { [STATUS]: 7, [FINISHED]: null }) },
    { centre: one.centres[2], why: 'dossiers without an appointment only', ratings: [], dossiers: dossiersAt(one, one.centres[2], { [DUE]: null }) },
    { centre: other.centres[0], why: 'fees of zero and no papers', ratings: [], dossiers: dossiersAt(other, other.centres[0], { [FEE]: 0, [PAID]: false, [COMPONENTS]: 0, [DIGITISED]: 0, [REUSED]: 0 }) },
    { centre: other.centres[1], why: 'nothing finished, nothing due yet', ratings: [], dossiers: dossiersAt(other, other.centres[1], { [STATUS]: 2, [FINISHED]: null, [DUE]: at('2027-10-10') }) },
    { centre: other.centres[2], why: 'ratings by three faces only', ratings: threeFaces, dossiers: [] },
  ]
}
