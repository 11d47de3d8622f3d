import assert from 'node:assert/strict'
import { parse } from 'csv-parse/sync'
import { counter, unit } from '../../contract/unit.ts'
import { demoCentres, hueCentre, troubles } from '../../simulate/demo-centres.ts'
import { toCountersCsv, toProceduresCsv, toUnitsCsv } from '../../simulate/registry-files.ts'

type Row = Record<string, string>
const rowsOf = (csv: string) => parse<Row>(csv, { columns: true })
const orNull = (row: Row) => ({ ...row, validTo: row['validTo'] || null, successorCode: null })

describe('the files of the demo centres', () => {
  const units = rowsOf(toUnitsCsv(demoCentres))
  const counters = rowsOf(toCountersCsv(demoCentres))

  it('fit the contract, with codes that begin with DEMO and are there once', () => {
    for (const row of units) assert.ok(unit.safeParse(orNull(row)).success, JSON.stringify(row))
    for (const row of counters) assert.ok(counter.safeParse(orNull(row)).success, JSON.stringify(row))
    const codes = [...units, ...counters].map((row) => row['code']!)
    assert.ok(codes.every((code) => code.startsWith('DEMO')))
    assert.equal(new Set(codes).size, codes.length)
  })

  it('name every parent before its children and hang everything under Huế, Cần Thơ or Hồ Chí Minh City', () => {
    const known = new Set(['46', '79', '92'])
    for (const row of units) {
      assert.ok(known.has(row['parentCode']!), JSON.stringify(row))
      known.add(row['code']!)
    }
    for (const row of counters) assert.ok(known.has(row['centreCode']!))
  })

  it('have the places of the seed articles: 34 counters at Huế, 16 agencies at Cần Thơ, four wards', () => {
    assert.equal(hueCentre.procedureCount, 1401)
    assert.equal(counters.filter((row) => row['centreCode'] === hueCentre.unit.code).length, 34)
    assert.equal(units.filter((row) => row['kind'] === 'agency' && row['parentCode'] === '92').length, 16)
    assert.equal(units.filter((row) => row['kind'] === 'commune').length, 4)
  })

  it('have every procedure that is drawn, each in a sector and marked as one of the demo', () => {
    const procedures = rowsOf(toProceduresCsv(demoCentres))
    assert.equal(procedures.length, 2120)
    assert.equal(new Set(procedures.map((row) => row['Mã lĩnh vực'])).size, 16)
    assert.ok(procedures.every((row) => /^1\.00\d{4}$/.test(row['Mã thủ tục']!) && row['Tên thủ tục']!.includes('thủ tục thử')))
    assert.ok(procedures.every((row) => Boolean(row['Thời hạn (giờ)']) !== Boolean(row['Thời hạn (ngày làm việc)'])))
  })

  it('have a counter for each of the troubles', () => {
    for (const { counterCode } of troubles) assert.ok(counters.some((row) => row['code'] === counterCode), counterCode)
  })
})
