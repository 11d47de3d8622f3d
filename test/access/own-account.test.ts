import assert from 'node:assert/strict'
import request from 'supertest'
import type { SessionRow } from '../../contract/account.ts'
import { openFrontDoor, PUBLIC_URL, type FrontDoor } from '../support/front-door.ts'

const WHO = { email: 'le.thi.hoa@example.vn', password: 'mot-cau-dai-de-nho' }
const DAY_MS = 86_400_000

describe('one’s own account', function () {
  let door: FrontDoor
  let now = Date.parse('2026-10-14T02:00:00Z')
  before(async () => {
    door = await openFrontDoor({ workers: false, clock: () => now })
    await as(await door.signIn(), 'post', '/api/v1/accounts').send({ ...WHO, name: 'Người thử', role: 'director', unitCode: '46' }).expect(201)
  })
  beforeEach(() => door.redis.flushall())
  after(() => door.close())

  const as = (cookie: string, method: 'get' | 'post' | 'put' | 'delete', path: string) => request(door.app)[method](path).set('Cookie', cookie).set('Origin', PUBLIC_URL)
  const signIn = async (browser: string, cookie = '') =>
    String((await request(door.app).post('/api/v1/session').set('User-Agent', browser).set('Cookie', cookie).set('Origin', PUBLIC_URL).send(WHO).expect(204)).get('Set-Cookie')?.[0]).split(';')[0] ?? ''
  const sessions = async (cookie: string): Promise<SessionRow[]> => (await as(cookie, 'get', '/api/v1/account/sessions').expect(200)).body.rows

  it('says what it is and how it is protected', async () => {
    const { body } = await as(await signIn('a'), 'get', '/api/v1/account').expect(200)
    assert.deepEqual([body.email, body.role, body.hasPassword, body.secondFactor, body.secondFactorRequired, body.singleSignOn], [WHO.email, 'director', true, null, false, false])
  })

  it('gets a new password by the present one; this browser stays signed in under a new cookie, all others do not', async () => {
    const [here, elsewhere] = [await signIn('here'), await signIn('elsewhere')]
    const change = (body: object) => as(here, 'put', '/api/v1/account/password').send(body)
    const next = 'mot-cau-khac-dai-hon'
    assert.equal((await change({ current: 'khong-phai', next }).expect(422)).body.errors[0].pointer, '/current')
    assert.equal((await change({ current: WHO.password, next: 'ngan' }).expect(422)).body.errors[0].pointer, '/next')
    assert.equal((await change({ current: WHO.password, next: WHO.password }).expect(422)).body.errors[0].rule, 'another password')
    assert.equal((await change({ current: WHO.password, next: 'Lê-Thị-Hoa-2026' }).expect(422)).body.errors[0].rule, 'without the name of the e-mail')
    const changed = await change({ current: WHO.password, next }).expect(204)
    const renewed = String(changed.get('Set-Cookie')?.[0])
    assert.match(renewed, /^session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
    for (const cookie of [here, elsewhere]) await as(cookie, 'get', '/api/v1/session').expect(401)
    await as(renewed.split(';')[0] ?? '', 'get', '/api/v1/session').expect(200)
    await request(door.app).post('/api/v1/session').send(WHO).expect(401)
    WHO.password = next
  })

  it('lists where one is signed in, and ends one or all others', async () => {
    const [here, there, third] = [await signIn('Firefox'), await signIn('Chrome'), await signIn('Edge')]
    const rows = await sessions(here)
    assert.deepEqual(rows.map((it) => [it.browser, it.isThis]).sort(), [['Chrome', false], ['Edge', false], ['Firefox', true]])
    await as(here, 'delete', `/api/v1/account/sessions/${rows.find((it) => it.browser === 'Chrome')?.id}`).expect(204)
    await as(there, 'get', '/api/v1/session').expect(401)
    await as(here, 'delete', '/api/v1/account/sessions').expect(204)
    await as(third, 'get', '/api/v1/session').expect(401)
    assert.deepEqual((await sessions(here)).map((it) => it.browser), ['Firefox'])
  })

  it('cannot end somebody else’s session', async () => {
    const administrator = await door.signIn()
    const [other] = await sessions(administrator)
    await as(await signIn('x'), 'delete', `/api/v1/account/sessions/${other?.id}`).expect(404)
    await as(administrator, 'get', '/api/v1/session').expect(200)
  })

  it('stays signed in for a week at most, however busy', async () => {
    const cookie = await signIn('busy')
    now += 7 * DAY_MS - 1
    await as(cookie, 'get', '/api/v1/session').expect(200)
    now += 1
    await as(cookie, 'get', '/api/v1/session').expect(401)
  })

  it('takes no session that somebody else has put into the browser', async () => {
    const planted = `session=${'x'.repeat(43)}`
    const cookie = await signIn('victim', planted)
    assert.notEqual(cookie, planted)
    await as(planted, 'get', '/api/v1/session').expect(401)
    const attackers = await door.signIn()
    await signIn('victim', attackers)
    await as(attackers, 'get', '/api/v1/session').expect(401)
  })

  it('refuses every write that does not come from our own pages', async () => {
    const cookie = await signIn('csrf')
    for (const [method, path] of [['put', 'password'], ['post', 'second-factor'], ['post', 'second-factor/remove'], ['delete', 'sessions']] as const) {
      const foreign = await request(door.app)[method](`/api/v1/account/${path}`).set('Cookie', cookie).set('Origin', 'http://elsewhere.example').expect(403)
      assert.equal(foreign.body.type, '/problems/foreign-origin')
      await request(door.app)[method](`/api/v1/account/${path}`).set('Cookie', cookie).expect(403)
    }
    await as(cookie, 'get', '/api/v1/session').expect(200)
  })
})
