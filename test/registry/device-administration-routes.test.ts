import assert from 'node:assert/strict'
import request from 'supertest'
import { deviceRow, newDeviceAnswer } from '../../contract/device.ts'
import { page } from '../../contract/unit.ts'
import { openFrontDoor, PUBLIC_URL, type FrontDoor } from '../support/front-door.ts'

describe('administering devices', function () {
  let door: FrontDoor
  let cookie: string
  before(async () => {
    door = await openFrontDoor()
    cookie = await door.signIn()
    await door.importCsv('units', 'code,parentCode,kind,nameVi,validFrom\nG.C,46,centre,Trung tâm Huế,2020-01-01\nH.C,92,centre,Trung tâm Cần Thơ,2020-01-01\n')
    await door.importCsv('counters', 'code,centreCode,nameVi,validFrom\nG.Q1,G.C,Quầy 1,2020-01-01\nH.Q1,H.C,Quầy 1,2020-01-01\n')
  })
  after(() => door.close())

  const asAdministrator = (method: 'get' | 'post' | 'delete', path: string) =>
    request(door.app)[method](path).set('Cookie', cookie).set('Origin', PUBLIC_URL)

  it('gives a code that is easy to read and an address that carries it', async () => {
    const answer = await asAdministrator('post', '/api/v1/devices').send({ counterCode: 'G.Q1', serial: 'R52N1' }).expect(201)
    const device = newDeviceAnswer.parse(answer.body)
    assert.match(device.enrolmentCode, /^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/)
    assert.equal(device.enrolmentUrl, `${PUBLIC_URL}/kiosk/?code=${device.enrolmentCode}`)
    assert.ok(Math.abs(Date.parse(device.expiresAt) - Date.now() - 24 * 3_600_000) < 60_000)
    assert.ok(!JSON.stringify(await door.record.query('SELECT * FROM device')).includes(device.enrolmentCode))
  })

  it('refuses a counter that nobody knows', async () => {
    const answer = await asAdministrator('post', '/api/v1/devices').send({ counterCode: 'NOWHERE' }).expect(422)
    assert.deepEqual(answer.body.errors[0], { pointer: '/counterCode', value: 'NOWHERE', rule: 'a known counter', message: 'a known counter' })
  })

  it('lists devices by pages, to a key of one unit only those in it', async () => {
    for (const counterCode of ['H.Q1', 'G.Q1', 'H.Q1']) await asAdministrator('post', '/api/v1/devices').send({ counterCode }).expect(201)
    const first = page(deviceRow).parse((await asAdministrator('get', '/api/v1/devices?limit=3').expect(200)).body)
    const second = page(deviceRow).parse((await asAdministrator('get', `/api/v1/devices?limit=3&cursor=${first.cursor}`).expect(200)).body)
    assert.deepEqual([first.rows.length, second.rows.length, second.cursor], [3, 1, null])
    const key = await door.newKey(['registry:write'], '92')
    const own = await request(door.app).get('/api/v1/devices').set('Authorization', `Bearer ${key}`).expect(200)
    assert.deepEqual(own.body.rows.map((it: { counterCode: string }) => it.counterCode), ['H.Q1', 'H.Q1'])
    await request(door.app).post('/api/v1/devices').set('Authorization', `Bearer ${key}`).send({ counterCode: 'G.Q1' }).expect(403)
  })

  it('revokes a device so that its token opens nothing', async () => {
    const { body: made } = await asAdministrator('post', '/api/v1/devices').send({ counterCode: 'G.Q1' }).expect(201)
    const { token } = await door.registry.devices.enrol({ enrolmentCode: made.enrolmentCode, appVersion: '1', hardware: null })
    assert.equal((await door.registry.devices.authenticate(token))?.places[0]?.counterCode, 'G.Q1')
    await asAdministrator('delete', `/api/v1/devices/${made.deviceId}`).expect(204)
    assert.equal(await door.registry.devices.authenticate(token), null)
    await asAdministrator('delete', '/api/v1/devices/nothing').expect(404)
    const lines = await door.record.query<{ action: string }>('SELECT action FROM audit_log WHERE subject = $1 ORDER BY id', [`device:${made.deviceId}`])
    assert.deepEqual(lines.map((it) => it.action), ['device.create', 'device.enrol', 'device.revoke'])
  })
})
