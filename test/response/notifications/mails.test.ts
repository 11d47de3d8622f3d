import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { noticePage, postPage, USUAL_CHOICES } from '../../../contract/notice.ts'
import { sendNotices } from '../../../jobs/send-notices.ts'
import { raiseDueAlarms } from '../../../jobs/raise-due-alarms.ts'
import { tendCases } from '../../../response/cases/tend-cases.ts'
import { aDossier } from '../../support/events.ts'
import { openLoopRoom, type LoopRoom } from '../../support/loop-room.ts'
import { openMailServer, type ReceivedMail } from '../../support/mail-server.ts'
import { until } from '../../support/client.ts'

const hanoi = (text: string) => Date.parse(`${text}+07:00`)
type Who = Awaited<ReturnType<LoopRoom['person']>>
describe('notices by mail', function () {
  let server: Awaited<ReturnType<typeof openMailServer>>
  let room: LoopRoom
  let received: ReceivedMail[]
  let refusals: { code: number; message: string }[]
  let [director, handler, administrator]: Who[] = []

  const send = (method: string, path: string, who: Who | undefined, body?: unknown) => room.as(who, method, path, body)
  const round = () => sendNotices({ telling: room.jobs.telling, sender: { ...room.jobs.sender, takeUp: async () => {} } })
  const waiting = async () => (await room.loop.posts.waiting()).map(({ id }) => id)
  /** One attempt for everything that waits; answers what failed. */
  const attempt = async (): Promise<string[]> => {
    const failed: string[] = []
    for (const id of await waiting()) await room.jobs.sender.send({ id }).catch((error: unknown) => failed.push(String(error)))
    return failed
  }

  before(async () => {
    server = await openMailServer()
    ;({ received, refusals } = server)
    room = await openLoopRoom({ now: hanoi('2026-03-10T09:00:00'), mailer: server.mailer })
    await room.client.makeCentres(['MLA'])
    director = await room.person('director', 'MLA', 'Giám đốc')
    administrator = await room.person('administrator', null)
    handler = await room.person('case-handler', 'MLA', 'Người xử lý')
  })
  after(async () => {
    await server.close()
    await room.close()
  })
  const bodyOf = async () => {
    const code: string = (await send('POST', '/api/v1/cases', director, { origin: 'hand', unitCode: 'MLA', title: 'Nguyễn Văn Tuấn kêu ồn' })).json.code
    await send('POST', `/api/v1/cases/${code}/steps`, director, { kind: 'assigned', version: 1, to: handler?.id })
    return code
  }

  it('go out in Vietnamese with a link, with nothing of a person, and with where one changes how one is told', async () => {
    const code = await bodyOf()
    await round()
    assert.deepEqual(await attempt(), [])
    assert.equal(received.length, 1)
    const [mail] = received
    assert.equal(mail?.to, handler?.email)
    assert.match(mail?.headers ?? '', /List-Unsubscribe: <http:\/\/thuoc-do\.example\/tai-khoan#thong-bao>/)
    assert.ok(mail?.text.includes(`Được giao vụ việc ${code}`) && mail.text.includes(`http://thuoc-do.example/vu-viec/${code}`), mail?.text)
    assert.ok(!mail?.text.includes('Tuấn'))
    await round()
    await attempt()
    assert.equal(received.length, 1, 'what was sent is not sent again')
  })

  it('wait out quiet hours and come in one mail, without what was read meanwhile', async () => {
    room.at.now = hanoi('2026-03-10T19:00:00')
    const codes = [await bodyOf(), await bodyOf(), await bodyOf()]
    await round()
    assert.deepEqual(await waiting(), [])
    const unread = noticePage.strict().parse((await send('GET', '/api/v1/notices?state=unread', handler)).json)
    const first = unread.rows.find((it) => it.subject.startsWith(`case:${codes[0]}`))
    assert.equal((await send('POST', '/api/v1/notices/read', handler, { ids: [first?.id] })).status, 204)
    room.at.now = hanoi('2026-03-11T07:00:00')
    await round()
    await attempt()
    const mail = received.at(-1)
    assert.equal(received.length, 2)
    assert.ok(mail?.text.includes(codes[1] ?? '?') && mail.text.includes(codes[2] ?? '?') && !mail.text.includes(codes[0] ?? '?'))
  })

  it('are tried again while the server is busy, given up when the address is refused, listed for operations and tried once more', async () => {
    room.at.now = hanoi('2026-03-11T10:00:00')
    await bodyOf()
    await round()
    refusals.push({ code: 451, message: 'try later' })
    assert.match((await attempt())[0] ?? '', /try later/)
    assert.equal((await waiting()).length, 1)
    refusals.push({ code: 550, message: 'no such person' })
    assert.deepEqual(await attempt(), [])
    const posts = async () => postPage.strict().parse((await send('GET', '/api/v1/posts', administrator)).json).rows
    const [given] = await posts()
    assert.deepEqual([given?.state, given?.to, given?.attempts], ['given-up', 'Người xử lý', 1])
    assert.match(given?.lastError ?? '', /no such person/)
    assert.equal((await send('GET', '/api/v1/posts', director)).status, 403)
    const retry = () => send('POST', `/api/v1/posts/${given?.id}/retry`, administrator)
    assert.deepEqual([(await retry()).status, (await retry()).status], [204, 409])
    await attempt()
    assert.deepEqual([received.length, (await posts()).length], [3, 0])
  })

  it('follow what each account has chosen', async () => {
    const choices = { ...USUAL_CHOICES, ways: { ...USUAL_CHOICES.ways, 'case-assigned': 'browser' } }
    assert.equal((await send('PUT', '/api/v1/account/notice-choices', handler, { ...choices, quiet: { from: '25:00', to: '07:00' } })).status, 422)
    assert.equal((await send('PUT', '/api/v1/account/notice-choices', handler, choices)).json.mail, true)
    const code = await bodyOf()
    await round()
    assert.deepEqual(await waiting(), [])
    assert.ok((await room.noticesOf(handler?.id ?? '')).some((it) => it.startsWith(`case-assigned case:${code}`)))
  })

  it('carry the answer to a citizen, whose address is gone once it is sent', async () => {
    const [id, at] = [randomUUID(), new Date(room.at.now).toISOString()]
    await room.warehouse.insert('ratings', ['sender', 'id', 'occurred_at', 'corrected_at', 'received_at', 'centre_code', 'counter_code', 'scale', 'score'], [['device:9', id, at, at, at, 'MLA', 'MLA.Q1', 5, 1]])
    await room.client.request('POST', '/api/v1/contacts', { body: { id, consent: true, contact: { kind: 'email', value: 'ba.con@example.org' } } })
    await tendCases(room.jobs.tending)
    const [{ code }] = await room.record.query<{ code: string }>("SELECT code FROM case_file WHERE origin = 'rating'") as [{ code: string }]
    await send('POST', `/api/v1/cases/${code}/steps`, handler, { kind: 'acknowledged', version: 1 })
    const replied = await send('POST', `/api/v1/cases/${code}/steps`, handler, { kind: 'replied', version: 2, channel: 'email', words: 'Kính gửi ông/bà,\n\nTrung tâm đã thêm một quầy buổi sáng.' })
    assert.equal(replied.status, 204, replied.text)
    await attempt()
    const mail = received.at(-1)
    assert.equal(mail?.to, 'ba.con@example.org')
    assert.ok(mail.text.includes('Trung tâm đã thêm một quầy buổi sáng.') && mail.text.includes(code))
    assert.equal((await room.record.query("SELECT 1 FROM post WHERE sealed IS NOT NULL")).length, 0)
    assert.equal((await room.record.query("SELECT 1 FROM audit_log WHERE action = 'contact.read' AND detail->>'why' = 'reply'")).length, 1)
  })

  it('tell of the dossiers that fall due, once for a morning', async () => {
    room.at.now = hanoi('2026-03-12T07:10:00')
    const open = (code: string) => aDossier('MLA', { code, status: 4, receivedAt: '2026-03-02T08:00:00+07:00', dueAt: '2026-03-12T17:00:00+07:00', finishedAt: null, supplements: [], updatedAt: '2026-03-02T08:00:00+07:00' })
    await room.client.request('POST', '/api/v1/dossiers', { token: room.client.key, body: { dossiers: [open('ml-1'), open('ml-2')] } })
    await room.settled()
    await raiseDueAlarms({ ...room.registry, warehouse: room.warehouse, clock: () => room.at.now, dueAlarms: { ...room.dueAlarms, sender: { takeUp: async () => {} } } })
    await round()
    await round()
    assert.deepEqual((await room.noticesOf(director?.id ?? '')).filter((it) => it.startsWith('due-dossiers')), ['due-dossiers day:2026-03-12 MLA'])
  })

  it('are worked off by the queue, each once', async () => {
    await send('PUT', '/api/v1/account/notice-choices', handler, { ...USUAL_CHOICES, quiet: null })
    await attempt()
    const before = received.length
    await bodyOf()
    await sendNotices(room.jobs)
    const worker = room.jobs.sender.startWorker()
    await until(async () => (await waiting()).length === 0)
    await worker.close()
    assert.equal(received.length, before + 1)
  })

  it('tell somebody else who publishes that an edition waits, and those who work with figures that it is out, each once', async () => {
    const [asker, other] = [await room.person('national-home-affairs', null), await room.person('national-home-affairs', null)]
    const at = new Date(room.at.now)
    const id = randomUUID()
    await room.record.query(
      `INSERT INTO edition (id, period, number, kind, state, asked_at, asked_by, closed_at, ready_at, build, computed_at, contents, content_hash, csv_hash)
       VALUES ($1, '2026-01', 1, 'final', 'closed', $2, $3, $2, $2, $1, $2, $4::json, 'x', 'x')`,
      [id, at, `person:${asker.id}`, JSON.stringify({ inputs: { ratings: 0, dossiers: 0, measures: 0, lastReceivedAt: { ratings: null, dossiers: null, measures: null }, setAside: [] }, definitions: [], schemes: [] })],
    )
    await round()
    await round()
    assert.deepEqual([await room.noticesOf(asker.id), await room.noticesOf(other.id)], [[], [`edition-ready edition:2026-01#1@${at.toISOString()} VN`]])
    await room.record.query("UPDATE edition SET state = 'frozen', frozen_at = $2, approved_at = $2, approved_by = $3, publish_at = $2 WHERE id = $1", [id, at, `person:${other.id}`])
    await round()
    await round()
    for (const who of [asker.id, other.id, director?.id ?? '']) assert.deepEqual((await room.noticesOf(who)).filter((it) => it.startsWith('edition-out')), ['edition-out edition:2026-01#1 VN'])
  })
})
