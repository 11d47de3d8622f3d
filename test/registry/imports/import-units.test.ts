import assert from 'node:assert/strict'
import request from 'supertest'
import { openFrontDoor, type FrontDoor } from '../../support/front-door.ts'

const HEADER = 'code,parentCode,kind,nameVi,nameEn,validFrom,validTo'
const file = (...rows: string[]) => [HEADER, ...rows, ''].join('\n')

describe('importing units', function () {
  let door: FrontDoor
  before(async () => { door = await openFrontDoor() })
  after(() => door.close())

  const importUnits = async (...rows: string[]) => (await door.importCsv('units', file(...rows))).body
  const historyOf = (code: string) => door.record.query<{ parent_code: string; name_vi: string; valid_from: string; valid_to: string | null }>(
    'SELECT parent_code, name_vi, valid_from, valid_to FROM unit WHERE code = $1 ORDER BY valid_from', [code])
  const version = async () => (await door.record.query<{ version: number }>('SELECT version FROM registry_version'))[0]?.version

  it('makes them visible to everybody once it says done', async () => {
    const status = await importUnits('U1,46,agency,Cơ quan một,Agency one,2020-01-01,', 'U1.C,U1,centre,Trung tâm một,Centre one,2020-01-01,')
    assert.deepEqual({ ...status, importId: '' }, { importId: '', kind: 'units', status: 'done', dryRun: false, rows: 2, accepted: 2, refused: 0, progress: 1, problems: [] })
    assert.ok(door.registry.places.isWithin('U1.C', '46'))
    const answer = await request(door.app).get('/api/v1/units/U1.C').expect(200)
    assert.deepEqual(answer.body.ancestors.map((it: { code: string }) => it.code), ['VN', '46', 'U1'])
  })

  it('takes parents that come later in the file, and agencies within agencies', async () => {
    const status = await importUnits('N3,N2,centre,Ba,Three,2020-01-01,', 'N2,N1,agency,Hai,Two,2020-01-01,', 'N1,92,agency,Một,One,2021-01-01,')
    assert.equal(status.accepted, 3)
    assert.ok(door.registry.places.isWithin('N3', '92'))
  })

  it('changes nothing when it is sent again', async () => {
    const rows = ['I1,46,agency,Cơ quan,Agency,2020-01-01,2024-01-01', 'I1,92,agency,Cơ quan,Agency,2024-01-01,']
    await importUnits(...rows)
    const before = await version()
    assert.equal((await importUnits(...rows, rows[0] as string)).accepted, 3)
    assert.equal(await version(), before)
  })

  it('corrects the row of the same code and first day, and writes down what it replaced', async () => {
    await importUnits('K1,46,agency,Tên sai,Wrong name,2020-01-01,')
    const status = await importUnits('K1,92,agency,Tên đúng,Right name,2020-01-01,')
    assert.deepEqual(await historyOf('K1'), [{ parent_code: '92', name_vi: 'Tên đúng', valid_from: '2020-01-01', valid_to: null }])
    const [line] = await door.record.query<{ actor: string; detail: { corrections: { before: { nameVi: string } }[] } }>(
      "SELECT actor, detail FROM audit_log WHERE action = 'unit.correct' AND subject = $1", [`import:${status.importId}`])
    assert.match(line?.actor ?? '', /^key:/)
    assert.equal(line?.detail.corrections[0]?.before.nameVi, 'Tên sai')
  })

  it('lets a later row end an open one, in whatever order they come', async () => {
    await importUnits('E1,46,agency,Mới,New,2024-05-01,', 'E1,92,agency,Cũ,Old,2020-01-01,')
    const expected = [{ parent_code: '92', name_vi: 'Cũ', valid_from: '2020-01-01', valid_to: '2024-05-01' }, { parent_code: '46', name_vi: 'Mới', valid_from: '2024-05-01', valid_to: null }]
    assert.deepEqual(await historyOf('E1'), expected)
    await importUnits('E1,92,agency,Cũ,Old,2020-01-01,')
    assert.deepEqual(await historyOf('E1'), expected)
  })

  it('keeps the good rows and says of each other one what is wrong with it', async () => {
    const status = await importUnits(
      'B1,46,agency,Tốt,Good,2020-01-01,', 'B2,NOWHERE,agency,Tên,Name,2020-01-01,', 'B3,46,castle,Tên,Name,2020-01-01,', 'B4,46,agency,,Name,31/02/2020,',
      'B5,,agency,Tên,Name,2020-01-01,', 'B6,46,agency,Tên,Name,2020-01-01,2020-01-01', 'B7,46,agency,Tên', `${'X'.repeat(36)},46,agency,Tên,Name,2020-01-01,`,
      'B1,46,agency,Khác,Other,2020-01-01,',
    )
    assert.deepEqual([status.rows, status.accepted, status.refused], [9, 1, 8])
    assert.deepEqual(status.problems.map((it: { line: number; column: string; value: string; rule: string }) => `${it.line} ${it.column} "${it.value.slice(0, 12)}" ${it.rule}`), [
      '3 parentCode "NOWHERE" a unit that is known or stands in this file',
      '4 kind "castle" one of country, province, agency, commune, centre',
      '5 nameVi "" a value is required',
      '5 validFrom "31/02/2020" a day as 2026-08-31 or 31/08/2026',
      '6 parentCode "" every unit but the country has a parent, the country has none',
      '7 validTo "2020-01-01" validTo is after validFrom',
      '8  "B7 | 46 | ag" as many cells as the header, which has 7; this row has 4',
      '9 code "XXXXXXXXXXXX" at most 35',
      '10 validFrom "2020-01-01" one row for each code and validFrom; an earlier line says something else',
    ])
  })

  it('refuses rows that overlap in time, and units that lie in themselves', async () => {
    await importUnits('C1,46,agency,Một,One,2020-01-01,2024-01-01', 'C2,C1,agency,Hai,Two,2020-01-01,')
    const status = await importUnits(
      'C1,46,agency,Một,One,2023-01-01,', 'C1,C2,agency,Một,One,2020-01-01,2024-01-01',
      'L1,L2,agency,Vòng,Loop,2020-01-01,', 'L2,L1,agency,Vòng,Loop,2020-01-01,', 'L3,L2,agency,Dưới vòng,Below,2020-01-01,',
    )
    assert.deepEqual(status.problems.map((it: { line: number; rule: string }) => `${it.line} ${it.rule}`), [
      '2 no overlap with the row of this code that is valid from 2020-01-01', '3 no unit lies in itself',
      '4 no unit lies in itself', '5 no unit lies in itself', '6 a unit that is known or stands in this file',
    ])
  })

  it('lets a key of one unit write below that unit only', async () => {
    await importUnits('S1,46,agency,Sở,Department,2020-01-01,', 'S2,92,agency,Sở khác,Other department,2020-01-01,')
    const key = await door.newKey(['registry:write'], 'S1')
    const { body } = await door.importCsv('units', file(
      'S1.C,S1,centre,Trung tâm,Centre,2020-01-01,', 'S2.C,S2,centre,Trung tâm,Centre,2020-01-01,', 'S2,S1,agency,Chiếm,Taken over,2020-01-01,', 'S1,46,agency,Tự đổi,Itself,2020-01-01,',
    ), { key })
    assert.deepEqual([body.accepted, body.problems.map((it: { line: number }) => it.line)], [1, [3, 4, 5]])
  })

  it('reads what Vietnamese spreadsheets write: BOM, semicolons, other headers, other dates', async () => {
    const { body } = await door.importCsv('units', '\uFEFFTên;Mã;Loại;Mã cấp trên;Từ ngày;Đến ngày\r\nTrung tâm Phú Lộc;VN1;Trung tâm;46;1/7/2025;31/12/2026\r\n\r\n')
    assert.deepEqual([body.status, body.accepted], ['done', 1])
    assert.deepEqual(await historyOf('VN1'), [{ parent_code: '46', name_vi: 'Trung tâm Phú Lộc', valid_from: '2025-07-01', valid_to: '2026-12-31' }])
    assert.equal(door.registry.places.nameOf('VN1')?.en, 'Trung tâm Phú Lộc', 'without an English name the Vietnamese one stands in')
  })

  it('checks a dry run in the same way and stores nothing', async () => {
    const { body } = await door.importCsv('units', file('D1,46,agency,Thử,Trial,2020-01-01,', 'D2,NOWHERE,agency,Thử,Trial,2020-01-01,'), { dryRun: true })
    assert.deepEqual([body.status, body.dryRun, body.accepted, body.refused], ['done', true, 1, 1])
    assert.deepEqual(await historyOf('D1'), [])
  })
})
