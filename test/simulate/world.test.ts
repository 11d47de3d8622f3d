import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { dossier as dossierContract, type Dossier } from '../../contract/dossier.ts'
import { toHanoiDay } from '../../contract/period.ts'
import { rating as ratingContract, ratingBatch, type Rating } from '../../contract/rating.ts'
import { demoCentres, hoChiMinhCityCentre, hueCentre, thuDucCentre, troubles, type DemoCentre, oddities } from '../../simulate/demo-centres.ts'
import type { RatingDelivery } from '../../simulate/late-tablets.ts'
import { addDays, isHoliday, isOpenAt } from '../../simulate/opening-hours.ts'
import { countRequests, toRequests } from '../../simulate/replay.ts'
import { createWorld } from '../../simulate/world.ts'

const startsOn = '2025-11-24'
const world = createWorld({ seed: 766, startsOn })
const year = { after: world.beginning, until: Date.parse('2026-11-24T15:30:00+07:00') }
const centreOf = new Map<string, DemoCentre>(demoCentres.flatMap((centre) => centre.counters.map((counter) => [counter.code, centre])))

const satisfiedShare = (ratings: Rating[]) => ratings.filter((it) => it.score >= 4).length / ratings.length
const hashOf = (values: Iterable<unknown>) => {
  const hash = createHash('sha256')
  for (const value of values) hash.update(JSON.stringify(value))
  return hash.digest('hex')
}

