import assert from 'node:assert/strict'
import request from 'supertest'
import { heartbeatAnswer } from '../../../contract/device.ts'
import { createDevices } from '../../../registry/devices.ts'
import { openFrontDoor, PUBLIC_URL, type FrontDoor } from '../../support/front-door.ts'

const BEAT = { sentAt: '2026-10-14T09:00:00+07:00', appVersion: '1.0.0', queued: 0, seq: 0 }
const DAY_MS = 24 * 3_600_000

describe('the token of a tablet', function () {
  this.timeout(30_000)
  let door: FrontDoor
  let cookie: string
  let now = Date.parse('2026-10-14T02:00:00Z')
  before(async () => {
    door = await openFrontDoor({ clock: () => now })
    cookie = await door.signIn()
    await door.importCsv('units', 'code,parentCode,kind,nameVi,validFrom\nG.C,46,centre,Trung tâm Huế,2020-01-01\n')
    await door.importCsv('counters', 'code,centreCode,nameVi,validFrom\nG.Q1,G.C,Quầy 1,2020-01-01\n')
  })
  after(() => door.close())

  const enrol = async () => {
    const { enrolmentCode } = await door.registry.devices.create({ counterCode: 'G.Q1', serial: null, actor: 'system' })
    return await door.registry.devices.enrol({ enrolmentCode, appVersion: '1', hardware: null })
  }
  const rotate = (deviceId: string) => request(door.app).post(`/api/v1/devices/${deviceId}/rotate`).set('Cookie', cookie).set('Origin', PUBLIC_URL)
  const beat = (token: string) => request(door.app).post('/api/v1/devices/heartbeat').set('Authorization', `Bearer ${token}`).send(BEAT)
  const nextOf = async (token: string) => heartbeatAnswer.parse((await beat(token).expect(200)).body).token

  it('is replaced when somebody asks: the next one is told until it is used, then the old one ends', async () => {
    const { deviceId, token } = await enrol()
    assert.equal(await nextOf(token), undefined)
    const asked = (await rotate(deviceId).expect(202)).body
    assert.deepEqual((await rotate(deviceId).expect(202)).body, asked, 'asking twice is asking once')
    const next = await nextOf(token)
    assert.match(String(next), /^tdd_[\w-]{43}$/)
    assert.notEqual(next, token)
    assert.equal(await nextOf(token), next, 'a lost answer costs nothing: the old one still works and is told the same')
    assert.equal(await nextOf(String(next)), undefined)
    now += 2_001
    await beat(token).expect(401)
    await beat(String(next)).expect(200)
    const lines = await door.record.query<{ action: string }>('SELECT action FROM audit_log WHERE subject = $1 ORDER BY id', [`device:${deviceId}`])
    assert.deepEqual(lines.map((it) => it.action), ['device.create', 'device.enrol', 'device.rotate', 'device.token'])
  })

  it('cannot be read in the record, neither the present nor the next one', async () => {
    const { deviceId, token } = await enrol()
    await rotate(deviceId).expect(202)
    const next = String(await nextOf(token))
    const written = JSON.stringify([await door.record.query('SELECT * FROM device'), await door.record.query('SELECT * FROM audit_log')])
    assert.deepEqual([written.includes(token), written.includes(next)], [false, false])
  })

  it('is replaced by itself when it is 180 days old', async () => {
    const { token } = await enrol()
    now += 180 * DAY_MS
    assert.equal(await nextOf(token), undefined)
    now += 1
    assert.match(String(await nextOf(token)), /^tdd_/)
  })

  it('cannot be replaced where there is none', async () => {
    const { deviceId } = await door.registry.devices.create({ counterCode: 'G.Q1', serial: null, actor: 'system' })
    assert.equal((await rotate(deviceId).expect(409)).body.type, '/problems/conflict')
  })

  it('opens nothing in any process five seconds after it was revoked, nor does the one that would have followed', async () => {
    const { deviceId, token } = await enrol()
    await rotate(deviceId).expect(202)
    const next = String(await nextOf(token))
    const elsewhere = createDevices({ record: door.record, clock: () => now })
    assert.equal((await elsewhere.authenticate(token))?.id, deviceId)
    await door.registry.devices.revoke({ deviceId, actor: 'system', reason: 'mất máy' })
    assert.equal(await door.registry.devices.authenticate(token), null, 'at once where it was revoked')
    now += 5_000
    assert.deepEqual([await elsewhere.authenticate(token), await elsewhere.authenticate(next)], [null, null])
  })
})
