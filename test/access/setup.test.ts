import assert from 'node:assert/strict'
import request from 'supertest'
import express, { type Express } from 'express'
import { createAccess, type Access } from '../../access/create-access.ts'
import { notFound, problemHandler } from '../../platform/http.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import { PUBLIC_URL } from '../support/front-door.ts'
import { accessSettings, freshRecord, quietLogger, sharedRedis } from '../support/stores.ts'

const SOMEBODY = { email: 'giam-doc@example.vn', password: 'mot-cau-dai-de-nho' }
const tokenOf = (link: string | null) => new URL(link ?? '').searchParams.get('token')

describe('the first start', function () {
  let record: RecordStore
  let access: Access
  let app: Express
  let now = Date.now()
  before(async () => { record = await freshRecord() })
  beforeEach(async () => {
    await record.query('DELETE FROM account')
    await record.query('DELETE FROM setting')
    access = await createAccess({ record, redis: await sharedRedis(), clock: () => now, publicUrl: PUBLIC_URL, logger: quietLogger, demo: false, settings: accessSettings })
    app = express().use(access.identify, access.routes, notFound, problemHandler(quietLogger))
  })

  const setUp = (token: string | null, who = SOMEBODY) => request(app).post('/api/v1/setup').send({ token, ...who })

  it('gives a link by which the administrator is made, once', async () => {
    const link = await access.setup.link()
    assert.match(link ?? '', /^http:\/\/thuoc-do\.example\/thiet-lap\?token=[\w-]{43}$/)
    await setUp(tokenOf(link)).expect(204)
    await request(app).post('/api/v1/session').send(SOMEBODY).expect(204)
    assert.equal((await setUp(tokenOf(link), { ...SOMEBODY, email: 'khac@example.vn' }).expect(410)).body.type, '/problems/gone')
    assert.equal(await access.setup.link(), null)
  })

  it('makes earlier links worthless, and each of them after a day', async () => {
    const first = tokenOf(await access.setup.link())
    const second = tokenOf(await access.setup.link())
    await setUp(first).expect(410)
    now += 24 * 3_600_000
    await setUp(second).expect(410)
    await setUp(tokenOf(await access.setup.link())).expect(204)
  })

  it('asks for a password of at least twelve characters', async () => {
    const answer = await setUp(tokenOf(await access.setup.link()), { ...SOMEBODY, password: 'ngan' }).expect(422)
    assert.equal(answer.body.errors[0].pointer, '/password')
  })

  it('makes the administrator of the environment once and keeps the password that is there', async () => {
    await access.accounts.ensureAdministrator(SOMEBODY.email, SOMEBODY.password)
    await access.accounts.ensureAdministrator('Giam-Doc@example.vn', 'mat-khau-khac-han')
    assert.ok(await access.accounts.verify(SOMEBODY.email, SOMEBODY.password))
    assert.equal(await access.accounts.verify(SOMEBODY.email, 'mat-khau-khac-han'), null)
    assert.equal((await record.query('SELECT 1 FROM account')).length, 1)
  })

  it('takes a password typed with composed or decomposed diacritics', async () => {
    await access.accounts.ensureAdministrator(SOMEBODY.email, 'Trung tâm Huế 2026'.normalize('NFD'))
    assert.ok(await access.accounts.verify(SOMEBODY.email, 'Trung tâm Huế 2026'.normalize('NFC')))
  })

  it('answers 429 to an address that has tried too many links', async () => {
    await (await sharedRedis()).flushall()
    const statuses: number[] = []
    for (let i = 0; i < 31; i += 1) statuses.push((await setUp('x'.repeat(43))).status)
    assert.deepEqual([new Set(statuses.slice(0, 30)), statuses[30]], [new Set([410]), 429])
    await (await sharedRedis()).flushall()
  })
})
