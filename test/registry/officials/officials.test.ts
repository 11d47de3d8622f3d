import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import request from 'supertest'
import { officialPage, shiftList } from '../../../contract/official.ts'
import { openFrontDoor, PUBLIC_URL, type FrontDoor } from '../../support/front-door.ts'

const DAY = 24 * 3_600_000

describe('officials and their shifts', function () {
  let door: FrontDoor
  let now = Date.parse('2026-11-10T09:00:00+07:00')
  const cookies: Record<string, string> = {}
  const cookieOf = async (role: string, unitCode: string | null) => {
    const id = randomUUID()
    await door.record.query("INSERT INTO account (id, email, password_hash, name, role, unit_code) VALUES ($1, $2, 'none', $3, $3, $4)", [id, `${id}@example.vn`, role, unitCode])
    return `session=${await door.access.sessions.open(id)}`
  }
  before(async () => {
    door = await openFrontDoor({ clock: () => now })
    await door.importCsv('units', 'code,parentCode,kind,nameVi,validFrom\nA.C,46,centre,Trung tâm A,2020-01-01\nB.C,92,centre,Trung tâm B,2020-01-01\n')
    await door.importCsv('counters', 'code,centreCode,nameVi,validFrom\nA.Q1,A.C,Quầy 1,2020-01-01\nA.Q2,A.C,Quầy 2,2020-01-01\nB.Q1,B.C,Quầy 1,2020-01-01\n')
    cookies['all'] = await door.signIn()
    cookies['A'] = await cookieOf('administrator', 'A.C')
    cookies['monitor'] = await cookieOf('monitor', null)
  })
  after(() => door.close())

  const call = (method: 'get' | 'post' | 'patch' | 'delete', path: string, body?: object, who = 'all') => {
    const asked = request(door.app)[method](path).set('Cookie', cookies[who] ?? '').set('Origin', PUBLIC_URL)
    return body ? asked.send(body) : asked
  }
  const list = async (query: Record<string, string>, who = 'all') =>
    officialPage.parse((await call('get', `/api/v1/officials?${new URLSearchParams(query).toString()}`, undefined, who).expect(200)).body).rows
  const shiftsOf = async (code: string) => shiftList.parse((await call('get', `/api/v1/officials/${code}/shifts`).expect(200)).body).rows
    .map((it) => `${it.counterCode} ${it.validFrom.slice(0, 16)}–${it.validTo?.slice(0, 16) ?? ''}`)
  const importOfficials = async (rows: string[], more = {}) => (await door.importCsv('officials', ['Mã cán bộ;Họ và tên;Mã quầy;Từ ngày;Đến ngày', ...rows, ''].join('\n'), more)).body
  const rules = (status: { problems: { line: number; column: string; rule: string }[] }) => status.problems.map((it) => `${it.line} ${it.column}: ${it.rule}`)
  const linesOf = async (action: string) => (await door.record.query<{ detail: object }>('SELECT detail FROM audit_log WHERE action = $1 ORDER BY id', [action])).map((it) => JSON.stringify(it.detail))

  it('come from a file with Vietnamese headers, days and times as people write them', async () => {
    const rows = ['I1;Cán bộ thử 01;A.Q1;01/03/2026;', 'I1;;A.Q2;15/06/2026 13:30;', 'I2;Cán bộ thử 02;;;']
    const dry = await importOfficials(rows, { dryRun: true })
    assert.deepEqual([dry.accepted, (await list({ query: 'I1' })).length], [3, 0])
    assert.equal((await importOfficials(rows)).accepted, 3)
    assert.deepEqual(await shiftsOf('I1'), ['A.Q2 2026-06-15T06:30–', 'A.Q1 2026-02-28T17:00–2026-06-15T06:30'])
    const [one, two] = await list({ query: 'I' })
    assert.deepEqual([one?.name, one?.unitCode, one?.shift?.counterCode, two?.name, two?.shift], ['Cán bộ thử 01', 'A.C', 'A.Q2', 'Cán bộ thử 02', null])
  })

  it('change nothing when the same file comes again', async () => {
    const before = await linesOf('official.import')
    assert.equal((await importOfficials(['I1;Cán bộ thử 01;A.Q1;01/03/2026;', 'I1;;A.Q2;15/06/2026 13:30;', 'I2;Cán bộ thử 02;;;'])).accepted, 3)
    assert.deepEqual(await linesOf('official.import'), before)
  })

  it('are refused row by row, naming column and rule, and never pulled over from somebody else’s unit', async () => {
    assert.deepEqual(rules(await importOfficials([
      'X1;;NOWHERE;01/03/2026;', 'X2;;A.Q1;hôm qua;', 'X3;;A.Q1;01/03/2026;01/02/2026', 'X4;;A.Q1;;', 'X5;;A.Q2;01/07/2026;', 'X6;;A.Q1;01/01/2019;01/02/2019',
    ])), [
      '2 counterCode: a known counter', '3 validFrom: a moment as dd/MM/yyyy HH:mm:ss, yyyyMMddHHmmss or ISO 8601; without an offset it is that of Hanoi',
      '4 validTo: validTo is after validFrom', '5 validFrom: a value is required',
      '6 counterCode: one official at a counter at a time: I1 has A.Q2 from 2026-06-15T06:30:00.000Z', '7 counterCode: a counter that is open on the day the shift begins',
    ])
    await importOfficials(['XB;Cán bộ thử 09;B.Q1;01/03/2026;'])
    const key = await door.newKey(['registry:write'], 'A.C')
    assert.deepEqual(rules(await importOfficials(['XB;;A.Q1;01/07/2026;', 'X7;;B.Q1;01/01/2026;01/02/2026', 'X8;;;;'], { key })), [
      '2 code: within A.C, where this key or account may write', '3 counterCode: within A.C, where this key or account may write',
    ])
    assert.equal((await list({ query: 'X8' }))[0]?.unitCode, 'A.C')
  })

  it('show their names only to those who may read names, and cannot be found by them otherwise', async () => {
    assert.deepEqual((await list({ query: 'can bo thu 01' })).map((it) => it.code), ['I1'])
    assert.deepEqual(await list({ query: 'can bo thu 01' }, 'monitor'), [])
    assert.deepEqual((await list({ query: 'i1' }, 'monitor')).map((it) => [it.code, it.name]), [['I1', null]])
    const key = await door.newKey(['registry:write'])
    assert.ok(!(await request(door.app).get('/api/v1/officials').set('Authorization', `Bearer ${key}`).expect(200)).text.includes('Cán bộ thử'))
  })

  it('are listed by centre, by counter and by day, a page at a time, everybody their own', async () => {
    assert.deepEqual((await list({ counter: 'A.Q2' })).map((it) => it.code), ['I1'])
    assert.deepEqual((await list({ counter: 'A.Q1' })).map((it) => it.code), [])
    assert.deepEqual((await list({ counter: 'A.Q1', on: '2026-05-01' })).map((it) => [it.code, it.shift?.counterCode]), [['I1', 'A.Q1']])
    assert.deepEqual((await list({ centre: 'B.C' })).map((it) => it.code), ['XB'])
    assert.ok(!(await list({}, 'A')).some((it) => it.code === 'XB'))
    await call('get', '/api/v1/officials?centre=B.C', undefined, 'A').expect(403)
    await call('get', '/api/v1/officials/XB/shifts', undefined, 'A').expect(404)
    const first = officialPage.parse((await call('get', '/api/v1/officials?limit=1').expect(200)).body)
    const second = officialPage.parse((await call('get', `/api/v1/officials?limit=1&cursor=${first.cursor}`).expect(200)).body)
    assert.deepEqual([first.rows[0]?.code, second.rows[0]?.code], ['I1', 'I2'])
  })

  it('are made and moved by request; who sits where somebody sits is refused with the pointer', async () => {
    await call('post', '/api/v1/officials', { code: 'R1', name: 'Cán bộ thử 03', counterCode: 'A.Q1', validFrom: '2026-11-02' }).expect(201)
    await call('post', '/api/v1/officials', { code: 'R1' }).expect(409)
    const taken = await call('post', '/api/v1/officials', { code: 'R2', counterCode: 'A.Q1', validFrom: '2026-11-03' }).expect(422)
    assert.equal(taken.body.errors[0].pointer, '/counterCode')
    await call('post', '/api/v1/officials', { code: 'R2', unitCode: 'A.C', counterCode: 'B.Q1' }, 'A').expect(403)
    const moved = await call('patch', '/api/v1/officials/R1', { counterCode: null, validFrom: '2026-11-09T12:00:00+07:00' }).expect(200)
    assert.equal(moved.body.shift.counterCode, null)
    assert.deepEqual(await shiftsOf('R1'), ['null 2026-11-09T05:00–', 'A.Q1 2026-11-01T17:00–2026-11-09T05:00'])
  })

  it('take a shift back as if it had never been', async () => {
    const made = await call('post', '/api/v1/officials/R1/shifts', { counterCode: 'A.Q1', validFrom: '2026-11-10' }).expect(201)
    assert.equal((await shiftsOf('R1'))[1], 'null 2026-11-09T05:00–2026-11-09T17:00')
    await call('delete', `/api/v1/shifts/${made.body.id}`).expect(204)
    await call('delete', `/api/v1/shifts/${made.body.id}`).expect(404)
    assert.deepEqual(await shiftsOf('R1'), ['null 2026-11-09T05:00–', 'A.Q1 2026-11-01T17:00–2026-11-09T05:00'])
    const foreign = await call('post', '/api/v1/officials/XB/shifts', { counterCode: 'B.Q1', validFrom: '2026-11-10' }).expect(201)
    await call('delete', `/api/v1/shifts/${foreign.body.id}`, undefined, 'A').expect(404)
  })

  it('end where an official leaves, and run again when that is taken back', async () => {
    assert.equal((await call('patch', '/api/v1/officials/I1', { leftOn: '2026-11-01' }).expect(200)).body.leftOn, '2026-11-01')
    assert.equal((await shiftsOf('I1'))[0], 'A.Q2 2026-06-15T06:30–2026-10-31T17:00')
    await call('post', '/api/v1/officials/I1/shifts', { counterCode: 'A.Q2', validFrom: '2026-11-05' }).expect(422)
    await call('patch', '/api/v1/officials/I1', { leftOn: null }).expect(200)
    assert.equal((await shiftsOf('I1'))[0], 'A.Q2 2026-06-15T06:30–')
  })

  it('lose their names the set time after they have left or served last, and keep everything else', async () => {
    await call('patch', '/api/v1/officials/I1', { leftOn: '2026-11-01' }).expect(200)
    await importOfficials(['CB.N1;Cán bộ thử 11;A.Q1;01/01/2025;01/02/2025', 'CB.N2;Cán bộ thử 12;A.Q1;01/03/2025;01/04/2025'])
    await call('post', '/api/v1/officials/CB.N2/shifts', { counterCode: null, validFrom: '2025-04-01' }).expect(201)
    assert.equal(await door.registry.officials.detachNames(365), 1)
    const [gone, elsewhere] = await list({ query: 'cb.n' })
    assert.deepEqual([gone?.code, gone?.name, gone?.nameDetachedAt], ['CB.N1', null, new Date(now).toISOString()])
    assert.equal(elsewhere?.name, 'Cán bộ thử 12')
    now += 365 * DAY
    cookies['all'] = await door.signIn()
    assert.equal(await door.registry.officials.detachNames(365), 1)
    assert.equal((await list({ query: 'I1' }))[0]?.name, null)
    assert.equal((await shiftsOf('I1')).length, 2)
    const reports = await door.record.query("SELECT 1 FROM import_chunk JOIN import ON import.id = import_id WHERE kind = 'officials' AND finished_at <= $1", [new Date(now - 365 * DAY)])
    assert.deepEqual(reports, [])
    await importOfficials(['I1;Cán bộ thử 01;A.Q1;01/03/2026;'])
    assert.equal((await list({ query: 'I1' }))[0]?.name, null)
  })

  it('leave no name in the audit log, which nobody could take out again', async () => {
    const lines = await door.record.query<{ detail: object; action: string }>("SELECT action, detail FROM audit_log WHERE action LIKE 'official%'")
    assert.ok(new Set(lines.map((it) => it.action)).size >= 6)
    assert.ok(!JSON.stringify(lines).includes('Cán bộ'))
  })
})
