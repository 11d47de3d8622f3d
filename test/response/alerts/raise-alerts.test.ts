import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { detectUnderperformance, type RatingCell } from '../../../analytics/detection/detect-underperformance.ts'
import { alertMessage, alertPage, type AlertKind, type AlertRow } from '../../../contract/alert.ts'
import { raiseAlerts } from '../../../response/alerts/raise-alerts.ts'
import { openLoopRoom, type LoopRoom } from '../../support/loop-room.ts'

const hanoi = (text: string) => Date.parse(`${text}+07:00`)
const MINUTE_MS = 60_000

describe('raising alerts', function () {
  let room: LoopRoom
  let server: Server
  let director: Awaited<ReturnType<LoopRoom['person']>>
  const heard: string[] = []
  const raise = (...kinds: AlertKind[]) => raiseAlerts(room.jobs.raising, kinds)
  const alertsOf = async (unit: string, state = ''): Promise<AlertRow[]> => {
    const answer = await room.client.request('GET', `/api/v1/alerts?unit=${unit}${state}`, { token: room.client.key })
    assert.equal(answer.status, 200, answer.text)
    return alertPage.strict().parse(answer.json).rows
  }
  const told = (rows: AlertRow[]) => rows.map((it) => `${it.kind} ${it.scope} ${it.unit.code} ${it.open}/${it.count}${it.endedAt ? ' ended' : ''}`)

  before(async () => {
    server = createServer((request, response) => {
      let body = ''
      request.on('data', (part: Buffer) => { body += part.toString() }).on('end', () => { heard.push(body); response.end('ok') })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
    room = await openLoopRoom({ now: hanoi('2026-03-10T09:00:00'), privateHosts: [host] })
    await room.client.makeCentres(['ALA', 'ALB', 'ALC'], 8)
    director = await room.person('director', 'ALA')
    await room.dueAlarms.settings.put('ALA', { daysBefore: 1, webhookUrl: `http://${host}/nhan`, renewSecret: false }, 'system')
  })
  after(async () => {
    server.close()
    await room.close()
  })

  it('raises one alert for a tablet as long as it is silent, told once, and a new one only after it has been well for half an hour', async () => {
    const tablet = await room.silentTablet('ALA.Q1', room.at.now - 61 * MINUTE_MS)
    const [wellAt, silentAgain] = ['UPDATE device_alarm SET until = $2 WHERE device_id = $1', 'UPDATE device_alarm SET until = NULL WHERE device_id = $1']
    await Promise.all([raise('silent-tablets'), raise('silent-tablets')])
    await raise('silent-tablets')
    assert.deepEqual(told(await alertsOf('ALA')), ['silent-tablets single ALA 1/1'])
    assert.deepEqual((await room.noticesOf(director.id)).map((it) => it.split(' ')[0]), ['alert'])
    await room.record.query(wellAt, [tablet, new Date(room.at.now)])
    await raise('silent-tablets')
    room.at.now += 10 * MINUTE_MS
    await room.record.query(silentAgain, [tablet])
    await raise('silent-tablets')
    assert.deepEqual(told(await alertsOf('ALA', '&state=all')), ['silent-tablets single ALA 1/1'], 'it came and went within the half hour')
    await room.record.query(wellAt, [tablet, new Date(room.at.now)])
    await raise('silent-tablets')
    room.at.now += 31 * MINUTE_MS
    await raise('silent-tablets')
    assert.deepEqual(told(await alertsOf('ALA', '&state=all')), ['silent-tablets single ALA 0/1 ended'])
    await room.record.query(silentAgain, [tablet])
    await raise('silent-tablets')
    assert.deepEqual(told(await alertsOf('ALA', '&state=all')), ['silent-tablets single ALA 1/1', 'silent-tablets single ALA 0/1 ended'])
    assert.equal((await room.noticesOf(director.id)).length, 2)
  })

  it('tells of twenty tablets of a province that fall silent at once by one alert, which ends when the last is well', async () => {
    const since = room.at.now - 90 * MINUTE_MS
    const ids: string[] = []
    for (const centre of ['ALB', 'ALC']) for (let n = 1; n <= 8; n += 1) ids.push(await room.silentTablet(`${centre}.Q${n}`, since))
    await raise('silent-tablets')
    const [storm, ...others] = (await alertsOf('46')).filter((it) => it.scope !== 'single')
    assert.deepEqual([storm && told([storm]), others], [['silent-tablets province 46 16/16'], []])
    assert.equal(storm?.facts['tablets'], 16)
    assert.deepEqual(told(await alertsOf('ALB')), ['silent-tablets province 46 8/8'], 'a centre sees what of it is its own')
    await room.record.query('UPDATE device_alarm SET until = $2 WHERE device_id = ANY($1::uuid[])', [ids, new Date(room.at.now)])
    await raise('silent-tablets')
    room.at.now += 31 * MINUTE_MS
    await raise('silent-tablets')
    assert.deepEqual(await alertsOf('ALB'), [])
  })

  it('fires on a share of dissatisfied only when its interval lies wholly over the limit, of full days alone', async () => {
    const day = '2026-03-09'
    const rate = (counter: string, score: number, ratings: number, on = day) => ['2026-01-01', 'ALB', counter, 9, '', '', 'direct', 'vi', 5, score, ratings, 1, 0].with(0, on)
    await room.warehouse.insert('rating_daily', ['day', 'centre_code', 'counter_code', 'hour', 'procedure_code', 'official_code', 'channel', 'language', 'scale', 'score', 'ratings', 'version', 'is_deleted'], [
      rate('ALB.Q1', 1, 30), rate('ALB.Q1', 5, 70), rate('ALB.Q2', 1, 8), rate('ALB.Q2', 5, 32), rate('ALB.Q3', 1, 20), rate('ALB.Q3', 5, 5, '2026-03-10'), rate('ALB.Q3', 1, 40, '2026-03-10'),
    ])
    await raise('dissatisfied-share')
    const [alert, ...others] = await alertsOf('ALB')
    assert.deepEqual([alert?.subjects.map((it) => it.code), others], [['ALB.Q1'], []], 'a fifth of forty may be chance; twenty are too few; today does not count')
    assert.deepEqual([alert?.facts['n'], alert?.facts['dissatisfied'], alert?.facts['limit']], [100, 30, 0.15])
    const put = await room.client.request('PUT', '/api/v1/alert-rules/ALB', { cookie: room.client.cookie, body: { kind: 'dissatisfied-share', isOn: true, opensCase: false, settings: { share: 0.4, days: 14, least: 30 } } })
    assert.equal(put.status, 200, put.text)
    await raise('dissatisfied-share')
    assert.deepEqual(await alertsOf('ALB'), [], 'what the rule no longer finds is over')
  })

  it('tells of a counter that detection flags, with a case where the rule says so', async () => {
    const rule = { kind: 'counter-finding', isOn: true, opensCase: true, settings: { from: 'watch' } }
    assert.equal((await room.client.request('PUT', '/api/v1/alert-rules/ALC', { cookie: room.client.cookie, body: rule })).status, 200)
    const cells: RatingCell[] = Array.from({ length: 40 }, (_, c) => Array.from({ length: 24 }, (__, week) => ({
      province: '46', centre: c < 20 ? 'ALC' : 'ALD', counter: c === 0 ? 'ALC.Q1' : `X${c}`, field: 'a', week, n: 25, dissatisfied: c === 0 ? 9 : 1 + ((c + week) % 2),
    }))).flat()
    const flagged = detectUnderperformance(cells, { lastWeek: 23 }).filter((it) => it.watch && it.counter === 'ALC.Q1')
    assert.equal(flagged.length, 1)
    room.found.push(...flagged.map((it) => ({ counter: it.counter, state: it.review ? 'review' as const : 'watch' as const, n: it.n, observed: it.observed, expected: it.expected })))
    await raise('counter-finding')
    await raise('counter-finding')
    const [alert] = await alertsOf('ALC')
    assert.equal(alert?.subjects[0]?.code, 'ALC.Q1')
    assert.match(alert?.caseCode ?? '', /^VV26-\d{6}$/)
    const again = await room.as(await room.person('director', 'ALC'), 'POST', '/api/v1/cases', { origin: 'alert', alertId: alert?.id })
    assert.deepEqual([again.status, again.json.code], [200, alert?.caseCode])
  })

  it('tells of ratings that have not come, and of dossiers that are late surely more often than before', async () => {
    const tablet = await room.silentTablet('ALC.Q2', room.at.now)
    await room.warehouse.insert('custody_days', ['sender', 'day', 'captured', 'stored', 'set_aside', 'refused', 'missing', 'missing_ranges', 'missing_since', 'computed_at'], [
      [`device:${tablet}`, '2026-03-08', 20, 13, {}, 0, 7, [], '2026-03-08T02:00:00.000Z', '2026-03-09T02:00:00.000Z'],
    ])
    const done = (day: string, resolved: number, late: number) => [day, 'ALC', 'ALCA', '', '', '', 'direct', '2026-01-01', resolved, late, 1, 0]
    await room.warehouse.insert('dossier_daily', ['day', 'centre_code', 'agency_code', 'counter_code', 'procedure_code', 'sector_code', 'channel', 'received_month', 'resolved', 'resolved_late', 'version', 'is_deleted'],
      [done('2026-02-10', 200, 6), done('2026-03-05', 60, 14)])
    await raise('ingest-gap', 'late-dossiers')
    const rows = await alertsOf('ALC')
    assert.equal(rows.find((it) => it.kind === 'ingest-gap')?.facts['missing'], 7)
    const late = rows.find((it) => it.kind === 'late-dossiers')?.facts
    assert.deepEqual([late?.['late'], late?.['resolved'], late?.['lateBefore'], late?.['resolvedBefore']], [14, 60, 6, 200])
  })

  it('posts an alert signed to the address a unit has set for its alarms', async () => {
    const [first] = (await room.loop.posts.list({ state: 'waiting', before: 1e9, limit: 10 })).toReversed()
    await room.jobs.sender.send({ id: first?.row.id ?? '' })
    const message = alertMessage.parse(JSON.parse(heard[0] ?? '{}'))
    assert.deepEqual([message.unitCode, message.alert.kind, message.alert.unit.code], ['ALA', 'silent-tablets', 'ALA'])
    await room.jobs.sender.send({ id: first?.row.id ?? '' })
    assert.equal(heard.length, 1, 'what was sent is not sent again')
  })
})

describe('rules of alerts', function () {
  let room: LoopRoom
  before(async () => {
    room = await openLoopRoom({ now: hanoi('2026-03-10T09:00:00') })
    await room.client.makeCentres(['ARA'])
  })
  after(() => room.close())

  it('hold from above until a unit settles its own, every setting being a version with who and when', async () => {
    const rule = (hours: number) => ({ kind: 'ingest-gap', isOn: true, opensCase: false, settings: { hours } })
    const put = (unit: string, hours: number) => room.client.request('PUT', `/api/v1/alert-rules/${unit}`, { cookie: room.client.cookie, body: rule(hours) })
    const gap = async () => (await room.loop.rules.of('ARA')).find((it) => it.rule.kind === 'ingest-gap')
    assert.deepEqual([(await gap())?.heldBy, (await gap())?.version], [null, 0])
    await put('46', 48)
    assert.equal((await gap())?.heldBy, '46')
    await Promise.all([put('ARA', 12), put('ARA', 6)])
    assert.deepEqual([(await gap())?.heldBy, (await gap())?.version, (await gap())?.changedBy], ['ARA', 2, 'Quản trị viên'])
    const remove = () => room.client.request('DELETE', '/api/v1/alert-rules/ARA/ingest-gap', { cookie: room.client.cookie })
    assert.deepEqual([(await remove()).status, (await remove()).status], [204, 404])
    assert.equal((await gap())?.heldBy, '46')
    assert.equal((await put('ARA', 500)).status, 422)
    assert.equal((await room.record.query("SELECT 1 FROM audit_log WHERE action LIKE 'alert-rule.%'")).length, 4)
    const stranger = await room.person('director', '46')
    assert.equal((await room.as(stranger, 'DELETE', '/api/v1/alert-rules/01/ingest-gap')).status, 403)
  })
})
