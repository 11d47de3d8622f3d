import assert from 'node:assert/strict'
import { until } from '../support/client.ts'
import { aDossier, aRating } from '../support/events.ts'
import { testService } from '../support/service.ts'

const OCTOBER = { period: '2026-10', level: 'counter' }

describe('the way of a rating', () => {
  before(async () => { await (await testService()).client.makeCentres(['WAY1', 'WAY2', 'WAY3', 'WAY4', 'WAY5']) })

  it('leads from an acknowledged request to the counter’s index within 5 s', async () => {
    const { client } = await testService()
    const [centre, counters] = ['WAY1', ['WAY1.Q1', 'WAY1.Q2']]
    const sent = [...Array.from({ length: 9 }, () => aRating(counters[0] ?? '')), aRating(counters[0] ?? '', { score: 2 })]
    const answer = await client.sendRatings(sent)
    assert.equal(answer.status, 202)
    assert.deepEqual(answer.json, { accepted: sent.map((it) => it.id), rejected: [] })
    const row = await until(async () => (await client.values('counter-satisfaction', { ...OCTOBER, parent: centre }))[0])
    assert.equal(row.unit, counters[0])
    assert.deepEqual([row.numerator, row.denominator, row.value], [9, 10, 0.9])
    assert.deepEqual(row.unitName, { vi: 'Quầy 1', en: 'Counter 1' })
  })

  it('counts a rating once, however often and in whatever company it is delivered; the first content counts', async () => {
    const { client } = await testService()
    const [centre, counters] = ['WAY2', ['WAY2.Q1', 'WAY2.Q2']]
    const all = Array.from({ length: 600 }, (_, i) => aRating(counters[i % 2] ?? '', { score: 1 + (i % 5) }))
    for (const size of [500, 137, 250]) {
      for (let at = 0; at < all.length; at += size) assert.equal((await client.sendRatings(all.slice(at, at + size))).status, 202)
    }
    await client.sendRatings(all.slice(0, 100).map((it) => ({ ...it, score: 5 })))
    const total = async () => await client.values('counter-satisfaction', { period: '2026-10', level: 'centre', parent: centre })
    await until(async () => (await total())[0]?.sampleSize === 600)
    // A late duplicate would show after the next recomputation: look again when one more rating has been counted.
    await client.sendRatings([aRating(counters[0] ?? '', { score: 1 })])
    const row = await until(async () => {
      const [found] = await total()
      return (found?.sampleSize ?? 0) > 600 && found
    })
    assert.deepEqual([row.numerator, row.sampleSize], [all.filter((it) => it.score >= 4).length, 601])
  })

  it('lets the newest state of a dossier win in any order of arrival', async () => {
    const { client } = await testService()
    const centre = 'WAY3'
    const first = Array.from({ length: 10 }, () => aDossier(centre, { status: 4, finishedAt: null, updatedAt: '2026-03-03T08:00:00+07:00' }))
    const last = first.map((it) => ({ ...it, status: 9, finishedAt: '2026-03-06T10:00:00+07:00', dueAt: '2026-03-20T17:00:00+07:00', updatedAt: '2026-03-06T10:00:00+07:00' }))
    for (const dossiers of [last, first]) {
      assert.equal((await client.request('POST', '/api/v1/dossiers', { token: client.key, body: { dossiers } })).status, 202)
    }
    const days = async () => (await client.values('on-time-due', { period: '2026-03', level: 'centre', parent: centre, bucket: 'day' })).map((it) => `${it.period} ${it.numerator}/${it.denominator}`)
    assert.deepEqual(await until(async () => (await days()).length > 0 && (await days())), ['2026-03-20 10/10'])
    // The old states were sent before this dossier, and have been recomputed with it.
    assert.equal((await client.request('POST', '/api/v1/dossiers', { token: client.key, body: { dossiers: [aDossier(centre, { dueAt: '2026-03-30T17:00:00+07:00' })] } })).status, 202)
    assert.deepEqual(await until(async () => (await days()).length > 1 && (await days())), ['2026-03-20 10/10', '2026-03-30 1/1'])
  })

  it('moves a dossier from its old due day to its new one', async () => {
    const { client } = await testService()
    const centre = 'WAY4'
    const dossiers = Array.from({ length: 12 }, () => aDossier(centre))
    const post = (items: unknown[]) => client.request('POST', '/api/v1/dossiers', { token: client.key, body: { dossiers: items } })
    const days = async () => (await client.values('on-time-due', { period: '2026-03', level: 'centre', parent: centre, bucket: 'day' })).map((it) => [it.period, it.denominator])
    await post(dossiers)
    await until(async () => JSON.stringify(await days()) === '[["2026-03-09",12]]')
    await post(dossiers.slice(0, 5).map((it) => ({ ...it, dueAt: '2026-03-16T17:00:00+07:00', updatedAt: '2026-03-07T10:00:00+07:00' })))
    await until(async () => JSON.stringify(await days()) === '[["2026-03-09",7],["2026-03-16",5]]')
  })

  it('copies procedure and channel from the rated dossier and keeps no trace of its code', async () => {
    const { client } = await testService()
    const [centre, counters] = ['WAY5', ['WAY5.Q1', 'WAY5.Q2']]
    const dossier = aDossier(centre, { channel: 'online', procedureCode: '2.000815' })
    await client.request('POST', '/api/v1/dossiers', { token: client.key, body: { dossiers: [dossier] } })
    await until(async () => (await client.values('online-submission', { period: '2026-03', level: 'centre', parent: centre }))[0])
    await client.sendRatings(Array.from({ length: 11 }, () => aRating(counters[0] ?? '', { dossierCode: dossier.code })))
    const row = await until(async () => (await client.values('counter-satisfaction', { period: '2026-10', level: 'procedure', parent: centre, segment: 'channel' }))[0])
    assert.deepEqual([row.unit, row.segment, row.sampleSize], ['2.000815', 'online', 11])
  })
})
