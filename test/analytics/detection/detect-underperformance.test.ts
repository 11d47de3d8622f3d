import assert from 'node:assert/strict'
import fc from 'fast-check'
import { detectUnderperformance, type RatingCell } from '../../../analytics/detection/detect-underperformance.ts'
import { findLevels, spreadOf } from '../../../analytics/detection/level-flags.ts'
import { METHOD } from '../../../analytics/detection/method.ts'
import { BASE_WORLD, createCounterWorld } from '../../../simulate/counter-world.ts'

/** Twelve counters, each alone in its centre, with what SciPy and a second implementation made of them (statistics.md §8). */
const REFERENCE = [
  ['c01', 10, 12.472816, 10.907138, 150, 0.072403, 0.63139691, 0.71207729], ['c02', 15, 16.390077, 13.716205, 140, 0.110079, 0.53823923, 0.71207729],
  ['c03', 11, 10.694444, 10.122589, 200, 0.054424, 0.4282201, 0.71207729], ['c04', 17, 18.168449, 14.500754, 90, 0.192697, 0.53364786, 0.71207729],
  ['c05', 3, 2.8208, 2.370389, 25, 0.114922, 0.41781232, 0.71207729], ['c06', 27, 11.2832, 9.481556, 100, 0.210613, 0.00556586, 0.06122446],
  ['c07', 28, 30.280749, 24.167924, 150, 0.189698, 0.55056295, 0.71207729], ['c08', 21, 26.13525, 23.239858, 350, 0.06296, 0.64734299, 0.71207729],
  ['c09', 0, 1.336806, 1.265324, 25, 0.044322, 0.85685262, 0.85685262], ['c10', 4, 1.614973, 1.288956, 8, 0.254457, 1, 1],
  ['c11', 29, 29.691993, 24.808956, 250, 0.116522, 0.48191893, 0.71207729], ['c12', 63, 67.110443, 57.53037, 700, 0.090536, 0.52053578, 0.71207729],
] as const

const planted = (shift: number, from: number): RatingCell[] => {
  const counters = Array.from({ length: 40 }, (_, number) => number)
  return counters.flatMap((number) => Array.from({ length: 48 }, (_, week): RatingCell => {
    // Healthy counters differ too, by more than chance.
    const dissatisfied = 1 + (number % 3) + ((week + number) % 2) + (number === 7 && week >= from ? shift : 0)
    return { province: 'P', centre: `C${number % 8}`, counter: `Q${number}`, field: 'land', week, n: 25, dissatisfied }
  }))
}
const findingOf = (cells: readonly RatingCell[], counter: string) => detectUnderperformance(cells).find((it) => it.counter === counter)

