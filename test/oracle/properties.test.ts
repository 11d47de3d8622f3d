import assert from 'node:assert/strict'
import fc from 'fast-check'
import { PRESENT_TREE } from '../../analytics/dimensions/tree-tables.ts'
import type { Cell } from '../../analytics/indicators/indicator.ts'
import { indicators } from '../../analytics/indicators/registry.ts'
import type { CellRequest } from '../../analytics/queries/cell-request.ts'
import { isAnsweredBySums } from '../../analytics/queries/unit-sums.ts'
import type { IndicatorValue, Level } from '../../contract/indicator.ts'
import { toDayRange, toHanoiDay } from '../../contract/period.ts'
import type { DirtyDay } from '../../platform/warehouse/dirty-days.ts'
import { until } from '../support/client.ts'
import { addUp, histogramOf, sumOf, times, type SumsById } from './cell-sums.ts'
import { currentDossiers, naiveOfDossiers, naiveOfRatings } from './naive-indicators.ts'
import { openOracleRoom, type OracleRoom } from './oracle-room.ts'
import { factsOf, factsWithEmptyDenominators, placesNamed, PROVINCE, type Facts } from './property-facts.ts'
import { centreOfCounter, FIRST_DAY, TODAY } from './random-facts.ts'

const SPAN = { from: FIRST_DAY, to: '2026-03-01' }
const QUARTER = toDayRange('2025-Q4') ?? SPAN
const OF_QUARTER = ['2025-10', '2025-11', '2025-12']
const DAY_MS = 24 * 3_600_000
const STEPS = [0, 1, 2]
const SIZE = { ratings: 50, dossiers: 40 }

/** In one batch, each once, and counted once: what every other delivery of the same facts must come to. */
const PLAIN = placesNamed('PRA')
const DELIVERED = ['PRB', 'PRC', 'PRD'].map(placesNamed)
const MOVING = placesNamed('PRM')
const [EMPTY, OTHER_EMPTY] = [placesNamed('PRX'), placesNamed('PRY')]
/** Codes of these places, and of procedures and sectors as they are named there. */
const OURS = /^PR[A-DMXY][.ABX-]/

const ask = (level: Level, more: Partial<CellRequest> = {}): CellRequest => ({ ...SPAN, today: TODAY, level, parent: null, bucket: null, segment: null, ...more })
const REQUESTS: readonly CellRequest[] = [
  ...(['agency', 'centre', 'counter', 'procedure'] as const).map((level) => ask(level, { bucket: 'month' })), ask('centre', QUARTER), ask('agency', QUARTER),
]
type Cells = Map<string, Cell[]>

/** Which fact comes in which steps (once or again), in which order, and whether twice in one batch. */
interface Delivery { order: number[]; steps: number[][]; isTwice: boolean[] }
const deliveries = (facts: number): fc.Arbitrary<Delivery> => {
  const length = { minLength: facts, maxLength: facts }
  return fc.record({
    order: fc.shuffledSubarray(Array.from({ length: facts }, (_, index) => index), length),
    steps: fc.array(fc.subarray(STEPS, { minLength: 1 }), length), isTwice: fc.array(fc.boolean(), length),
  })
}
/** All at once in the last step. */
const atOnce = (facts: number): Delivery => ({ order: Array.from({ length: facts }, (_, index) => index), steps: Array.from({ length: facts }, () => STEPS.slice(-1)), isTwice: [] })

/** Copies: what comes twice over the wire is two facts. */
const pick = <T>(all: readonly T[], indices: readonly number[]): T[] => indices.filter((it) => it in all).map((it) => structuredClone(all[it] as T))

/** What of the facts comes in a step; the indices of a delivery count ratings first, then dossiers. */
function batchOf({ ratings, dossiers }: Facts, { order, steps, isTwice }: Delivery, step: number): Facts {
  const now = order.filter((index) => steps[index]?.includes(step)).flatMap((index) => (isTwice[index] ? [index, index] : [index]))
  return { ratings: pick(ratings, now), dossiers: pick(dossiers, now.map((it) => it - ratings.length)) }
}

const sizeOf = ({ ratings, dossiers }: Facts) => ratings.length + dossiers.length

