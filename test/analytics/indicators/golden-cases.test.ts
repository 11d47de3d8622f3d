import assert from 'node:assert/strict'
import { indicators } from '../../../analytics/indicators/registry.ts'
import { until } from '../../support/client.ts'
import { aDossier, aRating } from '../../support/events.ts'
import { testService } from '../../support/service.ts'
import { componentDigitisationCase } from './component-digitisation.case.ts'
import { counterSatisfactionCase } from './counter-satisfaction.case.ts'
import type { GoldenCase } from './golden-case.ts'
import { onTimeDueCase } from './on-time-due.case.ts'
import { onlinePaymentCase } from './online-payment.case.ts'
import { onlineSubmissionCase } from './online-submission.case.ts'
import { resultDigitisationCase } from './result-digitisation.case.ts'

const CASES: GoldenCase[] = [
  counterSatisfactionCase, onTimeDueCase, componentDigitisationCase, resultDigitisationCase, onlineSubmissionCase, onlinePaymentCase,
]
const close = (actual: number | null, expected: number) => actual !== null && Math.abs(actual - expected) < 1e-6

describe('golden cases of the indicators', () => {
  it('exist for every indicator', () => {
    assert.deepEqual(indicators.map((it) => it.definition.id).sort(), CASES.map((it) => it.indicator).sort())
  })

  for (const [index, golden] of CASES.entries()) {
    it(`${golden.indicator} comes out of the API as its case says`, async () => {
      const { client } = await testService()
      const { centre, counters } = await client.makeCentre(`GC${index}`)
      const facts = golden.facts(centre).flatMap(({ times = 1, ...fact }) => Array.from({ length: times }, () => fact))
      const ratings = facts.flatMap((it) => (it.rating ? [aRating(counters[0] ?? '', it.rating)] : []))
      const dossiers = facts.flatMap((it) => (it.dossier ? [aDossier(centre, it.dossier)] : []))
      if (ratings.length > 0) assert.equal((await client.sendRatings(ratings)).status, 202)
      if (dossiers.length > 0) assert.equal((await client.request('POST', '/api/v1/dossiers', { token: client.key, body: { dossiers } })).status, 202)

      const row = await until(async () => {
        const [found] = await client.values(golden.indicator, { period: '2026-03', level: 'centre', parent: centre })
        return found?.denominator === golden.expected.denominator ? found : null
      })
      const { numerator, denominator, sampleSize, value, lower, upper } = row
      assert.deepEqual({ numerator, denominator, sampleSize }, {
        numerator: golden.expected.numerator, denominator: golden.expected.denominator, sampleSize: golden.expected.sampleSize,
      })
      assert.ok(close(value, golden.expected.value) && close(lower, golden.expected.lower) && close(upper, golden.expected.upper), JSON.stringify(row))
    })
  }
})
