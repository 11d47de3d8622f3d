import assert from 'node:assert/strict'
import { indicators } from '../../analytics/indicators/registry.ts'
import type { Cell, Indicator } from '../../analytics/indicators/indicator.ts'
import { toValue } from '../../analytics/indicators/to-value.ts'
import type { CellRequest } from '../../analytics/queries/cell-request.ts'
import type { Level } from '../../contract/indicator.ts'
import { toDayRange } from '../../contract/period.ts'
import type { RatingFact } from '../../ingest/pipeline/rating-fact.ts'
import type { OfferRow, SurveyRow } from '../../ingest/queue/fact-batch.ts'
import { createRandom } from '../../simulate/random.ts'
import { currentDossiers, currentRatings, naiveOfDossiers, naiveOfOffers, naiveOfRatings, type Naive, type NaiveDossier } from './naive-indicators.ts'
import { naiveOfSurveys } from './naive-surveys.ts'
import { isCountedBy, openOracleRoom, type OracleRoom } from './oracle-room.ts'
import { centreOfCounter, placesOf, randomDossiers, randomOffers, randomRatings, TODAY, type SeedPlaces } from './random-facts.ts'
import { randomInvited, randomSheets, toPart, type Invited } from './random-sheets.ts'

const SEEDS = Array.from({ length: 20 }, (_, seed) => placesOf(seed))
const BATCHES = 4


/** The units, counters and other groups a fact may be counted under. */
const LEVELS: readonly Level[] = ['province', 'agency', 'commune', 'centre', 'counter', 'procedure', 'sector']

interface Facts { ratings: RatingFact[]; dossiers: NaiveDossier[]; offers: OfferRow[]; sheets: SurveyRow[]; invited: Invited[] }
const NO_FACTS: Facts = { ratings: [], dossiers: [], offers: [], sheets: [], invited: [] }

