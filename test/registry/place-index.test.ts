import assert from 'node:assert/strict'
import { createPlaceIndex, type PlaceIndex } from '../../registry/place-index.ts'
import { counterTable, unitTable, writeStretches } from '../../registry/stretch-table.ts'
import { raiseVersion } from '../../registry/registry-version.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import { freshRecord, quietLogger } from '../support/stores.ts'

const COUNTERS = 40_000
const CENTRES = 7_000

describe('the place index', function () {
  let record: RecordStore
  let places: PlaceIndex
  let now = Date.parse('2026-10-14T02:00:00Z')
  before(async () => {
    record = await freshRecord()
    places = await createPlaceIndex({ record, clock: () => now, logger: quietLogger, pollMs: 50 })
  })
  after(() => places.close())

  const unit = (code: string, parentCode: string, kind: 'agency' | 'centre', validFrom: string, validTo: string | null = null) =>
    ({ code, parentCode, kind, nameVi: `Đơn vị ${code}`, nameEn: `Unit ${code}`, validFrom, validTo, successorCode: null })

  it('knows the country and its provinces from the first start on: 34 since 1 July 2025, 63 before', () => {
    const provincesOn = (day: string) => places.unitsOn(day).filter((it) => it.kind === 'province').length
    assert.deepEqual([provincesOn('2026-10-14'), provincesOn('2025-07-01'), provincesOn('2025-06-30'), provincesOn('2024-02-26')], [34, 34, 63, 63])
    assert.deepEqual(places.nameOf('46'), { vi: 'Thành phố Huế', en: 'Hue' })
    assert.deepEqual(places.nameOf('25'), { vi: 'Tỉnh Phú Thọ', en: 'Phu Tho province' })
    assert.ok(places.isWithin('92', 'VN', '2024-03-07') && !places.isWithin('VN', '92'))
  })

  it('knows that a code can go on under another name, and what became of those that ended', () => {
    assert.deepEqual(['2025-06-30', '2025-07-01'].map((day) => places.nameOf('15', day)?.vi), ['Tỉnh Yên Bái', 'Tỉnh Lào Cai'])
    assert.deepEqual(['2024-12-31', '2025-01-01'].map((day) => places.nameOf('46', day)?.vi), ['Tỉnh Thừa Thiên Huế', 'Thành phố Huế'])
    assert.deepEqual(['10', '02', '77', '17', '95'].map((code) => places.nameOf(places.representativeOf(code))?.vi),
      ['Tỉnh Lào Cai', 'Tỉnh Tuyên Quang', 'Thành phố Hồ Chí Minh', 'Tỉnh Phú Thọ', 'Tỉnh Cà Mau'])
    const ended = [...places.histories().units.values()].flat().filter((it) => it.successorCode !== null)
    assert.equal(ended.length, 29)
    assert.ok(ended.every((it) => places.unitsOn('2025-07-01').some((unit) => unit.code === it.successorCode && unit.kind === 'province')))
  })

  it('says where a counter was at an instant, by the day in Hanoi', async () => {
    await writeStretches(record, unitTable, [unit('T1', '46', 'centre', '2020-01-01'), unit('T2', '92', 'centre', '2020-01-01')])
    await writeStretches(record, counterTable, [
      { code: 'T.Q1', centreCode: 'T1', nameVi: 'Quầy 1', nameEn: 'Counter 1', validFrom: '2024-01-01', validTo: '2024-07-01' },
      { code: 'T.Q1', centreCode: 'T2', nameVi: 'Quầy 1', nameEn: 'Counter 1', validFrom: '2024-07-01', validTo: '2025-01-01' },
    ])
    await places.reload()
    const centreAt = (instant: string) => places.counterAt('T.Q1', Date.parse(instant))?.centreCode
    assert.equal(centreAt('2024-06-30T16:59:59.999Z'), 'T1')
    assert.equal(centreAt('2024-06-30T17:00:00.000Z'), 'T2')
    assert.equal(centreAt('2023-12-31T16:59:59.999Z'), undefined)
    assert.equal(centreAt('2024-12-31T17:00:00.000Z'), undefined)
    assert.equal(places.placeOf('T.Q1')?.centre.nameVi, 'Đơn vị T2', 'the last place of a closed counter')
  })

  it('places units by the tree of the day asked for', async () => {
    await writeStretches(record, unitTable, [
      unit('AG', '46', 'agency', '2020-01-01', '2025-01-01'), unit('AG', '92', 'agency', '2025-01-01'), unit('AG.C', 'AG', 'centre', '2020-01-01'),
    ])
    await places.reload()
    assert.deepEqual([places.isWithin('AG.C', '46', '2024-12-31'), places.isWithin('AG.C', '46', '2025-01-01'), places.isWithin('AG.C', '92')], [true, false, true])
    assert.equal(places.unitKind('AG.C'), 'centre')
    assert.deepEqual(places.pathOf('AG.C')?.ancestors.map((it) => it.code), ['VN', '92', 'AG'])
    now = Date.parse('2024-06-01T02:00:00Z')
    assert.deepEqual(places.pathOf('AG.C')?.ancestors.map((it) => it.code), ['VN', '46', 'AG'])
    now = Date.parse('2026-10-14T02:00:00Z')
  })

  it('sees what another process changed, and tells its listeners', async () => {
    const heard = new Promise<void>((resolve) => void places.onChange(resolve))
    await record.transaction(async (session) => {
      await writeStretches(session, unitTable, [unit('NEW', '79', 'centre', '2020-01-01')])
      await raiseVersion(session)
    })
    await heard
    assert.ok(places.hasUnit('NEW'))
  })

  it('waits with a reload until its listeners are done, and tells a failed one again', async () => {
    let tries = 0
    const heardTwice = new Promise<void>((resolve) => {
      const stop = places.onChange(async () => {
        tries += 1
        await new Promise((wait) => setTimeout(wait, 10))
        if (tries === 1) throw new Error('the warehouse is away')
        stop()
        resolve()
      })
    })
    await record.transaction(raiseVersion)
    await heardTwice
    assert.equal(tries, 2)
  })

  it(`loads ${COUNTERS.toLocaleString('en')} counters of ${CENTRES.toLocaleString('en')} units, and keeps their ancestry`, async () => {
    await writeStretches(record, unitTable, Array.from({ length: CENTRES }, (_, i) => unit(`M${i}`, i % 7 ? `M${i - (i % 7)}` : '79', i % 7 ? 'centre' : 'agency', '2020-01-01')))
    await writeStretches(record, counterTable, Array.from({ length: COUNTERS }, (_, i) => (
      { code: `M.Q${i}`, centreCode: `M${i % CENTRES}`, nameVi: `Quầy ${i}`, nameEn: `Counter ${i}`, validFrom: '2020-01-01', validTo: null })))
    await places.reload()
    const ancestry = places.ancestry()
    assert.equal(ancestry.filter((it) => it.code === 'M1').map((it) => it.ancestorCode).join(), 'M1,M0,79,VN')
    assert.equal(places.ancestry(), ancestry)
  })
})
