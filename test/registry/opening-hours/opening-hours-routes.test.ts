import assert from 'node:assert/strict'
import request from 'supertest'
import { openingHours } from '../../../contract/opening-hours.ts'
import { openFrontDoor, type FrontDoor } from '../../support/front-door.ts'

const morning = [{ from: '08:00', to: '11:00' }]
const WEEK = [morning, morning, morning, morning, morning, [], []]

describe('the routes of opening hours', function () {
  let door: FrontDoor
  let key: string
  before(async () => {
    door = await openFrontDoor({ clock: () => Date.parse('2026-11-10T09:00:00+07:00') })
    await door.importCsv('units', 'code,parentCode,kind,nameVi,validFrom\nH.C,46,centre,Trung tâm,2020-01-01\nH.B,92,centre,Trung tâm B,2020-01-01\n')
    await door.importCsv('counters', 'code,centreCode,nameVi,validFrom\nH.Q1,H.C,Quầy 1,2020-01-01\nH.Q2,H.C,Quầy 2,2020-01-01\n')
    key = await door.newKey(['registry:write'], '46')
  })
  after(() => door.close())

  const call = (method: 'get' | 'put' | 'post' | 'delete', path: string, body?: object) => {
    const asked = request(door.app)[method](`/api/v1/opening-hours/${path}`).set('Authorization', `Bearer ${key}`)
    return body ? asked.send(body) : asked
  }
  const isOpen = (code: string, time: string) => door.registry.openingHours.isOpenAt(code, Date.parse(`${time}+07:00`))

  it('answer the rule for all where nothing is entered, and the centre’s week for a counter', async () => {
    const empty = openingHours.parse((await call('get', 'H.C').expect(200)).body)
    assert.deepEqual([empty.kind, empty.source, empty.week[0]?.length, empty.stretches], ['centre', 'rule', 2, []])
    await call('put', 'H.C', { stretches: [{ validFrom: '2026-11-01', validTo: null, week: WEEK }] }).expect(200)
    const counter = openingHours.parse((await call('get', 'H.Q1').expect(200)).body)
    assert.deepEqual([counter.kind, counter.centreCode, counter.source, counter.week, counter.inherited], ['counter', 'H.C', 'centre', WEEK, WEEK])
    assert.deepEqual([isOpen('H.Q1', '2026-11-10T15:00'), isOpen('H.Q1', '2026-10-30T15:00')], [false, true])
  })

  it('put one state in place of the other, so that the former can be put back', async () => {
    const before = (await call('get', 'H.Q2').expect(200)).body.stretches
    await call('put', 'H.Q2', { stretches: [{ validFrom: '2026-11-01', validTo: null, week: [[], [], [], [], [], [], []] }] }).expect(200)
    assert.equal(isOpen('H.Q2', '2026-11-10T09:00'), false)
    await call('put', 'H.Q2', { stretches: before }).expect(200)
    assert.equal(isOpen('H.Q2', '2026-11-10T09:00'), true)
  })

  it('take a day that is different, replace it, and take it back', async () => {
    const { id } = (await call('post', 'H.C/exceptions', { day: '2026-11-11', spans: [], reason: 'Mất điện' }).expect(201)).body
    assert.equal(isOpen('H.Q1', '2026-11-11T09:00'), false)
    const again = await call('post', 'H.C/exceptions', { day: '2026-11-11', spans: [{ from: '13:00', to: '15:00' }], reason: 'Mất điện buổi sáng' }).expect(201)
    assert.deepEqual([again.body.id, isOpen('H.Q1', '2026-11-11T14:00')], [id, true])
    await call('delete', `H.Q1/exceptions/${id}`).expect(404)
    await call('delete', `H.C/exceptions/${id}`).expect(204)
    assert.equal(isOpen('H.Q1', '2026-11-11T09:00'), true)
  })

  it('name the field and the rule that is broken, and keep to the caller’s unit', async () => {
    const pointerOf = async (body: object) => (await call('put', 'H.C', body).expect(422)).body.errors[0]
    assert.equal((await pointerOf({ stretches: [{ validFrom: '2026-11-01', validTo: null, week: [[{ from: '9h', to: '11:00' }], [], [], [], [], [], []] }] })).pointer, '/stretches/0/week/0/0/from')
    assert.equal((await pointerOf({ stretches: [{ validFrom: '2026-11-01', validTo: null, week: [[{ from: '11:00', to: '08:00' }], [], [], [], [], [], []] }] })).rule, 'from is before to')
    assert.equal((await pointerOf({ stretches: [{ validFrom: '2026-11-01', validTo: null, week: null }, { validFrom: '2026-12-01', validTo: null, week: null }] })).rule, 'stretches stand in order and do not overlap')
    await call('get', 'NOWHERE').expect(404)
    await call('get', '46').expect(404)
    await call('put', 'H.B', { stretches: [] }).expect(403)
  })
})
