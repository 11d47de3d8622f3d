import assert from 'node:assert/strict'
import type { CompositeValues } from '../../../contract/index-values.ts'
import { until } from '../../support/client.ts'
import { aDossier, aRating } from '../../support/events.ts'
import { testService } from '../../support/service.ts'

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index))
const near = (actual: number | null | undefined, expected: number) => assert.ok(Math.abs((actual ?? Number.NaN) - expected) < 1e-9, `${actual} is not ${expected}`)

describe('the index of service quality over the API', function () {

  const ask = async (unit: string, period = '2026-03', index = 'service-quality') => {
    const { client } = await testService()
    return await client.request('GET', `/api/v1/indices/${index}/values?period=${period}&unit=${unit}`)
  }
  const scoreOf = async (unit: string) => {
    const values = (await ask(unit)).json as CompositeValues
    const group = (id: string) => values.groups.find((it) => it.id === id)
    const part = (id: string) => values.groups.flatMap((it) => it.parts).find((it) => it.indicator === id)
    return { ...values, group, part }
  }

  let ofA: Awaited<ReturnType<typeof scoreOf>>

  before(async () => {
    const { client } = await testService()
    await client.importCsv('units', `code,parentCode,kind,nameVi,validFrom\n${['SQA', 'SQB'].map((it) => `${it}A,46,agency,Cơ quan ${it},2020-01-01\n${it},${it}A,centre,Trung tâm ${it},2020-01-01\n`).join('')}`)
    await client.importCsv('counters', 'code,centreCode,nameVi,validFrom\nSQA.Q1,SQA,Quầy 1,2020-01-01\nSQB.Q1,SQB,Quầy 1,2020-01-01\n')
    // Twenty dossiers: 16 in time, 12 with an electronic result, half the papers digitised and half of those reused, 18 online, 10 with a fee.
    const dossiers = ['SQA', 'SQB'].flatMap((centre) => times(20, (index) => aDossier(centre, {
      finishedAt: index < 16 ? '2026-03-06T10:00:00+07:00' : '2026-03-12T10:00:00+07:00', resultElectronic: index < 12,
      components: 2, componentsDigitised: 1, componentsReused: index < 10 ? 1 : 0, channel: index < 18 ? 'online' : 'direct',
      fee: index < 10 ? 20_000 : 0, paid: index < 10, paidOnline: index < 5 ? 'national' : 'no',
    })))
    await client.request('POST', '/api/v1/dossiers', { token: client.key, body: { dossiers } })
    await client.sendRatings(times(20, (index) => aRating('SQA.Q1', { occurredAt: '2026-03-10T09:00:00+07:00', score: index < 17 ? 5 : 2 })))
    const measures = [
      { metric: 'TRANSPARENCY_SCORE', value: 16.2 },
      { metric: 'online-payment', numerator: 90, denominator: 100 },
      { metric: 'online-submission', numerator: 2, denominator: 3 },
    ].map((it) => ({ unitCode: 'SQA', period: '2026-03', source: 'national-portal', reportedAt: '2026-04-05T00:00:00Z', ...it }))
    await client.request('POST', '/api/v1/measures', { token: client.key, body: { measures } })
    await until(async () => {
      const { part } = await scoreOf('SQA')
      return part('counter-satisfaction')?.sampleSize === 20 && part('on-time-due')?.sampleSize === 20 && part('TRANSPARENCY_SCORE')?.value !== null
    })
    await until(async () => (await scoreOf('SQB')).part('on-time-due')?.sampleSize === 20)
    ofA = await scoreOf('SQA')
  })

  it('scores the groups from what is counted here, and transparency from the points of the portal', () => {
    const { group, part } = ofA
    near(group('progress')?.score, 80)
    near(group('satisfaction')?.score, 85)
    near(group('transparency')?.score, 90)
    near(part('result-digitisation')?.value, 0.6)
    near(part('component-digitisation')?.value, 0.5)
    assert.deepEqual([part('on-time-due')?.origin, part('TRANSPARENCY_SCORE')?.origin, part('TRANSPARENCY_SCORE')?.source], ['counted', 'reported', 'national-portal'])
    assert.ok((part('counter-satisfaction')?.lower ?? 1) < 0.85 && (part('counter-satisfaction')?.upper ?? 0) > 0.85)
  })

  it('lets a reported share stand where both are there, but not one of too few cases', () => {
    const { group, part } = ofA
    assert.deepEqual([part('online-payment')?.value, part('online-payment')?.origin], [0.9, 'reported'])
    assert.deepEqual([part('online-submission')?.value, part('online-submission')?.origin], [0.9, 'counted'])
    near(group('online')?.score, 90)
  })

  it('adds the groups up by their weights, within bounds, with an interval', () => {
    const { total, groups, coverage, bounds, interval, withheld } = ofA
    assert.equal(withheld, null)
    near(total, groups.reduce((sum, it) => sum + it.weight * (it.score ?? Number.NaN), 0) / 100)
    assert.ok(coverage > 0.9 && bounds.lower <= (total ?? -1) && (total ?? 101) <= bounds.upper)
    assert.ok(interval && interval.lower < (total ?? 0) && interval.upper > (total ?? 100))
  })

  it('is withheld where nobody rated, with the reason and what it could be', async () => {
    const { total, interval, withheld, bounds, part } = await scoreOf('SQB')
    assert.deepEqual([total, interval, withheld, part('counter-satisfaction')?.note, part('TRANSPARENCY_SCORE')?.note], [null, null, 'no-satisfaction', 'no-data', 'not-available'])
    assert.ok(bounds.lower > 0 && bounds.upper < 100)
  })

  it('stands in the list beside Decision 766, whose answer keeps its shape', async () => {
    const { client } = await testService()
    const { rows } = (await client.request('GET', '/api/v1/indices')).json as { rows: { id: string; groups: { id: string; max: number }[] }[] }
    assert.deepEqual(rows.map((it) => it.id), ['decision-766', 'service-quality'])
    assert.equal(rows[1]?.groups.reduce((sum, it) => sum + it.max, 0), 100)
    assert.deepEqual(Object.keys((await ask('SQA', '2026-03', 'decision-766')).json), ['index', 'schemeVersion', 'unit', 'unitName', 'period', 'demo', 'computedAt', 'total', 'grade', 'groupsScored', 'groups'])
  })

  it('is not there before its first version, nor under a name nobody gave', async () => {
    assert.deepEqual(await Promise.all([ask('SQA', '2023-12'), ask('SQA', '2026-03', 'constructor'), ask('NOWHERE')].map(async (it) => (await it).status)), [404, 404, 404])
    assert.equal((await ask('SQA', '2026-3')).json.errors[0].pointer, '/period')
  })
})
