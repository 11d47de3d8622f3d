import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { createKeptAnswers } from '../../../analytics/values/kept-answers.ts'
import { createFigureStamps } from '../../../platform/warehouse/figure-stamps.ts'
import { until } from '../../support/client.ts'
import { aRating } from '../../support/events.ts'
import { testService } from '../../support/service.ts'
import { sharedRedis } from '../../support/stores.ts'

const PATH = '/api/v1/values?period=2026-05&level=centre&parent=KEP1&indicators=counter-satisfaction,overdue-backlog'

describe('answers that are kept', () => {
  const ask = async (path = PATH, headers: Record<string, string> = {}) => {
    const { url } = await testService()
    // As a browser asks again; without that, fetch asks for an answer that nobody has kept.
    const response = await fetch(url + path, { headers: { 'cache-control': 'max-age=0', ...headers } })
    return { status: response.status, etag: response.headers.get('etag') ?? '', text: await response.text() }
  }
  const send = async (count: number) => {
    const { client } = await testService()
    await client.sendRatings(Array.from({ length: count }, () => aRating('KEP1.Q1', { occurredAt: '2026-05-12T03:00:00Z' })))
  }
  const sampleSize = (text: string) => JSON.parse(text).values[0].rows[0]?.sampleSize

  before(async function () {
    const { client } = await testService()
    await client.makeCentres(['KEP1'])
    await send(12)
    await until(async () => sampleSize((await ask()).text) === 12)
  })

  it('tell several indicators at once, each as its own address tells it', async () => {
    const { client } = await testService()
    const [one] = await client.values('counter-satisfaction', { period: '2026-05', level: 'centre', parent: 'KEP1' })
    const { values, notCounted } = JSON.parse((await ask()).text)
    assert.deepEqual(values.map((it: { indicator: string }) => it.indicator), ['counter-satisfaction', 'overdue-backlog'])
    assert.deepEqual({ ...values[0].rows[0], computedAt: '' }, { ...one, computedAt: '' })
    assert.deepEqual(notCounted, [])
  })

  it('say which indicators cannot be counted for such days, and why', async () => {
    const { values, notCounted } = JSON.parse((await ask('/api/v1/values?from=2026-05-03&to=2026-05-09&level=centre&parent=KEP1&indicators=counter-satisfaction,overdue-backlog')).text)
    assert.deepEqual(values.map((it: { indicator: string }) => it.indicator), ['counter-satisfaction'])
    assert.deepEqual(notCounted, [{ indicator: 'overdue-backlog', parameter: 'period', rule: 'overdue-backlog is counted by whole months' }])
  })

  it('refuse an indicator that there is not, by its name', async () => {
    const { status, text } = await ask('/api/v1/values?period=2026-05&level=country&indicators=counter-satisfaction,happiness')
    assert.equal(status, 422)
    assert.match(JSON.parse(text).errors[0].rule, /"happiness" is none/)
  })

  it('are the same for the next who asks, and 304 for who has them', async () => {
    const [first, second] = [await ask(), await ask()]
    assert.equal(second.text, first.text, 'computedAt included: it was not computed again')
    assert.deepEqual(await ask(PATH, { 'if-none-match': first.etag }), { status: 304, etag: first.etag, text: '' })
  })

  it('give way as soon as another rating counts', async () => {
    const before = await ask()
    await send(3)
    await until(async () => sampleSize((await ask()).text) === 15)
    assert.notEqual((await ask(PATH, { 'if-none-match': before.etag })).status, 304)
  })
})

describe('stamps of figures', () => {
  const may = { from: '2026-05-01', to: '2026-06-01' }
  const [quarter, june] = [{ from: '2026-04-01', to: '2026-07-01' }, { from: '2026-06-01', to: '2026-07-01' }]

  it('change for the months that days lie in, and for no other', async () => {
    const stamps = createFigureStamps(await sharedRedis())
    const before = await Promise.all([may, quarter, june].map(stamps.of))
    await stamps.touch(['2026-05-31', '2026-05-02'])
    const after = await Promise.all([may, quarter, june].map(stamps.of))
    assert.deepEqual(after.map((it, index) => it !== before[index]), [true, true, false])
    await stamps.touch(null)
    assert.notEqual(await stamps.of(june), after[2])
  })

  it('of a month are not those of the next, which changes all the time', async () => {
    const stamps = createFigureStamps(await sharedRedis())
    const before = await stamps.of(may)
    await stamps.touch(['2026-06-01'])
    assert.deepEqual([await stamps.of(may), await stamps.of({ from: '2026-05-01', to: '2026-06-02' }) === before], [before, false])
  })

  it('are seen by another process within a second', async () => {
    const redis = await sharedRedis()
    let now = 0
    const [one, other] = [createFigureStamps(redis), createFigureStamps(redis, () => now)]
    const before = await other.of(may)
    await one.touch(['2026-05-20'])
    now += 1_000
    assert.notEqual(await other.of(may), before)
  })
})

describe('answers under pressure', () => {
  /** A service of its own whose figures are made when the test says so, and in a state that it says. */
  const open = async () => {
    const at = { state: 'a' }
    const waiting: (() => void)[] = []
    const answers = createKeptAnswers({ figureState: { of: async () => at.state } })
    const app = express().get('/:question', async (request, response) => {
      const { state } = at
      await answers.send(request, response, {
        days: { from: '2026-05-01', to: '2026-06-01' }, period: undefined, seesAll: request.query['all'] === '1',
        make: async () => {
          if (request.query['waits'] === '1') await new Promise<void>((resolve) => waiting.push(resolve))
          return { state }
        },
      })
    })
    const server = app.listen(0)
    const { port } = server.address() as AddressInfo
    const ask = async (path: string): Promise<string> => (await (await fetch(`http://127.0.0.1:${port}${path}`)).json() as { state: string }).state
    return { at, ask, waiting, close: () => server.close() }
  }

  it('are made anew while the warehouse keeps pace, and are the last ones for the public where it does not', async () => {
    const { at, ask, waiting, close } = await open()
    assert.deepEqual([await ask('/one'), await ask('/one?all=1')], ['a', 'a'])
    at.state = 'b'
    assert.equal(await ask('/one'), 'b')
    const others = Array.from({ length: 12 }, (_, index) => ask(`/other-${index}?waits=1`))
    await until(async () => waiting.length === 12)
    at.state = 'c'
    assert.deepEqual([await ask('/one'), await ask('/one?all=1'), await ask('/two')], ['b', 'c', 'c'])
    waiting.forEach((it) => it())
    await Promise.all(others)
    assert.equal(await ask('/one'), 'c')
    close()
  })
})
