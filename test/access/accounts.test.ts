import assert from 'node:assert/strict'
import request from 'supertest'
import type { AccountDetail, AccountRow } from '../../contract/account.ts'
import { ADMINISTRATOR, openFrontDoor, PUBLIC_URL, type FrontDoor } from '../support/front-door.ts'

const PASSWORD = 'mot-cau-dai-de-nho-2026'
const tokenOf = (link: string) => new URL(link).searchParams.get('token')

describe('accounts', function () {
  let door: FrontDoor
  let now = Date.parse('2026-10-14T02:00:00Z')
  let country: string
  let hue: string
  before(async () => {
    door = await openFrontDoor({ clock: () => now })
    await door.importCsv('units', 'code,parentCode,kind,nameVi,nameEn,validFrom,validTo\nTK1,46,centre,Trung tâm TK1,Centre TK1,2020-01-01,\nTK2,92,centre,Trung tâm TK2,Centre TK2,2020-01-01,\n')
    country = await door.signIn()
    await make({ email: 'quan-tri-hue@example.vn', name: 'Quản trị Huế', role: 'administrator', unitCode: '46', password: PASSWORD })
    hue = await door.signIn({ email: 'quan-tri-hue@example.vn', password: PASSWORD })
  })
  after(() => door.close())

  const as = (cookie: string, method: 'get' | 'post' | 'patch', path: string) => request(door.app)[method](path).set('Cookie', cookie).set('Origin', PUBLIC_URL)
  const make = async (body: object, cookie = country): Promise<string> => (await as(cookie, 'post', '/api/v1/accounts').send(body).expect(201)).body.id
  const detail = async (id: string): Promise<AccountDetail> => (await as(country, 'get', `/api/v1/accounts/${id}`).expect(200)).body
  const emails = async (query: string, cookie = country) =>
    ((await as(cookie, 'get', `/api/v1/accounts?${query}`).expect(200)).body.rows as AccountRow[]).map((it) => it.email.split('@')[0])
  const idOf = async (email: string) => (await door.record.query<{ id: string }>('SELECT id FROM account WHERE email = $1', [email]))[0]?.id ?? ''
  const whoIs = (cookie: string) => request(door.app).get('/api/v1/session').set('Cookie', cookie)

  it('are made with a link by which the person sets a password, once', async () => {
    const made = await as(country, 'post', '/api/v1/accounts').send({ email: 'Moi@Example.vn', name: 'Người mới', role: 'director', unitCode: 'TK1' }).expect(201)
    const token = tokenOf(made.body.setupUrl)
    assert.equal((await detail(made.body.id)).state, 'invited')
    assert.deepEqual((await request(door.app).post('/api/v1/setup/check').send({ token }).expect(200)).body, { email: 'moi@example.vn', name: 'Người mới' })
    assert.equal((await request(door.app).post('/api/v1/setup').send({ token, password: 'moi-mat-khau-2026' }).expect(422)).body.errors[0].rule, 'without the name of the e-mail')
    await request(door.app).post('/api/v1/setup').send({ token, password: PASSWORD }).expect(204)
    await request(door.app).post('/api/v1/setup').send({ token, password: PASSWORD }).expect(410)
    await door.signIn({ email: 'moi@example.vn', password: PASSWORD })
    assert.equal((await detail(made.body.id)).state, 'active')
  })

  it('get a new link where a password was forgotten; it lasts three days, ends the sessions and makes earlier links worthless', async () => {
    const id = await make({ email: 'quen@example.vn', name: 'Hay quên', role: 'monitor', password: PASSWORD })
    const cookie = await door.signIn({ email: 'quen@example.vn', password: PASSWORD })
    const link = async () => tokenOf((await as(country, 'post', `/api/v1/accounts/${id}/setup-link`).expect(201)).body.setupUrl)
    const [first, second] = [await link(), await link()]
    await request(door.app).post('/api/v1/setup').send({ token: first, password: `${PASSWORD}-1` }).expect(410)
    await request(door.app).post('/api/v1/setup').send({ token: second, password: `${PASSWORD}-2` }).expect(204)
    await whoIs(cookie).expect(401)
    const third = await link()
    now += 72 * 3_600_000
    await request(door.app).post('/api/v1/setup/check').send({ token: third }).expect(410)
    country = await door.signIn()
    hue = await door.signIn({ email: 'quan-tri-hue@example.vn', password: PASSWORD })
  })

  it('are refused with what is wrong: role without its code, unit that is none, e-mail that has one', async () => {
    const refused = async (body: object) => {
      const answer = await as(country, 'post', '/api/v1/accounts').send({ email: 'x@example.vn', name: 'X', ...body })
      return [answer.status, answer.body.errors?.[0].pointer]
    }
    assert.deepEqual(await refused({ role: 'official', unitCode: 'TK1' }), [422, '/officialCode'])
    assert.deepEqual(await refused({ role: 'national-home-affairs', unitCode: 'TK1' }), [422, '/unitCode'])
    assert.deepEqual(await refused({ role: 'director', unitCode: 'KHONG.CO' }), [422, '/unitCode'])
    assert.deepEqual(await refused({ role: 'director', password: 'ngan' }), [422, '/password'])
    assert.deepEqual(await refused({ role: 'director', email: ADMINISTRATOR.email }), [409, '/email'])
    await make({ email: 'cb7@example.vn', name: 'Cán bộ', role: 'official', unitCode: 'TK1', officialCode: 'CB7' })
    assert.deepEqual(await refused({ role: 'official', unitCode: 'TK1', officialCode: 'CB7' }), [409, '/officialCode'])
  })

  it('of an administrator of a unit never reach further than that unit', async () => {
    const refused = (body: object) => as(hue, 'post', '/api/v1/accounts').send({ email: 'y@example.vn', name: 'Y', ...body }).expect(403)
    await refused({ role: 'director', unitCode: 'TK2' })
    await refused({ role: 'director' })
    await refused({ role: 'national-home-affairs' })
    const id = await make({ email: 'gd-tk1@example.vn', name: 'Giám đốc TK1', role: 'director', unitCode: 'TK1' }, hue)
    await as(hue, 'patch', `/api/v1/accounts/${id}`).send({ unitCode: null }).expect(403)
    await as(hue, 'patch', `/api/v1/accounts/${id}`).send({ unitCode: 'TK2' }).expect(403)
    await as(hue, 'patch', `/api/v1/accounts/${await idOf(ADMINISTRATOR.email)}`).send({ disabled: true }).expect(404)
  })

  it('are listed by e-mail a page at a time, found without marks, by role, unit and state, and only within one’s unit', async () => {
    await make({ email: 'tran@example.vn', name: 'Trần Thị Đào', role: 'auditor', unitCode: 'TK2' })
    assert.deepEqual(await emails('query=thi%20dao'), ['tran'])
    assert.deepEqual(await emails('role=auditor&state=invited'), ['tran'])
    assert.deepEqual(await emails('unit=92'), ['tran'])
    const all = await emails('')
    const first = await as(country, 'get', '/api/v1/accounts?limit=2').expect(200)
    assert.deepEqual([...first.body.rows.map((it: AccountRow) => it.email.split('@')[0]), ...await emails(`cursor=${first.body.cursor}`)], all)
    const seen = await emails('', hue)
    assert.ok(seen.includes('gd-tk1') && !seen.includes('tran') && !seen.includes('quan-tri'), seen.join())
    assert.deepEqual(await emails('unit=92', hue), [])
  })

  it('change their role at once, which ends their sessions and is kept as history', async () => {
    const id = await make({ email: 'doi@example.vn', name: 'Đổi vai', role: 'director', unitCode: 'TK1', password: PASSWORD })
    const cookie = await door.signIn({ email: 'doi@example.vn', password: PASSWORD })
    await whoIs(cookie).expect(200)
    now += 86_400_000
    country = await door.signIn()
    await as(country, 'patch', `/api/v1/accounts/${id}`).send({ role: 'monitor', unitCode: 'TK2' }).expect(204)
    await whoIs(cookie).expect(401)
    const { role, unitCode, history } = await detail(id)
    assert.deepEqual([role, unitCode, history.map((it) => [it.role, it.unitCode, it.validTo === null])], ['monitor', 'TK2', [['director', 'TK1', false], ['monitor', 'TK2', true]]])
    const tooEarly = await as(country, 'patch', `/api/v1/accounts/${id}`).send({ role: 'director', validFrom: '2020-01-01' }).expect(422)
    assert.equal(tooEarly.body.errors[0].pointer, '/validFrom')
  })

  it('change their role on a later day by themselves', async () => {
    const id = await make({ email: 'mai@example.vn', name: 'Ngày mai', role: 'director', unitCode: 'TK1', password: PASSWORD })
    const tomorrow = new Date(now + 7 * 3_600_000 + 86_400_000).toISOString().slice(0, 10)
    await as(country, 'patch', `/api/v1/accounts/${id}`).send({ role: 'auditor', validFrom: tomorrow }).expect(204)
    const cookie = await door.signIn({ email: 'mai@example.vn', password: PASSWORD })
    assert.equal((await whoIs(cookie).expect(200)).body.role, 'director')
    now = Date.parse(`${tomorrow}T00:00:00+07:00`)
    assert.equal((await whoIs(await door.signIn({ email: 'mai@example.vn', password: PASSWORD })).expect(200)).body.role, 'auditor')
    country = await door.signIn()
  })

  it('cannot change their own role or state, and the last administrator of the country stays', async () => {
    const own = await idOf(ADMINISTRATOR.email)
    await as(country, 'patch', `/api/v1/accounts/${own}`).send({ role: 'monitor' }).expect(403)
    await as(country, 'patch', `/api/v1/accounts/${own}`).send({ disabled: true }).expect(403)
    await as(country, 'post', `/api/v1/accounts/${own}/setup-link`).expect(403)
    await as(country, 'patch', `/api/v1/accounts/${own}`).send({ name: 'Quản trị chính' }).expect(204)
    const second = await make({ email: 'qt2@example.vn', name: 'Quản trị hai', role: 'administrator', password: PASSWORD })
    const other = await door.signIn({ email: 'qt2@example.vn', password: PASSWORD })
    await as(country, 'patch', `/api/v1/accounts/${second}`).send({ role: 'monitor', validFrom: '2027-01-01' }).expect(204)
    for (const change of [{ disabled: true }, { role: 'monitor' }, { unitCode: '46' }]) {
      assert.match((await as(await door.signIn({ email: 'qt2@example.vn', password: PASSWORD }), 'patch', `/api/v1/accounts/${own}`).send(change).expect(409)).body.detail, /last administrator/)
    }
    await whoIs(other).expect(401)
  })

  it('that are disabled end at once, come in no more, and come back when enabled', async () => {
    const id = await make({ email: 'nghi@example.vn', name: 'Nghỉ việc', role: 'director', unitCode: 'TK1', password: PASSWORD })
    const who = { email: 'nghi@example.vn', password: PASSWORD }
    const cookie = await door.signIn(who)
    await as(country, 'patch', `/api/v1/accounts/${id}`).send({ disabled: true }).expect(204)
    await whoIs(cookie).expect(401)
    const refused = await request(door.app).post('/api/v1/session').send(who).expect(401)
    const unknown = await request(door.app).post('/api/v1/session').send({ ...who, email: 'khong-ai@example.vn' }).expect(401)
    assert.deepEqual(refused.body, unknown.body)
    await as(country, 'post', `/api/v1/accounts/${id}/setup-link`).expect(409)
    await as(country, 'patch', `/api/v1/accounts/${id}`).send({ disabled: false }).expect(204)
    await door.signIn(who)
  })

  it('end within two seconds in every process when another one has changed them', async () => {
    await make({ email: 'khac@example.vn', name: 'Nơi khác', role: 'director', unitCode: 'TK1', password: PASSWORD })
    const cookie = await door.signIn({ email: 'khac@example.vn', password: PASSWORD })
    await whoIs(cookie).expect(200)
    await door.record.query("UPDATE account SET disabled_at = now() WHERE email = 'khac@example.vn'")
    now += 2_001
    await whoIs(cookie).expect(401)
  })

  it('leave a line in the audit log for every change, and no secret in it', async () => {
    const lines = await door.record.query<{ action: string; detail: object }>("SELECT action, detail FROM audit_log WHERE subject LIKE 'account:%'")
    const actions = new Set(lines.map((it) => it.action))
    for (const action of ['account.create', 'account.assign', 'account.rename', 'account.disable', 'account.enable', 'account.make-setup-link', 'account.set-password']) assert.ok(actions.has(action), action)
    assert.doesNotMatch(JSON.stringify(lines), /mot-cau-dai|argon2|thiet-lap/)
  })
})