describe('a second, naive implementation', function () {
  let room: OracleRoom
  const facts = new Map<number, Facts>()

  before(async () => {
    room = await openOracleRoom(SEEDS)
    const sent = SEEDS.map((places) => {
      const [ratings, dossiers, sheets, invited] = [randomRatings(places), randomDossiers(places), randomSheets(places), randomInvited(places)]
      const offers = randomOffers(places, dossiers)
      facts.set(places.seed, { ratings: currentRatings(ratings), dossiers: currentDossiers(dossiers), offers, sheets, invited })
      return {
        places, invited, sheets: inBatches(places.seed, sheets, (it) => it[0]), ratings: inBatches(places.seed, ratings, (it) => it.id),
        dossiers: inBatches(places.seed, dossiers, (it) => `${it[1]} ${it[21]}`), offers: inBatches(places.seed, offers, ([id]) => id),
      }
    })
    await room.writeInvited(sent.flatMap((it) => it.invited))
    // In any order and split anyhow; what came in one batch comes once more in a later one, and cells are recomputed in between.
    for (let batch = 0; batch <= BATCHES; batch += 1) {
      await Promise.all(sent.flatMap(({ places, ratings, dossiers, offers }) => [
        room.writeRatings([...(ratings[batch] ?? []), ...(batch > 1 ? ratings[0] ?? [] : [])]),
        room.writeDossiers([...(dossiers[batch] ?? []), ...(batch > 1 ? dossiers[0] ?? [] : [])], `oracle-${places.seed}`, batch),
        room.writeOffers([...(offers[batch] ?? []), ...(batch > 1 ? offers[0] ?? [] : [])], `device:oracle-${places.seed}`),
      ]))
      // Parts of sheets come before them or after.
      const [now, later] = [sent.flatMap((it) => it.sheets[batch] ?? []), sent.flatMap((it) => it.sheets[batch + 1] ?? [])]
      await room.writeSheets([...later.map(toPart), ...now, ...now.filter((it) => it[10]).map(toPart)])
      if (batch % 2 === 0) await room.refresh()
    }
    await room.refresh()
  })

  /** What is asked the same way is read once. */
  const known = new Map<string, ReturnType<OracleRoom['cellsOfAll']>>()
  const cellsOf = async (indicator: Indicator, request: CellRequest): Promise<Cell[]> => {
    const key = JSON.stringify(request)
    if (!known.has(key)) known.set(key, room.cellsOfAll(request))
    return (await known.get(key))?.get(indicator.definition.id) ?? []
  }

  for (const indicator of indicators) {
    it(`agrees about ${indicator.definition.id}, for 20 random data sets, all levels, months, a quarter and the running month`, async () => {
      let compared = 0
      for (const [period, bucket] of [['2025-10', null], ['2025-Q4', null], ['2026-02', null], ['2025', 'month']] as const) {
        const days = toDayRange(period) ?? { from: '', to: '' }
        for (const level of LEVELS) {
          const request = { ...days, today: TODAY, level, parent: null, bucket, segment: null }
          if (!isCountedBy(indicator, request)) continue
          const cells = new Map((await cellsOf(indicator, request)).map((it) => [`${it.unit}|${it.bucket}`, it]))
          for (const { from, to, name } of bucket === null ? [{ ...days, name: '' }] : monthsOf(days.from)) {
            for (const [unit, expected] of naiveByUnit(indicator, level, { from, to, today: TODAY }, facts)) {
              assertSame(indicator, cells.get(`${unit}|${name}`), expected, `${unit} ${level} ${name || period}`)
              compared += 1
            }
          }
        }
      }
      assert.ok(compared > 100, `only ${compared} figures compared`)
    })
  }

  it('agrees within one unit, by channel, which is read another way', async () => {
    const places = SEEDS[3] as SeedPlaces
    const { ratings, dossiers } = facts.get(places.seed) ?? NO_FACTS
    const days = toDayRange('2025-Q4') ?? { from: '', to: '' }
    for (const indicator of indicators.filter((it) => it.rollup !== 'offer_daily' && it.rollup !== 'survey_daily')) {
      for (const channel of ['direct', 'online']) {
        const cells = await cellsOf(indicator, { ...days, today: TODAY, level: 'counter', parent: places.centres[1], bucket: null, segment: 'channel' })
        const isHere = (counter: string, day: string) => counter === places.moving && centreOfCounter(places, counter, day) === places.centres[1]
        const expected = indicator.rollup === 'rating_daily'
          ? naiveOfRatings(indicator.definition.id, ratings.filter((it) => it.channel === channel), (it, day) => isHere(it.counterCode, day), { ...days, today: TODAY })
          : naiveOfDossiers(indicator.definition.id, dossiers.filter((it) => it.channel === channel), (it, day) => isHere(it.counter, day), { ...days, today: TODAY })
        assertSame(indicator, cells.find((it) => it.unit === places.moving && it.segment === channel), expected, `${places.moving} ${channel}`)
      }
    }
  })
})

/** In random order and batches; deliveries of one event stay in theirs, because the first of them counts. */
function inBatches<T>(seed: number, all: readonly T[], eventOf: (it: T) => string): T[][] {
  const random = createRandom('oracle-batches', seed)
  const batches: T[][] = Array.from({ length: BATCHES + 1 }, () => [])
  const deliveries = new Map<string, T[]>()
  for (const it of all) deliveries.set(eventOf(it), [...(deliveries.get(eventOf(it)) ?? []), it])
  for (const some of random.shuffle([...deliveries.values()])) batches[random.below(BATCHES + 1)]?.push(...some)
  return batches
}

const monthsOf = (from: string) => ['08', '09', '10', '11', '12'].map((month) => {
  const name = `${from.slice(0, 4)}-${month}`
  return { name, ...(toDayRange(name) ?? { from: '', to: '' }) }
})

/** The units of a level that a rating or dossier belongs to on a day, by the tree as the test made it. */
function unitOf(places: SeedPlaces, level: Level, carried: { counter: string; centre: string; agency: string | null; procedure: string; sector: string }, day: string): string | null {
  const { agencies, centres, commune, province } = places
  if (level === 'counter' || level === 'procedure' || level === 'sector') return carried[level] || null
  if (level === 'agency' && carried.agency !== null) return carried.agency
  const centre = carried.counter ? centreOfCounter(places, carried.counter, day) : carried.centre
  if (level === 'province') return province
  // A dossier without counter and centre lies where its agency does.
  if (!centre) return null
  if (level === 'centre') return centre
  const isOfCommune = centre === centres[2]
  return level === 'commune' ? (isOfCommune ? commune : null) : isOfCommune ? null : agencies[0]
}

