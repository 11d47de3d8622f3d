import assert from 'node:assert/strict'
import request from 'supertest'
import { counterHistory, counterPage, unitHistory, unitPage } from '../../contract/unit.ts'
import { openFrontDoor, type FrontDoor } from '../support/front-door.ts'

const TODAY = '2026-10-14'

describe('units and counters, one at a time', function () {
  let door: FrontDoor
  let key: string
  before(async () => {
    door = await openFrontDoor({ clock: () => Date.parse(`${TODAY}T02:00:00Z`) })
    key = await door.newKey(['registry:write', 'results:read'])
    await door.importCsv('units', [
      'code,parentCode,kind,nameVi,nameEn,validFrom,validTo', 'E,46,agency,Sở Y tế,Health,2020-01-01,', 'E.C,E,centre,Trung tâm Huế,Hue centre,2020-01-01,',
      'E.D,E,centre,Trung tâm cũ,Old centre,2020-01-01,2026-01-01', 'F,92,agency,Sở khác,Other,2020-01-01,', '',
    ].join('\n'))
    await door.importCsv('counters', 'code,centreCode,nameVi,validFrom,validTo\nE.Q1,E.C,Quầy Một,2020-01-01,\nE.Q2,E.D,Quầy Hai,2020-01-01,2026-01-01\n')
  })
  after(() => door.close())

  const send = (method: 'post' | 'patch' | 'get', path: string, body?: object, token = key) => {
    const call = request(door.app)[method](path).set('Authorization', `Bearer ${token}`)
    return body ? call.send(body) : call
  }
  const breachOf = async (method: 'post' | 'patch', path: string, body: object) => {
    const { pointer, value, rule } = (await send(method, path, body).expect(422)).body.errors[0]
    return `${pointer} ${JSON.stringify(value)} ${rule}`
  }
  const historyOf = async (code: string) => unitHistory.parse((await request(door.app).get(`/api/v1/units/${code}/history`).expect(200)).body)
    .rows.map((it) => `${it.validFrom}–${it.validTo ?? ''} ${it.nameVi} in ${it.parentCode}`)

  it('are added from a day on and read at once; sent again they are the same', async () => {
    const body = { code: 'E.N', parentCode: 'E', kind: 'centre', nameVi: 'Trung tâm mới', validFrom: '2026-10-01' }
    const { body: made } = await send('post', '/api/v1/units', body).expect(201)
    assert.deepEqual(made, { ...body, nameEn: 'Trung tâm mới', validTo: null, successorCode: null })
    assert.deepEqual((await send('post', '/api/v1/units', body).expect(201)).body, made)
    assert.ok(door.registry.places.isWithin('E.N', '46'))
    const counter = { code: 'E.N.Q', centreCode: 'E.N', nameVi: 'Quầy mới', nameEn: 'New counter', validFrom: TODAY }
    assert.deepEqual((await send('post', '/api/v1/counters', counter).expect(201)).body, { ...counter, validTo: null })
    assert.equal((await door.record.query("SELECT 1 FROM audit_log WHERE action = 'unit.create' AND subject = 'unit:E.N'")).length, 1)
  })

  it('change from a day on, and the days before stay as they were', async () => {
    await send('patch', '/api/v1/units/E', { validFrom: '2026-06-01', nameVi: 'Sở Y tế và Dân số' }).expect(200)
    assert.deepEqual(await historyOf('E'), ['2020-01-01–2026-06-01 Sở Y tế in 46', '2026-06-01– Sở Y tế và Dân số in 46'])
    const { body } = await send('patch', '/api/v1/counters/E.Q1', { validFrom: '2026-11-01', centreCode: 'E.N' }).expect(200)
    assert.deepEqual([body.centreCode, body.nameVi, body.validFrom], ['E.N', 'Quầy Một', '2026-11-01'])
    const { rows } = counterHistory.parse((await send('get', '/api/v1/counters/E.Q1/history').expect(200)).body)
    assert.deepEqual(rows.map((it) => `${it.centreCode} ${it.validTo}`), ['E.C 2026-11-01', 'E.N null'])
  })

  it('are corrected on the first day of a stretch, and what stood there is kept', async () => {
    await send('patch', '/api/v1/units/F', { validFrom: '2020-01-01', nameVi: 'Sở Nội vụ', parentCode: '48' }).expect(200)
    assert.deepEqual(await historyOf('F'), ['2020-01-01– Sở Nội vụ in 48'])
    const [line] = await door.record.query<{ detail: { changes: { before: { nameVi: string; parentCode: string } }[] } }>("SELECT detail FROM audit_log WHERE action = 'unit.change' AND subject = 'unit:F'")
    assert.deepEqual([line?.detail.changes[0]?.before.nameVi, line?.detail.changes[0]?.before.parentCode], ['Sở khác', '92'])
    const lines = async () => (await door.record.query("SELECT 1 FROM audit_log WHERE subject = 'unit:F'")).length
    const before = await lines()
    await send('patch', '/api/v1/units/F', { validFrom: '2020-01-01', nameVi: 'Sở Nội vụ', parentCode: '48' }).expect(200)
    assert.equal(await lines(), before, 'nothing changed, nothing is written')
  })

  it('end on a day that is given, and go on until further notice when it is taken back', async () => {
    await send('post', '/api/v1/units', { code: 'E.T', parentCode: 'E', kind: 'centre', nameVi: 'Tạm', validFrom: '2026-01-01' }).expect(201)
    await send('patch', '/api/v1/units/E.T', { validFrom: '2026-01-01', validTo: '2026-12-01' }).expect(200)
    assert.deepEqual(await historyOf('E.T'), ['2026-01-01–2026-12-01 Tạm in E'])
    await send('patch', '/api/v1/units/E.T', { validFrom: TODAY, validTo: null, nameVi: 'Lâu dài' }).expect(200)
    assert.deepEqual(await historyOf('E.T'), ['2026-01-01–2026-10-14 Tạm in E', '2026-10-14– Lâu dài in E'])
  })

  it('keep the rules of the imports, and name field, value and rule', async () => {
    assert.deepEqual([
      await breachOf('post', '/api/v1/units', { code: 'E', parentCode: '46', kind: 'agency', nameVi: 'Trùng', validFrom: TODAY }),
      await breachOf('post', '/api/v1/units', { code: 'E.Q1', parentCode: 'E', kind: 'centre', nameVi: 'Mã của quầy', validFrom: TODAY }),
      await breachOf('post', '/api/v1/units', { code: 'X', parentCode: 'NOWHERE', kind: 'agency', nameVi: 'Tên', validFrom: TODAY }),
      await breachOf('post', '/api/v1/units', { code: 'X', kind: 'agency', nameVi: 'Tên', validFrom: TODAY }),
      await breachOf('post', '/api/v1/units', { code: 'X', parentCode: '46', kind: 'agency', nameVi: 'Tên', validFrom: TODAY, validTo: TODAY }),
      await breachOf('post', '/api/v1/units', { code: 'X', parentCode: '46', kind: 'castle', nameVi: 'Tên', validFrom: TODAY }),
      await breachOf('post', '/api/v1/counters', { code: 'X', centreCode: 'E', nameVi: 'Quầy', validFrom: TODAY }),
      await breachOf('patch', '/api/v1/units/E', { validFrom: TODAY, parentCode: 'E.C' }),
      await breachOf('patch', '/api/v1/units/E.C', { validFrom: TODAY, kind: 'agency' }),
      await breachOf('patch', '/api/v1/units/E.D', { validFrom: TODAY, nameVi: 'Quá muộn' }),
      await breachOf('patch', '/api/v1/units/10', { validFrom: '2020-01-01', validTo: null }),
    ], [
      '/code "E" a code that no unit has; PATCH changes one that is there',
      '/code "E.Q1" a code that no counter has',
      '/parentCode "NOWHERE" a unit that is known or stands in this file',
      '/parentCode null every unit but the country has a parent, the country has none',
      `/validTo "${TODAY}" validTo is after validFrom`,
      '/kind "castle" one of country, province, agency, commune, centre',
      '/centreCode "E" a unit of the kind centre; this is of the kind agency',
      '/parentCode "E.C" no unit lies in itself',
      '/kind "agency" centre, as long as a counter (E.Q1) lies in it',
      `/validFrom "${TODAY}" a day on which it exists (2020-01-01 to 2026-01-01)`,
      '/validTo null a unit that has a successor stays ended; undo the reorganisation that ended it',
    ])
    await send('patch', '/api/v1/units/NOWHERE', { validFrom: TODAY, nameVi: 'Không có' }).expect(404)
    await send('patch', '/api/v1/counters/NOWHERE', { validFrom: TODAY, nameVi: 'Không có' }).expect(404)
  })

  it('are written below one’s own unit only, neither taken from others nor given to them, and not by their past', async () => {
    const own = await door.newKey(['registry:write'], 'E')
    await send('patch', '/api/v1/units/E.C', { validFrom: TODAY, nameVi: 'Trung tâm Huế 1' }, own).expect(200)
    for (const [method, path, body] of [
      ['patch', '/api/v1/units/E', { nameVi: 'Chính mình' }], ['patch', '/api/v1/units/F', { nameVi: 'Chiếm' }], ['patch', '/api/v1/units/E.C', { parentCode: 'F' }],
      ['post', '/api/v1/units', { code: 'F.C', parentCode: 'F', kind: 'centre', nameVi: 'Lạ' }], ['post', '/api/v1/counters', { code: 'F.Q', centreCode: 'F', nameVi: 'Lạ' }],
    ] as const) await send(method, path, { validFrom: TODAY, ...body }, own).expect(403)
    await send('patch', '/api/v1/units/E.N', { validFrom: '2026-10-10', parentCode: 'F' }).expect(200)
    await send('patch', '/api/v1/units/E.N', { validFrom: TODAY, nameVi: 'Từng là của E' }, own).expect(403)
    await send('get', '/api/v1/counters/E.N.Q/history', undefined, own).expect(403)
  })

  it('are listed as of a day, and found by name or code', async () => {
    const units = async (query: Record<string, string>) => unitPage.parse((await request(door.app).get('/api/v1/units').query(query).expect(200)).body).rows.map((it) => it.code)
    const counters = async (query: Record<string, string>) => counterPage.parse((await request(door.app).get('/api/v1/counters').query(query).set('Authorization', `Bearer ${key}`).expect(200)).body).rows.map((it) => it.code)
    assert.deepEqual(await units({ parent: 'E', on: '2025-12-31' }), ['E', 'E.C', 'E.D'])
    assert.ok(!(await units({ parent: 'E' })).includes('E.D'))
    assert.deepEqual([(await units({ kind: 'province' })).length, (await units({ kind: 'province', on: '2025-06-30' })).length], [34, 63])
    assert.deepEqual([await counters({ query: 'quay mot' }), await counters({ centre: 'E.D', on: '2025-12-31' }), await counters({ centre: 'E.D' })], [['E.Q1'], ['E.Q2'], []])
    await request(door.app).get('/api/v1/units?on=yesterday').expect(422)
    await request(door.app).get('/api/v1/units/NOWHERE/history').expect(404)
  })

  it('take successors from files too, refuse circles, and know Vietnamese headers', async () => {
    const { body } = await door.importCsv('units', [
      'Mã,Mã cấp trên,Loại,Tên,Từ ngày,Đến ngày,Mã đơn vị kế thừa', 'S1,46,xã,Xã Một,2020-01-01,2025-07-01,S2', 'S2,46,xã,Xã Hai,2025-07-01,,', 'S3,46,xã,Xã Ba,2020-01-01,,S2',
      'S4,46,xã,Xã Bốn,2020-01-01,2021-01-01,E', 'S5,46,xã,Xã Năm,2020-01-01,2021-01-01,NOWHERE', 'S6,46,xã,Xã Sáu,2020-01-01,2021-01-01,S7', 'S7,46,xã,Xã Bảy,2020-01-01,2021-01-01,S6', '',
    ].join('\n'))
    assert.deepEqual(body.problems.map((it: { line: number; column: string; rule: string }) => `${it.line} ${it.column} ${it.rule}`), [
      '4 successorCode a unit that goes on until further notice has no successor', '5 successorCode a unit of the same kind, commune',
      '6 successorCode a unit that is known or stands in this file', '7 successorCode no unit lies in itself', '8 successorCode no unit lies in itself',
    ])
    assert.equal(door.registry.places.representativeOf('S1'), 'S2')
    const circle = await door.importCsv('units', 'code,parentCode,kind,nameVi,validFrom,validTo,successorCode\nS2,46,commune,Xã Hai,2025-07-01,2026-01-01,S1\n')
    assert.equal(circle.body.problems[0].rule, 'no unit succeeds itself, or a unit that lies in it')
  })
})
