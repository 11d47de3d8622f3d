import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { findCounters } from '../../analytics/findings/find-counters.ts'
import { findUnstaffed } from '../../analytics/findings/outside-hands.ts'
import { toWeek, toWeekEnd } from '../../analytics/findings/weeks.ts'
import { METHOD } from '../../analytics/detection/method.ts'
import { QUALITY_METHOD } from '../../analytics/detection/quality-bits.ts'
import type { Role } from '../../contract/role.ts'
import { findingDetail, ownFinding } from '../../contract/finding.ts'
import { findingBackground, type FindingBackground } from '../../contract/finding-background.ts'
import { addDays, toDayStart } from '../../registry/working-calendar/days.ts'
import { openIngestRoom, type IngestRoom } from '../support/ingest-room.ts'

/** A Wednesday: the last full week ended on Sunday 24 December; everybody is rated on Fridays. */
const NOW = Date.parse('2023-12-27T09:00:00+07:00')
const LAST = toWeek('2023-12-27') - 1
const [WEEKS, COUNTERS, RATED] = [26, 6, 20]
const [BAD, GAMED, ALIKE] = ['FBA.Q3', 'FBA.Q5', 'FBB.Q3']
const [BAD_WEEKS, BAD_MORE, GAMED_MORE] = [8, 6, 60]
const friday = (ago: number) => addDays(toWeekEnd(LAST - ago), -2)

