import assert from 'node:assert/strict'
import { createHmac, randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dueAlarmMessage, dueAlarms, type DueAlarms } from '../../contract/due-alarm.ts'
import type { Dossier } from '../../contract/dossier.ts'
import { raiseDueAlarms } from '../../jobs/raise-due-alarms.ts'
import { createAlarmSender } from '../../registry/due-alarms/alarm-sender.ts'
import { createDueAlarmBook } from '../../registry/due-alarms/due-alarm-book.ts'
import { createDueAlarmSettings } from '../../registry/due-alarms/due-alarm-settings.ts'
import { until } from '../support/client.ts'
import { aDossier } from '../support/events.ts'
import { openIngestRoom, type IngestRoom } from '../support/ingest-room.ts'
import { quietLogger } from '../support/stores.ts'

const morning = (day: string) => Date.parse(`${day}T07:00:00+07:00`)

describe('raising alarms before dossiers fall due', function () {
  let room: IngestRoom
  let now = morning('2026-02-12')
  let server: Server
  let host = ''
  const heard: { signature: string; delivery: string; body: string }[] = []
  let answers: number[] = []
  const cookies: Record<string, string> = {}

  const parts = () => {
    const { record, redis, registry, access } = room
    const clock = () => now
    const settings = createDueAlarmSettings({ record, places: registry.places, box: access.box, privateHosts: [host] })
    const book = createDueAlarmBook({ record, clock })
    return { settings, book, sender: createAlarmSender({ ...registry, record, redis, clock, logger: quietLogger, settings, book, privateHosts: [host] }) }
  }
  const raise = () => raiseDueAlarms({ warehouse: room.warehouse, places: room.registry.places, workingCalendar: room.registry.workingCalendar, clock: () => now, dueAlarms: { ...made, sender: { takeUp: async () => {} } } })
  let made: ReturnType<typeof parts>
  const get = async (path: string, who: string): Promise<DueAlarms> => {
    const answer = await room.client.request('GET', path, { cookie: cookies[who] ?? '' })
    assert.equal(answer.status, 200, answer.text)
    return dueAlarms.strict().parse(answer.json)
  }
  const linesOf = ({ rows }: DueAlarms) => rows.filter((it) => it.agencyCode.startsWith('RA')).map((it) => `${it.agencyCode} ${it.dueOn} ${it.open}/${it.count} ${it.codes.join(' ')}${it.seenAt ? ' seen' : ''}`)
  const put = (unit: string, body: object) => room.client.request('PUT', `/api/v1/due-alarm-settings/${unit}`, { token: room.client.key, body })
  const open = (code: string, dueOn: string, over: Partial<Dossier> = {}) => aDossier('RAA', {
    code, status: 4, receivedAt: '2026-01-05T08:00:00+07:00', dueAt: `${dueOn}T17:00:00+07:00`, finishedAt: null, supplements: [], updatedAt: '2026-02-02T08:00:00+07:00', ...over,
  })
  const send = async (...dossiers: Dossier[]) => {
    assert.equal((await room.client.request('POST', '/api/v1/dossiers', { token: room.client.key, body: { dossiers } })).status, 202)
    await room.settled()
  }

  before(async () => {
    server = createServer((request, response) => {
      let body = ''
      request.on('data', (part: Buffer) => { body += part.toString() }).on('end', () => {
        heard.push({ signature: String(request.headers['thuoc-do-signature']), delivery: String(request.headers['thuoc-do-delivery']), body })
        response.writeHead(answers.shift() ?? 200).end('ok')
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`
    room = await openIngestRoom({ clock: () => now })
    made = parts()
    await room.client.makeCentres(['RAA', 'RAB'])
    for (const unit of ['46', 'RAA', 'RABA']) {
      const id = randomUUID()
      await room.record.query("INSERT INTO account (id, email, password_hash, name, role, unit_code) VALUES ($1, $2, 'none', 'Lãnh đạo', 'director', $3)", [id, `${id}@example.vn`, unit])
      cookies[unit] = `session=${await room.access.sessions.open(id)}`
    }
    await send(
      open('ra-1', '2026-02-12'), open('ra-2', '2026-02-13'), open('ra-3', '2026-02-23'), open('ra-4', '2026-02-11'), open('ra-5', '2026-02-13', { status: 9, finishedAt: '2026-02-10T09:00:00+07:00' }),
      open('rb-1', '2026-02-13', { agencyCode: 'RABA' }),
    )
  })
  after(async () => {
    await made.sender.close()
    server.close()
    await room.close()
  })

  it('writes down once each morning what is open and falls due by the next working day', async () => {
    await raise()
    await raise()
    assert.deepEqual(linesOf(await get('/api/v1/due-alarms', '46')), ['RAAA 2026-02-12 1/1 ra-1', 'RAAA 2026-02-13 1/1 ra-2', 'RABA 2026-02-13 1/1 rb-1'])
    await send(open('ra-2', '2026-02-13', { status: 9, finishedAt: '2026-02-12T06:50:00+07:00', updatedAt: '2026-02-12T06:50:00+07:00' }), open('ra-6', '2026-02-12'))
    await raise()
    assert.deepEqual(linesOf(await get('/api/v1/due-alarms', '46')).slice(0, 2), ['RAAA 2026-02-12 2/1 ra-1', 'RAAA 2026-02-13 0/1 ra-2'], 'the morning stays as it was; what is open is of now')
  })

  it('shows everybody what lies at their agencies and centres, and each for themselves what they have seen', async () => {
    assert.deepEqual(linesOf(await get('/api/v1/due-alarms', 'RABA')), ['RABA 2026-02-13 1/1 rb-1'])
    const at = await get('/api/v1/due-alarms', 'RAA')
    assert.deepEqual(linesOf(at).map((it) => it.split(' ')[0]), ['RAAA', 'RAAA', 'RABA'], 'handed in at this centre')
    const see = (who: string, agencyCodes: string[]) => room.client.request('POST', '/api/v1/due-alarms/seen', { cookie: cookies[who] ?? '', body: { day: '2026-02-12', agencyCodes } })
    assert.equal((await see('RABA', ['RAAA'])).status, 403)
    assert.deepEqual([(await see('RAA', ['RABA'])).status, (await see('RAA', ['RABA'])).status], [204, 204])
    assert.deepEqual(linesOf(await get('/api/v1/due-alarms', 'RAA')).filter((it) => it.endsWith(' seen')), ['RABA 2026-02-13 1/1 rb-1 seen'])
    assert.equal(linesOf(await get('/api/v1/due-alarms', 'RABA')).some((it) => it.endsWith(' seen')), false)
    assert.equal((await room.record.query("SELECT 1 FROM audit_log WHERE action = 'due-alarm.see' AND subject = 'due-alarm:2026-02-12'")).length, 1)
  })

  it('tells on the last working morning before Tết what falls due on the first one after, where a unit wants to know earlier', async () => {
    now = morning('2026-02-13')
    assert.equal((await put('RAAA', { daysBefore: 11 })).status, 422)
    assert.equal((await put('RAAA', { daysBefore: 2 })).json.heldBy, 'RAAA')
    await raise()
    const [first] = (await get('/api/v1/due-alarms', '46')).rows.filter((it) => it.dueOn === '2026-02-23')
    assert.deepEqual([first?.agencyCode, first?.codes], ['RAAA', ['ra-3']])
    now = morning('2026-02-17')
    await raise()
    assert.equal((await get('/api/v1/due-alarms', '46')).day, '2026-02-13', 'no alarm is raised on a day off')
  })

  it('posts them signed to the address of a unit, again after a failure and never twice after a success', async () => {
    now = morning('2026-02-23')
    const saved = await put('RAAA', { daysBefore: 1, webhookUrl: `http://${host}/nhan` })
    assert.equal(saved.status, 422, 'the service itself was not told that this host may be used')
    const { secret } = await made.settings.put('RAAA', { daysBefore: 1, webhookUrl: `http://${host}/nhan`, renewSecret: false }, 'system')
    await raise()
    answers = [500, 503]
    await made.sender.takeUp()
    const worker = made.sender.startWorker()
    await until(async () => (await made.settings.read('RAAA')).posts[0]?.state === 'sent')
    await made.sender.takeUp()
    await made.sender.send({ day: '2026-02-23', unitCode: 'RAAA' })
    await worker.close()
    assert.deepEqual(heard.map((it) => it.delivery), Array.from({ length: 3 }, () => '2026-02-23.RAAA'))
    const { signature, body } = heard.at(-1) ?? assert.fail('nothing came')
    const [, seconds, hex] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? []
    assert.equal(hex, createHmac('sha256', secret ?? '').update(`${seconds}.${body}`).digest('hex'))
    assert.deepEqual(dueAlarmMessage.strict().parse(JSON.parse(body)), { kind: 'due-alarms', unitCode: 'RAAA', day: '2026-02-23', alarms: [{ agencyCode: 'RAAA', dueOn: '2026-02-23', codes: ['ra-3'] }] })
    const { posts } = await made.settings.read('RAAA')
    assert.deepEqual([posts[0]?.attempts, posts[0]?.state], [3, 'sent'])
  })

  it('gives up what nobody took within half a day, and keeps alarms for 90 days', async () => {
    now = morning('2026-02-24')
    await send(open('ra-7', '2026-02-25'))
    await raise()
    now += 13 * 3_600_000
    await made.sender.send({ day: '2026-02-24', unitCode: 'RAAA' })
    assert.equal((await made.settings.read('RAAA')).posts[0]?.state, 'given-up')
    now = morning('2026-06-01')
    await send(open('ra-8', '2026-06-01'))
    await raise()
    assert.deepEqual(await room.record.query("SELECT codes FROM due_alarm"), [{ codes: ['ra-8'] }])
  })

  it('keeps the key of the signature sealed, shows it once, and writes down who changed what', async () => {
    const put1 = await made.settings.put('RABA', { daysBefore: 0, webhookUrl: `http://${host}/a?khoa=1`, renewSecret: false }, 'person:1')
    const put2 = await made.settings.put('RABA', { daysBefore: 3, webhookUrl: `http://${host}/a?khoa=1`, renewSecret: false }, 'person:1')
    assert.deepEqual([put1.secret?.length, put2.secret, put2.daysBefore], [43, null, 3])
    const [row] = await room.record.query<{ sealed_secret: string }>("SELECT sealed_secret FROM due_alarm_setting WHERE unit_code = 'RABA'")
    assert.equal(row?.sealed_secret.includes(put1.secret ?? ''), false)
    const lines = await room.record.query<{ detail: object }>("SELECT detail FROM audit_log WHERE subject = 'unit:RABA' AND action = 'due-alarm-setting.put'")
    assert.equal(lines.length, 2)
    assert.doesNotMatch(JSON.stringify(lines), /khoa=1/)
    assert.equal((await room.client.request('DELETE', '/api/v1/due-alarm-settings/RABA', { token: room.client.key })).status, 204)
    assert.deepEqual([(await made.settings.read('RABA')).heldBy, (await made.settings.read('RABA')).daysBefore], [null, 1])
  })
})
