import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import express from 'express'
import request from 'supertest'
import { createGuard } from '../../access/guard.ts'
import { hashPassword } from '../../access/passwords.ts'
import { restrictedOriginalRoutes } from '../../ingest/http/restricted-original-routes.ts'
import { deleteExpiredOriginalsJob } from '../../jobs/delete-expired-originals.ts'
import { problemHandler } from '../../platform/http.ts'
import { createRestrictedOriginals, type NewOriginal, type RestrictedOriginals } from '../../registry/restricted-originals.ts'
import { openFrontDoor, type FrontDoor } from '../support/front-door.ts'
import { quietLogger } from '../support/stores.ts'

const DAY = 24 * 3_600_000
const CAME = Date.parse('2026-10-14T02:00:00Z')
const PASSWORD = 'mat-khau-dai-va-kho-doan'

describe('a comment as it was written', function () {
  let door: FrontDoor
  let originals: RestrictedOriginals
  let app: express.Express
  let now = CAME
  before(async () => {
    door = await openFrontDoor({ clock: () => now })
    await door.importCsv('units', 'code,parentCode,kind,nameVi,validFrom\nG.C,46,centre,Trung tâm Huế,2020-01-01\nH.C,92,centre,Trung tâm Cần Thơ,2020-01-01\n')
    await door.importCsv('counters', 'code,centreCode,nameVi,validFrom\nG.Q1,G.C,Quầy 1,2020-01-01\nH.Q1,H.C,Quầy 1,2020-01-01\n')
    originals = createRestrictedOriginals({ record: door.record, clock: () => now, keepDays: 90 })
    app = express().use(door.access.identify, createGuard({ tree: door.registry.places }))
    app.use(restrictedOriginalRoutes({ originals, places: door.registry.places, record: door.record, clock: () => now }), problemHandler(quietLogger))
  })
  beforeEach(async () => {
    now = CAME
    await door.record.query('DELETE FROM restricted_original')
  })
  after(() => door.close())

  const keep = (centre: string, over: Partial<NewOriginal> = {}) => originals.keep([{
    sender: 'device:1', eventId: randomUUID(), original: `cô Lan ở ${centre}, 0912345678`, centreCode: centre, counterCode: `${centre[0]}.Q1`, receivedAt: CAME, ...over,
  }])
  const signInAs = async (role: string, unitCode: string | null) => {
    const email = `${role}-${randomUUID()}@example.vn`
    await door.record.query('INSERT INTO account (id, email, password_hash, name, role, unit_code) VALUES ($1, $2, $3, $4, $5, $6)', [
      randomUUID(), email, await hashPassword(PASSWORD), 'Cán bộ', role, unitCode,
    ])
    return await door.signIn({ email, password: PASSWORD })
  }
  const read = (cookie: string, query = '') => request(app).get(`/api/v1/restricted-originals${query}`).set('Cookie', cookie)
  const centresOf = (answer: request.Response) => answer.body.rows.map((it: { centreCode: string }) => it.centreCode)

  it('is read by a case handler', async () => {
    await keep('G.C')
    const { body } = await read(await signInAs('case-handler', null)).expect(200)
    assert.deepEqual([body.rows.length, body.rows[0].original, body.rows[0].deleteAfter], [1, 'cô Lan ở G.C, 0912345678', new Date(CAME + 90 * DAY).toISOString()])
  })

  it('is read by nobody else: not by administrators, directors, systems or strangers', async () => {
    await keep('G.C')
    await read(await door.signIn()).expect(403)
    await read(await signInAs('director', null)).expect(403)
    const key = await door.newKey(['results:read', 'registry:write', 'ratings:write'])
    await request(app).get('/api/v1/restricted-originals').set('Authorization', `Bearer ${key}`).expect(403)
    await request(app).get('/api/v1/restricted-originals').expect(401)
  })

  it('is read only by the case handlers of its unit', async () => {
    for (const centre of ['G.C', 'H.C']) await keep(centre)
    const ofHue = await signInAs('case-handler', '46')
    assert.deepEqual(centresOf(await read(ofHue).expect(200)), ['G.C'])
    await read(ofHue, '?centre=H.C').expect(403)
    const ofTheCountry = await signInAs('case-handler', null)
    assert.deepEqual(centresOf(await read(ofTheCountry)).sort(), ['G.C', 'H.C'])
    assert.deepEqual(centresOf(await read(ofTheCountry, '?centre=H.C')), ['H.C'])
  })

  it('leaves who read it, and which ones, in the audit log', async () => {
    const eventId = randomUUID()
    await keep('G.C', { eventId })
    const [{ last } = { last: 0 }] = await door.record.query<{ last: number }>('SELECT max(id) AS last FROM audit_log')
    await read(await signInAs('case-handler', '46')).expect(200)
    const lines = await door.record.query<{ actor: string; subject: string; detail: unknown }>(`SELECT actor, subject, detail FROM audit_log WHERE action = 'restricted-original.read' AND id > $1`, [last])
    assert.equal(lines.length, 1)
    assert.match(lines[0]?.actor ?? '', /^person:/)
    assert.deepEqual([lines[0]?.subject, lines[0]?.detail], ['unit:46', { events: [eventId] }])
    assert.ok(!JSON.stringify(lines).includes('0912345678'))
  })

  it('is kept once, however often it comes, and as it came first', async () => {
    const eventId = randomUUID()
    await keep('G.C', { eventId, original: 'một' })
    await keep('G.C', { eventId, original: 'hai' })
    assert.deepEqual((await originals.list({ centreCodes: null, limit: 10 })).map((it) => it.original), ['một'])
  })

  it('is kept also where it holds a character that the record has no place for', async () => {
    await keep('G.C', { original: 'số\u0000 0912345678 \ud83d' })
    assert.deepEqual((await originals.list({ centreCodes: null, limit: 10 })).map((it) => it.original), ['số 0912345678 \ufffd'])
  })

  it('is shown to nobody from its last day on, and deleted by the night’s job', async () => {
    await keep('G.C', { original: 'cũ' })
    await keep('G.C', { original: 'mới', receivedAt: CAME + DAY })
    const job = deleteExpiredOriginalsJob({ originals })
    const left = async () => (await door.record.query<{ original: string }>('SELECT original FROM restricted_original ORDER BY original')).map((it) => it.original)
    now = CAME + 90 * DAY - 1
    await job.run({ scheduledFor: now })
    assert.deepEqual([await left(), (await originals.list({ centreCodes: null, limit: 10 })).length], [['cũ', 'mới'], 2])
    now += 1
    assert.deepEqual((await originals.list({ centreCodes: ['G.C'], limit: 10 })).map((it) => it.original), ['mới'])
    await job.run({ scheduledFor: now })
    await job.run({ scheduledFor: now })
    assert.deepEqual(await left(), ['mới'])
  })
})
