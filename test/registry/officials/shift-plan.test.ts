import assert from 'node:assert/strict'
import fc from 'fast-check'
import { planShifts, type PlannedShift, type ShiftRow } from '../../../registry/officials/shift-plan.ts'

const at = (day: number) => new Date(Date.UTC(2026, 0, day)).toISOString()
const row = (line: number, officialCode: string, counterCode: string | null, from: number, to?: number): ShiftRow =>
  ({ line, shift: { officialCode, counterCode, validFrom: at(from), statedTo: to === undefined ? null : at(to) } })

describe('the plan of shifts', () => {
  let ids = 0
  const plan = (rows: ShiftRow[], recorded: PlannedShift[] = [], more = {}) =>
    planShifts({ recorded, neighbours: [], leftAt: new Map(), rows, newId: () => `id-${++ids}`, ...more })
  const shown = (shifts: { after: PlannedShift }[]) => shifts.map(({ after: it }) => `${it.officialCode} ${it.counterCode} ${it.validFrom.slice(8, 10)}–${it.validTo?.slice(8, 10) ?? ''}`)
  const kept = (rows: ShiftRow[]) => plan(rows).changes.map((it) => it.after)

  it('lets an open end end where the next shift begins', () => {
    assert.deepEqual(shown(plan([row(2, 'A', 'Q1', 1), row(3, 'A', 'Q2', 5)]).changes), ['A Q1 01–05', 'A Q2 05–'])
  })

  it('lets two officials change places in one file, whatever the order of its rows', () => {
    const recorded = kept([row(2, 'A', 'Q1', 1), row(3, 'B', 'Q2', 1)])
    const { breaches, changes } = plan([row(2, 'A', 'Q2', 5), row(3, 'B', 'Q1', 5)], recorded)
    assert.equal(breaches.size, 0)
    assert.deepEqual(shown(changes), ['A Q1 01–05', 'A Q2 05–', 'B Q2 01–05', 'B Q1 05–'])
  })

  it('takes a shift in between although the open one before was ended by a later one', () => {
    const recorded = kept([row(2, 'A', 'Q1', 1), row(3, 'A', 'Q2', 9)])
    assert.deepEqual(shown(plan([row(2, 'A', 'Q3', 5)], recorded).changes), ['A Q1 01–05', 'A Q3 05–09'])
  })

  it('refuses the later of two rows that exclude each other, and says who is there', () => {
    const { breaches } = plan([row(2, 'A', 'Q1', 1), row(3, 'B', 'Q1', 5)])
    assert.deepEqual([...breaches], [[3, { column: 'counterCode', rule: `one official at a counter at a time: A has Q1 from ${at(1)}` }]])
    const one = plan([row(2, 'A', 'Q1', 1, 9), row(3, 'A', 'Q2', 5)])
    assert.deepEqual([...one.breaches], [[3, { column: 'validFrom', rule: `no overlap with this official's shift from ${at(1)}` }]])
  })

  it('changes nothing when the same rows come again', () => {
    const rows = [row(2, 'A', 'Q1', 1), row(3, 'A', 'Q2', 5), row(4, 'B', 'Q1', 5, 7)]
    assert.deepEqual(plan(rows, kept(rows)).changes, [])
  })

  it('opens a shift again when the next one is taken back, unless somebody else has come', () => {
    const recorded = kept([row(2, 'A', 'Q1', 1), row(3, 'A', 'Q2', 5)])
    const removed = new Set([recorded[1]?.id])
    assert.deepEqual(shown(plan([], recorded, { removed }).changes), ['A Q1 01–'])
    const neighbours = kept([row(2, 'B', 'Q1', 6)])
    assert.match(plan([], recorded, { removed, neighbours }).collision ?? '', /one official at a counter at a time/)
  })

  it('ends what runs where the official leaves, and refuses what would begin later', () => {
    const recorded = kept([row(2, 'A', 'Q1', 1, 20)])
    const leftAt = new Map([['A', at(10)]])
    assert.deepEqual(shown(plan([], recorded, { leftAt }).changes), ['A Q1 01–10'])
    assert.equal(plan([row(2, 'A', 'Q2', 21)], recorded, { leftAt }).breaches.get(2)?.column, 'validFrom')
  })

  it('never has two officials at a counter, nor an official at two, whatever comes', () => {
    const anyRow = fc.record({ official: fc.constantFrom('A', 'B', 'C'), counter: fc.constantFrom('Q1', 'Q2', null), from: fc.integer({ min: 1, max: 12 }), days: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }) })
    fc.assert(fc.property(fc.array(fc.array(anyRow, { maxLength: 8 }), { maxLength: 3 }), (files) => {
      let recorded: PlannedShift[] = []
      for (const file of files) {
        const { changes, collision } = plan(file.map((it, index) => row(index + 2, it.official, it.counter, it.from, it.days === undefined ? undefined : it.from + it.days)), recorded)
        assert.equal(collision, null)
        const changed = new Map(changes.map((it) => [it.after.id, it.after]))
        recorded = [...recorded.filter((it) => !changed.has(it.id)), ...changed.values()]
      }
      for (const keyOf of [(it: PlannedShift) => it.officialCode, (it: PlannedShift) => it.counterCode]) {
        for (const a of recorded) {
          for (const b of recorded) {
            if (a === b || keyOf(a) === null || keyOf(a) !== keyOf(b) || a.validFrom > b.validFrom) continue
            assert.ok(a.validTo !== null && a.validTo <= b.validFrom, `${JSON.stringify(a)} overlaps ${JSON.stringify(b)}`)
          }
        }
      }
    }), { numRuns: 300 })
  })
})
