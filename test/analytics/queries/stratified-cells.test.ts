import assert from 'node:assert/strict'
import type { SatisfactionEstimate } from '../../../contract/satisfaction-estimate.ts'
import { until } from '../../support/client.ts'
import { aDossier, aRating } from '../../support/events.ts'
import { testService } from '../../support/service.ts'

const MARCH = '2026-03-10T09:00:00+07:00'
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index))

describe('the satisfaction of all transactions', function () {
  let ofSta: SatisfactionEstimate

  const ask = async (unit: string, more = 'period=2026-03', indicator = 'counter-satisfaction') => {
    const { client } = await testService()
    return await client.request('GET', `/api/v1/indicators/${indicator}/estimate?unit=${unit}&${more}`)
  }
  const estimateOf = async (unit: string) => (await ask(unit)).json as SatisfactionEstimate

  before(async () => {
    const { client } = await testService()
    const centres = ['STA', 'STB', 'STC', 'STD']
    await client.importCsv('units', `code,parentCode,kind,nameVi,validFrom\n${centres.map((it) => `${it}A,46,agency,Cơ quan ${it},2020-01-01\n${it},${it}A,centre,Trung tâm ${it},2020-01-01\n`).join('')}`)
    await client.importCsv('counters', `code,centreCode,nameVi,validFrom\n${centres.flatMap((it) => [1, 2].map((counter) => `${it}.Q${counter},${it},Quầy ${counter},2020-01-01\n`)).join('')}`)
    // Two fields of our own, each rated often enough to have a mean of its own whatever other centres of the province say.
    const dossiers = [
      ...times(40, () => aDossier('STA', { procedureCode: '9.700001', sectorCode: 'ST.HT' })),
      ...times(80, () => aDossier('STA', { counterCode: 'STA.Q2', procedureCode: '9.700002', sectorCode: 'ST.DD' })),
      ...times(10, () => aDossier('STB', { procedureCode: '9.700002', sectorCode: 'ST.DD' })),
      ...times(20, () => aDossier('STC')),
    ]
    // At STA half of the tablet's ratings name no procedure, and are told by the work of their counter.
    const rate = (counter: string, ratings: number, satisfied: number) => times(ratings, (index) =>
      aRating(counter, { occurredAt: MARCH, score: index < satisfied ? 5 : 2, ...(index % 2 === 0 ? { procedureCode: counter === 'STA.Q1' ? '9.700001' : '9.700002' } : {}) }))
    const ratings = [...rate('STA.Q1', 20, 19), ...rate('STA.Q2', 20, 10), ...rate('STB.Q1', 20, 20), ...rate('STC.Q1', 9, 9), ...rate('STD.Q1', 12, 9)]
    await client.request('POST', '/api/v1/dossiers', { token: client.key, body: { dossiers } })
    await client.sendRatings(ratings)
    await until(async () => {
      const [satisfaction, results] = [await client.values('counter-satisfaction', { period: '2026-03', level: 'centre', parent: '46' }), await client.values('result-digitisation', { period: '2026-03', level: 'centre', parent: '46' })]
      const sampleOf = (rows: typeof results, unit: string) => rows.find((it) => it.unit === unit)?.sampleSize
      return sampleOf(satisfaction, 'STD') === 12 && sampleOf(satisfaction, 'STA') === 40 && sampleOf(results, 'STA') === 120 && sampleOf(results, 'STC') === 20
    })
    ofSta = await estimateOf('STA')
  })

  it('weighs each counter by what it completed and draws it towards its field in the province, beside the raw share', () => {
    const { raw, value, lower, upper, designEffect, effectiveSample, transactions, responseRate, covered, label, reason } = ofSta
    assert.deepEqual([raw.value, raw.sampleSize, transactions, covered, reason], [29 / 40, 40, 120, 1, null])
    // Field means 19/20 and 30/40; cells (19 + 19)/40 and (10 + 15)/40; weights 40 and 80.
    assert.ok(Math.abs((value ?? 0) - (40 * 0.95 + 80 * 0.625) / 120) < 1e-9)
    assert.ok(Math.abs((designEffect ?? 0) - (40 * (40 ** 2 / 20 + 80 ** 2 / 20)) / 120 ** 2) < 1e-9)
    assert.ok(Math.abs((effectiveSample ?? 0) - 36) < 1e-9 && (lower ?? 1) < (value ?? 0) && (upper ?? 0) > (value ?? 1))
    assert.deepEqual([responseRate, label], [40 / 120, null])
  })

  it('shows where it could lie if one opinion answered half as readily again as the other', () => {
    const { value, sensitivity } = ofSta
    const odds = (value ?? 0) / (1 - (value ?? 0))
    assert.equal(sensitivity?.factor, 1.5)
    assert.ok(Math.abs((sensitivity?.upper ?? 0) - (1.5 * odds) / (1 + 1.5 * odds)) < 1e-9)
  })

  it('says where the ratings are more than the transactions', async () => {
    const { responseRate, label } = await estimateOf('STB')
    assert.deepEqual([responseRate, label], [2, 'more-ratings-than-transactions'])
  })

  it('is withheld below ten ratings, counts and all, and where nothing was completed', async () => {
    const { raw, value, transactions, responseRate, reason } = await estimateOf('STC')
    assert.deepEqual([raw, value, transactions, responseRate, reason], [{ value: null, lower: null, upper: null, sampleSize: null }, null, null, null, 'sample-too-small'])
    const without = await estimateOf('STD')
    assert.deepEqual([without.raw.value, without.value, without.reason], [0.75, null, 'no-transactions'])
    assert.equal((await ask('STD', 'period=2020-01')).json.reason, 'no-data')
  })

  it('is given for a whole province too, and never for a counter', async () => {
    const province = await estimateOf('46')
    assert.ok(province.transactions !== null && province.transactions >= 150 && (province.covered ?? 0) > 0 && (province.covered ?? 2) <= 1)
    assert.equal((await ask('STA.Q1')).status, 404)
  })

  it('refuses what it does not know, by name', async () => {
    assert.deepEqual([(await ask('STA', 'period=2026-13')).json.errors[0].pointer, (await ask('STA', 'period=2026-03&level=counter')).json.errors[0].pointer], ['/period', '/level'])
    assert.deepEqual([(await ask('NOWHERE')).status, (await ask('STA', 'period=2026-03', 'on-time-due')).status], [404, 404])
  })
})
