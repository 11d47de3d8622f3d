import type { GoldenCase } from './golden-case.ts'

export const medianHandlingDaysCase: GoldenCase = {
  indicator: 'median-handling-days',
  facts: () => [
    { why: 'four days, one of them waiting for a supplement', times: 6, dossier: {} },
    { why: 'one day', times: 2, dossier: { supplements: [], finishedAt: '2026-03-03T10:00:00+07:00' } },
    { why: 'eight days', times: 3, dossier: { supplements: [], finishedAt: '2026-03-10T08:00:00+07:00' } },
    { why: 'done the same day', times: 1, dossier: { supplements: [], finishedAt: '2026-03-02T16:00:00+07:00' } },
    { why: 'not resolved: out', times: 3, dossier: { status: 4, finishedAt: null } },
  ],
  expected: { numerator: null, denominator: 12, sampleSize: 12, value: 3, lower: 1, upper: 8 },
}
