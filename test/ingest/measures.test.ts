import assert from 'node:assert/strict'
import { until } from '../support/client.ts'
import { testService } from '../support/service.ts'

const aMeasure = (over: Record<string, unknown> = {}) =>
  ({ unitCode: 'MEA', period: '2026-08', metric: 'PUBLISH_ON_TIME', numerator: 87, denominator: 89, source: 'national-portal', reportedAt: '2026-09-02T00:00:00Z', ...over })

describe('reported measures', () => {
  const send = async (measures: unknown[], token?: string) => {
    const { client } = await testService()
    return await client.request('POST', '/api/v1/measures', { token: token ?? client.key, body: { measures } })
  }
  const read = async (period = '2026-08') => {
    const { client } = await testService()
    return (await client.request('GET', `/api/v1/measures?unit=MEA&period=${period}`, { token: client.key })).json.rows as { metric: string; numerator: number | null; value: number | null }[]
  }
  before(async () => {
    const { client } = await testService()
    await client.makeCentres(['MEA', 'MEB'])
  })

  it('are stored once however often they come, and the newest report of a source stands in any order of arrival', async () => {
    for (const [numerator, reportedAt] of [[88, '2026-09-05T00:00:00Z'], [87, '2026-09-02T00:00:00Z'], [88, '2026-09-05T00:00:00Z']] as const) {
      assert.equal((await send([aMeasure({ numerator, reportedAt })])).status, 202)
    }
    const rows = await until(async () => {
      const found = await read()
      return found.length > 0 && found
    })
    await until(async () => (await read())[0]?.numerator === 88)
    assert.equal(rows.length, 1)
  })

  it('may be a value alone', async () => {
    await send([aMeasure({ metric: 'PROGRESS', numerator: undefined, denominator: undefined, value: 97.9, period: '2026-Q3' })])
    assert.deepEqual((await until(async () => (await read('2026-Q3')).length === 1 && (await read('2026-Q3')))).map((it) => [it.numerator, it.value]), [[null, 97.9]])
  })

  it('are refused one by one, with field, value and rule', async () => {
    const { status, json } = await send([
      aMeasure(), aMeasure({ unitCode: 'NOWHERE' }), aMeasure({ metric: 'FANTASY' }), aMeasure({ period: '2026-13' }), aMeasure({ denominator: null }),
      aMeasure({ numerator: null, denominator: null }), aMeasure({ reportedAt: '2099-01-01T00:00:00Z' }), aMeasure({ metric: 'PROGRESS_SCORE' }), aMeasure({ colour: 'red' }),
    ])
    assert.equal(status, 202)
    assert.deepEqual(json.accepted, ['MEA 2026-08 PUBLISH_ON_TIME'])
    assert.deepEqual(json.rejected.map((it: { errors: { pointer: string }[] }) => it.errors[0]?.pointer),
      ['/unitCode', '/metric', '/period', '/denominator', '/value', '/reportedAt', '/value', '/colour'])
  })

  it('are taken by a key of a unit for that unit only', async () => {
    const { client } = await testService()
    const key = await client.newKey(['measures:write'], 'MEA')
    assert.equal((await send([aMeasure()], key)).status, 202)
    const refused = await send([aMeasure({ unitCode: 'MEB' })], key)
    assert.deepEqual([refused.status, refused.json.errors[0].pointer], [422, '/measures/0/unitCode'])
  })
})
