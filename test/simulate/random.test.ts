import assert from 'node:assert/strict'
import { eventId } from '../../contract/codes.ts'
import { createRandom, drawUuidV7 } from '../../simulate/random.ts'

const average = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const variance = (values: number[]) => average(values.map((value) => value ** 2)) - average(values) ** 2
const draw = (count: number, next: () => number) => Array.from({ length: count }, next)

describe('the random generator', () => {
  it('repeats itself for the same keys and differs for others', () => {
    const first = draw(20, createRandom(766, 'a').uint32)
    assert.deepEqual(draw(20, createRandom(766, 'a').uint32), first)
    assert.notDeepEqual(draw(20, createRandom(767, 'a').uint32), first)
    assert.notDeepEqual(draw(20, createRandom(766, 'b').uint32), first)
  })

  it('draws units evenly over (0, 1)', () => {
    const { unit } = createRandom('unit')
    const tenths = Array.from({ length: 10 }, () => 0)
    for (const value of draw(50_000, unit)) tenths[Math.floor(value * 10)]!++
    for (const count of tenths) assert.ok(Math.abs(count - 5000) < 350, `${count} of about 5000`)
  })

  for (const mean of [0.4, 7, 85]) {
    it(`draws Poisson counts whose mean and variance are ${mean}`, () => {
      const random = createRandom('poisson', mean)
      const counts = draw(20_000, () => random.poisson(mean))
      assert.ok(Math.abs(average(counts) - mean) < 5 * Math.sqrt(mean / 20_000))
      assert.ok(Math.abs(variance(counts) / mean - 1) < 0.06)
    })
  }

  for (const [trials, share] of [[3, 0.94], [40, 0.1], [2000, 0.4]] as const) {
    it(`draws binomial counts of ${trials} trials at ${share}`, () => {
      const random = createRandom('binomial', trials)
      const counts = draw(20_000, () => random.binomial(trials, share))
      const expected = trials * share * (1 - share)
      assert.ok(Math.abs(average(counts) - trials * share) < 5 * Math.sqrt(expected / 20_000))
      assert.ok(Math.abs(variance(counts) / expected - 1) < 0.06)
      assert.ok(counts.every((count) => count >= 0 && count <= trials))
    })
  }

  it('draws log-normal values around their median', () => {
    const random = createRandom('log-normal')
    const below = draw(20_000, () => random.logNormal(9, 0.8)).filter((value) => value < 9).length
    assert.ok(Math.abs(below / 20_000 - 0.5) < 0.02)
  })

  it('makes ids of the form UUIDv7 that carry their moment', () => {
    const random = createRandom('ids')
    const at = Date.parse('2026-03-02T01:15:30.120Z')
    const ids = draw(1000, () => 0).map(() => drawUuidV7(random, at))
    assert.equal(new Set(ids).size, 1000)
    for (const id of ids) {
      assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      assert.equal(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16), at)
      assert.ok(eventId.safeParse(id).success)
    }
  })
})
