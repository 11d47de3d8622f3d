import assert from 'node:assert/strict'
import fc from 'fast-check'
import { attackFigures, keyOf, protectFigures, type CountedFigure, type EarlierFigure } from '../../../../analytics/publication/disclosure/protect-figures.ts'

const SUBSETS = [{ smaller: 'paid', larger: 'received' }]
type Leaf = { unit: string; path: string[]; received: number; paid: number }

/** Figures of a tree: country → provinces → agencies → centres, each the sum of its centres. */
function toFigures(leaves: readonly Leaf[]): CountedFigure[] {
  const sums = new Map<string, CountedFigure>()
  for (const { unit, path, ...of } of leaves) {
    const within = [...path, unit]
    for (const counted of ['received', 'paid'] as const) {
      within.forEach((above, index) => {
        const key = `${counted} ${above}`
        const known = sums.get(key) ?? { counted, unit: above, level: `level ${index}`, within: within.slice(0, index + 1), count: 0, isSmall: false }
        sums.set(key, { ...known, count: known.count + of[counted], isSmall: known.count + of[counted] < 10 })
      })
    }
  }
  return [...sums.values()].filter((it) => it.count > 0)
}
const counts = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 10, max: 14 }), fc.integer({ min: 10, max: 400 }))
const leaf = (unit: string, path: string[]) => fc.record({ received: counts, share: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ received, share }): Leaf => ({ unit, path, received, paid: Math.round(received * share) }))
const country = fc.array(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }).chain((provinces) =>
  fc.tuple(...provinces.flatMap((agencies, p) => agencies.flatMap((centres, a) => Array.from({ length: centres }, (_, c) => leaf(`C${p}${a}${c}`, ['VN', `P${p}`, `A${p}${a}`]))))))
const late = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 10, max: 60 })), { minLength: 36, maxLength: 36 })

const describeAll = (edition: Parameters<typeof attackFigures>[0], hidden: ReadonlySet<string>) => attackFigures(edition, (key) => !hidden.has(key))
const primaryOf = (figures: readonly CountedFigure[]) => new Set(figures.filter((it) => it.isSmall).map(keyOf))
/** What everybody was shown of an edition, for the next one. */
const asEarlier = (figures: readonly CountedFigure[], hidden: ReadonlySet<string>): EarlierFigure[] => figures.map((it) => ({ ...it, wasShown: !hidden.has(keyOf(it)) }))
const later = (leaves: readonly Leaf[], more: readonly number[]) => leaves.map((it, index) => ({ ...it, received: it.received + (more[index] ?? 0), paid: it.paid }))

