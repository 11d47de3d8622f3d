import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { commentPage, givenReasons, type CommentPage } from '../../contract/comment.ts'
import { centreDisplay } from '../../contract/live.ts'
import type { Role } from '../../contract/role.ts'
import { until } from '../support/client.ts'
import { aDossier, aRating, newEventId } from '../support/events.ts'
import { testService, type TestService } from '../support/service.ts'

describe('comments, reasons and the display of a centre', function () {
  let service: TestService
  let director = ''

  const cookieOf = async (role: Role, unitCode: string | null) => {
    const id = randomUUID()
    await service.record.query("INSERT INTO account (id, email, password_hash, name, role, unit_code) VALUES ($1, $2, 'none', 'Người thử', $3, $4)", [id, `${id}@example.vn`, role, unitCode])
    return `session=${await service.access.sessions.open(id)}`
  }
  const ask = (path: string, cookie = director) => service.client.request('GET', path, { cookie })
  const comments = async (query: string, cookie = director): Promise<CommentPage> => {
    const answer = await ask(`/api/v1/comments?from=2022-06-01&to=2022-07-01&${query}`, cookie)
    assert.equal(answer.status, 200, answer.text)
    return commentPage.parse(answer.json)
  }
  const words = async (query: string) => (await comments(query)).rows.map((it) => it.comment)
  const mark = (id: string, body: object, cookie = director) => service.client.request('PUT', `/api/v1/comments/${id}/mark`, { cookie, body })
  const send = (dossiers: object[]) => service.client.request('POST', '/api/v1/dossiers', { token: service.client.key, body: { dossiers } })

  before(async () => {
    service = await testService()
    await service.client.makeCentres(['CMT', 'CMU'])
    director = await cookieOf('director', 'CMT')
    const at = (time: string) => `2022-06-05T${time}:00.000+07:00`
    const busy = Array.from({ length: 9 }, (_, i) => aRating('CMT.Q1', { score: i < 4 ? 2 : 5, occurredAt: at(`08:1${i}`), reasons: i < 4 ? ['waiting-time'] : [] }))
    await service.client.sendRatings([
      ...busy, aRating('CMT.Q1', { score: 2, occurredAt: at('08:25'), comment: 'Chị Hương hướng dẫn kỹ nhưng chờ lâu, gọi 0912345678', procedureCode: '1.001234', dossierCode: 'CMT.01-1', reasons: ['waiting-time', 'late-result'] }),
      aRating('CMT.Q1', { score: 5, occurredAt: at('10:05'), comment: 'Làm nhanh, cảm ơn' }),
      aRating('CMT.Q2', { score: 1, occurredAt: at('09:40'), comment: 'Ghế ngồi hỏng' }),
      aRating('CMU.Q1', { score: 1, occurredAt: at('09:00'), comment: 'Của nơi khác' }),
    ])
    await until(async () => (await comments('')).rows.filter((it) => it.score !== null).length === 2)
  })

  it('are listed newest first with personal words masked, the time to the hour, and nothing that leads to a dossier', async () => {
    const page = await comments('')
    assert.deepEqual(page.rows.map((it) => [it.comment, it.day, it.hour, it.counter.name.vi]), [
      ['Làm nhanh, cảm ơn', '2022-06-05', 10, 'Quầy 1'], ['Ghế ngồi hỏng', '2022-06-05', 9, 'Quầy 2'],
      ['Chị [tên] hướng dẫn kỹ nhưng chờ lâu, gọi [số điện thoại]', '2022-06-05', 8, 'Quầy 1'],
    ])
    assert.deepEqual([page.rows[2]?.procedure?.code, page.counts, page.cursor], ['1.001234', { new: 3, read: 0, answered: 0 }, null])
    const { text } = await ask('/api/v1/comments?from=2022-06-01&to=2022-07-01')
    assert.doesNotMatch(text, /CMT\.01-1|hash|08:25|01:25|seq|sender/)
  })

  it('stand without a score until their counter has ten ratings that day, also when a sentiment is asked for', async () => {
    const scores = new Map((await comments('')).rows.map((it) => [it.comment, [it.score, it.sentiment]]))
    assert.deepEqual([scores.get('Ghế ngồi hỏng'), scores.get('Làm nhanh, cảm ơn')], [[null, null], [5, 'satisfied']])
    assert.deepEqual(await words('sentiment=satisfied'), ['Làm nhanh, cảm ơn'])
    assert.equal((await words('sentiment=dissatisfied')).length, 1)
  })

  it('are not listed before their hour is over', async () => {
    await service.client.sendRatings([aRating('CMT.Q2', { score: 4, occurredAt: new Date().toISOString(), comment: 'Vừa nói xong' })])
    await until(async () => (await ask('/api/v1/centres/CMT/live')).json.ratings === 1)
    assert.equal((await ask('/api/v1/comments')).json.rows.length, 0)
  })

  it('come in pages, each once', async () => {
    const first = await comments('limit=2')
    const second = await comments(`limit=2&cursor=${first.cursor}`)
    assert.deepEqual([first.rows.length, second.rows.length, second.cursor, second.counts], [2, 1, null, null])
    assert.equal(new Set([...first.rows, ...second.rows].map((it) => it.id)).size, 3)
    assert.equal((await ask('/api/v1/comments?cursor=x')).status, 422)
  })

  it('are only those of the own unit, and days out of order are refused by name', async () => {
    assert.ok(!(await words('')).includes('Của nơi khác'))
    assert.deepEqual([(await ask('/api/v1/comments?unit=CMU')).status, (await ask('/api/v1/comments?counter=CMU.Q1')).status], [403, 403])
    const wrong = await ask('/api/v1/comments?from=2022-06-02&to=2022-06-01')
    assert.deepEqual([wrong.status, wrong.json.errors[0].pointer, wrong.json.errors[0].value], [422, '/to', '2022-06-01'])
    assert.deepEqual(await words('counter=CMT.Q2'), ['Ghế ngồi hỏng'])
  })

  it('are marked as read or answered with a note, written down, shown in the hall where that is wished, and taken back', async () => {
    const [row] = (await comments('counter=CMT.Q2')).rows
    assert.ok(row)
    assert.equal((await mark(row.id, { state: 'answered' })).json.errors[0].pointer, '/note')
    assert.equal((await mark(row.id, { state: 'answered', note: 'Đã thay hai ghế', said: 'Ghế chờ bị hỏng' })).status, 204)
    const [marked] = (await comments('state=answered')).rows
    assert.deepEqual([marked?.mark?.note, marked?.mark?.by, (await comments('')).counts], ['Đã thay hai ghế', 'Người thử', { new: 2, read: 0, answered: 1 }])
    assert.equal((await words('state=new')).length, 2)
    const lines = await service.record.query('SELECT action, detail::text AS detail FROM audit_log WHERE subject = $1', [`comment:${row.id}`])
    assert.deepEqual(lines.map((it) => it['action']), ['comment.mark'])
    assert.doesNotMatch(String(lines[0]?.['detail']), /ghế/i)
    const display = centreDisplay.parse((await service.client.request('GET', '/api/v1/centres/CMT/display')).json)
    assert.deepEqual(display.saidDone.map(({ said, done }) => [said, done]), [['Ghế chờ bị hỏng', 'Đã thay hai ghế']])
    const takeBack = () => service.client.request('DELETE', `/api/v1/comments/${row.id}/mark`, { cookie: director })
    assert.deepEqual([(await takeBack()).status, (await takeBack()).status], [204, 404])
    const foreign = await cookieOf('director', 'CMU')
    assert.deepEqual([(await mark(row.id, { state: 'read' }, foreign)).status, (await mark(row.id, { state: 'read' }, await cookieOf('monitor', 'CMT'))).status], [404, 403])
  })

  it('give reasons with their shares from ten ratings on, of days that are past', async () => {
    const reasons = async () => givenReasons.parse((await ask('/api/v1/reasons?from=2022-06-01&to=2022-07-01&counter=CMT.Q1')).json)
    assert.deepEqual(await reasons(), { ratings: 11, withReasons: 5, rows: [] })
    await service.client.sendRatings(Array.from({ length: 6 }, () => aRating('CMT.Q1', { id: newEventId(), score: 2, occurredAt: '2022-06-06T09:00:00.000+07:00', reasons: ['unclear-guidance', 'waiting-time'] })))
    const told = await until(async () => { const it = await reasons(); return it.withReasons === 11 ? it : null })
    assert.deepEqual(told.rows.map((it) => [it.reason, it.ratings]), [['waiting-time', 11], ['unclear-guidance', 6], ['late-result', 1]])
    assert.ok(told.rows.every((it) => it.lower <= it.value && it.value <= it.upper))
  })

  it('have a display in the hall tell how many were served today and when it is open, never a rating or a score', async () => {
    const display = async () => centreDisplay.parse((await service.client.request('GET', '/api/v1/centres/CMT/display')).json)
    assert.equal((await display()).served, null)
    const now = new Date().toISOString()
    await send(Array.from({ length: 12 }, () => aDossier('CMT', { receivedAt: now, dueAt: null, finishedAt: null, status: 2, updatedAt: now, supplements: [] })))
    const shown = await until(async () => { const it = await display(); return it.served === 12 ? it : null })
    assert.ok(shown.open.every((it) => /^\d\d:\d\d$/.test(it.from) && it.from < it.to))
    assert.deepEqual(Object.keys(shown).sort(), ['centre', 'countedAt', 'day', 'name', 'open', 'saidDone', 'served'])
    assert.equal((await service.client.request('GET', '/api/v1/centres/CMTA/display')).status, 404)
  })

  it('stand beside the dossiers of one counter, which can be listed alone', async () => {
    await send([aDossier('CMT', { counterCode: 'CMT.Q2', code: 'CMT-Q2-1' }), aDossier('CMT', { code: 'CMT-Q1-1' })])
    const list = async (of: string) => (await ask(`/api/v1/dossiers?${of}&dueFrom=2026-03-01&dueTo=2026-03-20`)).json.rows.map((it: { code: string }) => it.code)
    await until(async () => (await list('unit=CMT')).length === 2)
    assert.deepEqual(await list('counter=CMT.Q2'), ['CMT-Q2-1'])
    assert.deepEqual([(await ask('/api/v1/dossiers?counter=CMU.Q1')).status, (await ask('/api/v1/dossiers?counter=khong')).status], [403, 422])
  })
})
