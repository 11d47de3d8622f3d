import assert from 'node:assert/strict'
import request from 'supertest'
import { ADMINISTRATOR, openFrontDoor, PUBLIC_URL, type FrontDoor } from '../support/front-door.ts'

const OWNER = { email: 'chu-so-huu@example.vn', password: 'mot-cau-dai-de-nho' }
const LOCKED_AFTER = 20

describe('guessing passwords of one account from many addresses', function () {
  let door: FrontDoor
  let known: string
  let administrator: string
  let id: string
  before(async () => {
    door = await openFrontDoor({ workers: false })
    // As behind a proxy that names the address a request came from.
    door.app.set('trust proxy', true)
    administrator = await door.signIn()
    id = (await as(administrator, 'post', '/api/v1/accounts').send({ ...OWNER, name: 'Chủ', role: 'director' }).expect(201)).body.id
    const signedIn = await tryFrom('10.9.9.9', OWNER)
    known = (signedIn.get('Set-Cookie') ?? []).find((it) => it.startsWith('browser='))?.split(';')[0] ?? ''
    for (const email of [OWNER.email, 'khong-ai@example.vn']) {
      for (let i = 0; i < LOCKED_AFTER; i += 1) assert.equal((await tryFrom(`10.0.${i}.1`, { email, password: 'doan-bua-mat-khau' })).status, 401)
    }
  })
  after(() => door.close())

  const as = (cookie: string, method: 'get' | 'post', path: string) => request(door.app)[method](path).set('Cookie', cookie).set('Origin', PUBLIC_URL)
  const tryFrom = (address: string, who: { email: string; password: string }, cookie = '') =>
    request(door.app).post('/api/v1/session').set('X-Forwarded-For', address).set('Cookie', cookie).send(who)

  it('locks it to browsers it does not know, whatever they send, and an e-mail without an account alike', async () => {
    const locked = await tryFrom('10.1.0.1', OWNER)
    const nobody = await tryFrom('10.1.0.2', { ...OWNER, email: 'khong-ai@example.vn' })
    assert.deepEqual([locked.status, nobody.status], [429, 429])
    assert.deepEqual(locked.body, nobody.body)
    assert.ok(Number(locked.get('Retry-After')) > 29 * 60)
  })

  it('cannot lock the owner out of a browser in which they have signed in before', async () => {
    await tryFrom('10.1.0.3', OWNER)
    await tryFrom('10.1.0.4', OWNER, `${known}x`).expect(429)
    await tryFrom('10.1.0.4', { ...OWNER, email: ADMINISTRATOR.email }, known).expect(401)
    const row = (await as(administrator, 'get', `/api/v1/accounts/${id}`).expect(200)).body
    assert.deepEqual([row.state, row.lockedUntil !== null], ['locked', true])
    assert.deepEqual((await as(administrator, 'get', '/api/v1/accounts?state=locked').expect(200)).body.rows.map((it: { id: string }) => it.id), [id])
    assert.equal((await tryFrom('10.1.0.5', OWNER, known)).status, 204)
  })

  it('stays locked when Redis has forgotten, until an administrator unlocks it', async () => {
    await door.redis.del(...(await door.redis.keys('sign-in:*')))
    await tryFrom('10.2.0.3', OWNER).expect(401)
    await as(administrator, 'post', `/api/v1/accounts/${id}/unlock`).expect(204)
    await tryFrom('10.2.0.4', OWNER).expect(204)
    const actions = await door.record.query<{ action: string }>("SELECT action FROM audit_log WHERE subject = $1 AND action LIKE 'account.%lock' ORDER BY id", [`account:${id}`])
    assert.deepEqual(actions.map((it) => it.action).slice(-2), ['account.lock', 'account.unlock'])
  })

  it('takes as long for an e-mail without an account as for one with a wrong password', async () => {
    const medianOf = async (email: string) => {
      const times: number[] = []
      for (let i = 0; i < 7; i += 1) {
        const start = process.hrtime.bigint()
        await tryFrom(`10.3.${i}.1`, { email, password: 'doan-bua-mat-khau' })
        times.push(Number(process.hrtime.bigint() - start) / 1e6)
      }
      return times.sort((a, b) => a - b)[3] ?? 0
    }
    const [wrong, unknown] = [await medianOf(ADMINISTRATOR.email), await medianOf('ai-do@example.vn')]
    assert.ok(unknown > wrong / 3 && wrong > unknown / 3, `${wrong.toFixed(1)} ms and ${unknown.toFixed(1)} ms: without the hash one of them takes a tenth`)
  })
})