function naiveByUnit(indicator: Indicator, level: Level, span: { from: string; to: string; today: string }, facts: ReadonlyMap<number, Facts>): Map<string, Naive | null> {
  const { id } = indicator.definition
  const shared = level === 'procedure' || level === 'sector'
  const found = new Map<string, Naive | null>()
  const groups = shared ? [SEEDS] : SEEDS.map((it) => [it])
  for (const group of groups) {
    const ratings = group.flatMap((places) => (facts.get(places.seed)?.ratings ?? []).map((it) => ({ places, it })))
    const dossiers = group.flatMap((places) => (facts.get(places.seed)?.dossiers ?? []).map((it) => ({ places, it })))
    const [placesOfRating, placesOfDossier] = [new Map(ratings.map(({ places, it }) => [it, places])), new Map(dossiers.map(({ places, it }) => [it, places]))]
    const ofRating = (it: RatingFact, day: string) => unitOf(placesOfRating.get(it) as SeedPlaces, level, { counter: it.counterCode, centre: it.centreCode, agency: null, procedure: it.procedureCode, sector: '' }, day)
    const ofDossier = (it: NaiveDossier, day: string) => unitOf(placesOfDossier.get(it) as SeedPlaces, level, it, day)
    const ofSheets = group.map((places) => ({ places, ...(facts.get(places.seed) ?? NO_FACTS) }))
    const placesOfCentre = new Map(group.flatMap((places) => places.centres.map((it) => [it, places] as const)))
    const [offered] = ofSheets
    for (const unit of unitsOf(group, level)) {
      if (indicator.rollup === 'offer_daily') {
        found.set(unit, offered ? naiveOfOffers(id, offered, (counter, centre, day) => unitOf(offered.places, level, { counter, centre, agency: null, procedure: '', sector: '' }, day) === unit, span) : null)
        continue
      }
      if (indicator.rollup === 'survey_daily') {
        const belongs = ({ centre, procedure }: { centre: string; procedure: string }, day: string) =>
          unitOf(placesOfCentre.get(centre) as SeedPlaces, level, { counter: '', centre, agency: null, procedure, sector: '' }, day) === unit
        found.set(unit, naiveOfSurveys(id, ofSheets.flatMap((it) => it.sheets), ofSheets.flatMap((it) => it.invited), belongs, span))
        continue
      }
      found.set(unit, indicator.rollup === 'rating_daily'
        ? naiveOfRatings(id, ratings.map(({ it }) => it), (it, day) => ofRating(it, day) === unit, span)
        : naiveOfDossiers(id, dossiers.map(({ it }) => it), (it, day) => ofDossier(it, day) === unit, span))
    }
  }
  return found
}

const unitsOf = (group: readonly SeedPlaces[], level: Level): string[] => {
  if (level === 'procedure') return ['1.900001', '1.900002', '1.900003']
  if (level === 'sector') return ['ORLV1', 'ORLV2']
  return group.flatMap(({ province, agencies, commune, centres, counters }) =>
    level === 'province' ? [province] : level === 'agency' ? agencies : level === 'commune' ? [commune] : level === 'centre' ? centres : counters)
}

const close = (actual: number | null, expected: number | null) => actual === expected || (actual !== null && expected !== null && Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected)))

function assertSame(indicator: Indicator, cell: Cell | undefined, expected: Naive | null, where: string): void {
  const row = cell && toValue(indicator, cell, { period: '', unitName: { vi: '', en: '' }, segment: null, computedAt: '', provisional: false, maySeeSmallCounts: true, isStoredComplete: true })
  const actual = row ? { numerator: row.numerator, denominator: row.denominator, sampleSize: row.sampleSize, value: row.value, lower: row.lower, upper: row.upper } : null
  if (expected === null || actual === null) {
    assert.deepEqual(actual, expected, `${indicator.definition.id} of ${where}`)
    return
  }
  const same = actual.numerator === expected.numerator && actual.denominator === expected.denominator && actual.sampleSize === expected.sampleSize
    && close(actual.value, expected.value) && close(actual.lower, expected.lower) && close(actual.upper, expected.upper)
  assert.ok(same, `${indicator.definition.id} of ${where}: ${JSON.stringify(actual)} ≠ ${JSON.stringify(expected)}`)
}
