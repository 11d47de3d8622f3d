import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { findCounters, isDue } from '../../analytics/findings/find-counters.ts'
import { toWeek, toWeekEnd, WEEK_OF_DAY } from '../../analytics/findings/weeks.ts'
import type { Role } from '../../contract/role.ts'
import { centreFindings, findingDetail, type FindingDetail } from '../../contract/finding.ts'
import { openIngestRoom, type IngestRoom } from '../support/ingest-room.ts'

/** A Wednesday: the last full week ended on Sunday 26 December. */
const NOW = Date.parse('2021-12-29T09:00:00+07:00')
const LAST = toWeek('2021-12-29') - 1
const [WEEKS, COUNTERS, RATED] = [40, 8, 20]
const BAD = 'FND.Q3'

describe('findings about counters', function () {
  let room: IngestRoom
  const cookies = new Map<string, string>()
  const cookieOf = async (role: Role, unitCode: string | null, officialCode: string | null = null) => {
    const id = randomUUID()
    await room.record.query("INSERT INTO account (id, email, password_hash, name, role, unit_code, official_code) VALUES ($1, $2, 'none', $3, $4, $5, $6)", [id, `${id}@example.vn`, `Người thử ${role}`, role, unitCode, officialCode])
    return `session=${await room.access.sessions.open(id)}`
  }
  const ask = (path: string, who = 'director') => room.client.request('GET', path, { cookie: cookies.get(who) ?? '' })
  const say = (path: string, body: object, who = 'director') => room.client.request('POST', path, { cookie: cookies.get(who) ?? '', body })
  const detail = async (counter = BAD, who = 'director'): Promise<FindingDetail> => {
    const answer = await ask(`/api/v1/counters/${counter}/finding`, who)
    assert.equal(answer.status, 200, answer.text)
    return findingDetail.parse(answer.json)
  }
  const find = () => findCounters({ warehouse: room.warehouse, ...room.registry, clock: () => NOW })

  before(async () => {
    room = await openIngestRoom({ clock: () => NOW })
    await room.client.makeCentres(['FND', 'FNE'], COUNTERS)
    const rows: unknown[][] = []
    for (const centre of ['FND', 'FNE']) {
      for (let number = 1; number <= COUNTERS; number += 1) {
        const counter = `${centre}.Q${number}`
        for (let ago = 0; ago < WEEKS; ago += 1) {
          // Everybody differs a little from week to week; one gets bad twelve weeks ago, at its second procedure.
          const usual = 1 + ((number + ago) % 3)
          const dissatisfied = counter === BAD && ago < 12 ? usual + 5 : usual
          const [day, procedure] = [toWeekEnd(LAST - ago), number % 2 === 0 ? '1.000001' : '1.000002']
          rows.push([day, centre, counter, procedure, 5, 1, dissatisfied, 1], [day, centre, counter, procedure, 5, 5, RATED - dissatisfied, 1])
        }
      }
    }
    rows.push([toWeekEnd(LAST), 'FNE', 'FNE.Q8', '', 3, 1, 1, 1])
    await room.warehouse.insert('rating_daily', ['day', 'centre_code', 'counter_code', 'procedure_code', 'scale', 'score', 'ratings', 'version'], rows)
    await room.registry.officials.create({ code: 'CB.FND', name: 'Người ngồi quầy', counterCode: BAD, validFrom: '2020-02-01T00:00:00.000Z', validTo: null }, null, { actor: 'system', unitCode: null })
    for (const [who, role, unit, official] of [['director', 'director', 'FND', null], ['stranger', 'director', 'FNE', null], ['affairs', 'home-affairs', '46', null], ['official', 'official', 'FND', 'CB.FND'], ['monitor', 'monitor', 'FND', null]] as const) cookies.set(who, await cookieOf(role, unit, official))
    await find()
  })
  after(() => room.close())

  it('count weeks alike here and in the warehouse, each to its Sunday', async () => {
    const days = ['1970-01-05', '2021-12-26', '2021-12-27', '2024-02-29']
    const weeks = await room.read(`SELECT ${WEEK_OF_DAY} AS value FROM (SELECT toDate(arrayJoin([${days.map((it) => `'${it}'`).join(', ')}])) AS day)`)
    assert.deepEqual(weeks.map(Number), days.map(toWeek))
    assert.deepEqual([toWeekEnd(toWeek('2021-12-26')), toWeekEnd(toWeek('2021-12-27'))], ['2021-12-26', '2022-01-02'])
  })

  it('name the one counter that got worse, since when, and nobody else', async () => {
    const found = centreFindings.parse((await ask('/api/v1/centres/FND/findings')).json)
    assert.deepEqual([found.weekEnd, found.rows.length], ['2021-12-26', COUNTERS])
    assert.deepEqual(found.rows.filter((it) => it.state !== 'unremarkable').map((it) => [it.counter.code, it.state]), [[BAD, 'review']])
    const { finding, weeks } = await detail()
    assert.ok(finding && finding.observed > 1.5 * finding.expected && finding.p < 0.002, JSON.stringify(finding))
    assert.ok(finding.since !== null && finding.since >= toWeekEnd(LAST - 11) && finding.since < toWeekEnd(LAST - 4), String(finding.since))
    assert.deepEqual([weeks.length, weeks.at(-1)?.weekEnd], [12, '2021-12-26'])
  })

  it('say where the gap lies in lines that add up to it, and show the counter among those of its province without names', async () => {
    const { finding, contributions, peers, expectedShare } = await detail()
    const sum = (key: 'n' | 'observed' | 'expected') => contributions.reduce((all, it) => all + it[key], 0)
    assert.ok(finding)
    assert.deepEqual([sum('n'), sum('observed')], [finding.n, finding.observed])
    assert.ok(Math.abs(sum('expected') - finding.expected) < 1e-9)
    assert.deepEqual([peers.length, peers.filter((it) => it.isOwn).length], [2 * COUNTERS, 1])
    assert.ok(expectedShare !== null && expectedShare > 0.09 && expectedShare < 0.16)
    assert.doesNotMatch(JSON.stringify(peers), /FN[DE]/)
  })

  it('are made again when much has come, and with little in the morning', async () => {
    const due = (since: number) => isDue({ warehouse: room.warehouse, clock: () => NOW }, since)
    await find()
    assert.deepEqual([await due(NOW + 1), await due(0)], [false, false])
    const [all = 0] = (await room.read("SELECT sum(ratings) AS value FROM rating_daily FINAL WHERE is_deleted = 0 AND day > '2020-02-01' AND day <= '2021-12-26'")).map(Number)
    const add = (ratings: number, procedure: string) => room.warehouse.insert('rating_daily', ['day', 'centre_code', 'counter_code', 'procedure_code', 'scale', 'score', 'ratings', 'version'], [[toWeekEnd(LAST - 30), 'FNE', 'FNE.Q8', procedure, 5, 5, ratings, 1]])
    await add(1, 'late-1')
    assert.deepEqual([await due(NOW + 1), await due(0)], [true, false])
    await add(Math.ceil(all / 100), 'late-2')
    assert.equal(await due(0), true)
    await find()
    assert.equal(await due(NOW + 1), false)
  })

  it('stay the same when the week is judged again', async () => {
    const before = await detail()
    assert.deepEqual((await find()).weekEnds, ['2021-12-26'])
    assert.deepEqual(await detail(), before)
  })

  it('are for those who answer for the place: another’s is refused, and a monitor reads without writing', async () => {
    assert.equal((await ask(`/api/v1/counters/${BAD}/finding`, 'stranger')).status, 403)
    assert.equal((await ask('/api/v1/centres/FND/findings', 'stranger')).status, 403)
    assert.deepEqual((await detail(BAD, 'monitor')).may, { write: false, decide: false })
    assert.equal((await say(`/api/v1/counters/${BAD}/finding-entries`, { kind: 'cause', cause: 'training', words: 'Người mới nhận việc, chưa quen thủ tục.' }, 'monitor')).status, 403)
  })

  it('carry the cause by the director, the answer and appeal of the official, and a decision by somebody else with its effect', async () => {
    assert.equal((await say(`/api/v1/counters/${BAD}/finding-entries`, { kind: 'cause', cause: 'staff-shortage', words: 'Thiếu một người từ đầu tháng mười, đã xin bổ sung.' })).status, 204)
    assert.equal((await say('/api/v1/own-finding/entries', { kind: 'answer', words: 'Máy in hỏng hai tuần, người dân phải chờ lâu.' }, 'official')).status, 204)
    const days = { from: toWeekEnd(LAST - 3), to: toWeekEnd(LAST - 1) }
    assert.equal((await say('/api/v1/own-finding/entries', { kind: 'appeal', words: 'Hai tuần máy in hỏng không phải lỗi của quầy.', ...days }, 'official')).status, 204)
    const appeal = (await detail()).entries.find((it) => it.kind === 'appeal')
    assert.ok(appeal)
    const decision = { kind: 'decision', about: appeal.id, accepted: true, words: 'Có biên bản sửa máy của hai tuần ấy.' }
    assert.equal((await say(`/api/v1/counters/${BAD}/finding-entries`, decision)).status, 403)
    assert.equal((await say(`/api/v1/counters/${BAD}/finding-entries`, decision, 'affairs')).status, 204)
    assert.equal((await say(`/api/v1/counters/${BAD}/finding-entries`, decision, 'affairs')).status, 409)
    const own = findingDetail.parse((await ask('/api/v1/own-finding', 'official')).json)
    assert.deepEqual(own.entries.map((it) => [it.kind, it.isOwn]), [['cause', false], ['answer', true], ['appeal', true], ['decision', false]])
    assert.deepEqual([own.finding, own.contributions], [(await detail()).finding, (await detail()).contributions])
    const effect = own.entries.at(-1)?.effect
    assert.ok(effect?.without && effect.without.n === effect.all.n - 2 * RATED && effect.without.dissatisfied < effect.all.dissatisfied, JSON.stringify(effect))
    const lines = await room.record.query("SELECT action FROM audit_log WHERE action LIKE 'finding.%' OR action = 'own-finding.read' ORDER BY id")
    assert.deepEqual(lines.map((it) => (it as { action: string }).action), ['finding.cause', 'finding.answer', 'finding.appeal', 'finding.decision', 'own-finding.read'])
  })

  it('let nobody decide their own appeal, and refuse days in the wrong order by name', async () => {
    const words = 'Đợt nâng cấp phần mềm làm chậm mọi hồ sơ.'
    const wrong = await say(`/api/v1/counters/${BAD}/finding-entries`, { kind: 'appeal', words, from: '2021-12-10', to: '2021-12-10' })
    assert.deepEqual([wrong.status, wrong.json.errors[0].pointer], [422, '/to'])
    assert.equal((await say('/api/v1/counters/FNE.Q1/finding-entries', { kind: 'cause', cause: 'chance', words }, 'director')).status, 403)
    assert.equal((await say(`/api/v1/counters/${BAD}/finding-entries`, { kind: 'decision', about: randomUUID(), accepted: false, words }, 'affairs')).status, 404)
  })
})
