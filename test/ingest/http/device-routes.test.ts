import assert from 'node:assert/strict'
import request from 'supertest'
import { enrolAnswer, heartbeatAnswer } from '../../../contract/device.ts'
import { openFrontDoor, type FrontDoor } from '../../support/front-door.ts'

const BEAT = { sentAt: '2026-10-14T09:00:00+07:00', appVersion: '1.0.0', battery: 0.8, charging: true, queued: 3, oldestQueuedAt: null, seq: 5 }

describe('a tablet', function () {
  let door: FrontDoor
  let now = Date.parse('2026-10-14T02:00:00Z')
  before(async () => {
    door = await openFrontDoor({ clock: () => now })
    await door.importCsv('units', 'code,parentCode,kind,nameVi,nameEn,validFrom\nG.C,46,centre,Trung tâm Huế,Hue centre,2020-01-01\n')
    await door.importCsv('counters', 'code,centreCode,nameVi,nameEn,validFrom\nG.Q1,G.C,Quầy 1,Counter 1,2020-01-01\n')
  })
  beforeEach(async () => { await door.redis.del(...(await door.redis.keys('enrol*')), 'none') })
  after(() => door.close())

  const newCode = async () => (await door.registry.devices.create({ counterCode: 'G.Q1', serial: null, actor: 'system' })).enrolmentCode
  const enrol = (enrolmentCode: string) => request(door.app).post('/api/v1/devices/enrol').send({ enrolmentCode, appVersion: '1.0.0', hardware: 'Tab A8' })
  const beat = (token: string, body: object = BEAT) => request(door.app).post('/api/v1/devices/heartbeat').set('Authorization', `Bearer ${token}`).send(body)

  it('enrols with its code, however it was typed, and learns its place', async () => {
    const code = await newCode()
    const { token, ...answer } = enrolAnswer.parse((await enrol(` ${code.toLowerCase().replace('-', ' ')} `).expect(201)).body)
    assert.match(token, /^tdd_[\w-]{43}$/)
    assert.deepEqual(answer.place, {
      centre: { code: 'G.C', nameVi: 'Trung tâm Huế', nameEn: 'Hue centre' }, counter: { code: 'G.Q1', nameVi: 'Quầy 1', nameEn: 'Counter 1' },
    })
    const { scale, languages, idleSeconds, demo, reasons } = answer.settings
    assert.deepEqual({ scale, languages, idleSeconds, demo }, { scale: 5, languages: ['vi', 'en'], idleSeconds: 20, demo: false })
    assert.equal(reasons?.bad.length, 6)
    assert.equal(answer.settings.open, undefined, 'nobody has said when this counter is open')
  })

  it('cannot enrol with a code that was used, has expired or was never given', async () => {
    const used = await newCode()
    await enrol(used).expect(201)
    assert.equal((await enrol(used).expect(410)).body.type, '/problems/gone')
    const late = await newCode()
    now += 24 * 3_600_000
    assert.match((await enrol(late).expect(410)).body.detail, /expired/)
    assert.equal((await enrol('ABCD-EFGH').expect(404)).body.type, '/problems/not-found')
  })

  it('cannot be enrolled twice by two who type the code at the same moment', async () => {
    const code = await newCode()
    const answers = await Promise.all([enrol(code), enrol(code)])
    assert.deepEqual(answers.map((it) => it.status).sort(), [201, 410])
  })

  it('cannot guess codes: after thirty failures its address has to wait', async () => {
    for (let failure = 0; failure < 30; failure += 1) await enrol('ABCD-EFGH').expect(404)
    assert.ok(Number((await enrol('ABCD-EFGH').expect(429)).get('Retry-After')) > 0)
  })

  it('is told with every sign of life what of its ratings is stored, and the time', async () => {
    const { body } = await enrol(await newCode()).expect(201)
    await door.custody.stored(new Map([[`device:${body.deviceId}`, [1, 2, 3, 6]]]))
    const answer = heartbeatAnswer.parse((await beat(body.token).expect(200)).body)
    assert.deepEqual([answer.storedTo, answer.missing, answer.serverTime, answer.place.counter.code], [6, [[4, 5]], new Date(now).toISOString(), 'G.Q1'])
    const [device] = await door.record.query('SELECT last_seen_at, app_version, battery, charging, queued, seq FROM device WHERE id = $1', [body.deviceId])
    assert.deepEqual(device, { last_seen_at: new Date(now), app_version: '1.0.0', battery: 0.8, charging: true, queued: 3, seq: 5 })
  })

  it('is not answered without a living token', async () => {
    assert.equal((await beat('tdd_nothing').expect(401)).body.type, '/problems/sender-unknown')
    const { body } = await enrol(await newCode()).expect(201)
    await beat(body.token).expect(200)
    await door.registry.devices.revoke({ deviceId: body.deviceId, actor: 'system' })
    await beat(body.token).expect(401)
    await beat(body.token, { ...BEAT, sentAt: 'yesterday' }).expect(401)
  })
})
