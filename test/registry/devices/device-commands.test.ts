import assert from 'node:assert/strict'
import request from 'supertest'
import { deviceCommand, deviceCommandList, heartbeatAnswer } from '../../../contract/device.ts'
import { openFrontDoor, PUBLIC_URL, type FrontDoor } from '../../support/front-door.ts'

const HOUR_MS = 3_600_000

describe('commands to a tablet', function () {
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
  const asAdministrator = (method: 'get' | 'post' | 'delete', path: string) => request(door.app)[method](`/api/v1/devices/${path}`).set('Cookie', cookie).set('Origin', PUBLIC_URL)
  const command = async (deviceId: string, body: object) => deviceCommand.parse((await asAdministrator('post', `${deviceId}/commands`).send(body).expect(202)).body)
  const beat = async (token: string, more: object = {}) => {
    const body = { sentAt: new Date(now).toISOString(), appVersion: '1.0.0', queued: 0, seq: 0, ...more }
    return heartbeatAnswer.parse((await request(door.app).post('/api/v1/devices/heartbeat').set('Authorization', `Bearer ${token}`).send(body).expect(200)).body).commands
  }
  const statesOf = async (deviceId: string) => deviceCommandList.parse((await asAdministrator('get', `${deviceId}/commands`).expect(200)).body).rows.map((it) => it.state)

  it('are told with every sign of life until the tablet has confirmed them', async () => {
    const { deviceId, token } = await enrol()
    const message = await command(deviceId, { kind: 'message', text: 'Lau màn hình giúp nhé' })
    assert.deepEqual([message.state, await statesOf(deviceId)], ['waiting', ['waiting']])
    const told = [{ id: message.id, kind: 'message', text: 'Lau màn hình giúp nhé' }]
    assert.deepEqual([await beat(token), await beat(token), await statesOf(deviceId)], [told, told, ['delivered']])
    assert.deepEqual([await beat(token, { commandsDone: [message.id, 'not-mine'] }), await statesOf(deviceId)], [[], ['done']])
    assert.deepEqual(await beat(token, { commandsDone: [message.id] }), [], 'confirming twice is harmless')
  })

  it('come in the order they were given, expire, and can be taken back until they are done', async () => {
    const { deviceId, token } = await enrol()
    const restart = await command(deviceId, { kind: 'restart' })
    now += 1
    const message = await command(deviceId, { kind: 'message', text: 'Sạc pin', expiresAt: new Date(now + HOUR_MS).toISOString() })
    assert.deepEqual((await beat(token)).map((it) => it.id), [restart.id, message.id])
    await asAdministrator('delete', `${deviceId}/commands/${restart.id}`).expect(204)
    await asAdministrator('delete', `${deviceId}/commands/${restart.id}`).expect(204)
    assert.deepEqual((await beat(token)).map((it) => it.id), [message.id])
    now += HOUR_MS
    assert.deepEqual([await beat(token), await statesOf(deviceId)], [[], ['expired', 'cancelled']])
    await asAdministrator('delete', `${deviceId}/commands/khong-co`).expect(404)
  })

  it('are refused with the rule they break, and where nobody would read them', async () => {
    const { deviceId } = await enrol()
    const rulesOf = async (body: object) => (await asAdministrator('post', `${deviceId}/commands`).send(body).expect(422)).body.errors.map((it: { pointer: string }) => it.pointer)
    assert.deepEqual(await rulesOf({ kind: 'message', text: ' ' }), ['/text'])
    assert.deepEqual(await rulesOf({ kind: 'restart', text: 'x' }), ['/text'])
    assert.deepEqual(await rulesOf({ kind: 'message', text: 'x', expiresAt: new Date(now).toISOString() }), ['/expiresAt'])
    await door.registry.devices.revoke({ deviceId, actor: 'system' })
    await asAdministrator('post', `${deviceId}/commands`).send({ kind: 'restart' }).expect(409)
  })
})
