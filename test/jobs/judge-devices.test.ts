import assert from 'node:assert/strict'
import { createFindSilences } from '../../analytics/queries/silent-tablets.ts'
import { QUALITY_BITS, QUALITY_METHOD } from '../../analytics/detection/quality-bits.ts'
import { findStuckScreens } from '../../analytics/queries/stuck-screens.ts'
import { judgeDevices } from '../../jobs/judge-devices.ts'
import { aDossier, newEventId } from '../support/events.ts'
import { openIngestRoom, type IngestRoom } from '../support/ingest-room.ts'

/** A Wednesday. */
const at = (time: string, day = '2026-10-14') => Date.parse(`${day}T${time}:00+07:00`)
const MINUTE = 60_000

describe('judging all tablets', function () {
  let room: IngestRoom
  let now = at('08:00')
  let isHoliday = false
  before(async () => {
    room = await openIngestRoom({ clock: () => now })
    await room.client.makeCentre('JUD', 4)
  })
  after(() => room.close())

  const beat = (token: string, over: object = {}) => room.client.request('POST', '/api/v1/devices/heartbeat', {
    token, body: { sentAt: new Date(now).toISOString(), appVersion: '1.0.0', queued: 0, seq: 0, ...over },
  })
  /** One dossier every ten minutes from an instant on. */
  const closeDossiers = async (counterCode: string, count: number, from: number) => {
    const dossiers = Array.from({ length: count }, (_, i) => aDossier('JUD', { counterCode, finishedAt: new Date(from + i * 10 * MINUTE).toISOString(), updatedAt: new Date(from + i * 10 * MINUTE).toISOString() }))
    assert.equal((await room.client.request('POST', '/api/v1/dossiers', { token: room.client.key, body: { dossiers } })).status, 202)
    await room.settled()
  }
  const rate = async (token: string, occurredAt: number, seq: number) => {
    await room.client.sendRatings([{ id: newEventId(), seq, occurredAt: new Date(occurredAt).toISOString(), scale: 5, score: 5 }], token, new Date(now).toISOString())
    await room.settled()
  }
  const judge = () => judgeDevices({
    devices: room.registry.devices, places: room.registry.places, clock: () => now, findSilences: createFindSilences(room.warehouse), findStuck: (moment) => findStuckScreens(room.warehouse, moment),
    isOpenAt: isHoliday ? () => false : room.registry.openingHours.isOpenAt,
  })
  const healthOf = async (deviceId: string) => (await room.client.request('GET', `/api/v1/devices/${deviceId}`, { cookie: room.client.cookie })).json.health
  const alarmsOf = async (deviceId: string) => (await room.record.query<{ kind: string; level: string; until: Date | null }>(
    'SELECT kind, level, until FROM device_alarm WHERE device_id = $1 ORDER BY id', [deviceId],
  )).map((it) => `${it.kind} ${it.level}${it.until ? ' over' : ''}`)

  it('raises an alarm over a tablet whose counter closes dossiers while no rating comes', async () => {
    now = at('08:00')
    const { deviceId, token } = await room.enrol('JUD.Q1')
    now = at('11:00')
    await closeDossiers('JUD.Q1', 17, at('08:05'))
    await beat(token)
    await judge()
    assert.deepEqual(await healthOf(deviceId), {
      state: 'alarm', reasons: [{ kind: 'silent-while-serving', level: 'alarm', since: new Date(at('08:00')).toISOString(), dossiers: 17, expected: 5.1 }],
    })
    await judge()
    assert.deepEqual(await alarmsOf(deviceId), ['silent-while-serving alarm'], 'judging twice is judging once')

    await rate(token, at('10:59'), 1)
    await judge()
    assert.deepEqual([(await healthOf(deviceId)).state, await alarmsOf(deviceId)], ['ok', ['silent-while-serving alarm over']], 'a rating ends it, even without a sign of life')
  })

  it('holds nothing against a tablet on a holiday, outside opening hours, or whose clerk closes many at once', async () => {
    now = at('08:00')
    const { deviceId, token } = await room.enrol('JUD.Q2')
    now = at('13:35')
    await closeDossiers('JUD.Q2', 30, at('17:30', '2026-10-13'))
    await closeDossiers('JUD.Q2', 12, at('11:31'))
    const dossiers = Array.from({ length: 60 }, () => aDossier('JUD', { counterCode: 'JUD.Q2', finishedAt: new Date(at('10:01')).toISOString(), updatedAt: new Date(at('10:02')).toISOString() }))
    await room.client.request('POST', '/api/v1/dossiers', { token: room.client.key, body: { dossiers } })
    await room.settled()
    await beat(token)
    await judge()
    assert.deepEqual(await healthOf(deviceId), { state: 'ok', reasons: [] })

    now = at('16:30')
    await closeDossiers('JUD.Q2', 17, at('13:31'))
    await beat(token)
    isHoliday = true
    await judge()
    isHoliday = false
    assert.deepEqual(await healthOf(deviceId), { state: 'ok', reasons: [] })
  })

  it('knows from the numbers of a tablet that it was tapped, although nothing has come', async () => {
    now = at('08:00')
    const { deviceId, token } = await room.enrol('JUD.Q3')
    now = at('10:55')
    await closeDossiers('JUD.Q3', 17, at('08:05'))
    await beat(token, { seq: 3, queued: 3, oldestQueuedAt: new Date(at('10:50')).toISOString() })
    await judge()
    assert.deepEqual(await healthOf(deviceId), { state: 'ok', reasons: [] })
  })

  it('keeps a trouble open over a closed night, and ends it when the tablet is seen again or revoked', async () => {
    now = at('09:00')
    const { deviceId, token } = await room.enrol('JUD.Q4')
    now = at('09:20')
    await judge()
    now = at('20:00')
    await judge()
    assert.deepEqual([(await healthOf(deviceId)).state, await alarmsOf(deviceId)], ['ok', ['unseen attention']])
    now = at('09:00', '2026-10-15')
    await judge()
    assert.deepEqual([(await healthOf(deviceId)).state, await alarmsOf(deviceId)], ['alarm', ['unseen alarm']])
    await beat(token, { battery: 0.1, charging: false })
    await judge()
    assert.deepEqual(await alarmsOf(deviceId), ['unseen alarm over', 'battery-low attention'])
    await room.registry.devices.revoke({ deviceId, actor: 'system' })
    await judge()
    assert.deepEqual(await alarmsOf(deviceId), ['unseen alarm over', 'battery-low attention over'])
  })

  it('asks for a look at a tablet whose ratings of yesterday came as evenly as from a machine', async () => {
    now = at('08:00')
    const { deviceId, token } = await room.enrol('JUD.Q4')
    const row = (id: string, bits: number, minute: number) => ['2026-10-14', 'JUD', 'JUD.Q4', `device:${deviceId}`, id, QUALITY_METHOD.version, new Date(at('10:00') + minute * MINUTE).toISOString(), 5, 5, bits, 1, new Date(now).toISOString()]
    await room.warehouse.insert('rating_quality', ['day', 'centre_code', 'counter_code', 'sender', 'id', 'detector', 'corrected_at', 'scale', 'score', 'bits', 'excluded', 'judged_at'],
      [row(newEventId(), QUALITY_BITS.periodic, 0), row(newEventId(), QUALITY_BITS.periodic | QUALITY_BITS.run, 1), row(newEventId(), QUALITY_BITS.double, 2)])
    now = at('09:00', '2026-10-15')
    await beat(token)
    await judge()
    assert.deepEqual((await healthOf(deviceId)).reasons, [{ kind: 'stuck-screen', level: 'attention', since: new Date(at('10:00')).toISOString(), ratings: 2 }])
    now = at('09:00', '2026-10-19')
    await beat(token)
    await judge()
    assert.equal((await healthOf(deviceId)).state, 'ok', 'it is not held against it for good')
  })
})
