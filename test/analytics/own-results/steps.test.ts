import assert from 'node:assert/strict'
import fc from 'fast-check'
import { leastDifference, nextSnapshot, toShownReasons, toWholeTens, type Snapshot } from '../../../analytics/own-results/steps.ts'

interface Given { id: number; day: string; score: number }

/** What the warehouse answers: the first ratings in whole tens, by (moment, id). */
function toFresh(ratings: readonly Given[]): { snapshot: Snapshot; ids: Set<number> } {
  const first = [...ratings].sort((a, b) => (a.day === b.day ? a.id - b.id : a.day < b.day ? -1 : 1)).slice(0, toWholeTens(ratings.length))
  const byDay: Record<string, number> = {}
  for (const { day } of first) byDay[day] = (byDay[day] ?? 0) + 1
  return { snapshot: { ratings: first.length, satisfied: first.filter((it) => it.score >= 4).length, reasons: {}, byDay }, ids: new Set(first.map((it) => it.id)) }
}

describe('own results in steps of ten', () => {
  const day = fc.integer({ min: 1, max: 5 }).map((it) => `2026-08-0${it}`)
  /** Ratings come, some late for an earlier day; a corrected shift list gives some to somebody else or brings others. */
  const events = fc.array(fc.oneof(
    { weight: 8, arbitrary: fc.record({ kind: fc.constant('rated' as const), day, score: fc.integer({ min: 1, max: 5 }) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('day-gone' as const), day }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('one-gone' as const), nth: fc.nat({ max: 100 }) }) },
  ), { maxLength: 120 })

  it('never differ from one reading to the next by fewer than ten ratings, whatever happens in between', () => {
    fc.assert(fc.property(events, (all) => {
      let ratings: Given[] = []
      let shown: { snapshot: Snapshot; ids: Set<number> } | null = null
      for (const [id, event] of all.entries()) {
        if (event.kind === 'rated') ratings.push({ id, day: event.day, score: event.score })
        else if (event.kind === 'day-gone') ratings = ratings.filter((it) => it.day !== event.day)
        else ratings.splice(event.nth, 1)
        const fresh = toFresh(ratings)
        const next = nextSnapshot(shown?.snapshot ?? null, fresh.snapshot)
        if (shown && next !== shown.snapshot) {
          const before = shown.ids
          const differing = [...before].filter((it) => !fresh.ids.has(it)).length + [...fresh.ids].filter((it) => !before.has(it)).length
          assert.ok(differing >= 10, `only ${differing} ratings are different`)
        }
        if (!shown || next !== shown.snapshot) shown = fresh
      }
    }), { numRuns: 400 })
  })

  it('follow when ten more have come', () => {
    const ratings = Array.from({ length: 19 }, (_, id): Given => ({ id, day: '2026-08-01', score: 5 }))
    const first = nextSnapshot(null, toFresh(ratings).snapshot)
    assert.equal(first.ratings, 10)
    ratings.push({ id: 19, day: '2026-08-02', score: 1 })
    assert.equal(nextSnapshot(first, toFresh(ratings).snapshot).ratings, 20)
  })

  it('stay when one rating that came late pushes another out of the first ten', () => {
    const ratings = Array.from({ length: 12 }, (_, id): Given => ({ id, day: '2026-08-02', score: 5 }))
    const shown = nextSnapshot(null, toFresh(ratings).snapshot)
    const fresh = toFresh([...ratings, { id: 99, day: '2026-08-01', score: 1 }]).snapshot
    assert.equal(leastDifference(shown, fresh), 2)
    assert.equal(nextSnapshot(shown, fresh), shown)
  })

  it('name a reason only when ten ratings gave it', () => {
    const snapshot: Snapshot = { ratings: 30, satisfied: 10, byDay: {}, reasons: { 'waiting-time': 9, 'late-result': 10, 'staff-attitude': 12 } }
    assert.deepEqual(toShownReasons(snapshot), [{ reason: 'staff-attitude', ratings: 12 }, { reason: 'late-result', ratings: 10 }])
  })
})
