import type { GoldenCase } from './golden-case.ts'

const AT = '2026-03-06T10:00:00+07:00'
const NEXT = '2026-03-09T10:00:00+07:00'
const aMinuteLater = { occurredAt: '2026-03-06T10:01:00+07:00' }

export const responseRateCase: GoldenCase = {
  indicator: 'response-rate',
  facts: () => [
    { why: 'the tablet asked', times: 14, dossier: { status: 10, returnedAt: AT }, offered: AT },
    { why: 'on the next working day it asked once', dossier: { status: 10, returnedAt: NEXT }, offered: NEXT },
    { why: 'a rating that answers an offer', times: 11, rating: { ...aMinuteLater, trigger: 'dossier-closed' } },
    { why: 'nobody can answer more offers than there were: one of these is of an offer that is not known', times: 2, rating: { occurredAt: '2026-03-09T10:01:00+07:00', trigger: 'dossier-closed' } },
    { why: 'given unasked', times: 4, rating: { ...aMinuteLater, trigger: 'citizen' } },
  ],
  expected: { numerator: 12, denominator: 15, sampleSize: 15, value: 0.8, lower: 0.548146, upper: 0.929525 },
}
