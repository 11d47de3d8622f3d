import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { answerablesOf } from '../../contract/questionnaire-logic.ts'
import { surveyTicket, type SurveyTicket } from '../../contract/survey.ts'
import { createSurveys } from '../../registry/questionnaires/create-surveys.ts'
import { openIngestRoom, type IngestRoom } from '../support/ingest-room.ts'

const CODE = 'hai-long-dich-vu'
const at = (text: string) => Date.parse(`${text}:00+07:00`)

describe('answers to a survey', function () {
  let room: IngestRoom
  let now = at('2026-04-06T10:25')
  let full: { question: string; value: number | string }[] = []
  const newTicket = async (more: object = {}): Promise<SurveyTicket> => {
    const made = await room.client.request('POST', '/api/v1/survey-invitations', { token: room.client.key, body: { questionnaire: CODE, channel: 'receipt', invitations: [{ centreCode: 'SVA', month: '2026-03', ...more }] } })
    assert.equal(made.status, 201, made.text)
    const answer = await room.client.request('POST', '/api/v1/survey-tickets', { body: { code: made.json.issued[0].code } })
    return surveyTicket.parse(answer.json)
  }
  const send = ({ ticket }: { ticket: string }, more: object = {}) => room.client.request('POST', '/api/v1/survey-responses', {
    body: { ticket, id: randomUUID(), questionnaire: CODE, version: 1, language: 'vi', startedAt: '2026-04-06T10:20:11+07:00', submittedAt: '2026-04-06T10:25:12+07:00', partial: false, answers: full, ...more },
  })
  const idOf = ({ ticket }: SurveyTicket): string => JSON.parse(Buffer.from(ticket.split('.')[0] ?? '', 'base64url').toString()).i
  const stored = async (ticket: SurveyTicket, column: string) => (await room.read(`SELECT ${column} AS value FROM survey_answers FINAL WHERE ticket = '${idOf(ticket)}'`))

  before(async () => {
    room = await openIngestRoom({ clock: () => now })
    await room.client.makeCentres(['SVA'])
    const content = await room.registry.questionnaires.contentOf(CODE, 1)
    assert.ok(content)
    const levels = answerablesOf(content).filter((it) => it.question.kind === 'likert').map(({ key }) => ({ question: key, value: 4 }))
    full = [{ question: 'who', value: 'self' }, { question: 'way', value: 'counter' }, { question: 'visits', value: 2 }, ...levels]
  })
  after(() => room.close())

  it('are taken with 202 and stored with what the ticket says, to the hour, words masked', async () => {
    const ticket = await newTicket({ outcome: 'stopped' })
    const answer = await send(ticket, { answers: [...full, { question: 'refused-reason', value: 'unclear' }, { question: 'comment', value: 'Gọi 0912 345 678 giúp tôi.' }] })
    assert.equal(answer.status, 202, answer.text)
    await room.settled()
    assert.deepEqual(await stored(ticket, "concat(centre_code, ' ', month, ' ', outcome, ' ', channel, ' ', toString(answered_at), ' ', toString(levels['access-signs']), ' ', choices['way'][1], ' ', toString(numbers['visits']))"), ['SVA 2026-03 stopped receipt 2026-04-06 03:00:00 4 counter 2'])
    assert.ok(!(await stored(ticket, "texts['comment']"))[0]?.includes('345'))
  })

  it('leave no row in which anything of the invitation stands', async () => {
    const made = await room.client.request('POST', '/api/v1/survey-invitations', { token: room.client.key, body: { questionnaire: CODE, channel: 'receipt', invitations: [{ centreCode: 'SVA', agencyCode: 'SVAA', dossierCode: 'HS-BI-MAT-1' }] } })
    const { code } = made.json.issued[0] as { code: string }
    const ticket = surveyTicket.parse((await room.client.request('POST', '/api/v1/survey-tickets', { body: { code } })).json)
    await send(ticket)
    await room.settled()
    const [answers = ''] = await room.read(`SELECT toString(groupArray(tuple(*))) AS value FROM survey_answers`)
    const invitations = await room.record.query('SELECT * FROM survey_invitation')
    assert.ok(answers.includes(idOf(ticket)))
    for (const secret of [code, code.replaceAll('-', ''), 'HS-BI-MAT-1', ...invitations.flatMap((it) => [it['id'], it['batch'], it['code_hash']]).map(String)]) assert.ok(!answers.includes(secret), secret)
    assert.ok(!JSON.stringify(invitations).includes(idOf(ticket)))
  })

  it('are counted once however often they are sent, and a second sheet of the same invitation is refused kindly', async () => {
    const [ticket, id] = [await newTicket(), randomUUID()]
    for (let i = 0; i < 2; i++) assert.equal((await send(ticket, { id })).status, 202)
    const second = await send(ticket, { answers: full.map((it) => (typeof it.value === 'number' ? { ...it, value: 1 } : it)) })
    assert.deepEqual([second.status, /Thank you/.test(second.json.detail)], [409, true])
    // Redis may forget; who writes knows what was finished first.
    await room.settled()
    await room.redis.del(`survey-sheet:${idOf(ticket)}`)
    assert.equal((await send(ticket, { answers: full.map((it) => (typeof it.value === 'number' && it.question !== 'visits' ? { ...it, value: 1 } : it)) })).status, 202)
    await room.settled()
    assert.deepEqual(await stored(ticket, "levels['access-signs']"), ['4'])
  })

  it('are kept in part, replaced by a later part and by the finished sheet, and never the other way', async () => {
    const ticket = await newTicket()
    for (const length of [3, 6, 2]) assert.equal((await send(ticket, { partial: true, answers: full.slice(0, length) })).status, 202)
    await room.settled()
    assert.deepEqual(await stored(ticket, "concat(toString(finished), ' ', toString(length(levels)), ' ', toString(length(shown)))"), ['0 3 6'])
    await send(ticket)
    await send(ticket, { partial: true, answers: full.slice(0, 3) })
    await room.settled()
    assert.deepEqual(await stored(ticket, "concat(toString(finished), ' ', toString(length(levels)))"), ['1 18'])
  })

  it('are refused by the answer that breaks a rule, by another version, by a ticket that is none, and long after its time', async () => {
    const ticket = await newTicket()
    const broken = await send(ticket, { answers: full.map((it) => (it.question === 'access-seats' ? { ...it, value: 9 } : it)) })
    assert.deepEqual([broken.status, broken.json.errors[0].pointer, broken.json.errors[0].value], [422, `/answers/${full.findIndex((it) => it.question === 'access-seats')}/value`, 9])
    assert.equal((await send(ticket, { answers: full.slice(0, 5) })).status, 422)
    assert.equal((await send(ticket, { version: 2 })).json.errors[0].pointer, '/version')
    assert.equal((await send({ ticket: `${ticket.ticket.slice(0, -4)}AAAA` })).status, 401)
    now += 30 * 86_400_000
    assert.equal((await send(ticket)).status, 410)
  })

  it('wait in the queue while nobody stores them, and are not lost', async () => {
    const other = createSurveys({ ...room.registry, record: room.record, redis: room.redis, box: room.access.box, clock: () => now, publicUrl: '', privateHosts: [] })
    const { ticket } = other.tickets.issue({ questionnaire: CODE, version: 1, centreCode: 'SVA', procedureCode: '', month: '2026-03', outcome: 'finished', channel: 'open' })
    assert.equal((await send({ ticket })).status, 202)
    await room.settled()
    assert.deepEqual(await room.read(`SELECT count() AS value FROM survey_answers FINAL WHERE ticket = '${other.tickets.open(ticket)?.id}'`), ['1'])
  })
})
