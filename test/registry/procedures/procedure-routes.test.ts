import assert from 'node:assert/strict'
import request from 'supertest'
import { procedureHistory, procedurePage, sectorList } from '../../../contract/procedure.ts'
import { openFrontDoor, type FrontDoor } from '../../support/front-door.ts'

const CIVIL = { sectorCode: 'HT', sectorName: 'Hộ tịch' }

describe('the addresses of procedures', function () {
  let door: FrontDoor
  let key: string
  before(async () => {
    door = await openFrontDoor()
    key = await door.newKey(['registry:write'])
    await door.importCsv('procedures', [
      'code,nameVi,sectorCode,sectorName,limitWorkingDays,fee,onlineLevel,validFrom,validTo', '2.000001,Đăng ký khai sinh,HT,Hộ tịch,1,0,full,2020-01-01,',
      '2.000002,Đăng ký kết hôn,HT,Hộ tịch,3,0,partial,2020-01-01,', '2.000003,Tách thửa đất,DD,Đất đai,15,150000,none,2020-01-01,',
      '2.000004,Đã bãi bỏ,DD,Đất đai,15,,,2020-01-01,2023-01-01', '',
    ].join('\n'))
  })
  after(() => door.close())

  const codesOf = async (query: object) => procedurePage.parse((await request(door.app).get('/api/v1/procedures').query(query).expect(200)).body).rows.map((it) => it.code)
  const post = (body: object, as = key) => request(door.app).post('/api/v1/procedures').set('Authorization', `Bearer ${as}`).send(body)
  const patch = (code: string, body: object) => request(door.app).patch(`/api/v1/procedures/${code}`).set('Authorization', `Bearer ${key}`).send(body)

  it('show everybody the procedures of a day, by words, sector and level', async () => {
    assert.deepEqual(await codesOf({}), ['2.000001', '2.000002', '2.000003'])
    assert.deepEqual(await codesOf({ on: '2022-06-01', sector: 'DD' }), ['2.000003', '2.000004'])
    assert.deepEqual(await codesOf({ query: 'ho tich ket hon' }), ['2.000002'])
    assert.deepEqual(await codesOf({ onlineLevel: 'none' }), ['2.000003'])
    const first = (await request(door.app).get('/api/v1/procedures').query({ limit: 2 }).expect(200)).body
    assert.deepEqual(await codesOf({ limit: 2, cursor: first.cursor }), ['2.000003'])
    await request(door.app).get('/api/v1/procedures').query({ colour: 'red' }).expect(422)
  })

  it('show the sectors with how many procedures each has', async () => {
    const { rows } = sectorList.parse((await request(door.app).get('/api/v1/sectors').expect(200)).body)
    assert.deepEqual(rows, [{ code: 'DD', nameVi: 'Đất đai', procedures: 1 }, { code: 'HT', nameVi: 'Hộ tịch', procedures: 2 }])
  })

  it('make a procedure, change it from a day on and correct a stretch on its first day', async () => {
    await post({ code: '2.000010', nameVi: 'Cải chính hộ tịch', ...CIVIL, limitWorkingDays: 3, validFrom: '2024-01-01' }).expect(201)
    await patch('2.000010', { validFrom: '2026-01-01', limitHours: 8 }).expect(200)
    await patch('2.000010', { validFrom: '2026-01-01', fee: 25_000 }).expect(200)
    const { rows } = procedureHistory.parse((await request(door.app).get('/api/v1/procedures/2.000010/history').expect(200)).body)
    assert.deepEqual(rows.map((it) => [it.validFrom, it.validTo, it.limitWorkingDays, it.limitHours, it.fee]), [
      ['2024-01-01', '2026-01-01', 3, null, null], ['2026-01-01', null, null, 8, 25_000],
    ])
    const lines = await door.record.query<{ action: string }>("SELECT action FROM audit_log WHERE subject = 'procedure:2.000010' ORDER BY id")
    assert.deepEqual(lines.map((it) => it.action), ['procedure.create', 'procedure.update', 'procedure.update'])
  })

  it('cut a stretch that had a fixed end where a change begins within it', async () => {
    await post({ code: '2.000011', nameVi: 'Thí điểm', ...CIVIL, limitWorkingDays: 3, validFrom: '2026-01-01', validTo: '2027-01-01' }).expect(201)
    const { body } = await patch('2.000011', { validFrom: '2026-07-01', limitWorkingDays: 2 }).expect(200)
    assert.deepEqual(body.rows.map((it: { validFrom: string; validTo: string }) => [it.validFrom, it.validTo]), [['2026-01-01', '2026-07-01'], ['2026-07-01', '2027-01-01']])
  })

  it('refuse what breaks a rule, by field', async () => {
    const pointerOf = async (sent: request.Test, status = 422) => (await sent.expect(status)).body.errors?.[0]?.pointer
    await post({ code: '2.000001', nameVi: 'Lần nữa', ...CIVIL, validFrom: '2024-01-01' }).expect(409)
    await patch('2.999999', { validFrom: '2026-01-01', fee: 1 }).expect(404)
    assert.equal(await pointerOf(patch('2.000001', { validFrom: '2019-01-01', fee: 1 })), '/validFrom')
    assert.equal(await pointerOf(post({ code: '2.000012', nameVi: 'Hai hạn', ...CIVIL, limitHours: 1, limitWorkingDays: 1, validFrom: '2024-01-01' })), '/limitHours')
    assert.equal(await pointerOf(post({ code: '2.000012', nameVi: 'Ngược', ...CIVIL, validFrom: '2024-01-01', validTo: '2023-01-01' })), '/validTo')
    assert.equal(await pointerOf(post({ code: '2.000012', nameVi: 'Âm', ...CIVIL, fee: -1, validFrom: '2024-01-01' })), '/fee')
    await post({ code: '2.000013', nameVi: 'Của Huế', ...CIVIL, validFrom: '2024-01-01' }, await door.newKey(['registry:write'], '46')).expect(403)
  })
})