describe('the detection of underperforming counters', () => {
  // With ratings in a single month and a counter a centre, nothing is moved and nothing but the level is judged.
  const counters = REFERENCE.map(([, observed, expected, information, n], index) => ({ centre: index, n, observed, expected, information }))

  it('finds the spread between counters of the reference', () => {
    assert.ok(Math.abs(spreadOf(counters, METHOD) - 0.1618191385) < 1e-7)
  })

  it('judges the reference counters as SciPy does, and flags the one that is bad', () => {
    const found = findLevels(counters, METHOD)
    REFERENCE.forEach(([name, , , , , posteriorMean, p, pAdjusted], index) => {
      const it = found[index]
      assert.ok(it && Math.abs(it.posteriorMean - posteriorMean) < 2e-6 && Math.abs(it.p - p) < 2e-6 && Math.abs(it.pAdjusted - pAdjusted) < 2e-6, `${name}: ${JSON.stringify(it)}`)
    })
    assert.deepEqual(found.flatMap((it, index) => (it.flagged ? [REFERENCE[index]?.[0]] : [])), ['c06'])
  })

  it('finds a counter that was always bad by its level, not as a change', () => {
    const it = findingOf(planted(7, 0), 'Q7')
    assert.deepEqual([it?.level, it?.change, it?.watch, it?.review], [true, false, true, true])
  })

  it('finds a counter that has become bad as a change within two months', () => {
    const it = findingOf(planted(5, 40), 'Q7')
    assert.deepEqual([it?.change, it?.watch], [true, true])
    assert.ok((it?.cusum ?? 0) > 6)
  })

  it('finds nothing where nothing is to be found', () => {
    assert.deepEqual(detectUnderperformance(planted(0, 48)).filter((it) => it.watch), [])
  })

  it('concludes nothing below ten ratings', () => {
    const cells = [...planted(0, 48), { province: 'P', centre: 'C0', counter: 'few', field: 'land', week: 47, n: 9, dissatisfied: 9 }]
    const it = findingOf(cells, 'few')
    assert.deepEqual([it?.level, it?.change, it?.watch], [false, false, false])
  })

  it('expects of a counter what its fields are like, not what all counters are like', () => {
    const hard = planted(0, 48).map((it): RatingCell => (Number(it.counter.slice(1)) < 20 ? { ...it, field: 'justice', dissatisfied: it.dissatisfied + 6 } : it))
    assert.deepEqual(detectUnderperformance(hard).filter((it) => it.watch), [])
  })

  it('says the same whatever the order of the cells, and however they are split', () => {
    const cells = planted(7, 20)
    /** Sums in another order differ in the last digits. */
    const rounded = (finding: object) => JSON.stringify(finding, (_, it: unknown) => (typeof it === 'number' ? Number(it.toPrecision(9)) : it))
    const inOrder = (all: readonly RatingCell[]) => detectUnderperformance(all).sort((a, b) => (a.counter < b.counter ? -1 : 1))
    const split = cells.flatMap((it) => [{ ...it, n: it.n - 10, dissatisfied: Math.max(0, it.dissatisfied - 10) }, { ...it, n: 10, dissatisfied: Math.min(10, it.dissatisfied) }])
    assert.deepEqual(inOrder(cells.toReversed()).map(rounded), inOrder(cells).map(rounded))
    assert.deepEqual(inOrder(split).map((it) => it.watch), inOrder(cells).map((it) => it.watch))
  })

  it('refuses counts that are none, by the number of the cell', () => {
    const [first] = planted(0, 48)
    assert.throws(() => detectUnderperformance([{ ...(first as RatingCell), dissatisfied: 26 }]), /cells\[0\] breaks a rule/)
    assert.deepEqual(detectUnderperformance([]), [])
  })

  it('never flags by chance alone more than the method allows, for any small world', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const world = createCounterWorld({ ...BASE_WORLD, provinces: 1, countersPerProvince: 60, months: 3, seed, bad: { chronic: 0, step: 0, drift: 0 } })
      const found = detectUnderperformance([0, 1, 2].flatMap((month) => world.cellsOf(month)))
      assert.ok(found.filter((it) => it.watch).length <= 6, `${found.filter((it) => it.watch).length} of 60`)
      for (const it of found) assert.ok(it.p >= 0 && it.p <= 1 && it.posteriorMean >= 0 && it.posteriorMean <= 1 && it.observed <= it.n)
    }), { numRuns: 15 })
  })

  it('keeps to precision, recall and false alarms on a province that it was not chosen on', function () {
    const world = createCounterWorld({ ...BASE_WORLD, provinces: 1, countersPerProvince: 1_500, months: 18, seed: 4_711 })
    const cells: RatingCell[] = []
    const seen = { found: 0, bad: 0, alarms: 0, healthy: 0 }
    for (let month = 0; month < 18; month += 1) {
      cells.push(...world.cellsOf(month))
      if (month < 15) continue
      const watched = new Set(detectUnderperformance(cells).filter((it) => it.watch).map((it) => it.counter))
      for (const it of world.counters) {
        const isWatched = watched.has(it.counter)
        if (month >= it.badFrom) { seen.bad += 1; seen.found += Number(isWatched) } else { seen.healthy += 1; seen.alarms += Number(isWatched) }
      }
    }
    assert.ok(seen.found / seen.bad >= 0.45, `recall ${seen.found / seen.bad}`)
    assert.ok((1000 * seen.alarms) / seen.healthy <= 5, `false alarms ${(1000 * seen.alarms) / seen.healthy} per 1,000`)
    assert.ok(seen.found / (seen.found + seen.alarms) >= 0.85, `precision ${seen.found / (seen.found + seen.alarms)}`)
  })
})
