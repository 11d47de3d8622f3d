import assert from 'node:assert/strict'
import request from 'supertest'
import { until } from '../support/client.ts'
import { openFrontDoor, PUBLIC_URL, type FrontDoor } from '../support/front-door.ts'

describe('API keys', function () {
  let door: FrontDoor
  let now = Date.parse('2026-10-14T02:00:00Z')
  let cookie: string
  before(async () => {
    door = await openFrontDoor({ workers: false, clock: () => now })
    cookie = await door.signIn()
  })
  after(() => door.close())

  const asAdministrator = (method: 'get' | 'post' | 'delete', path: string) =>
    request(door.app)[method](path).set('Cookie', cookie).set('Origin', PUBLIC_URL)

  it('are shown once, kept as a hash only, and listed without their secret', async () => {
    const made = await asAdministrator('post', '/api/v1/api-keys').send({ name: 'iGate Huế', scopes: ['ratings:write'], unitCode: '46' }).expect(201)
    assert.match(made.body.key, /^tdk_[\w-]{43}$/)
    const list = await asAdministrator('get', '/api/v1/api-keys').expect(200)
    const listed = list.body.rows.find((it: { id: string }) => it.id === made.body.id)
    assert.deepEqual([listed.name, listed.scopes, listed.unitCode, listed.revokedAt], ['iGate Huế', ['ratings:write'], '46', null])
    const recorded = JSON.stringify(await door.record.query('SELECT * FROM api_key'))
    assert.ok(!recorded.includes(made.body.key) && !list.text.includes(made.body.key))
  })

  it('are known to routes with the scopes and the unit they were made with', async () => {
    const key = await door.newKey(['ratings:write', 'results:read'], '92')
    const known = await door.access.apiKeys.authenticate(key)
    assert.deepEqual([known?.scopes, known?.unitCode], [['ratings:write', 'results:read'], '92'])
  })

  it('open nothing within two seconds of being revoked by another process', async () => {
    const key = await door.newKey(['results:read'])
    assert.ok(await door.access.apiKeys.authenticate(key))
    await door.record.query('UPDATE api_key SET revoked_at = now() WHERE revoked_at IS NULL')
    assert.ok(await door.access.apiKeys.authenticate(key), 'remembered for two seconds')
    now += 2_001
    assert.equal(await door.access.apiKeys.authenticate(key), null)
  })

  it('are refused by name once revoked', async () => {
    const made = await asAdministrator('post', '/api/v1/api-keys').send({ name: 'x', scopes: ['results:read'] }).expect(201)
    const read = () => request(door.app).get('/api/v1/counters').set('Authorization', `Bearer ${made.body.key}`)
    await read().expect(200)
    await asAdministrator('delete', `/api/v1/api-keys/${made.body.id}`).expect(204)
    assert.equal((await read().expect(401)).body.type, '/problems/sender-unknown')
    await asAdministrator('delete', '/api/v1/api-keys/nothing').expect(404)
  })

  it('cannot make keys, and only do what their scopes say', async () => {
    const key = await door.newKey(['ratings:write'])
    await request(door.app).post('/api/v1/api-keys').set('Authorization', `Bearer ${key}`).send({ name: 'x', scopes: ['results:read'] }).expect(403)
    const answer = await request(door.app).get('/api/v1/counters').set('Authorization', `Bearer ${key}`).expect(403)
    assert.match(answer.body.detail, /results:read/)
  })

  it('are told apart from nobody and from nonsense', async () => {
    assert.equal((await request(door.app).get('/api/v1/api-keys').expect(401)).body.type, '/problems/sign-in-required')
    assert.equal((await request(door.app).get('/api/v1/units').set('Authorization', 'Bearer nonsense').expect(401)).body.type, '/problems/sender-unknown')
  })

  it('end on their day, and are listed as ending two weeks before', async () => {
    const expiresAt = new Date(now + 20 * 86_400_000).toISOString()
    const made = await asAdministrator('post', '/api/v1/api-keys').send({ name: 'Có hạn', scopes: ['results:read'], expiresAt }).expect(201)
    const stateOf = async () => (await asAdministrator('get', `/api/v1/api-keys?query=${encodeURIComponent('có hạn')}`).expect(200)).body.rows[0]
    assert.deepEqual([(await stateOf()).state, (await stateOf()).expiresAt], ['active', expiresAt])
    now += 7 * 86_400_000
    cookie = await door.signIn()
    assert.equal((await stateOf()).state, 'expiring')
    assert.ok(await door.access.apiKeys.authenticate(made.body.key))
    now += 13 * 86_400_000
    cookie = await door.signIn()
    assert.equal(await door.access.apiKeys.authenticate(made.body.key), null)
    assert.equal((await stateOf()).state, 'expired')
    const past = await asAdministrator('post', '/api/v1/api-keys').send({ name: 'x', scopes: ['results:read'], expiresAt: new Date(now).toISOString() }).expect(422)
    assert.equal(past.body.errors[0].pointer, '/expiresAt')
  })

  it('remember when they were used last, to the minute and with one write a minute', async () => {
    const { key } = (await asAdministrator('post', '/api/v1/api-keys').send({ name: 'Dùng', scopes: ['results:read'] }).expect(201)).body
    const { id } = (await door.access.apiKeys.authenticate(key)) ?? { id: '' }
    const lastUsed = async () => (await door.access.apiKeys.find(id))?.lastUsedAt
    // What is written is written beside the request.
    const untilUsedAt = (instant: string) => until(async () => (await lastUsed()) === instant)
    const first = new Date(now).toISOString()
    await untilUsedAt(first)
    now += 59_000
    await door.access.apiKeys.authenticate(key)
    assert.equal(await lastUsed(), first)
    now += 1_000
    await door.access.apiKeys.authenticate(key)
    await untilUsedAt(new Date(now).toISOString())
  })

  it('are found by scope, unit and state, a page at a time', async () => {
    await asAdministrator('post', '/api/v1/api-keys').send({ name: 'Số đo', scopes: ['measures:write'], unitCode: '92' }).expect(201)
    const find = async (query: string) => (await asAdministrator('get', `/api/v1/api-keys?${query}`).expect(200)).body
    assert.deepEqual((await find('scope=measures:write&unit=92&state=active')).rows.map((it: { unitCode: string }) => it.unitCode), ['92'])
    const all = (await find('')).rows.map((it: { id: string }) => it.id)
    const first = await find('limit=2')
    assert.deepEqual([...first.rows, ...(await find(`cursor=${first.cursor}`)).rows].map((it: { id: string }) => it.id), all)
  })

  it('leave a line in the audit log when made and when revoked', async () => {
    const lines = await door.record.query<{ actor: string; action: string; detail: { scopes?: string[] } }>("SELECT * FROM audit_log WHERE action LIKE 'api-key.%' ORDER BY id")
    assert.ok(lines.every((it) => it.actor.startsWith('person:')))
    assert.deepEqual(lines[0]?.detail.scopes, ['ratings:write'])
    assert.ok(lines.some((it) => it.action === 'api-key.revoke'))
  })
})
