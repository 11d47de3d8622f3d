import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { copyUnits } from '../../../analytics/dimensions/copy-units.ts'
import type { Role } from '../../../contract/role.ts'
import { monitoringReport } from '../../../contract/monitoring-report.ts'
import { openIngestRoom, type IngestRoom } from '../../support/ingest-room.ts'

const at = (text: string) => Date.parse(`${text}:00+07:00`)
const PATH = '/api/v1/monitoring-reports/MRA/2026-03'

describe('the monthly report of the monitoring unit', function () {
  let room: IngestRoom
  let now = at('2026-03-31T09:00')
  const cookies = new Map<string, string>()
  const cookieOf = async (role: Role, unitCode: string | null) => {
    const id = randomUUID()
    await room.record.query("INSERT INTO account (id, email, password_hash, name, role, unit_code) VALUES ($1, $2, 'none', $3, $4, $5)", [id, `${id}@example.vn`, `Người thử ${role}`, role, unitCode])
    return `session=${await room.access.sessions.open(id)}`
  }
  const call = (method: string, path: string, body?: object, who = 'monitor') => room.client.request(method, path, { cookie: cookies.get(who) ?? '', ...(body ? { body } : {}) })
  const report = async (query = '', who = 'monitor') => {
    const answer = await call('GET', PATH + query, undefined, who)
    assert.equal(answer.status, 200, answer.text)
    return monitoringReport.parse(answer.json)
  }
  const save = (measures: string, basedOn: number | null, who = 'monitor') => call('PUT', PATH, { cases: '', measures, basedOn }, who)

  /** Into the sums by unit, which answer for whole units. */
  const rate = (rows: [day: string, score: number, ratings: number][]) =>
    room.warehouse.insert('rating_units', ['level', 'unit_code', 'day', 'scale', 'score', 'ratings', 'version'], rows.map(([day, score, ratings]) => ['centre', 'MRA', day, 5, score, ratings, 1]))

  before(async () => {
    room = await openIngestRoom({ clock: () => now, hasWorker: false })
    await room.client.makeCentres(['MRA', 'MRB'])
    for (const [who, role, unit] of [['monitor', 'monitor', 'MRA'], ['director', 'director', 'MRA'], ['handler', 'case-handler', 'MRA'], ['stranger', 'monitor', 'MRB']] as const) cookies.set(who, await cookieOf(role, unit))
    await copyUnits(room, room.registry.places)
    await rate([['2026-03-10', 5, 30], ['2026-03-11', 1, 10]])
    const post = (id: string, unitCode = 'MRA') => call('POST', '/api/v1/petitions', { id, unitCode, about: 'staff', text: 'Cán bộ trả lời cộc lốc.', channel: 'phone' }, 'handler')
    const { code } = (await post('1')).json
    await post('2')
    for (const body of [{ kind: 'classified', class: 'not-petition' }, { kind: 'refused', words: 'Việc này thuộc công an xã, xin liên hệ ở đó.' }]) assert.equal((await call('POST', `/api/v1/petitions/${code}/steps`, body, 'handler')).status, 204)
  })
  after(() => room.close())

  it('tells service and petitions of the month with counts and intervals, and says where nothing is known', async () => {
    const { figures, version, isOver, may } = await report()
    const satisfied = figures.indicators.find((it) => it.id === 'counter-satisfaction')?.row
    assert.deepEqual([satisfied?.numerator, satisfied?.denominator, satisfied?.value], [30, 40, 0.75])
    assert.ok(satisfied?.lower && satisfied.upper && satisfied.lower < 0.75 && satisfied.upper > 0.75)
    const { received, refused, open, byClass, limits } = figures.petitions
    assert.deepEqual([received, refused, open, byClass.filter((it) => it.petitions > 0).map((it) => it.class)], [2, 1, 1, ['not-petition', null]])
    assert.deepEqual(limits.find((it) => it.kind === 'refuse'), { kind: 'refuse', kept: 1, missed: 0 })
    assert.deepEqual([figures.findings, figures.cases, figures.lateDossiers, version, isOver, may], [null, { opened: 0, closed: 0, inTime: 0, late: 0 }, null, null, false, { write: true, sign: false }])
  })

  it('keeps every version of its words, and lets nobody save over what another has saved meanwhile', async () => {
    assert.deepEqual((await save('Thêm ghế chờ.', null)).json, { version: 1 })
    assert.equal((await save('Người khác viết.', null, 'director')).status, 409)
    assert.deepEqual((await save('Thêm ghế chờ và quầy số 3.', 1)).json, { version: 2 })
    assert.deepEqual([(await report()).measures, (await report('?version=1')).measures], ['Thêm ghế chờ và quầy số 3.', 'Thêm ghế chờ.'])
    assert.equal((await call('GET', `${PATH}?version=9`)).status, 404)
  })

  it('is signed by its author alone, once the month is over, and keeps the figures of that moment', async () => {
    const sign = (version: number, who = 'monitor') => call('POST', `${PATH}/signature`, { version }, who)
    assert.equal((await sign(2)).status, 409)
    now = at('2026-04-01T09:00')
    assert.deepEqual([(await sign(2, 'director')).status, (await sign(1)).status, (await report()).may.sign, (await sign(2)).status, (await sign(2)).status], [403, 409, true, 204, 409])
    await rate([['2026-03-12', 1, 50]])
    const signed = await report()
    assert.deepEqual([signed.signedAt, signed.figures.indicators[0]?.row?.denominator, signed.by], ['2026-04-01T02:00:00.000Z', 40, 'Người thử monitor'])
    await save('Sửa sau khi ký.', 2)
    assert.equal((await report()).figures.indicators[0]?.row?.denominator, 90)
    const lines = await room.record.query<{ action: string }>("SELECT action FROM audit_log WHERE subject = 'monitoring-report:MRA:2026-03' ORDER BY id")
    assert.deepEqual(lines.map((it) => it.action), ['monitoring-report.save', 'monitoring-report.save', 'monitoring-report.sign', 'monitoring-report.save'])
  })

  it('is read by those who read results, written by those who may, and is another unit’s own', async () => {
    assert.deepEqual([(await report('', 'handler')).may.write, (await save('Không được viết.', 3, 'handler')).status, (await call('GET', PATH, undefined, 'stranger')).status], [false, 403, 403])
    assert.equal((await call('GET', '/api/v1/monitoring-reports/MRA/2026-05')).status, 404)
  })

  it('comes as a file that spreadsheets read, in which words cannot become formulas', async () => {
    await save('=HYPERLINK("http://x")', 3)
    const { text, headers } = await call('GET', `${PATH}/report.csv`)
    assert.match(headers.get('content-disposition') ?? '', /bao-cao-giam-sat-MRA-2026-03\.csv/)
    assert.match(text, /Lượt đánh giá hài lòng,30,90,0\.33/)
    assert.match(text, /"'=HYPERLINK/)
    assert.match((await call('GET', `${PATH}/report.csv?lang=en`)).text, /Satisfied ratings/)
  })
})
