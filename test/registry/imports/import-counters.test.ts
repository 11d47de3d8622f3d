import assert from 'node:assert/strict'
import request from 'supertest'
import { openFrontDoor, type FrontDoor } from '../../support/front-door.ts'

const HEADER = 'code,centreCode,nameVi,nameEn,validFrom,validTo\n'

describe('importing counters', function () {
  let door: FrontDoor
  before(async () => {
    door = await openFrontDoor()
    await door.importCsv('units', [
      'code,parentCode,kind,nameVi,nameEn,validFrom,validTo', 'A,46,agency,Cơ quan,Agency,2020-01-01,',
      'A.C1,A,centre,Trung tâm Huế,Hue centre,2020-01-01,', 'B.C1,92,centre,Trung tâm Cần Thơ,Can Tho centre,2020-01-01,', '',
    ].join('\n'))
  })
  after(() => door.close())

  const importCounters = async (rows: string[], more = {}) => (await door.importCsv('counters', HEADER + rows.join('\n'), more)).body

  it('lets ingest find them at once', async () => {
    assert.equal((await importCounters(['A.Q1,A.C1,Quầy 1,Counter 1,2020-01-01,'])).accepted, 1)
    assert.deepEqual(door.registry.places.counterAt('A.Q1', Date.now()), { counterCode: 'A.Q1', centreCode: 'A.C1' })
  })

  it('keeps the history of a counter that moves to another centre', async () => {
    await importCounters(['M.Q1,A.C1,Quầy,Counter,2020-01-01,'])
    await importCounters(['M.Q1,B.C1,Quầy,Counter,2024-05-01,'])
    const centreAt = (day: string) => door.registry.places.counterAt('M.Q1', Date.parse(`${day}T03:00:00Z`))?.centreCode
    assert.deepEqual([centreAt('2024-04-30'), centreAt('2024-05-01')], ['A.C1', 'B.C1'])
  })

  it('refuses centres that are none, codes of units, and what lies outside the key\'s unit', async () => {
    const rules = (status: { problems: { column: string; rule: string }[] }) => status.problems.map((it) => `${it.column}: ${it.rule}`)
    assert.deepEqual(rules(await importCounters(['X1,NOWHERE,Quầy,Counter,2020-01-01,', 'X2,A,Quầy,Counter,2020-01-01,', 'A,A.C1,Quầy,Counter,2020-01-01,'])), [
      'centreCode: a known unit of the kind centre', 'centreCode: a unit of the kind centre; this is of the kind agency', 'code: a code that no unit has',
    ])
    await importCounters(['B.Q1,B.C1,Quầy,Counter,2020-01-01,'])
    const key = await door.newKey(['registry:write'], '46')
    assert.deepEqual(rules(await importCounters(['Y1,B.C1,Quầy,Counter,2020-01-01,', 'B.Q1,A.C1,Quầy,Counter,2021-01-01,', 'Y2,A.C1,Quầy,Counter,2020-01-01,'], { key })), [
      'centreCode: within 46, where this key or account may write', 'centreCode: within 46, where this key or account may write',
    ])
  })

  it('takes forty thousand of them while other requests are still answered', async () => {
    const rows = Array.from({ length: 40_000 }, (_, i) => `K.Q${i},A.C1,Quầy ${i},Counter ${i},2020-01-01,`)
    const [status, slowest] = await Promise.all([importCounters(rows), (async () => {
      let slowestMs = 0
      for (let asked = 0; asked < 20; asked += 1) {
        const start = performance.now()
        await request(door.app).get('/api/v1/units/46').expect(200)
        slowestMs = Math.max(slowestMs, performance.now() - start)
      }
      return slowestMs
    })()])
    assert.equal(status.accepted, 40_000)
    assert.ok(slowest < 15_000, `a request waited ${Math.round(slowest)} ms`)
  })
})
