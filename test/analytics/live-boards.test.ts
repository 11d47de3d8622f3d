import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { createGuard } from '../../access/guard.ts'
import { liveRoutes, STREAMS_PER_PERSON } from '../../analytics/api/live-routes.ts'
import { createLiveBoards } from '../../analytics/live/live-boards.ts'
import { liveCentre, type LiveCentre } from '../../contract/live.ts'
import { systemClock } from '../../platform/clock.ts'
import { problemHandler } from '../../platform/http.ts'
import type { Role } from '../../contract/role.ts'
import { until } from '../support/client.ts'
import { aDossier, aRating } from '../support/events.ts'
import { testService, type TestService } from '../support/service.ts'
import { quietLogger } from '../support/stores.ts'

/** What a browser would be given: the events of a stream as they come, and the raw text. */
async function openStream(url: string, cookie: string) {
  const leave = new AbortController()
  const response = await fetch(url, { headers: { accept: 'text/event-stream', cookie }, signal: leave.signal })
  const seen = { response, text: '', ended: false, states: [] as LiveCentre[], leave: () => leave.abort() }
  void (async () => {
    const decoder = new TextDecoder()
    let rest = ''
    for await (const chunk of response.body ?? []) {
      const text = decoder.decode(chunk as Uint8Array, { stream: true })
      seen.text += text
      const blocks = (rest + text).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) if (block.startsWith('event: live\n')) seen.states.push(liveCentre.parse(JSON.parse(block.slice('event: live\ndata: '.length))))
    }
    seen.ended = true
  })().catch(() => { seen.ended = true })
  return seen
}