describe('the simulated year', () => {
  let deliveries: RatingDelivery[]
  let ratings: Rating[]
  let dossiers: Dossier[]
  /** Without the fortnight of 2024. */
  let recent: Dossier[]

  before(function () {
    deliveries = [...world.deliverRatings(year)]
    ratings = deliveries.flatMap((delivery) => delivery.ratings)
    dossiers = [...world.reportDossiers(year)].map(({ dossier }) => dossier)
    recent = dossiers.filter((it) => it.receivedAt > '2025')
  })

  it('holds at least 100,000 ratings and 20,000 dossiers', () => {
    const tally = countRequests(toRequests(world, year))
    assert.deepEqual(tally, { ratings: ratings.length, dossiers: dossiers.length, newDossiers: dossiers.length })
    assert.ok(tally.ratings >= 100_000 && tally.ratings <= 125_000, String(tally.ratings))
    assert.ok(tally.dossiers >= 20_000, String(tally.dossiers))
  })

  it('is the same, byte for byte, whenever it is made again', () => {
    const again = createWorld({ seed: 766, startsOn })
    assert.equal(hashOf(again.deliverRatings(year)), hashOf(deliveries))
    assert.equal(hashOf([...again.reportDossiers(year)].map(({ dossier }) => dossier)), hashOf(dossiers))
    const month = { after: world.beginning, until: Date.parse('2025-12-24T00:00:00Z') }
    assert.notEqual(hashOf(createWorld({ seed: 767, startsOn }).deliverRatings(month)), hashOf(world.deliverRatings(month)))
  })

  it('gives every rating and every dossier an identity of its own', () => {
    assert.equal(new Set(ratings.map((it) => it.id)).size, ratings.length)
    assert.equal(new Set(dossiers.map((it) => `${it.agencyCode} ${it.code}`)).size, dossiers.length)
  })

  it('keeps the contract in every rating, request and dossier', () => {
    for (const it of ratings) assert.ok(ratingContract.safeParse(it).success, JSON.stringify(it))
    for (const it of deliveries) assert.ok(ratingBatch.safeParse(it).success)
    for (const it of dossiers) {
      assert.ok(dossierContract.safeParse(it).success, JSON.stringify(it))
      assert.ok(it.components! >= 1)
      assert.ok(it.receivedAt <= it.updatedAt && it.updatedAt <= new Date(year.until).toISOString())
    }
  })

  it('uses five levels everywhere, so that one indicator counts all ratings', () => {
    assert.ok(ratings.every((it) => it.scale === 5))
  })

  it('has nothing happen outside opening hours, at Tết or after its end, but what is planted to be found', () => {
    const odd = oddities.find((it) => it.kind === 'outside')?.counterCode
    const outside = ratings.filter((it) => !isOpenAt(centreOf.get(it.counterCode!)!, Date.parse(it.occurredAt)))
    assert.ok(outside.length >= 3 && outside.every((it) => it.counterCode === odd) && new Set(outside.map((it) => toHanoiDay(Date.parse(it.occurredAt)))).size === 1)
    for (const it of ratings.filter((one) => !outside.includes(one))) {
      const at = Date.parse(it.occurredAt)
      assert.ok(isOpenAt(centreOf.get(it.counterCode!)!, at), it.occurredAt)
      assert.ok(!isHoliday(toHanoiDay(at)) && at <= year.until)
    }
    for (const it of recent) assert.ok(isOpenAt(centreOf.get(it.counterCode!)!, Date.parse(it.receivedAt)), it.receivedAt)
    assert.ok(!ratings.some((it) => it.occurredAt >= '2026-02-14' && it.occurredAt < '2026-02-22'))
  })

  it('opens the centre of Hồ Chí Minh City on the last day of 2025', () => {
    const days = ratings.filter((it) => it.counterCode!.startsWith(`${hoChiMinhCityCentre.unit.code}.`)).map((it) => toHanoiDay(Date.parse(it.occurredAt)))
    assert.equal(days.reduce((first, day) => (day < first ? day : first)), '2025-12-31')
  })

  it('has busy and quiet counters, and a few that are clearly worse than the rest', () => {
    const atHue = hueCentre.counters.map(({ code }) => ratings.filter((it) => it.counterCode === code))
    assert.equal(atHue.length, 34)
    const volumes = atHue.map((its) => its.length).sort((a, b) => a - b)
    assert.ok(volumes.at(-1)! > 4 * volumes[0]!)
    for (const { counterCode, afterDays } of troubles) {
      const changes = `${addDays(startsOn, afterDays)}T00:00:00Z`
      const troubled = ratings.filter((it) => it.counterCode === counterCode && it.occurredAt >= changes)
      const others = ratings.filter((it) => centreOf.get(it.counterCode!) === centreOf.get(counterCode) && it.counterCode !== counterCode)
      assert.ok(satisfiedShare(troubled) < satisfiedShare(others) - 0.15, `${counterCode}: ${satisfiedShare(troubled)}`)
      if (afterDays > 0) {
        const before = ratings.filter((it) => it.counterCode === counterCode && it.occurredAt < changes)
        assert.ok(satisfiedShare(before) > satisfiedShare(troubled) + 0.15)
      }
    }
  })

  it('gives reasons only with bad scores, mostly in Vietnamese', () => {
    assert.ok(ratings.every((it) => it.reasons === undefined || it.score <= 3))
    assert.ok(ratings.some((it) => it.reasons?.length === 2))
    assert.ok(ratings.filter((it) => it.language === 'vi').length / ratings.length > 0.95)
  })

  it('has land dossiers of Thủ Đức late, and most of what is late there is land', () => {
    const resolved = recent.filter((it) => it.centreCode === thuDucCentre.unit.code && it.finishedAt)
    const isLate = (it: Dossier) => it.finishedAt! > it.dueAt!
    const lateShare = (its: Dossier[]) => its.filter(isLate).length / its.length
    const land = resolved.filter((it) => it.sectorCode === 'land')
    assert.ok(lateShare(land) > 0.25)
    assert.ok(lateShare(resolved.filter((it) => it.sectorCode !== 'land')) < 0.1)
    assert.ok(land.filter(isLate).length / resolved.filter(isLate).length > 0.6)
  })

  it('delivers the ratings of cut-off tablets later and out of order, never before they were given', () => {
    let newest = ''
    let outOfOrder = 0
    let hoursLate = 0
    for (const { sentAt, ratings: part } of deliveries) {
      assert.ok(Date.parse(sentAt) <= year.until)
      for (const it of part) {
        assert.ok(it.occurredAt <= sentAt)
        if (it.occurredAt < newest) outOfOrder++
        else newest = it.occurredAt
      }
      const tablets = new Set(part.map((it) => it.counterCode))
      const waited = Date.parse(sentAt) - Date.parse(part[0]!.occurredAt)
      if (tablets.size === 1 && waited > 14 * 3_600_000) hoursLate += part.length
    }
    assert.ok(outOfOrder > 500 && outOfOrder < 0.05 * ratings.length, String(outOfOrder))
    assert.ok(hoursLate > 200, String(hoursLate))
  })

  it('goes on where a stretch ended: two stretches hold what one does, and changed dossiers are reported again', () => {
    const middle = Date.parse('2026-05-20T10:00:00+07:00')
    const [first, second] = [{ after: year.after, until: middle }, { after: middle, until: year.until }]
    const ids = [first, second].flatMap((stretch) => [...world.deliverRatings(stretch)].flatMap((it) => it.ratings.map(({ id }) => id)))
    assert.deepEqual(ids.sort(), ratings.map(({ id }) => id).sort())
    const newer = [...world.reportDossiers(second)]
    assert.equal([...world.reportDossiers(first)].length + newer.filter((it) => it.isNew).length, dossiers.length)
    const states = new Map([...world.reportDossiers(first), ...newer].map(({ dossier: it }) => [it.code + it.agencyCode, it]))
    for (const it of dossiers) assert.deepEqual(states.get(it.code + it.agencyCode), it)
  })
})
