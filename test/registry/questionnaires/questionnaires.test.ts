import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import request from 'supertest'
import { measuredBy } from '../../../contract/questionnaire-logic.ts'
import { factors, questionnaireContent, questionnaireDetail, questionnaireList, type Questionnaire } from '../../../contract/questionnaire.ts'
import { openFrontDoor, PUBLIC_URL, type FrontDoor } from '../../support/front-door.ts'

const SHIPPED = 'hai-long-dich-vu'

describe('questionnaires', function () {
  let door: FrontDoor
  const cookies = new Map<string, string>()
  const call = async (method: 'get' | 'post' | 'put', path: string, body?: object, who = 'country') => {
    const answer = request(door.app)[method](`/api/v1${path}`).set('Cookie', cookies.get(who) ?? '').set('Origin', PUBLIC_URL)
    return await (body ? answer.send(body) : answer)
  }
  const shipped = async (): Promise<Questionnaire> => questionnaireDetail.parse((await call('get', `/questionnaires/${SHIPPED}`)).body).content
  const versionsOf = async (code: string) => questionnaireDetail.parse((await call('get', `/questionnaires/${code}`)).body).versions.map(({ version, state, comparable }) => ({ version, state, comparable }))

  before(async () => {
    door = await openFrontDoor()
    await door.importCsv('units', 'code,parentCode,kind,nameVi,nameEn,validFrom,validTo\nQA,46,agency,Sở A,Agency A,2020-01-01,\nQB,46,agency,Sở B,Agency B,2020-01-01,\nQA.1,QA,centre,Trung tâm A,Centre A,2020-01-01,\n')
    cookies.set('country', await door.signIn())
    for (const [who, unit] of [['agency', 'QA'], ['centre', 'QA.1'], ['stranger', 'QB']] as const) {
      const id = randomUUID()
      await door.record.query("INSERT INTO account (id, email, password_hash, name, role, unit_code) VALUES ($1, $2, 'none', $3, 'director', $4)", [id, `${id}@example.vn`, who, unit])
      cookies.set(who, `session=${await door.access.sessions.open(id)}`)
    }
  })
  after(() => door.close())

  it('come with one of five factors, published, open to whoever answers it, and never called SIPAS', async () => {
    const answer = await request(door.app).get(`/api/v1/surveys/${SHIPPED}/1`).expect(200)
    const { content } = questionnaireContent.parse(answer.body)
    assert.deepEqual([...new Set(measuredBy(content).map((it) => it.split(':')[0]))].sort(), [...factors, 'overall'].sort())
    assert.ok(!/sipas/i.test(JSON.stringify(content)))
  })

  it('are drafts until published, do not change afterwards, and begin a next version by being saved again', async () => {
    const content = await shipped()
    assert.equal((await call('post', '/questionnaires', { code: 'thu-1', content })).status, 201)
    assert.equal((await call('get', '/surveys/thu-1/1')).status, 404)
    assert.equal((await call('put', '/questionnaires/thu-1/draft', { content: { ...content, minutes: 5 } })).body.version, 1)
    assert.equal((await call('post', '/questionnaires/thu-1/publication', { version: 1, comparable: false })).status, 204)
    assert.equal((await call('get', '/surveys/thu-1/1')).body.content.minutes, 5)
    assert.equal((await call('put', '/questionnaires/thu-1/draft', { content })).body.version, 2)
    assert.equal((await call('get', '/surveys/thu-1/1')).body.content.minutes, 5)
    assert.equal((await call('post', '/questionnaires/thu-1/publication', { version: 1, comparable: false })).status, 409)
    await assert.rejects(door.record.query("UPDATE questionnaire_version SET comparable = true WHERE questionnaire = 'thu-1' AND version = 1"), /never changes/)
  })

  it('continue the series of the version before only where the items of every factor are the same', async () => {
    const other = await shipped()
    const matrix = other.sections[1]?.questions[0]
    assert.ok(matrix?.kind === 'likert')
    matrix.items = matrix.items.slice(1)
    await call('put', '/questionnaires/thu-1/draft', { content: other })
    const refused = await call('post', '/questionnaires/thu-1/publication', { version: 2, comparable: true })
    assert.deepEqual([refused.status, refused.body.errors[0].pointer], [422, '/comparable'])
    assert.match(refused.body.errors[0].rule, /access:access-signs/)
    await call('put', '/questionnaires/thu-1/draft', { content: { ...await shipped(), minutes: 6 } })
    assert.equal((await call('post', '/questionnaires/thu-1/publication', { version: 2, comparable: true })).status, 204)
    assert.deepEqual(await versionsOf('thu-1'), [{ version: 1, state: 'published', comparable: false }, { version: 2, state: 'published', comparable: true }])
  })

  it('say what changed in a version, and are not saved over what somebody else has saved since', async () => {
    const content = await shipped()
    await call('post', '/questionnaires', { code: 'thu-2', content })
    const read = async () => questionnaireDetail.parse((await call('get', '/questionnaires/thu-2')).body).versions.at(-1)
    const [seen] = [(await read())?.savedAt]
    await new Promise((resolve) => setTimeout(resolve, 5))
    assert.equal((await call('put', '/questionnaires/thu-2/draft', { content, basedOn: seen })).status, 200)
    const late = await call('put', '/questionnaires/thu-2/draft', { content: { ...content, minutes: 9 }, basedOn: seen })
    assert.deepEqual([late.status, questionnaireDetail.parse((await call('get', '/questionnaires/thu-2')).body).content.minutes], [409, content.minutes])
    assert.equal((await call('post', '/questionnaires/thu-2/publication', { version: 1, comparable: false, note: '  Bỏ câu về chỗ ngồi  ' })).status, 204)
    assert.equal((await read())?.note, 'Bỏ câu về chỗ ngồi')
  })

  it('are copied, exported and imported again as they were', async () => {
    const exported = questionnaireContent.parse((await call('get', `/questionnaires/${SHIPPED}/versions/1`)).body)
    assert.equal((await call('post', '/questionnaires', { code: 'nhap-lai', content: exported.content })).status, 201)
    assert.equal((await call('post', '/questionnaires', { code: 'ban-sao', copyOf: SHIPPED })).status, 201)
    for (const code of ['nhap-lai', 'ban-sao']) assert.deepEqual(questionnaireDetail.parse((await call('get', `/questionnaires/${code}`)).body).content, exported.content)
    assert.equal((await call('post', '/questionnaires', { code: 'ban-sao', copyOf: SHIPPED })).status, 409)
    const broken = await call('post', '/questionnaires', { code: 'hong', content: { ...exported.content, sections: [] } })
    assert.deepEqual([broken.status, broken.body.errors[0].pointer], [422, '/content/sections'])
  })

  it('belong to a unit or to the country: seen by whoever lies below, changed by their own alone, archived and taken out again', async () => {
    assert.equal((await call('post', '/questionnaires', { code: 'cua-qa', unitCode: 'QA', copyOf: SHIPPED }, 'agency')).status, 201)
    const codes = async (who: string) => questionnaireList.parse((await call('get', '/questionnaires', undefined, who)).body).rows.filter((it) => ['cua-qa', SHIPPED].includes(it.code)).map((it) => `${it.code} ${it.mayChange}`)
    assert.deepEqual([await codes('agency'), await codes('centre'), await codes('stranger')], [['cua-qa true', `${SHIPPED} false`], ['cua-qa false', `${SHIPPED} false`], [`${SHIPPED} false`]])
    assert.equal((await call('put', '/questionnaires/cua-qa/draft', { content: await shipped() }, 'centre')).status, 403)
    assert.equal((await call('get', '/questionnaires/cua-qa', undefined, 'stranger')).status, 404)
    assert.equal((await call('post', '/questionnaires', { code: 'cua-nuoc', copyOf: SHIPPED }, 'agency')).status, 403)
    assert.equal((await call('put', '/questionnaires/cua-qa/archiving', { archived: true }, 'agency')).status, 204)
    assert.equal((await call('put', '/questionnaires/cua-qa/draft', { content: await shipped() }, 'agency')).status, 409)
    assert.equal((await call('put', '/questionnaires/cua-qa/archiving', { archived: false }, 'agency')).status, 204)
    const actions = await door.record.query<{ action: string }>("SELECT action FROM audit_log WHERE subject = 'questionnaire:cua-qa' ORDER BY id")
    assert.deepEqual(actions.map((it) => it.action), ['questionnaire.create', 'questionnaire.archive', 'questionnaire.restore'])
  })
})
