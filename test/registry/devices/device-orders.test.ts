import assert from 'node:assert/strict'
import request from 'supertest'
import { deviceCommand, deviceCommandList, heartbeatAnswer, type HeartbeatAnswer } from '../../../contract/device.ts'
import { createDevices } from '../../../registry/devices.ts'
import { openFrontDoor, type FrontDoor } from '../../support/front-door.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

describe('what a tablet is told from afar', function () {
  let door: FrontDoor
  let key: string
  let now = Date.parse('2026-10-14T02:00:00Z')
  before(async () => {
    door = await openFrontDoor({ clock: () => now })
    // A session would not outlive the half years that pass here.
    key = await door.newKey(['registry:write'])
    await door.importCsv('units', 'code,parentCode,kind,nameVi,validFrom\nG.C,46,centre,Trung tâm Huế,2020-01-01\n')
    await door.importCsv('counters', 'code,centreCode,nameVi,validFrom\nG.Q1,G.C,Quầy 1,2020-01-01\n')
  })
  after(() => door.close())

  const enrol = async () => {
    const { enrolmentCode } = await door.registry.devices.create({ counterCode: 'G.Q1', serial: null, actor: 'system' })
    return await door.registry.devices.enrol({ enrolmentCode, appVersion: '1', hardware: null })
  }
  const asAdministrator = (method: 'get' | 'post' | 'delete', path: string) => request(door.app)[method](`/api/v1/devices/${path}`).set('Authorization', `Bearer ${key}`)
  const beat = (token: string, more: object = {}) => request(door.app).post('/api/v1/devices/heartbeat').set('Authorization', `Bearer ${token}`)
    .send({ sentAt: new Date(now).toISOString(), appVersion: '1.0.0', queued: 0, seq: 0, ...more })
  const toldTo = async (token: string, more: object = {}): Promise<HeartbeatAnswer> => heartbeatAnswer.parse((await beat(token, more).expect(200)).body)

  describe('its next token', () => {
    const rotate = (deviceId: string) => asAdministrator('post', `${deviceId}/rotate`)
    const nextOf = async (token: string) => (await toldTo(token)).token

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

  describe('commands', () => {
    const command = async (deviceId: string, body: object) => deviceCommand.parse((await asAdministrator('post', `${deviceId}/commands`).send(body).expect(202)).body)
    const commandsFor = async (token: string, more: object = {}) => (await toldTo(token, more)).commands
    const statesOf = async (deviceId: string) => deviceCommandList.parse((await asAdministrator('get', `${deviceId}/commands`).expect(200)).body).rows.map((it) => it.state)

    it('are told with every sign of life until the tablet has confirmed them', async () => {
      const { deviceId, token } = await enrol()
      const message = await command(deviceId, { kind: 'message', text: 'Lau màn hình giúp nhé' })
      assert.deepEqual([message.state, await statesOf(deviceId)], ['waiting', ['waiting']])
      const told = [{ id: message.id, kind: 'message', text: 'Lau màn hình giúp nhé' }]
      assert.deepEqual([await commandsFor(token), await commandsFor(token), await statesOf(deviceId)], [told, told, ['delivered']])
      assert.deepEqual([await commandsFor(token, { commandsDone: [message.id, 'not-mine'] }), await statesOf(deviceId)], [[], ['done']])
      assert.deepEqual(await commandsFor(token, { commandsDone: [message.id] }), [], 'confirming twice is harmless')
    })

    it('come in the order they were given, expire, and can be taken back until they are done', async () => {
      const { deviceId, token } = await enrol()
      const restart = await command(deviceId, { kind: 'restart' })
      now += 1
      const message = await command(deviceId, { kind: 'message', text: 'Sạc pin', expiresAt: new Date(now + HOUR_MS).toISOString() })
      assert.deepEqual((await commandsFor(token)).map((it) => it.id), [restart.id, message.id])
      await asAdministrator('delete', `${deviceId}/commands/${restart.id}`).expect(204)
      await asAdministrator('delete', `${deviceId}/commands/${restart.id}`).expect(204)
      assert.deepEqual((await commandsFor(token)).map((it) => it.id), [message.id])
      now += HOUR_MS
      assert.deepEqual([await commandsFor(token), await statesOf(deviceId)], [[], ['expired', 'cancelled']])
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
})
