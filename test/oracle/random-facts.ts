import type { RatingFact } from '../../ingest/pipeline/rating-fact.ts'
import { closedAtOf, toOfferId } from '../../ingest/offers/offer-board.ts'
import type { DossierRow, OfferRow } from '../../ingest/queue/fact-batch.ts'
import { createRandom, type Random } from '../../simulate/random.ts'
import { newEventId } from '../support/events.ts'

/** The world of the oracle: seven months, the last of them running. */
export const FIRST_DAY = '2025-08-01'
export const TODAY = '2026-02-20'
const START = Date.parse(`${FIRST_DAY}T00:00:00+07:00`)
const NOW = Date.parse(`${TODAY}T12:00:00+07:00`)
const DAY_MS = 24 * 3_600_000

/** One counter moves from the first centre to the second on this day. */
export const MOVED_ON = '2025-11-17'

/** A province's part of a data set: two agencies (the first with two centres), a commune with one, and their counters. */
export interface SeedPlaces { seed: number; province: string; agencies: [string, string]; commune: string; centres: [string, string, string]; counters: string[]; moving: string }

const PROVINCES = ['01', '04', '08', '11', '12', '14', '15', '19', '20', '22', '24', '25', '31', '33', '37', '38', '40', '42', '44', '51']
/** Places of a data set. The same seed under another name has the same facts at places of its own. */
export function placesOf(seed: number, { name: n = `OR${String(seed).padStart(2, '0')}`, province = PROVINCES[seed % PROVINCES.length] ?? '01' } = {}): SeedPlaces {
  return {
    seed, province, agencies: [`${n}A`, `${n}B`], commune: `${n}X`, centres: [`${n}.C1`, `${n}.C2`, `${n}.C3`],
    counters: ['Q1', 'Q2', 'Q3', 'Q4', 'Q5'].map((it) => `${n}.${it}`), moving: `${n}.Q2`,
  }
}

/** Where a counter stands by its register: Q1 and Q2 in C1, Q3 in C2, Q4 and Q5 in C3; Q2 moves to C2. */
export function centreOfCounter({ centres, counters, moving }: SeedPlaces, counter: string, day: string): string {
  if (counter === moving) return day < MOVED_ON ? centres[0] : centres[1]
  return centres[[0, 0, 1, 2, 2][counters.indexOf(counter)] ?? 0] ?? ''
}

const at = (random: Random, from: number, to: number) => Math.floor(from + random.unit() * (to - from))

/** Ratings with repetitions: a few come again later, with another score, which must not count. */
export function randomRatings(places: SeedPlaces, count = 260): RatingFact[] {
  const [random, triggers] = [createRandom('oracle-ratings', places.seed), createRandom('oracle-triggers', places.seed)]
  const facts: RatingFact[] = []
  for (let i = 0; i < count; i += 1) {
    const occurredAt = at(random, START, NOW)
    const counterCode = random.pick(places.counters)
    const scale = random.chance(0.8) ? 5 : 3
    const fact: RatingFact = {
      sender: `system:oracle-${places.seed}`, id: newEventId(occurredAt), seq: 0, occurredAt, correctedAt: occurredAt, sentAt: occurredAt, receivedAt: occurredAt + 1_000,
      // The centre a fact was stored with may be an old one; the counter's place decides.
      centreCode: random.chance(0.9) ? centreOfCounter(places, counterCode, toDay(occurredAt)) : random.pick(places.centres), counterCode,
      procedureCode: random.chance(0.8) ? random.pick(['1.900001', '1.900002', '1.900003']) : '', officialCode: '', channel: random.pick(['', 'direct', 'online']),
      scale, score: 1 + Math.floor(scale * Math.sqrt(random.unit())), reasons: [], comment: '', language: random.pick(['vi', 'en']), trigger: triggers.chance(0.4) ? 'dossier-closed' : 'citizen', dossierCode: '', dossierHash: '',
      flags: [], contentHash: String(1 + random.below(1e9)),
    }
    facts.push(fact)
    if (random.chance(0.1)) facts.push({ ...fact, score: 1 + random.below(scale), receivedAt: fact.receivedAt + 60_000, contentHash: String(1 + random.below(1e9)) })
  }
  return facts
}

