import assert from 'node:assert/strict'
import { until } from '../support/client.ts'
import { aRating } from '../support/events.ts'
import { testService } from '../support/service.ts'

describe('who may see figures', () => {
  const ask = async (query: Record<string, string>, token?: string, indicator = 'counter-satisfaction') => {
    const { client } = await testService()
    return client.request('GET', `/api/v1/indicators/${indicator}/values?${new URLSearchParams(query).toString()}`, { token })
  }
  before(async () => {
    const { client } = await testService()
    await client.makeCentres(['RIG1', 'RIG2'])
    await client.sendRatings([...Array.from({ length: 12 }, (_, i) => aRating('RIG1.Q1', { procedureCode: i < 10 ? '1.000001' : '1.000002' })), aRating('RIG1.Q2', { procedureCode: '1.000001' }), ...Array.from({ length: 7 }, () => aRating('RIG2.Q1'))])
    await until(async () => (await client.values('counter-satisfaction', { period: '2026-10', level: 'centre', parent: 'RIG2' }))[0]?.sampleSize === 7)
  })

  it('lets the public see a centre, but no counter', async () => {
    const centre = await ask({ period: '2026-10', level: 'centre', parent: 'RIG1' })
    assert.deepEqual([centre.json.rows[0].value, centre.json.rows[0].sampleSize], [1, 13])
    assert.equal((await ask({ period: '2026-10', level: 'counter', parent: 'RIG1' })).status, 401)
  })

  it('hides counts under 10 from the public and gives the reason', async () => {
    const { rows: [row] } = (await ask({ period: '2026-10', level: 'centre', parent: 'RIG2' })).json
    assert.deepEqual([row.value, row.numerator, row.denominator, row.sampleSize, row.reason], [null, null, null, null, 'sample-too-small'])
  })

  it('shows those who answer for them the counts, but no value under 10', async () => {
    const { client } = await testService()
    const { rows: [row] } = (await ask({ period: '2026-10', level: 'counter', parent: 'RIG2' }, client.key)).json
    assert.deepEqual([row.value, row.numerator, row.sampleSize, row.reason], [null, 7, 7, 'sample-too-small'])
  })

  it('keeps a key to its own unit', async () => {
    const { client } = await testService()
    const key = await client.newKey(['results:read'], 'RIG1')
    assert.equal((await ask({ period: '2026-10', level: 'counter', parent: 'RIG1' }, key)).status, 200)
    assert.equal((await ask({ period: '2026-10', level: 'counter', parent: 'RIG2' }, key)).status, 403)
    assert.equal((await ask({ period: '2026-10', level: 'counter' }, key)).status, 403)
  })

  it('counts what was done at one counter, by procedure, for those it belongs to', async () => {
    const { client } = await testService()
    const key = await client.newKey(['results:read'], 'RIG1')
    const ofCounter = { period: '2026-10', level: 'procedure', parent: 'RIG1.Q1' }
    const { rows } = (await ask(ofCounter, key)).json
    assert.deepEqual(rows.map((it: { unit: string; sampleSize: number; value: number | null }) => [it.unit, it.sampleSize, it.value]), [['1.000001', 10, 1], ['1.000002', 2, null]])
    assert.deepEqual([(await ask({ ...ofCounter, parent: 'RIG2.Q1' }, key)).status, (await ask(ofCounter)).status], [403, 401])
    assert.equal((await ask({ ...ofCounter, level: 'centre' }, key)).json.errors[0].pointer, '/level')
  })

  it('says which part of a question it does not understand', async () => {
    for (const [query, pointer, indicator = 'counter-satisfaction'] of [
      [{ period: '2026-13', level: 'centre' }, '/period'], [{ level: 'centre' }, '/period'], [{ from: '2026-02-01', to: '2026-02-01', level: 'centre' }, '/to'],
      [{ period: '2026-10', level: 'galaxy' }, '/level'], [{ period: '2026-10', level: 'official' }, '/level', 'on-time-due'], [{ period: '2026-10', level: 'centre', colour: 'red' }, '/colour'],
    ] as [Record<string, string>, string, string?][]) {
      const answer = await ask(query, undefined, indicator)
      assert.equal(answer.status, 422)
      assert.equal(answer.json.errors[0].pointer, pointer)
    }
  })
})
