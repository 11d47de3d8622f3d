import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { randomUUID } from 'node:crypto'
import request from 'supertest'
import { surveyQuota } from '../../../contract/survey-quota.ts'
import { invitationCounts, invitationsIssued, surveyGatewayState, surveyTicket, type InvitationsIssued } from '../../../contract/survey.ts'
import { createSurveys, type Surveys } from '../../../registry/questionnaires/create-surveys.ts'
import { isQuiet } from '../../../registry/questionnaires/survey-gateways.ts'
import { openFrontDoor, PUBLIC_URL, type FrontDoor } from '../../support/front-door.ts'

const QUESTIONNAIRE = 'hai-long-dich-vu'
const at = (text: string) => Date.parse(`${text}:00+07:00`)
const DAY_MS = 86_400_000

describe('invitations to a survey', function () {
  let door: FrontDoor
  let surveys: Surveys
  let now = at('2026-03-02T10:20')
  let key = ''
  let gateway: Server
  const posted: { body: { kind: string; url: string; isReminder: boolean; dossierCode: string }; delivery: string }[] = []
  let answers = [200]
  const cookies = new Map<string, string>()
  const call = async (method: 'get' | 'post' | 'put' | 'delete', path: string, body?: object, who = 'country') => {
    const answer = request(door.app)[method](`/api/v1${path}`).set('Cookie', cookies.get(who) ?? '').set('Origin', PUBLIC_URL)
    return await (body ? answer.send(body) : answer)
  }
  const issue = async (invitations: object[], more: object = {}): Promise<InvitationsIssued> => {
    const answer = await request(door.app).post('/api/v1/survey-invitations').set('Authorization', `Bearer ${key}`).send({ questionnaire: QUESTIONNAIRE, channel: 'receipt', invitations, ...more })
    assert.equal(answer.status, 201, answer.text)
    return invitationsIssued.parse(answer.body)
  }
  const claim = (code: string) => request(door.app).post('/api/v1/survey-tickets').send({ code })
  const codeOf = (answer: InvitationsIssued) => answer.issued[0]?.code ?? ''
  const rows = () => door.record.query('SELECT * FROM survey_invitation')

  before(async () => {
    gateway = createServer((asked, response) => {
      let text = ''
      asked.on('data', (part: Buffer) => { text += part.toString() })
      asked.on('end', () => {
        posted.push({ body: JSON.parse(text), delivery: String(asked.headers['thuoc-do-delivery']) })
        response.writeHead(answers.length > 1 ? answers.shift() ?? 200 : answers[0] ?? 200).end()
      })
    }).listen(0, '127.0.0.1')
    door = await openFrontDoor({
      clock: () => now,
      more: (rooms) => {
        surveys = createSurveys({ ...rooms.registry, ...rooms, box: rooms.access.box, clock: () => now, publicUrl: PUBLIC_URL, privateHosts: ['127.0.0.1'] })
        return surveys.routes
      },
    })
    await door.importCsv('units', 'code,parentCode,kind,nameVi,nameEn,validFrom,validTo\nIA,46,agency,Sở A,Agency A,2020-01-01,\nIA.1,IA,centre,Trung tâm A,Centre A,2020-01-01,\nIB,46,agency,Sở B,Agency B,2020-01-01,\nIB.1,IB,centre,Trung tâm B,Centre B,2020-01-01,\n')
    cookies.set('country', await door.signIn())
    const id = randomUUID()
    await door.record.query("INSERT INTO account (id, email, password_hash, name, role, unit_code) VALUES ($1, $2, 'none', 'Giám đốc', 'director', 'IA')", [id, `${id}@example.vn`])
    cookies.set('director', `session=${await door.access.sessions.open(id)}`)
    key = await door.newKey(['survey-responses:write'], 'IA')
  })
  after(async () => {
    gateway.close()
    await door.close()
  })

  it('are codes that open once: exchanged for a ticket of centre, month and outcome, and refused kindly afterwards', async () => {
    const code = codeOf(await issue([{ centreCode: 'IA.1', month: '2026-02', outcome: 'withdrawn' }]))
    const answer = await claim(code.toLowerCase().replaceAll('-', ' '))
    assert.equal(answer.status, 201, answer.text)
    const ticket = surveyTicket.parse(answer.body)
    assert.deepEqual([ticket.questionnaire, ticket.version, ticket.outcome, ticket.centre.vi, new Date(ticket.expiresAt).getTime() % 3_600_000], [QUESTIONNAIRE, 1, 'withdrawn', 'Trung tâm A', 0])
    const again = await claim(code)
    assert.deepEqual([again.status, /Thank you/.test(again.body.detail)], [409, true])
    assert.equal((await claim('KS-AAAA-BBBB-CCCC-DDDD')).status, 404)
  })

  it('leave nothing in the record or in Redis that leads from the code to the ticket, nor to the time of the claim', async () => {
    const code = codeOf(await issue([{ centreCode: 'IA.1', agencyCode: 'IA', dossierCode: 'IA-2026-0001' }]))
    const { ticket } = surveyTicket.parse((await claim(code)).body)
    const opened = surveys.tickets.open(ticket)
    assert.ok(opened)
    const tables = await door.record.query<{ name: string }>("SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'")
    const record = JSON.stringify(await Promise.all(tables.map(({ name }) => door.record.query(`SELECT * FROM "${name}"`))))
    const redis = JSON.stringify(await Promise.all((await door.redis.keys('*')).map(async (it) => [it, await door.redis.dump(it).catch(() => '')])))
    for (const secret of [code, ticket, opened.id, 'IA-2026-0001']) assert.ok(!record.includes(secret) && !redis.includes(secret), secret)
    const row = (await rows()).find((it) => it['state'] === 'claimed' && it['outcome'] === 'finished')
    assert.ok(row)
    assert.deepEqual([row['sealed'], row['dossier_hash'], row['due_at'], row['created_at']], [null, null, null, new Date('2026-03-02T03:00:00.000Z')])
    assert.deepEqual(Object.keys(row).filter((it) => /claim|ticket|answer|response/.test(it)), [])
    assert.equal(await door.redis.keys(`*${opened.id}*`).then((it) => it.length), 0)
  })

  it('are judged one by one, for a dossier once, for one’s own unit, and no more of a stratum than its quota', async () => {
    const answer = await issue([
      { centreCode: 'IA.1', agencyCode: 'IA', dossierCode: 'D1' }, { centreCode: 'IA.1', agencyCode: 'IA', dossierCode: 'D1' }, { centreCode: 'IB.1' }, { centreCode: 'IA.1', name: 'Nguyễn Văn A' }, { centreCode: 'IA.1', outcome: 'refused' },
    ])
    assert.deepEqual([answer.issued.map((it) => it.index), answer.rejected.map(({ index, errors }) => [index, errors[0]?.pointer])], [[0, 4], [[1, '/dossierCode'], [2, '/centreCode'], [3, '/name']]])
    const cards = await issue(Array.from({ length: 5 }, () => ({ centreCode: 'IA.1', month: '2026-01' })), { channel: 'card', quota: 3 })
    assert.deepEqual([cards.issued.length, cards.rejected.length], [3, 2])
  })

  it('are no more of a sector, centre and month than the unit or one above it has settled, the first to come; those who were refused are always asked', async () => {
    await door.importCsv('procedures', 'code,nameVi,sectorCode,sectorName,limitWorkingDays,validFrom\n9.100001,Cấp giấy,IDD,Đất đai,10,2020-01-01\n9.100002,Khai sinh,IHT,Hộ tịch,5,2020-01-01\n')
    assert.equal((await call('put', '/survey-quotas/IA', { questionnaire: QUESTIONNAIRE, most: 2 })).status, 204)
    const land = { centreCode: 'IA.1', procedureCode: '9.100001', month: '2025-11' }
    const answer = await issue([land, land, land, { ...land, procedureCode: '9.100002' }, { ...land, outcome: 'refused' }, { ...land, month: '2025-10' }, { centreCode: 'IA.1', month: '2025-11' }])
    assert.deepEqual([answer.issued.map((it) => it.index), answer.rejected.map(({ index, errors }) => [index, errors[0]?.pointer])], [[0, 1, 3, 4, 5, 6], [[2, '/procedureCode']]])
    const read = async () => surveyQuota.parse((await call('get', `/survey-quotas/IA.1?questionnaire=${QUESTIONNAIRE}&month=2025-11`, undefined, 'director')).body)
    const held = await read()
    assert.deepEqual([held.heldBy, held.most, held.used.map(({ sector, invited, most }) => [sector.code, sector.name.vi, invited, most])], ['IA', 2, [['IDD', 'Đất đai', 2, 2], ['IHT', 'Hộ tịch', 1, 2]]])
    assert.equal((await call('put', '/survey-quotas/IA', { questionnaire: QUESTIONNAIRE, most: null })).status, 204)
    assert.equal((await read()).most, null)
    assert.equal((await call('put', '/survey-quotas/IB', { questionnaire: QUESTIONNAIRE, most: 5 }, 'director')).status, 403)
    assert.equal((await call('put', '/survey-quotas/IA', { questionnaire: QUESTIONNAIRE, most: 0 })).body.errors[0].pointer, '/most')
  })

  it('come by an open link too, for a number of people a day, until it is closed', async () => {
    const made = await call('post', '/survey-open-links', { questionnaire: QUESTIONNAIRE, centreCode: 'IA.1', perDay: 2 }, 'director')
    assert.equal(made.status, 201, made.text)
    const code = made.body.url.split('#')[1]
    assert.deepEqual([(await claim(code)).status, (await claim(code)).status, (await claim(code)).status], [201, 201, 429])
    assert.equal((await call('delete', `/survey-open-links/${made.body.id}`, undefined, 'director')).status, 204)
    assert.equal((await claim(code)).status, 410)
    assert.equal((await call('post', '/survey-open-links', { questionnaire: QUESTIONNAIRE, centreCode: 'IB.1' }, 'director')).status, 403)
  })

  it('expire, and are counted by month, channel and outcome', async () => {
    const code = codeOf(await issue([{ centreCode: 'IA.1', month: '2025-12' }], { channel: 'card', expiresInDays: 3 }))
    now += 4 * DAY_MS
    assert.equal((await claim(code)).status, 410)
    const { rows: counts } = invitationCounts.parse((await call('get', '/survey-invitations?unit=IA', undefined, 'director')).body)
    const inDecember = counts.find((it) => it.month === '2025-12')
    assert.deepEqual([inDecember?.channel, inDecember?.invited, inDecember?.claimed], ['card', 1, 0])
    assert.equal((await call('get', '/survey-invitations?unit=IB', undefined, 'director')).status, 403)
  })

  it('go to the province’s gateway outside quiet hours, again when it is away, with one reminder that stops at a claim, an opt-out or a 410', async () => {
    const { port } = gateway.address() as AddressInfo
    const settled = await call('put', '/survey-gateways/IA', { url: `http://127.0.0.1:${port}/gui`, remindAfterDays: 5 })
    assert.equal(settled.status, 200, settled.text)
    const made = await issue(['G1', 'G2', 'G3', 'G4'].map((dossierCode) => ({ centreCode: 'IA.1', agencyCode: 'IA', dossierCode })), { channel: 'gateway' })
    now = at('2026-03-06T22:00')
    assert.deepEqual(await surveys.send(), { sent: 0, failed: 0 })
    now = at('2026-03-07T09:00')
    answers = [500, 200, 200, 410]
    assert.deepEqual(await surveys.send(), { sent: 3, failed: 1 })
    answers = [200]
    now += 10 * 60_000
    assert.deepEqual(await surveys.send(), { sent: 1, failed: 0 })
    assert.equal(posted[0]?.delivery, posted[4]?.delivery)
    const codeIn = (index: number) => posted[index]?.body.url.split('#')[1] ?? ''
    assert.equal(codeIn(0), made.issued.find((it) => it.url === posted[0]?.body.url)?.code)
    // The first claims, the second wants no more, the fourth was answered 410: the third alone is reminded, once.
    await claim(codeIn(0)).expect(201)
    await request(door.app).post('/api/v1/survey-opt-outs').send({ code: codeIn(1) }).expect(204)
    now += 6 * DAY_MS
    const before = posted.length
    await surveys.send()
    await surveys.send()
    assert.deepEqual(posted.slice(before).map(({ body }) => [body.dossierCode, body.isReminder]), [[posted[2]?.body.dossierCode, true]])
    // What the gateway has refused is told, and tried again when somebody says so; a message for nobody shows what it answers.
    answers = [500]
    await issue([{ centreCode: 'IA.1', agencyCode: 'IA', dossierCode: 'G5' }], { channel: 'gateway' })
    await surveys.send()
    cookies.set('country', await door.signIn())
    const state = async () => surveyGatewayState.parse((await call('get', '/survey-gateways/IA')).body).deliveries
    assert.deepEqual(await state(), { waiting: 1, failing: 1, givenUp: 0, lastProblem: 'answered 500' })
    assert.deepEqual((await call('post', '/survey-gateways/IA/test')).body, { status: 500, problem: null })
    assert.equal(posted.at(-1)?.body.kind, 'survey-test')
    answers = [200]
    assert.deepEqual((await call('post', '/survey-gateways/IA/retry')).body, { retried: 1 })
    assert.deepEqual([await surveys.send(), (await state()).failing], [{ sent: 1, failed: 0 }, 0])
    assert.equal((await call('post', '/survey-gateways/IB/test')).status, 409)
    now += 60 * DAY_MS
    await surveys.send()
    assert.deepEqual((await rows()).filter((it) => it['sealed'] !== null || it['dossier_hash'] !== null), [])
    cookies.set('country', await door.signIn())
    assert.equal((await call('delete', '/survey-gateways/IA')).status, 204)
  })

  it('know quiet hours that reach over midnight', () => {
    assert.deepEqual([19, 20, 23, 7, 8].map((hour) => isQuiet({ quietFrom: 20, quietTo: 8 }, hour)), [false, true, true, true, false])
  })
})