describe('the live board of a centre', function () {
  let service: TestService
  const readings = { count: 0 }
  let base = ''
  let close: () => void
  let boards: ReturnType<typeof createLiveBoards>
  let director = ''

  const cookieOf = async (role: Role, unitCode: string | null) => {
    const id = randomUUID()
    await service.record.query("INSERT INTO account (id, email, password_hash, name, role, unit_code) VALUES ($1, $2, 'none', $3, $4, $5)", [id, `${id}@example.vn`, role, role, unitCode])
    return `session=${await service.access.sessions.open(id)}`
  }
  const rate = async (counter: string, scores: readonly number[]) => {
    const answer = await service.client.sendRatings(scores.map((score, at) => aRating(counter, { score, occurredAt: new Date(Date.now() - 1_000 + at).toISOString() })))
    assert.equal(answer.status, 202)
  }

  before(async () => {
    service = await testService()
    await service.client.makeCentres(['LIV', 'LIW'])
    const { warehouse } = service
    const counting = { ...warehouse, select: ((query, params) => { if (query.name === 'live-counts') readings.count += 1; return warehouse.select(query, params) }) as typeof warehouse.select }
    boards = createLiveBoards({ warehouse: counting, record: service.record, places: service.registry.places, clock: systemClock, logger: quietLogger, pollMs: 50 })
    const app = express()
    app.use(service.access.identify, createGuard({ tree: service.registry.places }))
    app.use(liveRoutes({ boards, places: service.registry.places, identifyAgain: service.access.identifyAgain, beatMs: 200 }), problemHandler(quietLogger))
    const server = app.listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/centres`
    close = () => { server.close(); server.closeAllConnections() }
    director = await cookieOf('director', 'LIV')
  })
  after(() => { boards.close(); close() })

  it('tells counts at once and a counter’s score only in steps of ten ratings', async () => {
    const stream = await openStream(`${base}/LIV/live`, director)
    const latest = () => stream.states.at(-1)
    const q1 = () => latest()?.counters.find((it) => it.code === 'LIV.Q1')
    await until(async () => latest()?.ratings === 0 && q1()?.name.vi === 'Quầy 1')
    await rate('LIV.Q1', [5, 5, 5, 5, 5, 5, 5, 5, 5])
    await until(async () => q1()?.ratings === 9)
    assert.equal(q1()?.score, null)
    await rate('LIV.Q1', [1])
    await until(async () => q1()?.score)
    assert.deepEqual([q1()?.ratings, q1()?.score?.ratings, q1()?.score?.satisfied], [10, 10, 9])
    assert.ok((q1()?.score?.lower ?? 1) < 0.9 && (q1()?.score?.upper ?? 0) > 0.9)
    await rate('LIV.Q1', [1, 1, 1])
    await until(async () => q1()?.ratings === 13)
    assert.deepEqual([q1()?.score?.ratings, q1()?.score?.satisfied], [10, 9])
    const now = new Date().toISOString()
    const dossiers = [aDossier('LIV', { receivedAt: now, dueAt: now, finishedAt: now, updatedAt: now, supplements: [] }), aDossier('LIV', { receivedAt: now, dueAt: null, finishedAt: null, status: 2, updatedAt: now, supplements: [] })]
    await service.client.request('POST', '/api/v1/dossiers', { token: service.client.key, body: { dossiers } })
    await until(async () => latest()?.received === 2 && latest()?.returned === 1)
    stream.leave()
  })

  it('shows every process the same score, though a rating that comes late would exchange one of the ten', async () => {
    await rate('LIV.Q2', [1, 1, 1, 1, 1, 5, 5, 5, 5, 5])
    const q2 = async (of: typeof boards) => (await of.read('LIV')).counters.find((it) => it.code === 'LIV.Q2')
    await until(async () => (await q2(boards))?.score)
    await service.client.sendRatings([aRating('LIV.Q2', { score: 1, occurredAt: new Date(Date.now() - 60_000).toISOString() })])
    await until(async () => (await q2(boards))?.ratings === 11)
    const other = createLiveBoards({ ...service, places: service.registry.places, clock: systemClock, logger: quietLogger })
    assert.deepEqual([(await q2(other))?.score?.satisfied, (await q2(boards))?.score?.satisfied], [5, 5])
  })

  it('reads the warehouse once for all who watch, and not at all when nobody does', async () => {
    const streams = await Promise.all([1, 2, 3].map(() => openStream(`${base}/LIV/live`, director)))
    await until(async () => streams.every((it) => it.states.length > 0))
    readings.count = 0
    const began = performance.now()
    await until(async () => readings.count >= 4)
    assert.ok(readings.count <= (performance.now() - began) / 50 + 1, `${readings.count} readings`)
    for (const it of streams) it.leave()
    await new Promise((resolve) => setTimeout(resolve, 150))
    readings.count = 0
    await new Promise((resolve) => setTimeout(resolve, 200))
    assert.equal(readings.count, 0)
  })

  it('keeps no state of a centre whose last watcher left in the middle of a reading', async () => {
    const { warehouse } = service
    let [isHeld, waiting, goOn] = [false, false, () => {}]
    const held = { ...warehouse, select: (async (query, params) => {
      if (isHeld && query.name === 'live-counts') await new Promise<void>((resolve) => { [waiting, goOn] = [true, resolve] })
      return await warehouse.select(query, params)
    }) as typeof warehouse.select }
    const own = createLiveBoards({ warehouse: held, record: service.record, places: service.registry.places, clock: systemClock, logger: quietLogger, pollMs: 10 })
    const leave = await own.watch('LIW', { onState: () => {}, onEnd: () => {} })
    isHeld = true
    await until(async () => waiting)
    leave()
    isHeld = false
    goOn()
    await new Promise((resolve) => setTimeout(resolve, 100))
    assert.equal(own.latest('LIW'), undefined)
  })

  it('cannot be collected or compressed on the way, and beats while nothing happens', async () => {
    const stream = await openStream(`${base}/LIV/live`, director)
    assert.deepEqual([stream.response.headers.get('content-type'), stream.response.headers.get('cache-control'), stream.response.headers.get('x-accel-buffering')],
      ['text/event-stream; charset=utf-8', 'no-store, no-transform', 'no'])
    await until(async () => stream.text.includes('\n: alive\n\n'))
    assert.match(stream.text, /^retry: \d+\n\n/)
    stream.leave()
    const through = await openStream(`${service.url}/api/v1/centres/LIV/live`, director)
    assert.equal(through.response.headers.get('content-encoding'), null)
    await until(async () => through.states.length > 0)
    through.leave()
  })

  it('ends when the session ends, and says that coming again is of no use', async () => {
    const cookie = await cookieOf('director', 'LIV')
    const stream = await openStream(`${base}/LIV/live`, cookie)
    await until(async () => stream.states.length > 0)
    await service.access.sessions.end(cookie.slice('session='.length))
    await until(async () => stream.ended)
    assert.match(stream.text, /event: end\ndata: \{"reason":"signed-out"\}\n\n$/)
  })

  it(`lets one person watch ${STREAMS_PER_PERSON} times at once, and then asks for patience`, async () => {
    const cookie = await cookieOf('director', 'LIV')
    const streams = await Promise.all(Array.from({ length: STREAMS_PER_PERSON }, () => openStream(`${base}/LIV/live`, cookie)))
    const refused = await openStream(`${base}/LIV/live`, cookie)
    assert.equal(refused.response.status, 429)
    assert.ok(Number(refused.response.headers.get('retry-after')) > 0)
    streams[0]?.leave()
    await until(async () => {
      const again = await openStream(`${base}/LIV/live`, cookie)
      again.leave()
      return again.response.status === 200
    })
    for (const it of streams) it.leave()
  })

  it('answers once to whoever cannot listen, and only for a centre of the own unit', async () => {
    const ask = async (centre: string) => await fetch(`${base}/${centre}/live`, { headers: { cookie: director } })
    const own = await ask('LIV')
    assert.equal(liveCentre.parse(await own.json()).centre, 'LIV')
    assert.deepEqual([(await ask('LIW')).status, (await ask('LIVA')).status, (await ask('khong-co')).status], [403, 404, 404])
    const official = await fetch(`${base}/LIV/live`, { headers: { cookie: await cookieOf('official', 'LIV') } })
    assert.equal(official.status, 403)
  })

  it('closes all streams at once when the service stops', async () => {
    const stream = await openStream(`${base}/LIV/live`, director)
    await until(async () => stream.states.length > 0)
    boards.close()
    await until(async () => stream.ended, 1_000)
    assert.equal((await openStream(`${base}/LIV/live`, director)).response.status, 503)
  })
})