describe('what explains a finding', function () {
  let room: IngestRoom
  const cookies = new Map<string, string>()
  const cookieOf = async (role: Role, unitCode: string, officialCode: string | null = null) => {
    const id = randomUUID()
    await room.record.query("INSERT INTO account (id, email, password_hash, name, role, unit_code, official_code) VALUES ($1, $2, 'none', $3, $4, $5, $6)", [id, `${id}@example.vn`, `Người thử ${role}`, role, unitCode, officialCode])
    return `session=${await room.access.sessions.open(id)}`
  }
  const ask = (path: string, who = 'director') => room.client.request('GET', path, { cookie: cookies.get(who) ?? '' })
  const background = async (who = 'director'): Promise<FindingBackground> => {
    const answer = await ask(`/api/v1/counters/${BAD}/finding-background`, who)
    assert.equal(answer.status, 200, answer.text)
    return findingBackground.parse(answer.json)
  }
  const detail = async (counter: string) => findingDetail.parse((await ask(`/api/v1/counters/${counter}/finding`)).json)
  const writeCause = async (shared: boolean, words: string) => assert.equal((await room.client.request('POST', `/api/v1/counters/${ALIKE}/finding-entries`, { cookie: cookies.get('other') ?? '', body: { kind: 'cause', cause: 'training', words, shared } })).status, 204)
  const shift = (code: string, counterCode: string, from: string, to: string | null) =>
    room.registry.officials.create({ code, name: 'Người ngồi quầy', counterCode, validFrom: new Date(toDayStart(from)).toISOString(), validTo: to && new Date(toDayStart(to)).toISOString() }, null, { actor: 'system', unitCode: null })

  before(async () => {
    room = await openIngestRoom({ clock: () => NOW })
    await room.client.makeCentres(['FBA', 'FBB'], COUNTERS)
    const [rows, facts, odd]: [unknown[][], unknown[][], unknown[][]] = [[], [], []]
    for (const centre of ['FBA', 'FBB']) {
      for (let number = 1; number <= COUNTERS; number += 1) {
        const counter = `${centre}.Q${number}`
        for (let ago = 0; ago < WEEKS; ago += 1) {
          const usual = 1 + ((number + ago) % 3)
          const gamed = counter === GAMED && ago === 0 ? GAMED_MORE : 0
          const dissatisfied = usual + gamed + (counter === BAD && ago < BAD_WEEKS ? BAD_MORE : 0)
          const place = [friday(ago), centre, counter, '1.000001', 5]
          rows.push([...place, 1, dissatisfied, 1], [...place, 5, RATED - usual, 1])
          for (let i = 0; i < dissatisfied; i += 1) {
            const [at, id] = [`${friday(ago)}T02:00:0${i % 10}.000Z`, randomUUID()]
            facts.push(['system', id, at, at, at, centre, counter, '1.000001', 5, 1, i < usual ? ['late-result'] : ['waiting-time']])
            if (i >= usual && gamed > 0) odd.push([friday(ago), centre, counter, 'system', id, QUALITY_METHOD.version, at, 5, 1, 4, 1, at])
          }
        }
      }
    }
    const { warehouse } = room
    await warehouse.insert('ratings', ['sender', 'id', 'occurred_at', 'corrected_at', 'received_at', 'centre_code', 'counter_code', 'procedure_code', 'scale', 'score', 'reasons'], facts)
    await warehouse.insert('rating_daily', ['day', 'centre_code', 'counter_code', 'procedure_code', 'scale', 'score', 'ratings', 'version'], rows)
    await warehouse.insert('rating_quality', ['day', 'centre_code', 'counter_code', 'sender', 'id', 'detector', 'corrected_at', 'scale', 'score', 'bits', 'excluded', 'judged_at'], odd)
    await warehouse.insert('dossier_daily', ['day', 'centre_code', 'agency_code', 'counter_code', 'ended_late', 'version'], [[friday(1), 'FBA', 'FBAA', BAD, 3, 1], [friday(40), 'FBA', 'FBAA', BAD, 9, 1], [friday(1), 'FBA', 'FBAA', GAMED, 5, 1]])
    // The other centre's third counter was bad until ten weeks ago.
    const earlier = Array.from({ length: 20 }, (_, i) => i + 1).map((ago) => [toWeekEnd(LAST - ago), ALIKE, METHOD.version, '46', 'FBB', 240, 3, ago >= 10 ? 30 + ago : 25, 24, ago >= 10 ? 1 : 0])
    await warehouse.insert('counter_findings', ['week_end', 'counter_code', 'method', 'province_code', 'centre_code', 'n', 'window_months', 'observed', 'expected', 'level'], earlier)
    await shift('CB.FB1', BAD, '2023-01-01', '2023-12-11')
    await shift('CB.FB2', BAD, '2023-12-18', null)
    const { deviceId } = await room.enrol(BAD)
    await room.record.query('UPDATE device_place SET valid_from = $2 WHERE device_id = $1', [deviceId, new Date('2023-01-01')])
    await room.record.query("INSERT INTO device_alarm (device_id, kind, level, since, until, detail) VALUES ($1, 'unseen', 'alarm', '2023-12-20T03:00:00Z', '2023-12-20T09:00:00Z', '{}'), ($1, 'battery-low', 'attention', '2023-12-19T03:00:00Z', NULL, '{}')", [deviceId])
    for (const [who, role, unit, official] of [['director', 'director', 'FBA', null], ['other', 'director', 'FBB', null], ['affairs', 'home-affairs', '46', null], ['official', 'official', 'FBA', 'CB.FB1']] as const) cookies.set(who, await cookieOf(role, unit, official))
    await findCounters({ warehouse, ...room.registry, clock: () => NOW })
  })
  after(() => room.close())

  it('names the reasons that the gap comes with, beside how often they were to be expected', async () => {
    const { finding } = await detail(BAD)
    const { reasons } = await background()
    assert.ok(finding && finding.state !== 'unremarkable', JSON.stringify(finding))
    const [first, second] = reasons
    assert.ok(first && second && first.reason === 'waiting-time' && second.reason === 'late-result', JSON.stringify(reasons))
    assert.equal(first.observed + second.observed, finding.observed)
    assert.ok(first.observed > 2 * first.expected && second.observed < 1.5 * second.expected, JSON.stringify(reasons))
    assert.ok(Math.abs(first.expected + second.expected - finding.expected) < 1e-6)
  })

  it('tells what was not in the hands of the staff, and the counts without those days', async () => {
    const [{ outside }, { finding }] = [await background(), await detail(BAD)]
    assert.ok(outside && finding)
    assert.deepEqual(outside.agencies.map((it) => [it.code, it.late]), [['FBAA', 3]])
    assert.deepEqual(outside.outages, [{ kind: 'unseen', since: '2023-12-20T03:00:00.000Z', until: '2023-12-20T09:00:00.000Z' }])
    assert.deepEqual(outside.unstaffed, ['2023-12-11', '2023-12-12', '2023-12-13', '2023-12-14', '2023-12-15'])
    assert.deepEqual([outside.days, outside.without?.n], [6, finding.n - RATED - BAD_MORE])
    assert.ok(outside.without && outside.without.observed < finding.observed && outside.without.expected < finding.expected)
  })

  it('knows no missing staff where there is no shift list, or it does not reach so far', () => {
    const open = (day: string) => [{ from: toDayStart(day) + 8 * 3_600_000, to: toDayStart(day) + 16 * 3_600_000 }]
    const days = ['2023-12-11', '2023-12-12', '2023-12-13']
    const noonOf = (day: string) => toDayStart(day) + 12 * 3_600_000
    assert.equal(findUnstaffed(days, [], open), null)
    assert.equal(findUnstaffed(days, [{ from: toDayStart('2023-01-01'), to: toDayStart('2023-12-11') }], open), null)
    assert.deepEqual(findUnstaffed(days, [{ from: toDayStart('2023-12-12'), to: noonOf('2023-12-13') }], open), ['2023-12-13'])
    assert.deepEqual(findUnstaffed(days, [{ from: toDayStart('2023-01-01'), to: toDayStart('2023-12-12') }, { from: noonOf('2023-12-12') - 1, to: null }], open), [])
  })

  it('shows a counter alike that improved, its name and unshared words only to those who answer for it', async () => {
    await writeCause(false, 'Người mới, đã cử người kèm cặp hai tuần.')
    const hidden = (await background()).improved
    assert.deepEqual(hidden.map((it) => [it.counter, it.centre, it.cause, it.words]), [[null, null, null, null]])
    assert.deepEqual([hidden[0]?.worst.weekEnd, hidden[0]?.worst.observed], [toWeekEnd(LAST - 20), 50])
    assert.doesNotMatch(JSON.stringify(hidden), /FBB/)
    assert.equal((await background('affairs')).improved[0]?.counter?.code, ALIKE)
    await writeCause(true, 'Đã tách riêng hàng chờ chứng thực bản sao.')
    const [shared] = (await background()).improved
    assert.deepEqual([shared?.counter, shared?.cause, shared?.words], [null, 'training', 'Đã tách riêng hàng chờ chứng thực bản sao.'])
  })

  it('says beside a finding when the ratings without the odd ones conclude otherwise', async () => {
    const [gamed, bad] = [(await detail(GAMED)).finding, (await detail(BAD)).finding]
    assert.ok(gamed?.level && gamed.validated, JSON.stringify(gamed))
    assert.deepEqual([gamed.validated.level, gamed.validated.n, gamed.observed - gamed.validated.observed], [false, gamed.n - GAMED_MORE, GAMED_MORE])
    assert.equal(bad?.validated, null)
  })

  it('is the official’s too for the counter that they had in its window, and nobody else’s', async () => {
    const own = ownFinding.parse((await ask('/api/v1/own-finding', 'official')).json)
    assert.deepEqual([own.counter.code, own.counters.map((it) => it.code), own.finding?.observed], [BAD, [BAD], (await detail(BAD)).finding?.observed])
    const told = findingBackground.parse((await ask('/api/v1/own-finding/background', 'official')).json)
    assert.deepEqual([told.reasons, told.outside], await background().then((it) => [it.reasons, it.outside]))
    assert.equal((await ask(`/api/v1/own-finding?counter=${GAMED}`, 'official')).status, 403)
    assert.equal((await ask(`/api/v1/counters/${BAD}/finding-background`, 'official')).status, 403)
    assert.equal((await ask(`/api/v1/counters/${BAD}/finding-background`, 'other')).status, 403)
    // Who came after the window has nothing of it to answer for.
    await shift('CB.FB3', GAMED, '2023-12-26', null)
    cookies.set('late', await cookieOf('official', 'FBA', 'CB.FB3'))
    const late = ownFinding.parse((await ask('/api/v1/own-finding', 'late')).json)
    assert.deepEqual([late.counter.code, late.finding, late.entries], [GAMED, null, []])
    assert.equal((await room.client.request('POST', '/api/v1/own-finding/entries', { cookie: cookies.get('late') ?? '', body: { kind: 'answer', words: 'Tôi mới nhận quầy này.' } })).status, 404)
  })
})
