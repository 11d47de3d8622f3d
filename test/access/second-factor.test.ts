import assert from 'node:assert/strict'
import { Secret, TOTP } from 'otpauth'
import request from 'supertest'
import { createSecondFactors } from '../../access/second-factor.ts'
import { createSecretBox } from '../../access/secret-box.ts'
import type { AccessSettings } from '../../access/create-access.ts'
import { ADMINISTRATOR, openFrontDoor, PUBLIC_URL, type FrontDoor } from '../support/front-door.ts'
import { accessSettings } from '../support/stores.ts'

const STEP_MS = 30_000
const codeOf = (secret: string, at: number) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at })

describe('the second factor', function () {
  let door: FrontDoor
  let now = Date.parse('2026-10-14T02:00:00Z')
  const settings: Partial<AccessSettings> = { requireSecondFactor: new Set(['auditor']) }
  before(async () => { door = await openFrontDoor({ workers: false, clock: () => now, settings }) })
  beforeEach(async () => {
    await door.redis.flushall()
    await door.record.query('DELETE FROM second_factor')
    await door.record.query('UPDATE account SET failed_codes = 0, locked_until = NULL, lock_reason = NULL')
    now += 10 * STEP_MS
  })
  after(() => door.close())

  const as = (cookie: string, method: 'get' | 'post' | 'put', path: string) => request(door.app)[method](path).set('Cookie', cookie).set('Origin', PUBLIC_URL)
  const signIn = (code?: string) => request(door.app).post('/api/v1/session').send({ ...ADMINISTRATOR, code })
  const setUp = async (cookie: string) => {
    const { secret } = (await as(cookie, 'post', '/api/v1/account/second-factor').expect(201)).body as { secret: string }
    const { recoveryCodes } = (await as(cookie, 'post', '/api/v1/account/second-factor/confirm').send({ code: codeOf(secret, now) }).expect(200)).body as { recoveryCodes: string[] }
    now += 2 * STEP_MS
    return { secret, recoveryCodes }
  }
  const idOf = async () => (await door.record.query<{ id: string }>('SELECT id FROM account WHERE email = $1', [ADMINISTRATOR.email]))[0]?.id ?? ''

  it('is set up by an app’s first code, answers ten recovery codes once, and is asked for from then on', async () => {
    const cookie = await door.signIn()
    const begun = (await as(cookie, 'post', '/api/v1/account/second-factor').expect(201)).body
    assert.match(begun.uri, /^otpauth:\/\/totp\/Th%C6%B0%E1%BB%9Bc%20%C4%90o:quan-tri%40example\.vn\?issuer=.*secret=[A-Z2-7]{32}&/)
    await door.signIn()
    await as(cookie, 'post', '/api/v1/account/second-factor/confirm').send({ code: '000000' }).expect(422)
    const { secret, recoveryCodes } = await setUp(cookie)
    assert.deepEqual([recoveryCodes.length, new Set(recoveryCodes).size], [10, 10])
    assert.equal((await signIn().expect(401)).body.type, '/problems/second-factor-required')
    await signIn(codeOf(secret, now)).expect(204)
    await as(cookie, 'post', '/api/v1/account/second-factor').expect(409)
  })

  it('says nothing of itself to whoever does not know the password', async () => {
    await setUp(await door.signIn())
    const answer = await request(door.app).post('/api/v1/session').send({ ...ADMINISTRATOR, password: 'falsches-kennwort' }).expect(401)
    assert.equal(answer.body.type, '/problems/sign-in-failed')
  })

  it('takes each code once, one step early or late, and no older one', async () => {
    const { secret } = await setUp(await door.signIn())
    await signIn(codeOf(secret, now - 2 * STEP_MS)).expect(401)
    await signIn(codeOf(secret, now - STEP_MS)).expect(204)
    await signIn(codeOf(secret, now - STEP_MS)).expect(401)
    await signIn(codeOf(secret, now)).expect(204)
    const later = codeOf(secret, now + STEP_MS)
    const both = await Promise.all([signIn(later), signIn(later)])
    assert.deepEqual(both.map((it) => it.status).sort(), [204, 401])
  })

  it('can be replaced by a recovery code, however it is typed, once', async () => {
    const { recoveryCodes: [first = ''] } = await setUp(await door.signIn())
    await signIn(first.toLowerCase().replaceAll('-', ' ')).expect(204)
    await signIn(first).expect(401)
    const kept = JSON.stringify(await door.record.query('SELECT * FROM recovery_code'))
    assert.ok(!kept.includes(first) && !kept.includes(first.replaceAll('-', '')))
  })

  it('locks the account to guessers of codes, longer each time, until an administrator or time unlocks it', async () => {
    const { secret } = await setUp(await door.signIn())
    for (let i = 0; i < 5; i += 1) await signIn('000000').expect(401)
    assert.equal((await signIn(codeOf(secret, now)).expect(429)).get('Retry-After'), String(15 * 60))
    now += 15 * 60_000
    for (let i = 0; i < 5; i += 1) await signIn('000000').expect(401)
    assert.equal((await signIn(codeOf(secret, now)).expect(429)).get('Retry-After'), String(30 * 60))
    now += 30 * 60_000
    await signIn(codeOf(secret, now)).expect(204)
  })

  it('comes off by password and code together, and codes can be made anew', async () => {
    const cookie = await door.signIn()
    const { secret, recoveryCodes } = await setUp(cookie)
    const { password } = ADMINISTRATOR
    const post = (what: string, body: object) => as(cookie, 'post', `/api/v1/account/second-factor/${what}`).send(body)
    assert.equal((await post('remove', { password: 'falsch', code: codeOf(secret, now) }).expect(422)).body.errors[0].pointer, '/password')
    assert.equal((await post('remove', { password, code: '000000' }).expect(422)).body.errors[0].pointer, '/code')
    const renewed = (await post('recovery-codes', { password, code: codeOf(secret, now) }).expect(200)).body.recoveryCodes as string[]
    await signIn(recoveryCodes[0]).expect(401)
    await post('remove', { password, code: renewed[0] }).expect(204)
    await signIn().expect(204)
  })

  it('that is required opens nothing but its own set-up until it is there', async () => {
    const administrator = await door.signIn()
    const who = { email: 'kiem-toan@example.vn', password: 'mot-cau-dai-de-nho' }
    await as(administrator, 'post', '/api/v1/accounts').send({ ...who, name: 'Kiểm toán', role: 'auditor' }).expect(201)
    const cookie = await door.signIn(who)
    const { rights, mustSetUpSecondFactor } = (await as(cookie, 'get', '/api/v1/session').expect(200)).body
    assert.deepEqual([rights, mustSetUpSecondFactor], [[], true])
    assert.equal((await as(cookie, 'get', '/api/v1/accounts').expect(403)).body.type, '/problems/second-factor-to-set-up')
    await setUp(cookie)
    await as(cookie, 'get', '/api/v1/accounts').expect(200)
  })

  it('can be taken off by another administrator, which ends the sessions and stands in the audit log', async () => {
    const first = await door.signIn()
    await as(first, 'post', '/api/v1/accounts').send({ email: 'hai@example.vn', password: 'mot-cau-dai-de-nho', name: 'Hai', role: 'administrator' }).expect(201)
    await setUp(first)
    const other = await door.signIn({ email: 'hai@example.vn', password: 'mot-cau-dai-de-nho' })
    await as(first, 'post', `/api/v1/accounts/${await idOf()}/reset-second-factor`).expect(403)
    await as(other, 'post', `/api/v1/accounts/${await idOf()}/reset-second-factor`).expect(204)
    await as(first, 'get', '/api/v1/session').expect(401)
    await signIn().expect(204)
    assert.equal((await door.record.query("SELECT 1 FROM audit_log WHERE action = 'second-factor.reset'")).length, 1)
  })

  it('lies in the record sealed: for its account alone, and sealed anew by a new key when it is used', async () => {
    const { secret } = await setUp(await door.signIn())
    const id = await idOf()
    const sealed = async () => (await door.record.query<{ sealed_secret: string }>('SELECT sealed_secret FROM second_factor'))[0]?.sealed_secret ?? ''
    const before = await sealed()
    assert.ok(!before.includes(secret))
    assert.equal(createSecretBox(accessSettings.secretKeys).open(before, 'somebody else'), null)
    const rotated = createSecretBox([{ id: 'new', key: Buffer.alloc(32, 7) }, ...accessSettings.secretKeys])
    const factors = createSecondFactors({ record: door.record, clock: () => now, box: rotated, accounts: door.access.accounts })
    assert.equal(await factors.use({ accountId: id, code: codeOf(secret, now) }), 'app')
    assert.match(await sealed(), /^v1\.new\./)
    const lost = createSecondFactors({ record: door.record, clock: () => now, box: createSecretBox(accessSettings.secretKeys), accounts: door.access.accounts })
    assert.equal(await lost.use({ accountId: id, code: codeOf(secret, now + STEP_MS) }), null)
  })
})
