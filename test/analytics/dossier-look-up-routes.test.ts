import assert from 'node:assert/strict'
import express from 'express'
import request from 'supertest'
import { dossierLookUp, publicDossierClock } from '../../contract/dossier-clock.ts'
import { dossierLookUpRoutes, LOOK_UPS_PER_WINDOW } from '../../analytics/api/dossier-look-up-routes.ts'
import type { Dossier } from '../../contract/dossier.ts'
import { problemHandler } from '../../platform/http.ts'
import { aDossier } from '../support/events.ts'
import { openIngestRoom, type IngestRoom } from '../support/ingest-room.ts'
import { quietLogger } from '../support/stores.ts'

const NOW = Date.parse('2026-03-20T09:00:00+07:00')

describe('the clock of a dossier for whoever has its code', function () {
  let room: IngestRoom
  let caller = 0
  /** Every question from an address of its own, so that none is told to wait for another. */
  const ask = (query: Record<string, string>, address = `203.0.113.${++caller}`) => request(room.app).get('/api/v1/dossier-clock').set('X-Forwarded-For', address).query(query)
  const told = async (query: Record<string, string>) => {
    const answer = await ask(query)
    assert.equal(answer.status, 200, answer.text)
    return dossierLookUp.strict().parse(answer.body)
  }
  const code = 'H57.28-251001-0001'

  before(async () => {
    room = await openIngestRoom({ clock: () => NOW })
    await room.client.makeCentres(['LUA', 'LUB'])
    const dossiers: Dossier[] = [
      aDossier('LUA', { code, counterCode: 'LUA.Q2', dueAt: '2026-03-12T17:00:00+07:00', finishedAt: '2026-03-17T10:00:00+07:00' }),
      aDossier('LUA', { code: 'LU-2' }), aDossier('LUB', { code: 'LU-2' }), aDossier('LUA', { code: 'Đơn/số 7' }),
    ]
    assert.equal((await room.client.request('POST', '/api/v1/dossiers', { token: room.client.key, body: { dossiers } })).status, 202)
    await room.settled()
  })
  after(() => room.close())

  it('is found however the code is written', async () => {
    const written = ['h5728–251001—0001', ' h57 28 251001 0001 ', 'đơn số 7']
    const found = await Promise.all(written.map(async (it) => (await told({ code: it })).clock?.dossier.code))
    assert.deepEqual(found, [code, code, 'Đơn/số 7'])
  })

  it('tells how it stands and why, and nothing of who worked on it or whose it is', async () => {
    const { clock } = await told({ code })
    assert.deepEqual([clock?.outcome, clock?.verdict.daysFromDue, clock?.dossier.agencyName.vi], ['late', 3, 'Cơ quan LUA'])
    publicDossierClock.strict().parse(clock)
    assert.deepEqual(Object.keys(clock ?? {}).sort(), ['dossier', 'outcome', 'steps', 'stepsLeftOut', 'verdict', 'why'])
    assert.deepEqual(Object.keys(clock?.dossier ?? {}).sort(), ['agencyCode', 'agencyName', 'channel', 'code', 'procedure', 'status'])
    assert.doesNotMatch(JSON.stringify(clock), /LUA\.Q2|"centre|"counter|"states|fee|paid/)
  })

  it('asks which one is meant where two agencies write the same code', async () => {
    const { clock, choices } = await told({ code: 'lu 2' })
    assert.deepEqual([clock, choices.map((it) => `${it.agencyName.vi} ${it.code}`)], [null, ['Cơ quan LUA LU-2', 'Cơ quan LUB LU-2']])
    assert.equal((await told({ code: 'LU-2', agency: 'LUBA' })).clock?.dossier.agencyCode, 'LUBA')
  })

  it('answers alike for everything that is not there, in words that repeat nothing and not quicker than otherwise', async () => {
    const answers = []
    for (const query of [{ code: 'H57.28-251001-9999' }, { code: '---' }, { code: 'LU-2', agency: 'KHONGCO' }] as Record<string, string>[]) {
      const start = performance.now()
      const { status, body, headers } = await ask(query)
      assert.ok(performance.now() - start >= 240)
      answers.push({ status, body, store: headers['cache-control'], robots: headers['x-robots-tag'] })
    }
    assert.deepEqual([answers[0]?.status, answers[0]?.store, answers[0]?.robots], [404, 'no-store', 'noindex'])
    for (const answer of answers) assert.deepEqual(answer, answers[0])
    assert.doesNotMatch(JSON.stringify(answers), /9999/)
    assert.equal((await ask({ code })).headers['cache-control'], 'no-store')
    assert.equal((await ask({})).status, 422)
  })

  it('lets nobody walk through codes: found or not, one address is told to wait', async () => {
    const tries = await Promise.all(Array.from({ length: LOOK_UPS_PER_WINDOW + 2 }, (_, index) => ask({ code: index === 0 ? code : '---' }, '198.51.100.9')))
    const refused = tries.filter((it) => it.status === 429)
    assert.equal(refused.length, 2)
    assert.ok(Number(refused[0]?.headers['retry-after']) > 60)
    assert.equal((await ask({ code }, '198.51.100.10')).status, 200)
  })

  it('can be switched off', async () => {
    const deps = { ...room.registry, warehouse: room.warehouse, redis: room.redis, clock: () => NOW, demo: false }
    const app = express().use(dossierLookUpRoutes({ ...deps, isOpen: false })).use(problemHandler(quietLogger))
    assert.equal((await request(app).get('/api/v1/dossier-clock').query({ code })).status, 404)
    assert.equal((await request(room.app).get('/api/v1/instance')).body.dossierClock, true)
  })
})
