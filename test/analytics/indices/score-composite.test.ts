import assert from 'node:assert/strict'
import fc from 'fast-check'
import { chooseFigure } from '../../../analytics/indices/choose-figure.ts'
import { scoreComposite, weighScores, type KnownPart, type WeighedScore } from '../../../analytics/indices/score-composite.ts'
import { SERVICE_QUALITY } from '../../../analytics/indices/quality-composite.ts'
import { Z_95 } from '../../../analytics/statistics/wilson.ts'

const [SCHEME] = SERVICE_QUALITY as [(typeof SERVICE_QUALITY)[number]]
const rounded = (value: number | null | undefined) => (value === null || value === undefined ? null : Number(value.toFixed(2)))

/** A share of so many points with a standard error of so many points. */
const part = (points: number, se = 0): KnownPart => ({
  value: points / 100, lower: points / 100 - (Z_95 * se) / 100, upper: points / 100 + (Z_95 * se) / 100,
  sampleSize: 100, origin: 'counted', source: null, definitionVersion: 1, note: null,
})
/** Each group's score, given to every part of it. */
const known = (scores: Record<string, [points: number, se?: number]>) => new Map(SCHEME.groups.flatMap(({ id, parts }) => {
  const given = scores[id]
  return given ? parts.map((it): [string, KnownPart] => [it.indicator, part(...given)]) : []
}))
const scored = (value: number | null, weight = 1): WeighedScore =>
  ({ weight, score: value, standardError: 0, coverage: value === null ? 0 : 1, bounds: value === null ? { lower: 0, upper: 100 } : { lower: value, upper: value } })

describe('the composite of service quality', () => {
  const EXAMPLE = { progress: [92.5], digitisation: [61], online: [70.4], satisfaction: [88.2] } satisfies Record<string, [number]>

  it('has the weights of the five groups of Decision 766', () => {
    assert.deepEqual(SCHEME.groups.map((it) => [it.id, it.weight]), [['transparency', 18], ['progress', 20], ['digitisation', 22], ['online', 22], ['satisfaction', 18]])
  })

  it('gives the printed example: 77.18 of what is known, which is 82 %, and 63.28 to 81.28 of everything', () => {
    const { total, coverage, bounds, withheld } = scoreComposite(SCHEME, known(EXAMPLE))
    assert.deepEqual([rounded(total), rounded(coverage), rounded(bounds.lower), rounded(bounds.upper), withheld], [77.18, 0.82, 63.28, 81.28, null])
  })

  it('has the printed interval of ±1.11', () => {
    const items = [[92.5, 20, 0.8], [61, 22, 1.1], [70.4, 22, 1], [88.2, 18, 1.6]].map(([score = 0, weight = 0, standardError = 0]) => ({ ...scored(score, weight), standardError }))
    assert.equal(rounded(Z_95 * weighScores(items).standardError), 1.11)
    const { total, interval } = scoreComposite(SCHEME, known({ ...EXAMPLE, satisfaction: [88.2, 1.6] }))
    assert.equal(rounded((interval?.upper ?? 0) - (total ?? 0)), rounded((Z_95 * 18 * 1.6) / 82))
  })

  it('is 81.28 where transparency is 100, and then certain of its bounds', () => {
    const { total, coverage, bounds } = scoreComposite(SCHEME, known({ ...EXAMPLE, transparency: [100] }))
    assert.deepEqual([rounded(total), coverage, rounded(bounds.lower), rounded(bounds.upper)], [81.28, 1, 81.28, 81.28])
  })

  it('is withheld without progress, without satisfaction, and below 70 % of the weight, but its bounds are told', () => {
    const without = (...gone: string[]) => scoreComposite(SCHEME, known(Object.fromEntries(Object.entries(EXAMPLE).filter(([id]) => !gone.includes(id)))))
    assert.deepEqual([without('progress').total, without('progress').withheld, without('progress').interval], [null, 'no-progress', null])
    assert.equal(without('satisfaction').withheld, 'no-satisfaction')
    assert.equal(without('online').withheld, 'too-little-known')
    assert.deepEqual(rounded(without('online').bounds.upper), rounded((20 * 92.5 + 22 * 61 + 18 * 88.2 + 40 * 100) / 100))
    assert.deepEqual([scoreComposite(SCHEME, new Map()).bounds, scoreComposite(SCHEME, new Map()).coverage], [{ lower: 0, upper: 100 }, 0])
  })

  it('treats parts of a group as groups of the whole', () => {
    const withPart = (...parts: [string, number][]) => scoreComposite(SCHEME, new Map([...known({ ...EXAMPLE, digitisation: [0] }), ...parts.map(([id, it]): [string, KnownPart] => [id, part(it)])]))
    const without = (id: string) => {
      const parts = known(EXAMPLE)
      parts.delete(id)
      return scoreComposite(SCHEME, parts)
    }
    const digitisation = (it: ReturnType<typeof scoreComposite>) => it.groups.find(({ id }) => id === 'digitisation')
    assert.equal(rounded(digitisation(withPart(['result-digitisation', 90], ['component-digitisation', 60], ['digitised-reuse', 30]))?.score), 70)
    const noReuse = without('digitised-reuse')
    assert.deepEqual([rounded(digitisation(noReuse)?.score), rounded(digitisation(noReuse)?.coverage), rounded(noReuse.coverage)], [61, 0.83, rounded((60 + 22 * (10 / 12)) / 100)])
    const noResults = without('result-digitisation')
    assert.deepEqual([digitisation(noResults)?.score, digitisation(noResults)?.withheld, digitisation(noResults)?.bounds.upper], [null, 'too-little-known', (61 * 6 + 100 * 6) / 12])
    assert.equal(noResults.withheld, 'too-little-known')
  })

  it('says of a part that is not known why', () => {
    const small: KnownPart = { ...part(90), value: null, lower: null, upper: null, sampleSize: null, origin: 'counted', note: 'sample-too-small' }
    const { groups, withheld } = scoreComposite(SCHEME, new Map([...known(EXAMPLE), ['counter-satisfaction', small]]))
    assert.deepEqual([withheld, groups.at(-1)?.parts[0]?.note, groups[0]?.parts[0]?.note], ['no-satisfaction', 'sample-too-small', 'not-available'])
  })
})

