import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import request from 'supertest'
import { deviceDetail, devicePage, enrolmentSheet, newDeviceAnswer } from '../../../contract/device.ts'
import { createHeartbeats } from '../../../registry/devices/heartbeats.ts'
import { openFrontDoor, PUBLIC_URL, type FrontDoor } from '../../support/front-door.ts'

describe('looking after tablets', function () {
  let door: FrontDoor
  let cookie: string
  before(async () => {
    door = await openFrontDoor()
    cookie = await door.signIn()
    await door.importCsv('units', 'code,parentCode,kind,nameVi,nameEn,validFrom\nG.C,46,centre,Trung tâm Huế,Hue centre,2020-01-01\nH.C,92,centre,Trung tâm Cần Thơ,Can Tho centre,2020-01-01\n')
    await door.importCsv('counters', 'code,centreCode,nameVi,validFrom\nG.Q1,G.C,Quầy Một,2020-01-01\nG.Q2,G.C,Quầy Hai,2020-01-01\nG.Q3,G.C,Quầy Ba,2020-01-01\nH.Q1,H.C,Quầy Tư,2020-01-01\n')
    await door.importCsv('devices', 'serial,counterCode\nS-1,G.Q1\nS-2,G.Q2\nS-9,H.Q1\n')
  })
  after(() => door.close())

  const asAdministrator = (method: 'get' | 'post' | 'delete', path: string) => request(door.app)[method](path).set('Cookie', cookie).set('Origin', PUBLIC_URL)
  const list = async (query: string) => devicePage.parse((await asAdministrator('get', `/api/v1/devices?${query}`).expect(200)).body)
  const serialsOf = async (query: string) => (await list(query)).rows.map((it) => it.serial)
  const enrol = (enrolmentCode = '') => door.registry.devices.enrol({ enrolmentCode, appVersion: '1.0.0', hardware: null })
  const sheetFor = async (body: object) => enrolmentSheet.parse((await asAdministrator('post', '/api/v1/devices/enrolment-sheet').send(body).expect(201)).body)

  it('prints fresh codes for the tablets of a centre that wait, and says which counters have none', async () => {
    const first = await sheetFor({ centreCode: 'G.C' })
    assert.deepEqual(first.rows.map((it) => [it.serial, it.place.counter.nameVi, it.place.centre.code]), [['S-1', 'Quầy Một', 'G.C'], ['S-2', 'Quầy Hai', 'G.C']])
    assert.deepEqual(first.withoutTablet, ['G.Q3'])
    assert.equal(first.rows[0]?.enrolmentUrl, `${PUBLIC_URL}/kiosk/?code=${first.rows[0]?.enrolmentCode}`)
    await enrol(first.rows[0]?.enrolmentCode)
    const second = await sheetFor({ counterCodes: ['G.Q1', 'G.Q2'] })
    assert.deepEqual(second.rows.map((it) => it.serial), ['S-2'], 'what is enrolled gets no code')
    await assert.rejects(enrol(first.rows[1]?.enrolmentCode), /not known/, 'the card printed before opens nothing any more')
  })

  it('gives one tablet another code when the first was lost, but not when it is enrolled', async () => {
    const deviceId = (await list('query=S-9')).rows[0]?.deviceId
    const code = async () => newDeviceAnswer.parse((await asAdministrator('post', `/api/v1/devices/${deviceId}/enrolment-code`).expect(201)).body).enrolmentCode
    const [lost, found] = [await code(), await code()]
    await assert.rejects(enrol(lost), /not known/)
    await enrol(found)
    assert.match((await asAdministrator('post', `/api/v1/devices/${deviceId}/enrolment-code`).expect(409)).body.detail, /enrolled already/)
  })

  it('names the rule when a sheet is asked for nobody, and refuses somebody else’s centre', async () => {
    const answer = await asAdministrator('post', '/api/v1/devices/enrolment-sheet').send({ counterCodes: ['G.Q1', 'NOWHERE'] }).expect(422)
    assert.deepEqual(answer.body.errors[0], { pointer: '/counterCodes/1', value: 'NOWHERE', rule: 'a known counter', message: 'a known counter' })
    const key = await door.newKey(['registry:write'], '92')
    await request(door.app).post('/api/v1/devices/enrolment-sheet').set('Authorization', `Bearer ${key}`).send({ centreCode: 'G.C' }).expect(403)
  })

  it('finds tablets by words, centre and state, page by page, and counts them by state', async () => {
    assert.deepEqual(await serialsOf('query=quay%20hai'), ['S-2'])
    assert.deepEqual(await serialsOf('query=can%20tho'), ['S-9'])
    assert.deepEqual(await serialsOf('query=s-1'), ['S-1'])
    assert.deepEqual(await serialsOf('centre=G.C&state=waiting,revoked'), ['S-2'])
    const first = await list('limit=2')
    assert.deepEqual([first.counts, first.rows.map((it) => it.serial)], [{ ok: 2, attention: 0, alarm: 0, waiting: 1, revoked: 0 }, ['S-1', 'S-2']])
    const second = await list(`limit=2&cursor=${first.cursor}`)
    assert.deepEqual([second.counts, second.rows.map((it) => it.serial), second.cursor], [undefined, ['S-9'], null])
    assert.equal((await asAdministrator('get', '/api/v1/devices?state=broken').expect(422)).body.errors[0].pointer, '/state/0')
  })

  it('writes signs of life that come at once down together', async () => {
    let statements = 0
    const record = { ...door.record, query: <Row extends object>(sql: string, values?: unknown[]) => {
      statements += 1
      return door.record.query<Row>(sql, values)
    } }
    const { note } = createHeartbeats({ record, clock: Date.now })
    const [{ deviceId } = { deviceId: '' }] = (await list('query=S-9')).rows
    const beat = { sentAt: new Date().toISOString(), appVersion: '1.0.0', queued: 2, seq: 1 }
    const noted = await Promise.all([note(deviceId, beat), ...Array.from({ length: 200 }, () => note(randomUUID(), beat))])
    assert.deepEqual([noted[0]?.hasCommands, noted[1], statements <= 2], [false, null, true])
    assert.equal((await list('query=S-9')).rows[0]?.queued, 2)
  })

  it('shows one tablet with where it stood, what is stored of it and why it was revoked', async () => {
    const deviceId = String((await list('query=S-1')).rows[0]?.deviceId)
    await door.registry.devices.move({ deviceId, counterCode: 'G.Q3', from: Date.now(), actor: 'system' })
    await asAdministrator('delete', `/api/v1/devices/${deviceId}?reason=${encodeURIComponent('Vỡ màn hình')}`).expect(204)
    const device = deviceDetail.parse((await asAdministrator('get', `/api/v1/devices/${deviceId}`).expect(200)).body)
    assert.deepEqual(device.places.map((it) => [it.counterCode, it.place?.counter.nameVi, it.to === null]), [['G.Q3', 'Quầy Ba', true], ['G.Q1', 'Quầy Một', false]])
    assert.deepEqual([device.health, device.revokedReason, device.custody], [{ state: 'revoked', reasons: [] }, 'Vỡ màn hình', { lastSeq: 0, storedTo: 0, missing: [] }])
    await asAdministrator('get', '/api/v1/devices/khong-co').expect(404)
  })
})
