import assert from 'node:assert/strict'
import { indicators } from '../../../analytics/indicators/registry.ts'
import { WORKED_EXAMPLES } from '../../../analytics/indicators/worked-examples.ts'
import { until } from '../../support/client.ts'
import { toOfferId } from '../../../ingest/offers/offer-board.ts'
import { aDossier, aRating } from '../../support/events.ts'
import { enrolmentCodeFor } from '../../support/kiosk.ts'
import { testService } from '../../support/service.ts'
import { componentDigitisationCase } from './component-digitisation.case.ts'
import { counterSatisfactionCase } from './counter-satisfaction.case.ts'
import { counterSatisfaction3Case } from './counter-satisfaction-3.case.ts'
import { counterSatisfaction3MeanCase } from './counter-satisfaction-3-mean.case.ts'
import { counterSatisfactionMeanCase } from './counter-satisfaction-mean.case.ts'
import { digitisation766Case } from './digitisation-766.case.ts'
import { digitisedReuseCase } from './digitised-reuse.case.ts'
import { dissatisfiedPer1000Case } from './dissatisfied-per-1000.case.ts'
import { earlyShareCase } from './early-share.case.ts'
import { fullDigitisationCase } from './full-digitisation.case.ts'
import type { GoldenCase } from './golden-case.ts'
import { medianHandlingDaysCase } from './median-handling-days.case.ts'
import { onTimeDueCase } from './on-time-due.case.ts'
import { onTimeResolvedCase } from './on-time-resolved.case.ts'
import { onTimeWorkloadCase } from './on-time-workload.case.ts'
import { onlinePaymentCase } from './online-payment.case.ts'
import { onlinePaymentValueCase } from './online-payment-value.case.ts'
import { onlineSubmissionCase } from './online-submission.case.ts'
import { onlineSubmissionAllCase } from './online-submission-all.case.ts'
import { overdueBacklogCase } from './overdue-backlog.case.ts'
import { offerRateCase } from './offer-rate.case.ts'
import { progress766Case } from './progress-766.case.ts'
import { responseRateCase } from './response-rate.case.ts'
import { resultDigitisationCase } from './result-digitisation.case.ts'
import { satisfaction766Case } from './satisfaction-766.case.ts'
import { storeGoldenSheets } from './golden-sheets.ts'
import { surveyCases } from './survey.case.ts'

const CASES: GoldenCase[] = [
  componentDigitisationCase,
  counterSatisfactionCase,
  counterSatisfaction3Case,
  counterSatisfaction3MeanCase,
  counterSatisfactionMeanCase,
  digitisation766Case,
  digitisedReuseCase,
  dissatisfiedPer1000Case,
  earlyShareCase,
  fullDigitisationCase,
  medianHandlingDaysCase,
  offerRateCase,
  onTimeDueCase,
  onTimeResolvedCase,
  onTimeWorkloadCase,
  onlinePaymentCase,
  onlinePaymentValueCase,
  onlineSubmissionCase,
  onlineSubmissionAllCase,
  overdueBacklogCase,
  progress766Case,
  responseRateCase,
  resultDigitisationCase,
  satisfaction766Case,
  ...surveyCases,
]
const close = (actual: number | null, expected: number | null) => actual === expected || (actual !== null && expected !== null && Math.abs(actual - expected) < 1e-5 * Math.max(1, Math.abs(expected)))

describe('golden cases of the indicators', () => {
  it('exist for every indicator', () => {
    assert.deepEqual(indicators.map((it) => it.definition.id).sort(), CASES.map((it) => it.indicator).sort())
  })

  it('are where the worked examples of the methods page have their numbers from', () => {
    const numbersOf = (id: string) => { const { facts: _, ...numbers } = WORKED_EXAMPLES[id] ?? { facts: null }; return numbers }
    assert.deepEqual(CASES.map((it) => numbersOf(it.indicator)), CASES.map((it) => it.expected))
    assert.equal(Object.keys(WORKED_EXAMPLES).length, CASES.length)
  })

  const centres = CASES.map((_, index) => `GC${index}`)
  // All cases are sent before the first is looked at: they are counted together.
  before(async function () {
    const { client } = await testService()
    await client.makeCentres(centres)
    await storeGoldenSheets(CASES.map((it, index) => ({ centre: centres[index] ?? '', golden: it })))
    for (const [index, golden] of CASES.entries()) {
      const centre = centres[index] ?? ''
      const facts = golden.facts(centre).flatMap(({ times = 1, ...fact }) => Array.from({ length: times }, () => fact))
      const ratings = facts.flatMap((it) => (it.rating ? [aRating(`${centre}.Q1`, it.rating)] : []))
      const dossiers = facts.flatMap((it) => (it.dossier ? [aDossier(centre, it.dossier)] : []))
      const times = facts.flatMap((it) => (it.dossier ? [it.offered] : []))
      const offers = dossiers.flatMap((it, at) => (times[at] ? [{ id: toOfferId(it.agencyCode, it.code), offeredAt: times[at] }] : []))
      if (ratings.length > 0) assert.equal((await client.sendRatings(ratings)).status, 202)
      if (dossiers.length > 0) assert.equal((await client.request('POST', '/api/v1/dossiers', { token: client.key, body: { dossiers } })).status, 202)
      if (offers.length > 0) await showOffers(`${centre}.Q1`, offers)
    }
  })

  /** As a tablet tells what it has shown. */
  const showOffers = async (counterCode: string, offers: object[]) => {
    const { client } = await testService()
    const { enrolmentCode } = await enrolmentCodeFor(counterCode)
    const { json: { token } } = await client.request('POST', '/api/v1/devices/enrol', { body: { enrolmentCode, appVersion: '1' } })
    assert.equal((await client.request('POST', '/api/v1/offers', { token, body: { sentAt: new Date().toISOString(), offers } })).status, 202)
  }

  for (const [index, golden] of CASES.entries()) {
    it(`${golden.indicator} comes out of the API as its case says`, async () => {
      const { client } = await testService()
      const row = await until(async () => {
        const [found] = await client.values(golden.indicator, { period: '2026-03', level: 'centre', parent: centres[index] ?? '' })
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
