import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Role } from '../../../contract/role.ts'
import { answeredPetitions, petitionDetail, petitionPage, petitionStatus, restrictedPetition } from '../../../contract/petition.ts'
import { copyUnits } from '../../../analytics/dimensions/copy-units.ts'
import { indexValues } from '../../../contract/index-values.ts'
import { maskPersonalData } from '../../../ingest/pipeline/personal-mask.ts'
import { createFigureStamps } from '../../../platform/warehouse/figure-stamps.ts'
import { createPetitions } from '../../../response/create-petitions.ts'
import { tendPetitions } from '../../../response/petitions/tend-petitions.ts'
import { openIngestRoom, type IngestRoom } from '../../support/ingest-room.ts'

const at = (text: string) => Date.parse(`${text}:00+07:00`)
const TEXT = 'Tôi chờ từ bảy giờ sáng. Xin gọi số 0912 345 678 khi có kết quả.'

describe('petitions', function () {
  let room: IngestRoom
  let now = at('2026-03-02T09:00')
  let tend: () => ReturnType<typeof tendPetitions>
  const cookies = new Map<string, string>()
  const cookieOf = async (role: Role, unitCode: string | null) => {
    const id = randomUUID()
    await room.record.query("INSERT INTO account (id, email, password_hash, name, role, unit_code) VALUES ($1, $2, 'none', $3, $4, $5)", [id, `${id}@example.vn`, `Người thử ${role}`, role, unitCode])
    return `session=${await room.access.sessions.open(id)}`
  }
  const send = (body: object = {}) => room.client.request('POST', '/api/v1/public-petitions', { body: { id: randomUUID(), unitCode: 'PET', about: 'procedure', text: TEXT, ...body } })
  const newOne = async (body: object = {}): Promise<string> => {
    const answer = await send(body)
    assert.equal(answer.status, 201, answer.text)
    return answer.json.code
  }
  const ask = (path: string, who = 'handler') => room.client.request('GET', path, { cookie: cookies.get(who) ?? '' })
  const step = async (code: string, body: object, status = 204, who = 'handler') => {
    const answer = await room.client.request('POST', `/api/v1/petitions/${code}/steps`, { cookie: cookies.get(who) ?? '', body })
    assert.equal(answer.status, status, answer.text)
    return answer
  }
  const detail = async (code: string) => petitionDetail.parse((await ask(`/api/v1/petitions/${code}`)).json)
  const status = async (code: string) => petitionStatus.parse((await room.client.request('GET', `/api/v1/public-petitions/${code}`, {})).json)
  const answerIt = async (code: string, isListed = true) => {
    await step(code, { kind: 'classified', class: 'procedure' })
    await step(code, { kind: 'assigned', unitCode: 'PET' })
    await step(code, { kind: 'resolved', words: 'Đã bố trí thêm một quầy từ 7 giờ 30.' })
    await step(code, { kind: 'published', isListed })
  }
  const actions = async (code: string) => (await room.record.query<{ action: string }>('SELECT action FROM audit_log WHERE subject = $1 ORDER BY id', [`petition:${code}`])).map((it) => it.action)

  before(async () => {
    room = await openIngestRoom({ clock: () => now, hasWorker: false })
    await room.client.makeCentres(['PET', 'PEU'])
    for (const [who, role, unit] of [['handler', 'case-handler', 'PET'], ['director', 'director', 'PET'], ['stranger', 'director', 'PEU'], ['affairs', 'home-affairs', null]] as const) cookies.set(who, await cookieOf(role, unit))
    const petitions = createPetitions({ ...room.registry, record: room.record, clock: () => now, box: room.access.box, mask: maskPersonalData, keepDays: 90 })
    tend = () => tendPetitions({ ...petitions.intakeDeps, steps: petitions.steps, warehouse: room.warehouse, figureStamps: createFigureStamps(room.redis) })
  })
  after(() => room.close())

  it('are taken once, however often they are sent, and answer a code under which they are found', async () => {
    const id = randomUUID()
    const [first, again] = [await send({ id }), await send({ id, text: 'Nội dung khác của cùng một lần gửi.' })]
    assert.deepEqual([first.status, again.status, again.json.code], [201, 200, first.json.code])
    assert.match(first.json.code, /^PA-[0-9A-Z]{5}-[0-9A-Z]{5}$/)
    const { state, dueOn, steps } = await status(first.json.code.toLowerCase().replaceAll('-', ' '))
    assert.deepEqual([state, dueOn, steps.map((it) => it.kind)], ['received', '2026-03-23', ['received']])
  })

  it('are masked for everybody but case handlers, whose reading is written down, and told to the public without what was written', async () => {
    const code = await newOne({ contact: { name: 'Nguyễn Văn Bình', phone: '0912345678' }, consent: true })
    const shown = await detail(code)
    assert.doesNotMatch(JSON.stringify(shown), /0912/)
    assert.deepEqual([shown.text.includes('[số điện thoại]'), shown.hasOriginal, shown.hasContact], [true, true, true])
    assert.doesNotMatch(JSON.stringify(await status(code)), /0912|Bình|bảy giờ/)
    assert.equal((await ask(`/api/v1/petitions/${code}/restricted`, 'director')).status, 403)
    const kept = restrictedPetition.parse((await ask(`/api/v1/petitions/${code}/restricted`)).json)
    assert.deepEqual([kept.originals.map((it) => it.text), kept.contact?.name], [[TEXT], 'Nguyễn Văn Bình'])
    assert.deepEqual(await actions(code), ['petition.receive', 'petition.read-restricted'])
    assert.doesNotMatch(JSON.stringify(await room.record.query('SELECT sealed FROM petition_contact')), /0912|Bình/)
  })

  it('refuse by name a unit nobody knows, a contact without consent, a text too short, and fields that are not asked for', async () => {
    for (const [body, pointer] of [[{ unitCode: 'NOPE' }, '/unitCode'], [{ contact: { phone: '0912345678' } }, '/contact'], [{ text: 'Ngắn' }, '/text'], [{ cccd: '1' }, '/cccd']] as const) {
      const answer = await send(body)
      assert.deepEqual([answer.status, answer.json.errors[0].pointer], [422, pointer])
    }
  })

  it('keep what a machine may have sent, marked as such', async () => {
    const code = await newOne({ website: 'http://example.com' })
    assert.equal((await detail(code)).maybeMachine, true)
  })

  it('come from other systems once for each key and id, within the key’s unit', async () => {
    const key = await room.client.newKey(['petitions:write'])
    const post = (body: object) => room.client.request('POST', '/api/v1/petitions', { token: key, body: { id: 'PAKN-1', unitCode: 'PET', about: 'staff', text: 'Cán bộ trả lời cộc lốc.', channel: 'system', receivedAt: '2026-03-01T20:00:00+07:00', ...body } })
    const [first, again, future] = [await post({}), await post({}), await post({ id: 'PAKN-2', receivedAt: '2026-03-09T20:00:00+07:00' })]
    assert.deepEqual([first.status, again.status, again.json.code === first.json.code, future.status], [201, 200, true, 422])
    assert.equal((await detail(first.json.code)).receivedAt, '2026-03-01T13:00:00.000Z')
    const byPerson = await room.client.request('POST', '/api/v1/petitions', { cookie: cookies.get('stranger') ?? '', body: { id: '1', unitCode: 'PET', about: 'other', text: 'Gọi điện đến phản ánh.', channel: 'phone' } })
    assert.equal(byPerson.status, 403)
  })

  it('are another unit’s own business: not listed, not found, not handed to it by those who do not reach it', async () => {
    const code = await newOne()
    assert.equal((await ask(`/api/v1/petitions/${code}`, 'stranger')).status, 404)
    assert.ok(!petitionPage.parse((await ask('/api/v1/petitions', 'stranger')).json).rows.some((it) => it.code === code))
    assert.equal((await ask('/api/v1/petitions?unit=PET', 'stranger')).status, 403)
    await step(code, { kind: 'classified', class: 'procedure' })
    assert.equal((await step(code, { kind: 'assigned', unitCode: 'PEU' }, 422)).json.errors[0].pointer, '/unitCode')
    await step(code, { kind: 'assigned', unitCode: 'PEU' }, 204, 'affairs')
    assert.equal((await ask(`/api/v1/petitions/${code}`, 'stranger')).status, 200)
  })

  it('go their way step by step: the clock stands while the sender is waited for, each step is kept, and none is taken out of turn', async () => {
    const code = await newOne()
    await step(code, { kind: 'resolved', words: 'Trả lời ngay không cần phân loại.' }, 409)
    await step(code, { kind: 'classified', class: 'procedure' })
    now = at('2026-03-03T09:00')
    await step(code, { kind: 'asked', words: 'Xin cho biết ngày và mã hồ sơ của lần đó.' })
    const waiting = await status(code)
    assert.deepEqual([waiting.isPaused, waiting.dueOn, waiting.maySupply, waiting.steps.at(-1)?.words], [true, null, true, 'Xin cho biết ngày và mã hồ sơ của lần đó.'])
    now = at('2026-03-05T09:00')
    assert.equal((await room.client.request('POST', `/api/v1/public-petitions/${code}/supplement`, { body: { text: 'Ngày 2/3, mã H57.01-260302-0001.' } })).status, 204)
    assert.equal((await room.client.request('POST', `/api/v1/public-petitions/${code}/supplement`, { body: { text: 'Gửi thêm lần nữa cho chắc.' } })).status, 409)
    assert.equal((await status(code)).dueOn, '2026-03-25')
    await step(code, { kind: 'assigned', unitCode: 'PET' })
    await step(code, { kind: 'resolved', words: 'Đã bố trí thêm một quầy từ 7 giờ 30.' })
    await step(code, { kind: 'published', isListed: true })
    const { steps, may, limits } = await detail(code)
    assert.deepEqual(steps.map((it) => it.kind), ['received', 'classified', 'asked', 'supplied', 'assigned', 'resolved', 'published'])
    assert.deepEqual([steps[0]?.by, steps[2]?.by, may], ['public', 'Người thử case-handler', ['closed', 'noted', 'linked']])
    assert.deepEqual(limits.map((it) => it.state), ['unused', 'kept', 'kept', 'kept'])
    await assert.rejects(room.record.query('DELETE FROM petition_step'), /only be added to/)
    await assert.rejects(room.record.query("UPDATE petition_step SET words = 'khác'"), /only be added to/)
  })

  it('are rated once by whoever has the code, with a reason where one is not satisfied, and only when answered', async () => {
    const code = await newOne()
    const rate = (body: object) => room.client.request('POST', `/api/v1/public-petitions/${code}/rating`, { body })
    assert.equal((await rate({ satisfied: true })).status, 409)
    await answerIt(code)
    assert.equal((await rate({ satisfied: false })).json.errors[0].pointer, '/reason')
    assert.equal((await rate({ satisfied: false, reason: 'Không trả lời vào câu hỏi.' })).status, 204)
    assert.equal((await rate({ satisfied: true })).status, 409)
    assert.deepEqual([(await status(code)).satisfied, (await status(code)).mayRate], [false, false])
  })

  it('are published with masked words where the officer lists them, by unit', async () => {
    const [listed, hidden] = [await newOne({ unitCode: 'PET' }), await newOne({ text: 'Việc riêng không đăng danh sách.' })]
    await answerIt(listed)
    await answerIt(hidden, false)
    const of = async (unit: string) => answeredPetitions.parse((await room.client.request('GET', `/api/v1/answered-petitions?unit=${unit}`, {})).json).rows
    const found = await of('PET')
    assert.ok(found.some((it) => it.answer === 'Đã bố trí thêm một quầy từ 7 giờ 30.'))
    assert.doesNotMatch(JSON.stringify(found), /0912|Việc riêng|PA-/)
    assert.deepEqual(await of('PEU'), [])
  })

  it('lie in a queue by what falls due first, page by page, with filters and counts', async () => {
    const all = petitionPage.parse((await ask('/api/v1/petitions?open=true')).json)
    const due = all.rows.map((it) => it.next?.dueAt ?? '9')
    assert.deepEqual(due, [...due].sort())
    assert.equal(all.counts.open, all.rows.length)
    const codes: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = petitionPage.parse((await ask(`/api/v1/petitions?open=true&limit=2${cursor ? `&cursor=${cursor}` : ''}`)).json)
      codes.push(...page.rows.map((it) => it.code))
      cursor = page.cursor
    }
    assert.deepEqual(codes, all.rows.map((it) => it.code))
    assert.ok(petitionPage.parse((await ask('/api/v1/petitions?about=staff')).json).rows.every((it) => it.about === 'staff'))
    assert.equal((await ask('/api/v1/petitions?state=khong-co')).status, 422)
  })

  it('lose the contact when they are closed, by hand or by silence, and what is closed stays readable', async () => {
    const [byHand, bySilence] = [await newOne({ contact: { email: 'a@example.vn' }, consent: true }), await newOne({ contact: { email: 'b@example.vn' }, consent: true })]
    await answerIt(byHand)
    await answerIt(bySilence)
    await step(byHand, { kind: 'closed' })
    assert.equal((await detail(byHand)).hasContact, false)
    await tend()
    assert.equal((await detail(bySilence)).state, 'published')
    const before = now
    now = at('2026-03-13T09:00')
    await tend()
    now = before
    assert.deepEqual([(await detail(bySilence)).state, (await detail(bySilence)).hasContact], ['closed', false])
    assert.equal((await actions(bySilence)).at(-1), 'petition.closed')
  })

  it('are linked to an earlier one about the same matter, which then counts as repeated', async () => {
    const [earlier, later] = [await newOne(), await newOne()]
    await step(later, { kind: 'linked', earlierCode: earlier.toLowerCase() })
    assert.equal((await step(earlier, { kind: 'linked', earlierCode: later }, 422)).json.errors[0].pointer, '/earlierCode')
    assert.deepEqual([(await detail(later)).repeats, (await detail(earlier)).repeatedBy], [earlier, [later]])
  })

  it('have limits that Home Affairs settles from a coming day on, for those received then', async () => {
    const put = (body: object, who = 'affairs') => room.client.request('PUT', '/api/v1/petition-limits', { cookie: cookies.get(who) ?? '', body })
    const limits = { validFrom: '2026-03-06', refuse: 2, ask: 5, resolve: 10, publish: 2, closeAfter: 5, source: 'Quyết định thử' }
    assert.equal((await put({ ...limits, validFrom: '2026-03-05' })).json.errors[0].pointer, '/validFrom')
    assert.deepEqual([(await put(limits, 'director')).status, (await put(limits)).status], [403, 204])
    now = at('2026-03-06T09:00')
    assert.equal((await detail(await newOne())).limits.find((it) => it.kind === 'resolve')?.days, 10)
  })

  it('are counted for Decision 766 beside what is reported, from ten on, and the same when counted again', async () => {
    const before = await room.read("SELECT count() AS value FROM petition_facts FINAL WHERE isNotNull(counted_on)")
    assert.ok(Number(before[0]) > 0)
    for (let left = 2; left > 0; left -= 1) await answerIt(await newOne())
    now = at('2026-05-04T09:00')
    await copyUnits(room, room.registry.places)
    await tend()
    assert.equal((await tend()).copied, 0)
    const { groups } = indexValues.parse((await room.client.request('GET', '/api/v1/indices/decision-766/values?unit=PET&period=2026-03', {})).json)
    const part = (metric: string) => groups.find((it) => it.id === 'satisfaction')?.parts.find((it) => it.metric === metric)
    const [onTime, liked, about] = [part('PETITION_PROCESSING_ON_TIME'), part('PETITION_HANDLING_SATISFACTION'), part('PETITION_CLASSIFICATION_TTHC')]
    const [counted, inTime, satisfied] = await Promise.all(['count()', 'sum(in_time)', 'sum(satisfied)'].map(async (it) => Number((await room.read(`SELECT ${it} AS value FROM petition_facts FINAL WHERE unit_code = 'PET' AND counted_on >= '2026-03-01' AND counted_on < '2026-04-01'`))[0])))
    assert.ok(satisfied !== undefined && inTime !== undefined && counted !== undefined && satisfied < inTime && inTime < counted)
    assert.deepEqual([onTime?.numerator, onTime?.denominator, onTime?.origin], [inTime, counted, 'counted'])
    assert.deepEqual([liked?.numerator, about?.score, about?.note], [satisfied, null, 'information-only'])
    await room.warehouse.insert('reported_measures', ['unit_code', 'period', 'metric', 'source', 'numerator', 'denominator', 'sender', 'reported_at', 'received_at'],
      [['PEU', '2026-03', 'PETITION_PROCESSING_ON_TIME', 'national-portal', 0, 0, 'test', '2026-04-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z']])
    const none = indexValues.parse((await room.client.request('GET', '/api/v1/indices/decision-766/values?unit=PEU&period=2026-03', {})).json)
    const reported = none.groups.flatMap((it) => it.parts).filter((it) => it.metric.startsWith('PETITION_') && it.max > 0)
    // Reported as none: full marks, ratio 0. Not reported and fewer than ten counted: nothing known.
    assert.deepEqual(reported.map((it) => [it.score, it.ratio, it.note]), [[6, 0, 'full-marks-when-nothing'], [null, null, 'not-reported']])
  })

  it('are slowed down at the public door, by address, with the time to wait', async () => {
    let last = await send()
    for (let tries = 0; last.status === 201 && tries < 40; tries += 1) last = await send()
    assert.equal(last.status, 429)
    assert.ok(Number(last.headers.get('retry-after')) > 0)
  })
})
