import assert from 'node:assert/strict'
import request from 'supertest'
import { openFrontDoor, type FrontDoor } from '../../support/front-door.ts'

const HEADER = 'code,nameVi,sectorCode,sectorName,limitHours,limitWorkingDays,fee,onlineLevel\n'

describe('importing procedures', function () {
  let door: FrontDoor
  let now = Date.parse('2026-10-14T02:00:00Z')
  before(async () => { door = await openFrontDoor({ clock: () => now }) })
  after(() => door.close())

  const importRows = async (rows: string[], header = HEADER) => (await door.importCsv('procedures', header + rows.join('\n'))).body
  const stretchesOf = (code: string) => door.registry.procedures.historyOf(code).map((it) => `${it.validFrom}/${it.validTo ?? ''} ${it.limitWorkingDays ?? `${it.limitHours}h`} ${it.fee}`)

  it('gives what is new the whole past, and what changes a stretch from the day of the import', async () => {
    await importRows(['1.000001,Đăng ký đất đai,DD,Đất đai,,15,150000,full'])
    assert.deepEqual(stretchesOf('1.000001'), ['2000-01-01/ 15 150000'])
    await importRows(['1.000001,Đăng ký đất đai,DD,Đất đai,,10,150000,full'])
    assert.deepEqual(stretchesOf('1.000001'), ['2000-01-01/2026-10-14 15 150000', '2026-10-14/ 10 150000'])
  })

  it('changes nothing when the same file comes again on another day', async () => {
    const file = ['1.000002,Khai sinh,HT,Hộ tịch,8,,0,partial']
    await importRows(file)
    now += 3 * 86_400_000
    const { body } = await door.importCsv('procedures', HEADER + file[0])
    now -= 3 * 86_400_000
    assert.equal(body.accepted, 1)
    assert.deepEqual(stretchesOf('1.000002'), ['2000-01-01/ 8h 0'])
  })

  it('takes the day from a column where there is one', async () => {
    const header = 'code,nameVi,sectorCode,sectorName,limitWorkingDays,validFrom\n'
    await importRows(['1.000003,Kết hôn,HT,Hộ tịch,5,2024-01-01', '1.000003,Kết hôn,HT,Hộ tịch,3,2025-07-01'], header)
    assert.deepEqual(stretchesOf('1.000003'), ['2024-01-01/2025-07-01 5 null', '2025-07-01/ 3 null'])
  })

  it('reads Vietnamese headers, levels and amounts', async () => {
    const header = 'Mã TTHC;Tên thủ tục hành chính;Mã lĩnh vực;Lĩnh vực;Thời hạn (ngày làm việc);Phí, lệ phí;Mức độ trực tuyến\n'
    await importRows(['1.000004;Cấp đổi giấy phép;GT;Giao thông;5;1.350.000 đồng;Toàn trình', '1.000005;Xác nhận;GT;Giao thông;;Miễn phí;Một phần'], header)
    const found = ['1.000004', '1.000005'].map((code) => door.registry.procedures.on(code, '2026-10-14'))
    assert.deepEqual(found.map((it) => [it?.fee, it?.onlineLevel]), [[1_350_000, 'full'], [0, 'partial']])
  })

  it('names every broken rule and keeps the good rows', async () => {
    const { accepted, problems } = await importRows([
      '1.000006,Hai hạn,DD,Đất đai,8,1,0,full', '1.000007,Nửa ngày,DD,Đất đai,,"2,5",0,full', '1.000008,Phí lạ,DD,Đất đai,,1,12.5,full',
      '1.000009,Mức lạ,DD,Đất đai,,1,0,hoàn toàn', '1.000010,,DD,Đất đai,,1,0,full', '1.000011,Tốt,DD,Đất đai,,1,0,full', '1.000011,Trùng,DD,Đất đai,,1,0,full',
    ])
    assert.equal(accepted, 1)
    assert.deepEqual(problems.map((it: { column: string; rule: string }) => `${it.column}: ${it.rule}`), [
      'limitHours: a limit in hours or in working days, not both', 'limitWorkingDays: a whole number; half a day is 4 hours',
      'fee: an amount in đồng, 150000 or 150.000', 'onlineLevel: one of full, partial, none', 'nameVi: a value is required',
      'validFrom: one row for each code and validFrom; an earlier line says something else',
    ])
  })

  it('is for those who answer for the whole country', async () => {
    const ofHue = await door.newKey(['registry:write'], '46')
    const answer = await request(door.app).post('/api/v1/imports').set('Authorization', `Bearer ${ofHue}`)
      .field('kind', 'procedures').attach('file', Buffer.from(`${HEADER}1.1,A,B,C,,1,,`), 'p.csv').expect(403)
    assert.match(answer.body.detail, /whole country/)
  })
})
