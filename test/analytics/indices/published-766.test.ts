import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { IndexGroup, IndexValues } from '../../../contract/index-values.ts'
import { testService } from '../../support/service.ts'
import { until } from '../../support/client.ts'

type Row = Record<string, string>
const read = (name: string): Row[] => parse(readFileSync(new URL(`./published/${name}.csv`, import.meta.url)), { columns: true, bom: true })

/** What the national portal published of Phú Thọ for August 2026, and totals of other provinces (domain.md §4.2). */
const progress = read('phutho_2026_08_progress')
const satisfaction = read('phutho_2026_08_satisfaction')
const digitised = read('phutho_2026_08_digitised')
const payment = read('phutho_2026_08_payment')
const totals = read('scores_766_totals')

const PERIOD = '2026-08'
/** A unit of its own for each published row, so that two fixtures never speak of the same one. */
const unitOf = (fixture: string, code: string) => `766.${fixture}.${code}`
const GROUPS = { transparency_18: 'TRANSPARENCY_SCORE', progress_20: 'PROGRESS_SCORE', online_service_12: 'ONLINE_SERVICE_SCORE', online_payment_10: 'ONLINE_PAYMENT_SCORE', digitised_22: 'DIGITISATION_SCORE', satisfaction_18: 'SATISFACTION_SCORE' }

const counts = (unit: string, metric: string, numerator = '', denominator = '', value = '') => [unit, PERIOD, metric, numerator, denominator, value].join(',')

function toMeasures(): string[] {
  return [
    ...progress.map((it) => counts(unitOf('P', it['department_code']!), 'PROGRESS', it['on_time'], it['received'])),
    ...satisfaction.flatMap((it) => {
      const unit = unitOf('S', it['department_code']!)
      return [
        counts(unit, 'DOSSIER_RECEIVING_SATISFACTION', it['dossiers_ok'], it['dossiers_total']),
        counts(unit, 'PETITION_PROCESSING_ON_TIME', it['petitions_on_time'], it['petitions_total']),
        counts(unit, 'PETITION_HANDLING_SATISFACTION', it['petitions_ok'], it['petitions_total']),
      ]
    }),
    ...digitised.map((it) => counts(unitOf('D', it['department_code']!), it['metric_code']!, it['numerator'], it['denominator'], it['numerator'] === '' ? it['ratio_pct'] : ''))
      .filter((row) => !row.endsWith(',,,')),
    ...payment.flatMap((it) => {
      const unit = unitOf('T', it['department_code']!)
      return [
        counts(unit, 'PAYMENT_DOSSIERS', it['dossiers_paid_online'], it['dossiers_with_fee']),
        counts(unit, 'PAYMENT_PROCEDURES', it['procedures_paid_online'], it['procedures_with_fee']),
        counts(unit, 'PAYMENT_FEE_DATA', it['procedures_with_fee_dossiers'], it['procedures_with_fee']),
      ]
    }),
    ...totals.flatMap((it, index) => Object.entries(GROUPS).filter(([column]) => it[column] !== '' && it[column] !== undefined)
      .map(([column, metric]) => counts(unitOf('G', String(index)), metric, '', '', it[column]))),
  ]
}

describe('the published figures of Decision 766', function () {

  const scoreOf = async (unit: string): Promise<IndexValues> => {
    const { client } = await testService()
    const answer = await client.request('GET', `/api/v1/indices/decision-766/values?period=${PERIOD}&unit=${unit}`)
    assert.equal(answer.status, 200, answer.text)
    return answer.json as IndexValues
  }
  const groupOf = async (unit: string, id: string): Promise<IndexGroup> => (await scoreOf(unit)).groups.find((it) => it.id === id)!

  before(async () => {
    const { client } = await testService()
    const measures = toMeasures()
    const units = [...new Set(measures.map((it) => it.split(',')[0]!))]
    await client.importCsv('units', ['code,parentCode,kind,nameVi,validFrom', ...units.map((it) => `${it},25,agency,Cơ quan ${it},2020-01-01`)].join('\n'))
    const { accepted, problems } = await client.importCsv('measures', ['unitCode,period,metric,numerator,denominator,value,source', ...measures.map((it) => `${it},national-portal`)].join('\n'))
    assert.deepEqual([accepted, problems], [measures.length, []])
  })

  it('are reproduced for progress, row by row', async () => {
    for (const it of progress) {
      const group = await groupOf(unitOf('P', it['department_code']!), 'progress')
      assert.equal(group.score, Number(it['score_of_20']), it['department_code'])
      assert.equal(Math.round((group.parts[0]?.ratio ?? 0) * 10_000 + 1e-9) / 100, Number(it['ratio_pct']), it['department_code'])
    }
  })

  it('are reproduced for satisfaction, part by part', async () => {
    for (const it of satisfaction) {
      const group = await groupOf(unitOf('S', it['department_code']!), 'satisfaction')
      const score = (metric: string) => group.parts.find((part) => part.metric === metric)?.score
      assert.deepEqual(
        [score('DOSSIER_RECEIVING_SATISFACTION'), score('PETITION_PROCESSING_ON_TIME'), score('PETITION_HANDLING_SATISFACTION'), group.score],
        [it['dossier_score_of_6'], it['petition_on_time_score_of_6'], it['petition_satisfaction_score_of_6'], it['group_score_of_18']].map(Number), it['department_code'],
      )
    }
  })

  it('are reproduced for digitisation, metric by metric', async () => {
    for (const it of digitised) {
      const part = (await groupOf(unitOf('D', it['department_code']!), 'digitisation')).parts.find(({ metric }) => metric === it['metric_code'])
      assert.equal(part?.score ?? null, it['score'] === '' ? null : Number(it['score']), `${it['department_code']} ${it['metric_code']}`)
      assert.equal(part?.max, Number(it['max_score']))
    }
  })

  it('are reproduced for online payment, each part rounded before they are added', async () => {
    for (const it of payment) {
      assert.equal((await groupOf(unitOf('T', it['department_code']!), 'online-payment')).score, Number(it['score_of_10']), it['department_code'])
    }
  })

  it('give the published totals from the points of their groups, and a grade where all six are there', async () => {
    for (const [index, it] of totals.entries()) {
      const { total, grade, groupsScored } = await scoreOf(unitOf('G', String(index)))
      assert.equal(total, Number(it['total_100']), it['unit'])
      assert.equal(grade !== null, groupsScored === 6, it['unit'])
    }
    assert.equal((await scoreOf(unitOf('G', '0'))).grade, 'good')
  })

  it('are shown with what does not add up in them, and stop nothing', async () => {
    const { client } = await testService()
    const unit = unitOf('P', progress[0]!['department_code']!)
    const sent = { unitCode: unit, period: '2026-07', metric: 'PROGRESS', numerator: 90, denominator: 100, value: 91.5, source: 'national-portal', reportedAt: '2026-08-05T00:00:00Z' }
    assert.equal((await client.request('POST', '/api/v1/measures', { token: client.key, body: { measures: [sent] } })).status, 202)
    const rows = await until(async () => {
      const { json } = await client.request('GET', `/api/v1/measures?unit=${unit}&period=2026-07`, { token: client.key })
      return json.rows.length > 0 && json.rows
    })
    assert.deepEqual(rows[0].warnings.map((it: { rule: string }) => it.rule), ['value-is-not-the-ratio'])
  })
})