describe('disclosure control', () => {
  it('leaves the differencing attack nothing, whatever the tree and its counts', () => {
    fc.assert(fc.property(country, (leaves) => {
      const edition = { figures: toFigures(leaves), earlier: [], subsets: SUBSETS }
      const { hidden, exposed } = protectFigures(edition)
      assert.deepEqual([exposed, describeAll(edition, hidden)], [[], []])
      for (const key of primaryOf(edition.figures)) assert.ok(hidden.has(key))
    }), { numRuns: 300 })
  })

  it('leaves it nothing between an edition and its revision either', () => {
    fc.assert(fc.property(country, late, (leaves, more) => {
      const first = toFigures(leaves)
      const published = protectFigures({ figures: first, earlier: [], subsets: SUBSETS })
      fc.pre(published.exposed.length === 0)
      const edition = { figures: toFigures(later(leaves, more)), earlier: asEarlier(first, published.hidden), subsets: SUBSETS }
      const { hidden, exposed } = protectFigures(edition)
      assert.deepEqual([exposed, describeAll(edition, hidden)], [[], []])
    }), { numRuns: 200 })
  })

  const LEAVES: Leaf[] = [
    { unit: 'A1', path: ['VN', 'P0', 'A'], received: 300, paid: 30 }, { unit: 'A2', path: ['VN', 'P0', 'A'], received: 42, paid: 20 }, { unit: 'A3', path: ['VN', 'P0', 'A'], received: 6, paid: 6 },
    { unit: 'B1', path: ['VN', 'P0', 'B'], received: 200, paid: 40 }, { unit: 'B2', path: ['VN', 'P0', 'B'], received: 90, paid: 15 },
  ]
  const figures = toFigures(LEAVES)

  it('is needed: hiding what is small alone gives it away by subtraction', () => {
    const found = attackFigures({ figures, earlier: [], subsets: SUBSETS }, (key) => !primaryOf(figures).has(key))
    assert.deepEqual(found.find((it) => it.key === 'received A3'), { key: 'received A3', lower: 6, upper: 6 })
  })

  it('hides the smallest sibling too, and of the rest nothing', () => {
    const { hidden } = protectFigures({ figures, earlier: [], subsets: SUBSETS })
    assert.deepEqual([...hidden].sort(), ['paid A2', 'paid A3', 'received A2', 'received A3'])
  })

  it('hides the same of the same table in whatever order it comes, ties by code', () => {
    const tied = toFigures(LEAVES.map((it) => (it.unit === 'A1' ? { ...it, received: 42 } : it)))
    const hide = (all: readonly CountedFigure[]) => [...protectFigures({ figures: all, earlier: [], subsets: SUBSETS }).hidden].sort()
    assert.ok(hide(tied).includes('received A1'))
    assert.deepEqual(hide(tied.toReversed()), hide(tied))
  })

  it('protects each way in which a unit is taken apart: by agency, and by centre', () => {
    const of = (unit: string, level: string, count: number): CountedFigure => ({ counted: 'received', unit, level, within: unit === 'P' ? ['P'] : ['P', unit], count, isSmall: count < 10 })
    const both = [of('P', 'province', 120), of('A1', 'agency', 4), of('A2', 'agency', 46), of('A3', 'agency', 70), of('C1', 'centre', 6), of('C2', 'centre', 50), of('C3', 'centre', 64)]
    const edition = { figures: both, earlier: [], subsets: [] }
    assert.deepEqual(attackFigures(edition, (key) => !primaryOf(both).has(key)).map((it) => `${it.key} ${it.lower}–${it.upper}`), ['received A1 4–4', 'received C1 6–6'])
    assert.deepEqual([...protectFigures(edition).hidden].sort(), ['received A1', 'received A2', 'received C1', 'received C2'])
  })

  it('keeps a figure back that a revision moves by under ten, and one more that hides it', () => {
    const { hidden } = protectFigures({ figures, earlier: [], subsets: SUBSETS })
    const moved = toFigures(LEAVES.map((it) => (it.unit === 'B1' ? { ...it, received: 204 } : it)))
    const edition = { figures: moved, earlier: asEarlier(figures, hidden), subsets: SUBSETS }
    const found = attackFigures(edition, (key) => !hidden.has(key))
    assert.ok(found.some((it) => it.key === 'move received B1' && it.upper === 4))
    const next = protectFigures(edition)
    assert.deepEqual(next.exposed, [])
    assert.ok(next.hidden.has('received B1'))
  })

  it('gives nothing away by a revision that changes nothing, whichever of the two hides more', () => {
    fc.assert(fc.property(country, (leaves) => {
      const figures = toFigures(leaves)
      const { hidden } = protectFigures({ figures, earlier: [], subsets: SUBSETS })
      const edition = { figures, earlier: asEarlier(figures, hidden), subsets: SUBSETS }
      const again = protectFigures(edition)
      assert.deepEqual([again.exposed, describeAll(edition, again.hidden)], [[], []])
    }), { numRuns: 100 })
  })

  it('finds by two editions of the same counts, hidden differently, what neither tells', () => {
    const earlier = asEarlier(figures, new Set(['received A3', 'received A2', 'paid A3', 'paid A2']))
    const found = attackFigures({ figures, earlier, subsets: SUBSETS }, (key) => !['received A3', 'received A1', 'paid A3', 'paid A1'].includes(key))
    assert.deepEqual(found.find((it) => it.key === 'received A3'), { key: 'received A3', lower: 6, upper: 6 })
  })

  it('says what cannot be protected, so that it is not published', () => {
    const published: EarlierFigure[] = [{ counted: 'received', unit: 'VN', level: 'country', within: ['VN'], count: 100, isSmall: false, wasShown: true }, { counted: 'received', unit: 'P', level: 'province', within: ['VN', 'P'], count: 4, isSmall: true, wasShown: false }]
    const { exposed } = protectFigures({ figures: published, earlier: published, subsets: [] })
    assert.deepEqual(exposed.map((it) => it.startsWith('before ')), exposed.map(() => true))
    assert.ok(exposed.length > 0)
  })
})
