import type { GoldenCase } from './golden-case.ts'

const AT = '2026-03-06T10:00:00+07:00'
const handedOver = { status: 10, returnedAt: AT }

export const offerRateCase: GoldenCase = {
  indicator: 'offer-rate',
  facts: (centre) => [
    { why: 'handed over, and the tablet asked', times: 12, dossier: handedOver, offered: AT },
    { why: 'handed over at the same counter, and nobody was asked', times: 3, dossier: handedOver },
    { why: 'handed over where there is no tablet', times: 2, dossier: { ...handedOver, counterCode: `${centre}.Q2` } },
    { why: 'resolved and still waiting to be fetched', times: 4, dossier: {} },
    { why: 'of systems that do not tell the hand-over: status 10 says so, and it counts on its last day', times: 1, dossier: { status: 10, finishedAt: '2026-04-01T08:00:00+07:00' }, offered: '2026-04-01T08:00:10+07:00' },
  ],
  expected: { numerator: 12, denominator: 15, sampleSize: 15, value: 0.8, lower: 0.548146, upper: 0.929525 },
}
