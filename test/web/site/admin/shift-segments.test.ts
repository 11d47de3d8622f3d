import assert from 'node:assert/strict'
import { toShiftScale, toShiftSegments } from '../../../../web/site/admin/shift-segments.ts'

const shift = (id: string, counterCode: string | null, validFrom: string, validTo: string | null) => ({ id, officialCode: 'A', counterCode, validFrom, validTo })
const NOW = Date.parse('2026-11-10T05:00:00Z')

describe('shifts on a rule of time', () => {
  it('lie in the order of time, an open one up to now, none where nobody sat at a counter', () => {
    const shifts = [shift('2', 'Q2', '2026-09-01T00:00:00Z', null), shift('n', null, '2026-08-01T00:00:00Z', '2026-09-01T00:00:00Z'), shift('1', 'Q1', '2026-07-03T00:00:00Z', '2026-08-01T00:00:00Z')]
    const segments = toShiftSegments(shifts, toShiftScale(shifts, NOW))
    assert.deepEqual(segments.map((it) => [it.shift.id, it.isOpen, Math.round(it.left + it.width)]), [['1', false, 22], ['2', true, 100]])
    assert.equal(segments[0]?.left, 0)
  })

  it('have ticks at the firsts of months of Hanoi, and of years where there are many', () => {
    const months = toShiftScale([shift('1', 'Q1', '2026-08-15T00:00:00Z', null)], NOW)
    assert.deepEqual(months.ticks.map((it) => it.label), ['9', '10', '11'])
    const years = toShiftScale([shift('1', 'Q1', '2023-05-01T00:00:00Z', null)], NOW)
    assert.deepEqual(years.ticks.map((it) => it.label), ['2024', '2025', '2026'])
  })

  it('never lie on a rule shorter than a fortnight', () => {
    const shifts = [shift('1', 'Q1', '2026-11-10T00:00:00Z', null)]
    const [segment] = toShiftSegments(shifts, toShiftScale(shifts, NOW))
    assert.ok(segment && segment.width < 3)
  })
})