describe('weighing scores', () => {
  const items = fc.array(fc.record({ weight: fc.integer({ min: 1, max: 50 }), score: fc.option(fc.integer({ min: 0, max: 100 })) }), { minLength: 1, maxLength: 8 })
    .map((some) => some.map((it) => scored(it.score, it.weight)))

  it('keeps the score within its bounds and the bounds within 0–100, and neither depends on the order', () => {
    fc.assert(fc.property(items, (some) => {
      const [one, other] = [weighScores(some), weighScores(some.toReversed())]
      assert.ok(one.bounds.lower >= 0 && one.bounds.upper <= 100 + 1e-9 && one.bounds.lower <= one.bounds.upper)
      if (one.score !== null) assert.ok(one.bounds.lower <= one.score + 1e-9 && one.score <= one.bounds.upper + 1e-9)
      assert.ok(Math.abs((one.score ?? 0) - (other.score ?? 0)) < 1e-9 && Math.abs(one.coverage - other.coverage) < 1e-12)
    }), { seed: 8 })
  })

  it('narrows the bounds by everything that becomes known, which then hold', () => {
    fc.assert(fc.property(items, fc.integer({ min: 0, max: 100 }), (some, found) => {
      const at = some.findIndex((it) => it.score === null)
      if (at === -1) return
      const [before, after] = [weighScores(some), weighScores(some.with(at, scored(found, some[at]?.weight)))]
      assert.ok(after.bounds.lower >= before.bounds.lower - 1e-9 && after.bounds.upper <= before.bounds.upper + 1e-9 && after.coverage > before.coverage)
    }), { seed: 9 })
  })

  it('refuses to weigh nothing', () => assert.throws(() => weighScores([]), RangeError))
})

describe('the choice between two figures', () => {
  const counted = part(80)
  const reported: KnownPart = { ...part(90), origin: 'reported', source: 'national-portal' }
  const nothing: KnownPart = { ...counted, value: null, lower: null, upper: null, note: 'sample-too-small' }

  it('takes the one settled upon where both have a value, and whichever has one else', () => {
    assert.deepEqual(chooseFigure(counted, reported, 'counted'), counted)
    assert.deepEqual([chooseFigure(counted, reported, 'reported'), chooseFigure(counted, null, 'reported'), chooseFigure(nothing, reported, 'reported'), chooseFigure(counted, { ...nothing, origin: 'reported' }, 'reported')], [reported, counted, reported, counted])
    assert.deepEqual([chooseFigure(nothing, null, 'reported'), chooseFigure(null, null, 'reported')], [nothing, null])
  })
})
