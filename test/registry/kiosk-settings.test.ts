import assert from 'node:assert/strict'
import { pbkdf2Sync } from 'node:crypto'
import request from 'supertest'
import { USUAL_KIOSK } from '../../contract/kiosk.ts'
import { USUAL_WEEK } from '../../registry/opening-hours/open-spans.ts'
import { openFrontDoor, PUBLIC_URL, type FrontDoor } from '../support/front-door.ts'

const CENTRES = 'code,parentCode,kind,nameVi,nameEn,validFrom,validTo\nKSA,46,agency,Cơ quan,Agency,2020-01-01,\nKST,KSA,centre,Trung tâm,Centre,2020-01-01,\n'
const COUNTERS = 'code,centreCode,nameVi,nameEn,validFrom,validTo\nKST.Q1,KST,Quầy 1,Counter 1,2020-01-01,\n'
const REASONS = { bad: [{ code: 'queue', vi: 'Xếp hàng lâu', en: 'Long queue' }], good: [] }

describe('how tablets ask', () => {
  let door: FrontDoor
  let cookie: string
  let token: string
  // Monday, before the counters open.
  let now = Date.parse('2026-03-02T06:00:00+07:00')
  before(async () => {
    door = await openFrontDoor({ clock: () => now })
    cookie = await door.signIn()
    await door.importCsv('units', CENTRES)
    await door.importCsv('counters', COUNTERS)
    const { enrolmentCode } = await door.registry.devices.create({ counterCode: 'KST.Q1', serial: null, actor: 'system' })
    const enrolled = await request(door.app).post('/api/v1/devices/enrol').send({ enrolmentCode, appVersion: '1' }).expect(201)
    token = enrolled.body.token
  })
  after(() => door.close())

  const beat = async () => (await request(door.app).post('/api/v1/devices/heartbeat').auth(token, { type: 'bearer' })
    .send({ sentAt: new Date(now).toISOString(), appVersion: '1', queued: 0, seq: 0 }).expect(200)).body.settings
  const put = (unit: string, body: object) => request(door.app).put(`/api/v1/kiosk-settings/${unit}`).set('Cookie', cookie).set('Origin', PUBLIC_URL).send(body)

  it('is what everybody has until somebody settles it', async () => {
    const settings = await beat()
    assert.deepEqual([settings.scale, settings.reasons, settings.pin], [5, USUAL_KIOSK.reasons, null])
  })

  it('comes from the nearest unit at or above the centre, and from the next when that is taken back', async () => {
    await put('KSA', { ...USUAL_KIOSK, scale: 3 }).expect(200)
    assert.equal((await beat()).scale, 3)
    await put('KST', { ...USUAL_KIOSK, reasons: REASONS }).expect(200)
    const own = await beat()
    assert.deepEqual([own.scale, own.reasons], [5, REASONS])
    await request(door.app).delete('/api/v1/kiosk-settings/KST').set('Cookie', cookie).set('Origin', PUBLIC_URL).expect(204)
    assert.equal((await beat()).scale, 3)
  })

  it('gives tablets what checks the PIN, and the PIN to nobody', async () => {
    const answer = await put('KST', { ...USUAL_KIOSK, pin: '482913' }).expect(200)
    assert.equal(answer.body.hasPin, true)
    const { pin } = await beat()
    const hash = pbkdf2Sync('482913', Buffer.from(pin.salt, 'hex'), pin.rounds, 32, 'sha256').toString('hex')
    assert.equal(pin.hash, hash)
    const kept = await put('KST', { ...USUAL_KIOSK, idleSeconds: 30 }).expect(200)
    assert.equal(kept.body.hasPin, true, 'a change without a word about the PIN keeps it')
    const told = JSON.stringify([answer.body, kept.body, await door.record.query('SELECT * FROM kiosk_setting'), await door.record.query('SELECT detail FROM audit_log')])
    assert.ok(!told.includes('482913'))
  })

  it('refuses more than six reasons, a code twice and a language before Vietnamese, each by its name', async () => {
    const seven = Array.from({ length: 7 }, (_, i) => ({ code: `r${i}`, vi: 'a', en: 'a' }))
    const [first] = REASONS.bad
    for (const [body, pointer] of [
      [{ ...USUAL_KIOSK, reasons: { bad: seven, good: [] } }, '/reasons/bad'], [{ ...USUAL_KIOSK, reasons: { bad: [first, first], good: [] } }, '/reasons/bad'],
      [{ ...USUAL_KIOSK, languages: ['en', 'vi'] }, '/languages'], [{ ...USUAL_KIOSK, pin: '12' }, '/pin'],
    ] as const) {
      const { body: problem } = await put('KST', body).expect(422)
      assert.equal(problem.errors[0].pointer, pointer)
    }
  })

  it('tells the opening hours of the next days, so that a tablet without a network closes and opens too, and none where nobody has entered any', async () => {
    assert.equal((await beat()).open, undefined)
    await door.registry.openingHours.put('KST', [{ validFrom: '2020-01-01', validTo: null, week: USUAL_WEEK }], 'system')
    const { open, openKnownTo } = await beat()
    assert.deepEqual(open.slice(0, 2).map((it: { from: number; to: number }) => [it.from, it.to]), [
      [Date.parse('2026-03-02T07:30:00+07:00'), Date.parse('2026-03-02T11:30:00+07:00')], [Date.parse('2026-03-02T13:30:00+07:00'), Date.parse('2026-03-02T17:00:00+07:00')],
    ])
    assert.equal(openKnownTo, Date.parse('2026-03-06T00:00:00+07:00'))
    now += 1_000
  })
})
