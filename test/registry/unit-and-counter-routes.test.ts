import assert from 'node:assert/strict'
import request from 'supertest'
import { counterPage, unitPage } from '../../contract/unit.ts'
import { openFrontDoor, type FrontDoor } from '../support/front-door.ts'

describe('the lists of units and counters', function () {
  let door: FrontDoor
  before(async () => {
    door = await openFrontDoor()
    await door.importCsv('units', [
      'code,parentCode,kind,nameVi,nameEn,validFrom,validTo', 'G,46,agency,Sở Xây dựng,Construction,2020-01-01,', 'G.C,G,centre,Trung tâm Huế,Hue centre,2020-01-01,',
      'OLD,46,agency,Đã giải thể,Dissolved,2020-01-01,2021-01-01', 'H.C,92,centre,Trung tâm Cần Thơ,Can Tho centre,2020-01-01,', '',
    ].join('\n'))
    await door.importCsv('counters', 'code,centreCode,nameVi,validFrom\nG.Q1,G.C,Quầy 1,2020-01-01\nG.Q2,G.C,Quầy 2,2020-01-01\nH.Q1,H.C,Quầy 1,2020-01-01\n')
  })
  after(() => door.close())

  const unitsOf = async (query: Record<string, string | string[]>) => {
    const answer = await request(door.app).get('/api/v1/units').query(query).expect(200)
    return unitPage.parse(answer.body).rows.map((it) => it.code)
  }

  it('show the public the units of today, by kind, by whatever they lie in, by code', async () => {
    assert.equal((await unitsOf({ kind: 'province' })).length, 34)
    assert.deepEqual(await unitsOf({ parent: '46' }), ['46', 'G', 'G.C'])
    assert.deepEqual(await unitsOf({ parent: 'VN', kind: 'centre' }), ['G.C', 'H.C'])
    assert.deepEqual(await unitsOf({ code: ['G', 'H.C'] }), ['G', 'H.C'])
  })

  it('find names as people type them', async () => {
    assert.deepEqual(await unitsOf({ query: 'trung tam hue' }), ['G.C'])
    assert.deepEqual(await unitsOf({ query: 'Đà nẵng' }), ['48'])
    assert.deepEqual(await unitsOf({ query: 'da nang' }), ['48'])
  })

  it('are paged by a cursor that leads through all of them once', async () => {
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const answer = await request(door.app).get('/api/v1/units').query({ limit: '10', ...(cursor ? { cursor } : {}) }).expect(200)
      const page = unitPage.parse(answer.body)
      seen.push(...page.rows.map((it) => it.code))
      cursor = page.cursor
    }
    assert.equal(seen.length, 38)
    assert.equal(new Set(seen).size, 38)
    await request(door.app).get('/api/v1/units').query({ cursor: '%%%' }).expect(422)
    assert.equal((await request(door.app).get('/api/v1/units').query({ colour: 'red' }).expect(422)).body.errors[0].rule, 'known field')
  })

  it('show one unit with its path, the country first', async () => {
    const answer = await request(door.app).get('/api/v1/units/G.C').expect(200)
    assert.deepEqual(answer.body.ancestors.map((it: { code: string }) => it.code), ['VN', '46', 'G'])
    await request(door.app).get('/api/v1/units/NOWHERE').expect(404)
  })

  it('show counters to those who may read results, each their own', async () => {
    const countersOf = (key: string, centre?: string) => request(door.app).get('/api/v1/counters').query(centre ? { centre } : {}).set('Authorization', `Bearer ${key}`)
    await request(door.app).get('/api/v1/counters').expect(401)
    const all = counterPage.parse((await countersOf(await door.newKey(['results:read'])).expect(200)).body)
    assert.deepEqual(all.rows.map((it) => it.code), ['G.Q1', 'G.Q2', 'H.Q1'])
    const own = await door.newKey(['results:read'], '46')
    assert.deepEqual((await countersOf(own).expect(200)).body.rows.map((it: { code: string }) => it.code), ['G.Q1', 'G.Q2'])
    await countersOf(own, 'H.C').expect(403)
  })
})
