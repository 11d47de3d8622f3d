import assert from 'node:assert/strict'
import type { Counter, Unit, UnitKind } from '../../contract/unit.ts'
import { createPlaces } from '../../registry/places.ts'

const unit = (code: string, parentCode: string | null, kind: UnitKind, validFrom: string, validTo: string | null = null, successorCode: string | null = null): Unit =>
  ({ code, parentCode, kind, nameVi: code, nameEn: code, validFrom, validTo, successorCode })
const counter = (code: string, centreCode: string, validFrom: string, validTo: string | null = null): Counter =>
  ({ code, centreCode, nameVi: code, nameEn: code, validFrom, validTo })
const byCode = <Row extends { code: string }>(rows: Row[]) => new Map(rows.map(({ code }) => [code, rows.filter((it) => it.code === code)]))

const COUNTRY = unit('P', null, 'country', '1900-01-01')
const open = (units: Unit[], counters: Counter[] = [], forwards: [string, string][] = [], today = '2026-06-01') =>
  createPlaces({ units: byCode([COUNTRY, ...units]), counters: byCode(counters), forwards: new Map(forwards), today: () => today })
const placesOf = (places: ReturnType<typeof open>, code: string) =>
  places.factPlaces().filter((it) => it.code === code).map((it) => `${it.validFrom} ${it.placeCode || 'nowhere'}${it.isOpen ? '' : ' (closed)'}`)

describe('where facts lie', () => {
  it('is the centre of a counter on each day, and nowhere while there is no counter', () => {
    const places = open(
      [unit('C1', 'P', 'centre', '2020-01-01'), unit('C2', 'P', 'centre', '2020-01-01')],
      [counter('Q', 'C1', '2021-01-01', '2022-01-01'), counter('Q', 'C2', '2022-01-01', '2023-01-01')],
    )
    assert.deepEqual(placesOf(places, 'Q'), ['2021-01-01 C1', '2022-01-01 C2', '2023-01-01 nowhere (closed)'])
  })

  it('is for a unit that is not there what it lies in', () => {
    assert.deepEqual(placesOf(open([unit('A', 'P', 'agency', '2020-01-01', '2025-01-01'), unit('C', 'A', 'centre', '2022-01-01', '2026-01-01')]), 'C'),
      ['1900-01-01 P (closed)', '2020-01-01 A (closed)', '2022-01-01 C', '2026-01-01 P (closed)'])
  })

  it('goes on under the code of a unit that has ended, since its successors are what it lies in', () => {
    const places = open([
      unit('A', 'P', 'centre', '2020-01-01', '2025-01-01', 'B'), unit('B', 'P', 'centre', '2020-01-01', '2026-01-01', 'C'), unit('C', 'P', 'centre', '2026-01-01'),
    ], [counter('Q', 'A', '2020-01-01')])
    assert.deepEqual(placesOf(places, 'A'), ['1900-01-01 P (closed)', '2020-01-01 A'])
    assert.deepEqual(placesOf(places, 'Q'), ['2020-01-01 A'])
    const above = places.ancestry().filter((it) => it.code === 'A').map((it) => `${it.ancestorCode} ${it.validFrom}–${it.validTo}`)
    assert.deepEqual(above, ['A 2020-01-01–2025-01-01', 'P 2020-01-01–2200-01-01', 'B 2025-01-01–2026-01-01', 'C 2026-01-01–2200-01-01'])
  })

  it('is for a unit that was made by mistake the one that stands for it', () => {
    assert.deepEqual(placesOf(open([unit('A', 'P', 'agency', '2020-01-01')], [], [['MISTAKE', 'A']]), 'MISTAKE'), ['1900-01-01 P (closed)', '2020-01-01 A (closed)'])
  })
})

describe('a unit that has ended', () => {
  const units = [
    unit('A', 'P', 'centre', '2020-01-01', '2025-01-01', 'B'), unit('B', 'P', 'centre', '2020-01-01', '2026-01-01', 'C'), unit('C', 'D', 'centre', '2026-01-01'),
    unit('D', 'P', 'agency', '2020-01-01'), unit('X', 'P', 'centre', '2020-01-01'), unit('GONE', 'D', 'centre', '2020-01-01', '2025-01-01'),
  ]

  it('is represented by the last of its successors, so that whoever answered for it answers for that one', () => {
    const places = open(units)
    assert.deepEqual([places.representativeOf('A'), places.representativeOf('A', '2025-06-01'), places.representativeOf('A', '2024-06-01')], ['C', 'B', 'A'])
    assert.ok(places.isWithin('C', 'A') && places.isWithin('B', 'A') && places.isWithin('A', 'D'))
    assert.ok(!places.isWithin('X', 'A') && !places.isWithin('D', 'A') && !places.isWithin('C', 'A', '2024-06-01'))
  })

  it('lies where it last lay when nobody succeeds it', () => {
    assert.ok(open(units).isWithin('GONE', 'D') && !open(units).isWithin('D', 'GONE'))
  })

  it('ends the climb even where successors were to run in a circle', () => {
    const circle = open([unit('A', 'P', 'centre', '2020-01-01', '2025-01-01', 'B'), unit('B', 'P', 'centre', '2020-01-01', '2025-01-01', 'A')])
    assert.ok(circle.representativeOf('A') && !circle.isWithin('A', 'X') && circle.ancestry().length > 0 && circle.factPlaces().length > 0)
  })
})
