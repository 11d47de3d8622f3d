import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { caseDetail, casePage, type CaseDetail, type NewCaseStep } from '../../../contract/case.ts'
import { publicSaidDone } from '../../../contract/said-done.ts'
import type { CentreDisplay } from '../../../contract/live.ts'
import { raiseAlerts } from '../../../response/alerts/raise-alerts.ts'
import { tendCases } from '../../../response/cases/tend-cases.ts'
import { openLoopRoom, type LoopRoom } from '../../support/loop-room.ts'

const hanoi = (text: string) => Date.parse(`${text}+07:00`)
type Who = Awaited<ReturnType<LoopRoom['person']>>
type Step = NewCaseStep extends infer One ? (One extends { version: number } ? Omit<One, 'version'> : never) : never

describe('cases', function () {
  let room: LoopRoom
  let [director, handler, monitor, stranger, province, administrator]: Who[] = [] as unknown as Who[]

  const send = (method: string, path: string, who: Who | undefined, body?: unknown) => room.as(who, method, path, body)
  const read = async (code: string, who = handler): Promise<CaseDetail> => {
    const answer = await send('GET', `/api/v1/cases/${code}`, who)
    assert.equal(answer.status, 200, answer.text)
    return caseDetail.strict().parse(answer.json)
  }
  const take = async (code: string, step: Step, who = handler) => await send('POST', `/api/v1/cases/${code}/steps`, who, { ...step, version: (await read(code, director)).version })
  const open = async (title = 'Ghế chờ bị hỏng'): Promise<string> => (await send('POST', '/api/v1/cases', handler, { origin: 'hand', unitCode: 'CSA', title })).json.code
  /** A rating at CSA.Q1 whose giver leaves a contact; answers its case. */
  const rate = async (score: number, contact: object): Promise<string> => {
    const [id, at] = [randomUUID(), new Date(room.at.now).toISOString()]
    await room.warehouse.insert('ratings', ['sender', 'id', 'occurred_at', 'corrected_at', 'received_at', 'centre_code', 'counter_code', 'scale', 'score'], [['device:1', id, at, at, at, 'CSA', 'CSA.Q1', 5, score]])
    assert.equal((await room.client.request('POST', '/api/v1/contacts', { body: { sender: 'device:1', id, consent: true, contact } })).status, 204)
    await tendCases(room.jobs.tending)
    const [row] = await room.record.query<{ code: string }>('SELECT code FROM case_file WHERE origin_ref = $1', [`device:1\n${id}`])
    return row?.code ?? ''
  }
  const contactsLeft = async () => (await room.record.query('SELECT 1 FROM rating_contact')).length

  before(async () => {
    room = await openLoopRoom({ now: hanoi('2026-03-10T09:00:00') })
    await room.client.makeCentres(['CSA', 'CSB'])
    director = await room.person('director', 'CSA', 'Giám đốc')
    handler = await room.person('case-handler', 'CSA', 'Người xử lý')
    monitor = await room.person('monitor', '46')
    stranger = await room.person('director', 'CSB')
    administrator = await room.person('administrator', null)
    province = await room.person('director', '46', 'Lãnh đạo tỉnh')
  })
  after(() => room.close())

  it('are taken on, acted on, closed with a reason and opened again, step by step', async () => {
    const code = await open()
    assert.deepEqual((await read(code)).acts, ['acknowledged', 'assigned', 'note', 'closed'])
    assert.equal((await take(code, { kind: 'measure', words: 'Đặt ghế mới.' })).status, 409, 'nobody has taken it on yet')
    assert.equal((await take(code, { kind: 'acknowledged' })).status, 204)
    assert.equal((await take(code, { kind: 'measure', words: 'Bà Nguyễn Thị Lan ở 0912345678 đặt ghế mới.' })).status, 204)
    assert.equal((await take(code, { kind: 'replied', channel: 'phone', words: 'Đã gọi điện trả lời.' })).status, 409, 'nobody waits for an answer')
    assert.equal((await take(code, { kind: 'closed', reason: 'solved', words: 'Đã có ghế mới.' })).status, 204)
    assert.equal((await take(code, { kind: 'measure', words: 'Thêm một ghế.' })).status, 409)
    const closed = await read(code)
    assert.deepEqual([closed.state, closed.assignee?.name, closed.next, closed.limits.map((it) => it.state)], ['closed', 'Người xử lý', null, ['kept', 'kept']])
    assert.deepEqual(closed.steps.map((it) => it.kind), ['opened', 'acknowledged', 'measure', 'closed'])
    assert.ok(!closed.steps.some((it) => /Lan|0912/.test(it.words ?? '')), 'personal words are masked')
    await take(code, { kind: 'reopened', words: 'Ghế lại hỏng.' })
    assert.deepEqual([(await read(code)).state, (await read(code)).next?.kind], ['acknowledged', 'answer'])
    await assert.rejects(room.record.query("UPDATE case_step SET words = 'khác'"), /can only be added to/)
  })

  it('refuse whoever acts on another version than the one they looked at, and write nothing', async () => {
    const code = await open()
    const { version } = await read(code)
    const both = await Promise.all([director, handler].map((who) => send('POST', `/api/v1/cases/${code}/steps`, who, { kind: 'acknowledged', version })))
    assert.deepEqual(both.map((it) => it.status).sort(), [204, 409])
    assert.equal((await read(code)).steps.length, 2)
  })

  it('are handled by those of the unit, read by those who monitor it, and not there for others', async () => {
    const code = await open()
    assert.equal((await send('GET', `/api/v1/cases/${code}`, stranger)).status, 404)
    assert.equal((await send('POST', `/api/v1/cases/${code}/steps`, stranger, { kind: 'acknowledged', version: 1 })).status, 404)
    assert.equal((await send('POST', '/api/v1/cases', stranger, { origin: 'hand', unitCode: 'CSA', title: 'Việc của người khác' })).status, 403)
    assert.equal((await read(code, monitor)).may.handle, false)
    assert.equal((await take(code, { kind: 'acknowledged' }, monitor)).status, 403)
    assert.equal((await take(code, { kind: 'assigned', to: stranger?.id ?? '' })).status, 422)
    assert.equal((await take(code, { kind: 'assigned', to: director?.id ?? '' })).status, 204)
    assert.ok((await room.noticesOf(director?.id ?? '')).some((it) => it.startsWith(`case-assigned case:${code}`)))
    const page = async (query: string, who: Who | undefined) => casePage.strict().parse((await send('GET', `/api/v1/cases${query}`, who)).json).rows.map((it) => it.code)
    assert.ok((await page('?mine=true', director)).includes(code))
    assert.deepEqual(await page('', stranger), [])
  })

  it('count their limits in working days, and go up when they are over, once for each limit', async () => {
    room.at.now = hanoi('2026-04-23T09:00:00')
    const code = await open('Trước kỳ nghỉ')
    const { limits } = await read(code)
    assert.deepEqual(limits.map((it) => it.dueAt.slice(0, 10)), ['2026-05-05', '2026-05-19'], 'the feasts of 27 April (in lieu), 30 April and 1 May do not count')
    room.at.now = hanoi('2026-05-05T15:00:00')
    await tendCases(room.jobs.tending)
    assert.equal((await read(code)).next?.state, 'near')
    assert.ok((await room.noticesOf(director?.id ?? '')).some((it) => it.startsWith(`case-due case:${code}#answer-near`)))
    room.at.now = hanoi('2026-05-06T09:00:00')
    await tendCases(room.jobs.tending)
    await tendCases(room.jobs.tending)
    const over = await read(code)
    assert.deepEqual([over.next?.state, over.escalatedTo?.code, over.steps.filter((it) => it.kind === 'escalated').length], ['over', '46', 1])
    assert.equal((await room.noticesOf(province?.id ?? '')).filter((it) => it.startsWith(`case-escalated case:${code}`)).length, 1)
    assert.ok(casePage.parse((await send('GET', '/api/v1/cases?state=over', handler)).json).rows.some((it) => it.code === code))
    const settle = (validFrom: string) => send('PUT', '/api/v1/case-limits', administrator, { validFrom, answer: 3, close: 10 })
    assert.deepEqual([(await settle('2026-05-06')).status, (await settle('2026-06-01')).status], [422, 200])
    assert.equal((await read(code)).limits[0]?.days, 5, 'a case keeps the limits it was opened under')
  })

  it('open for every rating whose giver leaves a contact, raise an alert for a very bad one, and forget the contact when they close', async () => {
    assert.equal((await room.client.request('POST', '/api/v1/contacts', { body: { id: randomUUID(), consent: false, contact: { kind: 'phone', value: '0912345678' } } })).status, 422)
    const [good, bad] = [await rate(4, { kind: 'phone', value: '0912 345 678' }), await rate(1, { kind: 'phone', value: '0987 654 321' })]
    assert.match(good, /^VV26-/)
    await raiseAlerts(room.jobs.raising, ['very-bad-rating'])
    const rows = casePage.parse((await send('GET', '/api/v1/cases?origin=rating', handler)).json).rows
    assert.deepEqual(rows.map((it) => [it.code, it.alert?.kind ?? null, it.score?.score]), [[good, null, 4], [bad, 'very-bad-rating', 1]])
    const [stored] = await room.record.query<{ sealed: string }>('SELECT sealed FROM rating_contact')
    assert.ok(!stored?.sealed.includes('0912'))

    const contact = (who = handler) => send('GET', `/api/v1/cases/${bad}/contact`, who)
    assert.equal((await contact()).status, 403, 'it is given to nobody yet')
    await take(bad, { kind: 'acknowledged' })
    assert.deepEqual([(await contact()).json.value, (await contact(director)).status, (await contact(monitor)).status], ['0987 654 321', 403, 403])
    assert.equal((await room.record.query("SELECT 1 FROM audit_log WHERE action = 'contact.read' AND subject = $1", [`case:${bad}`])).length, 1)
    assert.equal((await take(bad, { kind: 'replied', channel: 'email', words: 'Cảm ơn ông bà đã góp ý.' })).status, 422, 'there is no mail server here')
    assert.equal((await take(bad, { kind: 'replied', channel: 'phone', words: 'Đã gọi, xin lỗi và hẹn lại.' })).status, 204)
    assert.equal(await contactsLeft(), 2)
    await take(bad, { kind: 'closed', reason: 'answered', words: 'Đã trả lời người dân.' })
    assert.equal(await contactsLeft(), 1)
    assert.deepEqual([(await contact()).status, (await read(bad)).contact], [410, null])
    await take(bad, { kind: 'reopened', words: 'Người dân hỏi lại.' })
    assert.ok(!(await read(bad)).acts.includes('replied'), 'nobody can be reached any more')
  })

  it('delete a contact in time whatever becomes of the case, and one whose rating never comes', async () => {
    await rate(3, { kind: 'phone', value: '0911 111 111' })
    await room.client.request('POST', '/api/v1/contacts', { body: { id: randomUUID(), consent: true, contact: { kind: 'phone', value: '0922 222 222' } } })
    const before = await contactsLeft()
    room.at.now += 15 * 86_400_000
    await tendCases(room.jobs.tending)
    assert.equal(await contactsLeft(), before - 1)
    room.at.now += 76 * 86_400_000
    await tendCases(room.jobs.tending)
    assert.equal(await contactsLeft(), 0)
  })

  it('tell everybody what was said and done, once somebody else than its writer has checked it, until it is withdrawn', async () => {
    const code = await open('Quạt trần không chạy')
    const write = (body: object, who = handler) => send('PUT', `/api/v1/cases/${code}/said-done`, who, body)
    const decide = (state: string, who = director) => send('PUT', `/api/v1/cases/${code}/said-done/state`, who, { state })
    const shown = async () => {
      const answer = await room.client.request('GET', '/api/v1/centres/CSA/said-done')
      return publicSaidDone.strict().parse(answer.json).rows.map((it) => `${it.said} / ${it.done}`)
    }
    const words = { said: 'Phòng chờ nóng quá', done: 'Đã sửa ba quạt trần' }
    assert.equal((await write(words)).status, 409, 'it is not closed yet')
    await take(code, { kind: 'acknowledged' })
    await take(code, { kind: 'closed', reason: 'solved', words: 'Đã sửa quạt.' })
    const named = await write({ ...words, said: 'Bà Nguyễn Thị Lan nói phòng chờ nóng' })
    assert.deepEqual([named.status, named.json.errors[0].pointer], [422, '/said'])
    assert.equal((await write(words)).status, 204)
    assert.deepEqual([(await decide('published', handler)).status, await shown()], [403, []])
    assert.equal((await decide('published')).status, 204)
    room.at.now += 3_000
    assert.deepEqual(await shown(), ['Phòng chờ nóng quá / Đã sửa ba quạt trần'])
    const display = (await room.client.request('GET', '/api/v1/centres/CSA/display')).json as CentreDisplay
    assert.deepEqual(display.saidDone.map((it) => it.done), ['Đã sửa ba quạt trần'])
    await write({ ...words, done: 'Đã thay cả quạt' }, director)
    assert.equal((await decide('published')).status, 403, 'whoever writes it does not check it')
    assert.equal((await decide('published', province)).status, 204)
    await decide('withdrawn')
    room.at.now += 3_000
    assert.deepEqual(await shown(), [])
    assert.equal((await room.record.query("SELECT 1 FROM audit_log WHERE action LIKE 'said-done.%' AND subject = $1", [`case:${code}`])).length, 5)
  })

  it('say how many very bad ratings were answered in time, from ten on, and judge none that still has time', async () => {
    const answered = async () => {
      room.at.now += 3_000
      return publicSaidDone.parse((await room.client.request('GET', '/api/v1/centres/CSB/said-done')).json).answered
    }
    const add = (n: number, answeredAt: string | null, dueAt: string) => room.record.query(
      `INSERT INTO case_file (code, unit_code, origin, origin_ref, score, scale, wants_answer, opened_at, answer_due_at, answered_at, close_due_at)
       SELECT 'T' || $1 || '-' || n, 'CSB', 'rating', 't' || $1 || n, 1, 5, true, $2, $3, $4, $3 FROM generate_series(1, $5::int) AS n`, [String(n) + String(answeredAt), new Date(room.at.now - 20 * 86_400_000), new Date(dueAt), answeredAt && new Date(answeredAt), n],
    )
    const [past, soon] = [new Date(room.at.now - 86_400_000).toISOString(), new Date(room.at.now + 86_400_000).toISOString()]
    await add(8, past, past)
    await add(5, null, soon)
    assert.equal((await answered()).value, null)
    await add(4, null, past)
    const { numerator, denominator, lower, upper } = await answered()
    assert.deepEqual([numerator, denominator], [8, 12])
    assert.ok((lower ?? 0) > 0.38 && (upper ?? 1) < 0.87)
  })

  it('are counted for the month they were opened in: closed within their limits, and those that have missed one', async () => {
    room.at.now = hanoi('2027-01-31T23:00:00')
    const [kept, missed] = [await open('Ghế gãy'), await open('Đèn tắt')]
    for (const step of [{ kind: 'acknowledged' }, { kind: 'closed', reason: 'solved', words: 'Đã sửa xong.' }] as Step[]) await take(kept, step)
    const january = () => room.loop.readings.countOpened(['CSA'], { from: '2027-01-01', to: '2027-02-01' })
    assert.deepEqual(await january(), { opened: 2, closed: 1, inTime: 1, late: 0 })
    room.at.now = hanoi('2027-02-01T00:30:00')
    await open('Sang tháng sau')
    room.at.now = hanoi('2027-03-20T09:00:00')
    assert.deepEqual(await january(), { opened: 2, closed: 1, inTime: 1, late: 1 })
    for (const step of [{ kind: 'acknowledged' }, { kind: 'closed', reason: 'solved', words: 'Đã thay đèn.' }] as Step[]) await take(missed, step)
    assert.deepEqual(await january(), { opened: 2, closed: 2, inTime: 1, late: 1 })
  })
})