describe('whatever is counted', function () {
  let room: OracleRoom
  const cells = new Map<CellRequest, Cells>()
  const empty = factsWithEmptyDenominators(EMPTY, OTHER_EMPTY)

  const ofUnits = (found: Cells, isMeant: (unit: string) => boolean): Cells =>
    new Map([...found].map(([id, all]) => [id, all.filter((it) => isMeant(it.unit))]))
  const readAll = async () => {
    for (const request of REQUESTS) cells.set(request, ofUnits(await room.cellsOfAll(request), (unit) => OURS.test(unit)))
  }

  before(async () => {
    room = await openOracleRoom([PLAIN, ...DELIVERED, MOVING, EMPTY, OTHER_EMPTY])
    const [plain, moving] = [factsOf(PLAIN, SIZE), factsOf(MOVING, SIZE)]
    // What lies in a unit and in none of its centres is no part of them.
    const inCentres = { ...moving, dossiers: moving.dossiers.filter((it) => it[2] !== '') }
    const sent = [plain, inCentres, ...empty].map((facts) => ({ facts, delivery: atOnce(sizeOf(facts)) }))
    const plans = fc.sample(deliveries(sizeOf(plain)), { numRuns: DELIVERED.length, seed: 27 })
    for (const [index, places] of DELIVERED.entries()) sent.push({ facts: factsOf(places, SIZE), delivery: plans[index] as Delivery })
    for (const step of STEPS) {
      const writes = Promise.all(sent.flatMap(({ facts, delivery }) => {
        const { ratings, dossiers } = batchOf(facts, delivery, step)
        return [room.writeRatings(ratings), ...(dossiers.length > 0 ? [room.writeDossiers(dossiers, 'system:properties', step)] : [])]
      }))
      // Each step is recomputed while it is written: marks that come meanwhile are for the next.
      await room.refresh()
      await writes
    }
    await room.refresh()
    await readAll()
  })

  it('is the same in any order of arrival, repeated, split into batches and recomputed in between', () => {
    let compared = 0
    for (const [request, found] of cells) {
      const of = ({ centres }: typeof PLAIN) => {
        const name = centres[0].slice(0, 3)
        return [...found].map(([id, all]) => [id, all.filter((it) => it.unit.startsWith(name)).map((it) => ({ ...it, unit: it.unit.slice(3) }))] as const)
      }
      const expected = of(PLAIN)
      compared += expected.reduce((sum, [, all]) => sum + all.length, 0)
      for (const places of DELIVERED) assert.deepEqual(of(places), expected, `${places.centres[0]} ${JSON.stringify(request)}`)
    }
    assert.ok(compared > 1_000, `only ${compared} cells compared`)
  })

  it('is the same when everything is marked and recomputed once more, days without facts too', async () => {
    const counted = new Map(cells)
    const centres = [...PLAIN.centres, ...(DELIVERED[0] ?? PLAIN).centres, '']
    const marks: DirtyDay[] = []
    for (let at = Date.parse(QUARTER.from); at < Date.parse(QUARTER.to); at += DAY_MS) marks.push(...centres.map((centreCode) => ({ day: toHanoiDay(at), centreCode })))
    await room.dirtyDays.mark('ratings', marks)
    await room.dirtyDays.mark('dossiers', marks)
    await room.refresh()
    await readAll()
    for (const request of REQUESTS) assert.deepEqual(cells.get(request), counted.get(request), JSON.stringify(request))
  })

  it('gives the same out of the sums by unit as out of the cells by centre', async () => {
    const asked = [
      ...REQUESTS.filter((it) => it.level === 'agency' || it.level === 'centre'), ask('commune', { ...QUARTER, bucket: 'week' }), ask('province', { ...QUARTER, bucket: 'day' }),
      ask('centre', { bucket: 'month', segment: 'channel', parent: MOVING.agencies[0] }), ask('province', { ...QUARTER, segment: 'scale' }),
    ]
    let compared = 0
    for (const request of asked) {
      // The service makes sums anew for days that a test before has moved.
      await until(() => isAnsweredBySums(room.warehouse, request, { tree: PRESENT_TREE }, 'read'))
      const isMeant = (unit: string) => OURS.test(unit) || unit === PROVINCE
      const summed = ofUnits(cells.get(request) ?? await room.cellsOfAll(request), isMeant)
      assert.deepEqual(summed, ofUnits(await room.cellsOfAll(request, { tree: { ...PRESENT_TREE } }), isMeant), JSON.stringify(request))
      compared += [...summed.values()].reduce((sum, all) => sum + all.length, 0)
    }
    assert.ok(compared > 2_000, `only ${compared} cells compared`)
  })

  it('adds up to a quarter out of its months, but for stocks, which are those of its last month', async () => {
    const byMonth = (level: Level) => [...cells].find(([it]) => it.level === level && it.bucket === 'month')?.[1] ?? new Map<string, Cell[]>()
    for (const request of REQUESTS.filter((it) => it.bucket === null)) {
      for (const { definition: { id, kind }, wholeMonths } of indicators) {
        for (const quarter of cells.get(request)?.get(id) ?? []) {
          const months = (byMonth(request.level).get(id) ?? []).filter((it) => it.unit === quarter.unit && OF_QUARTER.includes(it.bucket))
          const [got, sum] = [sumOf([quarter]), sumOf(months)]
          const where = `${id} ${quarter.unit}`
          if (id === 'overdue-backlog') assert.deepEqual(got, sumOf(months.filter((it) => it.bucket === '2025-12')), where)
          // By Decision 766 a dossier is late in the period in which it was received, or not at all: over three months more are.
          else if (id.endsWith('-766') && wholeMonths) assert.ok(got.denominator === sum.denominator && got.numerator <= sum.numerator, where)
          // What was in hand when a month began was in hand the month before.
          else if (wholeMonths) assert.ok(got.denominator <= sum.denominator, where)
          else assert.deepEqual(got, sum, where)
          if (kind === 'median') assert.deepEqual(histogramOf([quarter]), histogramOf(months), where)
        }
      }
    }
  })

  describe('when something is moved', () => {
    const [first, second, third] = MOVING.centres
    const { agencies: [from, other], commune } = MOVING
    const parentOf: Record<string, string> = { [first]: from, [second]: from, [third]: commune }
    const centreOf = (counter: string) => centreOfCounter(MOVING, counter, FIRST_DAY)
    const day = fc.integer({ min: 5, max: 200 }).map((days) => toHanoiDay(Date.parse(FIRST_DAY) + days * DAY_MS))

    const additive = indicators.filter((it) => !it.wholeMonths).map((it) => it.definition.id)
    const sumsOf = (found: Cells, unit: string): SumsById => new Map(additive.map((id) => [id, sumOf((found.get(id) ?? []).filter((it) => it.unit === unit))]))
    const province = async () => ofUnits(await room.cellsOfAll(ask('province')), (unit) => unit === PROVINCE)
    const inCentres = async (): Promise<Map<string, SumsById>> => {
      const found = await room.cellsOfAll(ask('centre'))
      return new Map(MOVING.centres.map((it) => [it, sumsOf(found, it)]))
    }
    /** What of the province lies in each of the units above the centres. */
    const inUnits = async (units: readonly string[]): Promise<Map<string, SumsById>> => {
      const found: [string, SumsById][] = []
      for (const unit of units) found.push([unit, sumsOf(await room.cellsOfAll(ask('province', { parent: unit })), PROVINCE)])
      return new Map(found)
    }
    const shifted = (before: Map<string, SumsById>, moved: SumsById, loses: string, gains: string) => new Map([...before].map(([place, sums]): [string, SumsById] =>
      [place, new Map(additive.map((id) => [id, addUp([sums.get(id), times(moved.get(id), Number(place === gains) - Number(place === loses))])]))]))

    let initially: { province: Cells; centres: Map<string, SumsById>; units: Map<string, SumsById> }
    before(async () => { initially = { province: await province(), centres: await inCentres(), units: await inUnits([from, other, commune]) } })

    /** Moves, and sees that the places lose and gain what was moved and the province nothing, also after sums were made anew; undone it is as it was. */
    const checkMove = async ({ what, to, validFrom, kind }: { what: string; to: string; validFrom: string; kind: 'unitCodes' | 'counterCodes' }) => {
      const isCentre = kind === 'unitCodes'
      const measure = isCentre ? () => inUnits([from, to]) : inCentres
      const before = isCentre ? new Map([...initially.units].filter(([unit]) => unit === from || unit === to)) : initially.centres
      const left = isCentre ? from : centreOf(what)
      const moved = sumsOf(await room.cellsOfAll(ask(isCentre ? 'centre' : 'counter', { from: validFrom })), what)
      assert.ok([...moved.values()].some((it) => it.denominator > 0), 'nothing would be moved')
      const answer = await room.client.request('POST', '/api/v1/reorganisations', { token: room.client.key, body: { kind: 'move', [kind]: [what], toCode: to, validFrom } })
      assert.equal(answer.status, 201, answer.text)
      assert.deepEqual(await measure(), shifted(before, moved, left, to))
      await room.refresh()
      assert.deepEqual(await measure(), shifted(before, moved, left, to), 'out of sums made anew')
      assert.deepEqual(await province(), initially.province)
      assert.equal((await room.client.request('DELETE', `/api/v1/reorganisations/${answer.json.id}`, { token: room.client.key })).status, 204)
      assert.deepEqual(await measure(), before)
    }

    it('adds up to its unit out of its centres before', () => {
      for (const id of additive) {
        for (const unit of [from, commune]) {
          const parts = MOVING.centres.filter((it) => parentOf[it] === unit).map((it) => initially.centres.get(it)?.get(id))
          assert.deepEqual(initially.units.get(unit)?.get(id), addUp(parts), `${id} in ${unit}`)
        }
      }
    })

    it('goes to another centre with its counter from that day on, and nothing else does', async () => {
      const moves = fc.record({ what: fc.constantFrom(...MOVING.counters.filter((it) => it !== MOVING.moving)), to: fc.constantFrom(first, second, third), validFrom: day })
        .filter(({ what, to }) => to !== centreOf(what))
      await fc.assert(fc.asyncProperty(moves, (move) => checkMove({ ...move, kind: 'counterCodes' })), { numRuns: 1, seed: 2 })
    })

    it('goes to another unit with its centre, and nothing else does', async () => {
      const moves = fc.record({ what: fc.constantFrom(first, second), to: fc.constantFrom(other, commune), validFrom: day })
      await fc.assert(fc.asyncProperty(moves, (move) => checkMove({ ...move, kind: 'unitCodes' })), { numRuns: 1, seed: 1 })
    })
  })

  it('has no row where a denominator is empty, and no figure that is none', async () => {
    const span = { ...(toDayRange('2025-10') ?? SPAN), today: toHanoiDay(Date.now()) }
    for (const { definition: { id }, rollup } of indicators) {
      const answer = await room.client.request('GET', `/api/v1/indicators/${id}/values?period=2025-10&level=centre&parent=${PROVINCE}`, { token: room.client.key })
      assert.equal(answer.status, 200, answer.text)
      assert.doesNotMatch(answer.text, /NaN|Infinity/)
      const rows = answer.json.rows as IndicatorValue[]
      for (const it of rows) {
        assert.ok((it.denominator ?? 0) > 0 && (it.value === null) === (it.reason === 'sample-too-small') && it.value !== Number.POSITIVE_INFINITY, JSON.stringify(it))
        assert.ok(it.value === null || ((it.lower ?? it.value) <= it.value && it.value <= (it.upper ?? it.value)), JSON.stringify(it))
      }
      for (const { centre, why, ratings, dossiers } of empty) {
        const expected = rollup === 'offer_daily' || rollup === 'survey_daily' ? null : rollup === 'rating_daily' ? naiveOfRatings(id, ratings, () => true, span) : naiveOfDossiers(id, currentDossiers(dossiers), () => true, span)
        const row = rows.find((it) => it.unit === centre)
        assert.deepEqual(row && [row.numerator, row.denominator, row.sampleSize], expected ? [expected.numerator, expected.denominator, expected.sampleSize] : undefined, `${id} with ${why}`)
      }
    }
  })
})
