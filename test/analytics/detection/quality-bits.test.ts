import assert from 'node:assert/strict'
import fc from 'fast-check'
import { judgeTaps, QUALITY_BITS, type Tap, type TapDay } from '../../../analytics/detection/quality-bits.ts'
import { poissonTail } from '../../../analytics/statistics/poisson-tail.ts'

const DAY = Date.parse('2026-08-03T00:00:00+07:00')
const at = (time: string) => DAY + time.split(':').reduce((sum, it) => sum * 60 + Number(it), 0) * (time.split(':').length === 3 ? 1_000 : 60_000)
const isBetween = (moment: number, from: string, to: string) => moment >= at(from) && moment <= at(to)
/** 7:30–11:30 and 13:30–17:00 with ten minutes of grace; ten people an hour, half of whom rate. */
const HOURS = ['07', '08', '09', '10', '11', '13', '14', '15', '16'].map((hour) => at(`${hour}:00`))
const day: TapDay = {
  isOpen: (moment) => isBetween(moment, '07:20', '11:40') || isBetween(moment, '13:20', '17:10'), closesAt: at('17:00'),
  expected: new Map(HOURS.map((hour) => [hour, 5])), served: { people: 80, rate: 0.5 }, shares: { 1: 0.02, 2: 0.03, 3: 0.05, 4: 0.3, 5: 0.6 },
}
const tap = (time: string, score = 5): Tap => ({ at: at(time), score })
const every = (count: number, from: string, stepMs: number, score: (i: number) => number = () => 5): Tap[] => Array.from({ length: count }, (_, i) => ({ at: at(from) + i * stepMs, score: score(i) }))
const bitsOf = (taps: readonly Tap[], context = day) => judgeTaps(taps, context).map((it) => it.bits)
const excludedOf = (taps: readonly Tap[], context = day) => judgeTaps(taps, context).map((it) => it.excluded)

describe('bits beside a rating', () => {
  it('take Poisson tails exactly', () => {
    for (const [k, lambda, p] of [[5, 0.3, 1.578504e-5], [6, 0.3, 7.834716e-7], [8, 0.6, 2.448275e-7], [10, 1.5, 4.097501e-6], [18, 0.91, 1.209085e-17]] as const) {
      assert.ok(Math.abs(poissonTail(k, lambda) / p - 1) < 1e-6, `${k} ${lambda}`)
    }
  })

  it('stay away from an ordinary day', () => {
    assert.deepEqual(bitsOf([tap('08:03'), tap('08:20', 4), tap('09:11', 2), tap('10:42'), tap('14:05', 3), tap('15:50')]), [0, 0, 0, 0, 0, 0])
  })

  it('mark the second of a double tap, and only it', () => {
    const taps = [tap('08:03:00'), { at: at('08:03:01') + 500, score: 5 }, tap('08:30:00')]
    assert.deepEqual([bitsOf(taps), excludedOf(taps)], [[0, 1, 0], [false, true, false]])
  })

  it('keep the ten minutes around opening hours, and nothing beyond', () => {
    const taps = [tap('11:38'), tap('12:30'), tap('18:40')]
    assert.deepEqual([bitsOf(taps), excludedOf(taps)], [[0, 2, 2], [false, true, true]])
  })

  it('mark nine taps in a minute, of which the first may be somebody', () => {
    const taps = every(9, '09:00', 6_900, (i) => 1 + ((i * 7) % 5))
    assert.ok(bitsOf(taps).every((it) => (it & QUALITY_BITS.burst) > 0))
    assert.deepEqual(excludedOf(taps), [false, ...Array.from({ length: 8 }, () => true)])
  })

  it('mark twelve taps twenty seconds apart as a machine’s', () => {
    const bits = bitsOf(every(12, '09:00', 20_000))
    assert.ok(bits.every((it) => (it & QUALITY_BITS.periodic) > 0), bits.join(' '))
  })

  it('mark six lowest scores in four minutes where they are rare, for somebody to look at, and exclude none', () => {
    const taps = [0, 50, 88, 140, 185, 240].map((seconds) => ({ at: at('10:00') + seconds * 1_000, score: 1 }))
    const calm = { ...day, expected: new Map([[at('10:00'), 30]]) }
    assert.deepEqual([bitsOf(taps, calm).map((it) => it & QUALITY_BITS.run), excludedOf(taps, calm)], [taps.map(() => 16), taps.map(() => false)])
  })

  it('call no score rare where nobody knows what is usual', () => {
    assert.ok(bitsOf(every(12, '08:00', 660_000, () => 1), { ...day, shares: null }).every((it) => (it & QUALITY_BITS.run) === 0))
  })

  it('call no score rare that everybody gives', () => {
    assert.ok(bitsOf(every(12, '08:00', 660_000), { ...day, shares: { 5: 1 } }).every((it) => (it & QUALITY_BITS.run) === 0))
  })

  it('mark a day with more ratings than people, for somebody to look at', () => {
    const taps = every(40, '08:00', 540_000, (i) => 4 + (i % 2)).filter((it) => day.isOpen(it.at))
    const quiet = { ...day, served: { people: 18, rate: 0.5 } }
    assert.ok(bitsOf(taps, quiet).every((it) => (it & QUALITY_BITS.ratio) > 0))
    assert.ok(judgeTaps(taps, quiet).every((it) => (it.bits & QUALITY_BITS.ratio) === 0 || !it.excluded || (it.bits & ~QUALITY_BITS.ratio) > 0))
    assert.ok(bitsOf(taps, { ...quiet, served: null }).every((it) => (it & QUALITY_BITS.ratio) === 0), 'nobody knows how many were served')
  })

  it('mark and exclude a heap in the last half hour', () => {
    const taps = [tap('08:10'), ...Array.from({ length: 12 }, (_, i) => ({ at: at('16:35') + i * 97_000 + (i % 3) * 11_000, score: 5 }))]
    const quiet = { ...day, expected: new Map([[at('08:00'), 20], [at('16:00'), 1]]) }
    assert.deepEqual([bitsOf(taps, quiet)[0], excludedOf(taps, quiet)[0]], [0, false])
    assert.ok(judgeTaps(taps, quiet).slice(1).every((it) => (it.bits & QUALITY_BITS.closing) > 0 && it.excluded))
  })

  it('are as many as the taps, whatever is tapped, and exclude only what has a bit', () => {
    fc.assert(fc.property(fc.array(fc.record({ at: fc.integer({ min: DAY, max: DAY + 86_399_999 }), score: fc.integer({ min: 1, max: 5 }) }), { maxLength: 60 }), (taps) => {
      const ordered = taps.toSorted((a, b) => a.at - b.at)
      const verdicts = judgeTaps(ordered, day)
      assert.equal(verdicts.length, ordered.length)
      assert.ok(verdicts.every((it) => !it.excluded || it.bits > 0))
    }))
  })
})
