import assert from 'node:assert/strict'
import request from 'supertest'
import { ROLES } from '../../access/rights.ts'
import { ADMINISTRATOR, openFrontDoor, PUBLIC_URL, type FrontDoor } from '../support/front-door.ts'

const WRONG = { email: ADMINISTRATOR.email, password: 'khong-phai-mat-khau' }

describe('signing in', function () {
  let door: FrontDoor
  before(async () => { door = await openFrontDoor({ workers: false }) })
  beforeEach(() => door.redis.flushall())
  after(() => door.close())

  const signIn = (who: { email: string; password: string }) => request(door.app).post('/api/v1/session').send(who)

  it('gives a cookie that scripts cannot read and that says who is there', async () => {
    const answer = await signIn({ ...ADMINISTRATOR, email: ' Quan-Tri@EXAMPLE.vn'.trim() }).expect(204)
    const [cookie] = answer.get('Set-Cookie') as string[]
    assert.match(cookie as string, /^session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
    const session = await request(door.app).get('/api/v1/session').set('Cookie', cookie as string).expect(200)
    assert.deepEqual(session.body, {
      email: ADMINISTRATOR.email, name: 'Quản trị viên', role: 'administrator', unitCode: null, officialCode: null,
      rights: ROLES.administrator.rights, mustSetUpSecondFactor: false,
    })
  })

  it('is kept in Redis under the hash of the token, for twelve hours after the last request', async () => {
    const cookie = await door.signIn()
    const [key] = await door.redis.keys('session:*')
    assert.ok(key && !key.includes(cookie.split('=')[1] as string))
    await door.redis.expire(key, 60)
    await request(door.app).get('/api/v1/session').set('Cookie', cookie).expect(200)
    assert.ok((await door.redis.ttl(key)) > 11 * 3600)
  })

  it('ends when asked to, and the cookie opens nothing any more', async () => {
    const cookie = await door.signIn()
    await request(door.app).delete('/api/v1/session').set('Cookie', cookie).set('Origin', PUBLIC_URL).expect(204)
    const answer = await request(door.app).get('/api/v1/session').set('Cookie', cookie).expect(401)
    assert.equal(answer.body.type, '/problems/sign-in-required')
  })

  it('says the same about an unknown e-mail and a wrong password', async () => {
    const wrong = await signIn(WRONG).expect(401)
    const unknown = await signIn({ ...WRONG, email: 'khong-ai@example.vn' }).expect(401)
    assert.deepEqual(unknown.body, wrong.body)
    assert.match(wrong.get('Content-Type') as string, /problem\+json/)
  })

  it('is refused after ten failures, with the time to wait, also with the right password', async () => {
    for (let failure = 0; failure < 10; failure += 1) await signIn(WRONG).expect(401)
    const answer = await signIn(ADMINISTRATOR).expect(429)
    const seconds = Number(answer.get('Retry-After'))
    assert.ok(seconds > 0 && seconds <= 900, `Retry-After ${seconds}`)
    await signIn({ ...WRONG, email: 'nguoi-khac@example.vn' }).expect(401)
  })

  it('forgets failures once the password was right', async () => {
    for (let failure = 0; failure < 9; failure += 1) await signIn(WRONG).expect(401)
    await signIn(ADMINISTRATOR).expect(204)
    for (let failure = 0; failure < 9; failure += 1) await signIn(WRONG).expect(401)
    await signIn(ADMINISTRATOR).expect(204)
  })

  it('refuses writes of a signed-in browser that come from another site or do not say from where', async () => {
    const cookie = await door.signIn()
    const write = () => request(door.app).post('/api/v1/api-keys').set('Cookie', cookie).send({ name: 'x', scopes: ['results:read'] })
    const foreign = await write().set('Origin', 'http://elsewhere.example').expect(403)
    assert.equal(foreign.body.type, '/problems/foreign-origin')
    await write().expect(403)
    await write().set('Origin', PUBLIC_URL).expect(201)
  })

  it('names every field of a body that does not fit', async () => {
    const answer = await request(door.app).post('/api/v1/session').send({ email: 'no address', remember: true }).expect(422)
    assert.deepEqual(answer.body.errors.map((it: { pointer: string }) => it.pointer), ['/email', '/password', '/remember'])
  })

  it('uses a __Host- cookie that is sent over https only, where the service is reached by https', async () => {
    const secure = await openFrontDoor({ publicUrl: 'https://thuoc-do.example', workers: false })
    const answer = await request(secure.app).post('/api/v1/session').send(ADMINISTRATOR).expect(204)
    assert.match(String(answer.get('Set-Cookie')?.[0]), /^__Host-session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    await secure.close()
  })
})