/** States of dossiers, one after the other: registered, asked for supplements, ended in every way, or open. */
export function randomDossiers(places: SeedPlaces, count = 160): DossierRow[] {
  const random = createRandom('oracle-dossiers', places.seed)
  return Array.from({ length: count }, (_, i) => statesOf(places, random, i)).flat()
}

/**
 * What tablets have shown after dossiers were handed over: of some counters on some days only, of dossiers as they ended up and as they were told
 * first, hours late now and then (which is another offer), and once of a dossier that nobody told us of.
 */
export function randomOffers(places: SeedPlaces, dossiers: readonly DossierRow[]): OfferRow[] {
  const random = createRandom('oracle-offers', places.seed)
  const offers = dossiers.flatMap((row): OfferRow[] => {
    const [closedAt, counter] = [closedAtOf(row), row[3]]
    if (closedAt === null || counter === '' || random.chance(0.4)) return []
    const shownAt = closedAt + (random.chance(0.1) ? 3 * 3_600_000 : random.below(120_000))
    return [[toOfferId(row[0], row[1]), shownAt, counter, centreOfCounter(places, counter, toDay(shownAt))]]
  })
  const [counter = ''] = places.counters
  return [...offers, [toOfferId(places.agencies[0], 'unknown'), START, counter, centreOfCounter(places, counter, FIRST_DAY)]]
}

function statesOf(places: SeedPlaces, random: Random, index: number): DossierRow[] {
  const registered = at(random, START, NOW)
  const counter = random.chance(0.85) ? random.pick(places.counters) : ''
  const centre = counter ? centreOfCounter(places, counter, toDay(registered)) : random.chance(0.8) ? random.pick(places.centres) : ''
  const due = random.chance(0.9) ? registered + random.below(30) * DAY_MS + random.below(DAY_MS) : null
  const asked = Array.from({ length: random.pick([0, 0, 0, 1, 1, 2]) }, (_, i) => registered + (1 + 3 * i + random.below(3)) * DAY_MS)
  const supplements = asked.map((requested): [number, number | null] => [requested, random.chance(0.7) ? requested + random.below(4) * DAY_MS : null])
  const end = registered + random.below(45) * DAY_MS + random.below(DAY_MS)
  const status = end < NOW && random.chance(0.85) ? random.pickWeighted([9, 10, 3, 7, 8], [10, 6, 1, 1, 1]) : random.pick([2, 4, 5])
  const isOver = status !== 2 && status !== 4 && status !== 5
  const returns = createRandom('oracle-returns', places.seed * 1_000 + index)
  // Some systems tell when the decision was made and, days later, when its paper was fetched.
  const finishedBefore = returns.chance(0.5) ? Math.max(registered, end - returns.below(12) * DAY_MS) : null
  const components = random.below(4)
  const fee = random.pick([0, 0, 20_000, 50_000, 1_500_000])
  const state = (updatedAt: number, over: boolean): DossierRow => [
    random.pick(places.agencies), `${places.agencies[0]}-${index}`, centre, counter, random.pick(['1.900001', '1.900002']), random.pick(['ORLV1', 'ORLV2']), random.pick(['direct', 'online', 'postal']),
    over ? status : 2, registered, due, over && isOver && (status !== 7 || random.chance(0.5)) && status !== 10 ? end : over && status === 10 ? finishedBefore : null, over && status === 10 ? end : null,
    over ? supplements : [], components, random.below(components + 1), random.below(components + 1), random.chance(0.6), random.chance(0.7), fee, fee > 0, random.pick(['no', 'national', 'local']), updatedAt,
  ]
  const first = state(registered, false)
  const last = state(Math.max(registered, Math.min(NOW, end)) + 1, true)
  // The agency is part of who a dossier is.
  last[0] = first[0]
  return random.chance(0.5) ? [first, last] : [last]
}

const days = new Map<number, string>()
/** The day in Vietnam, by plain arithmetic; the loops ask for those of the same facts again and again. */
export function toDay(epochMs: number): string {
  const known = days.get(epochMs)
  if (known !== undefined) return known
  const day = new Date(epochMs + 7 * 3_600_000).toISOString().slice(0, 10)
  days.set(epochMs, day)
  return day
}
