import type { GoldenCase } from './golden-case.ts'

export const resultDigitisationCase: GoldenCase = {
  indicator: 'result-digitisation',
  facts: () => [
    { why: 'resolved with an electronic result', times: 6, dossier: { resultElectronic: true } },
    { why: 'result returned, electronic', times: 2, dossier: { resultElectronic: true, status: 10 } },
    { why: 'resolved on paper', times: 2, dossier: {} },
    { why: 'refused and stopped dossiers have no result', times: 3, dossier: { status: 8 } },
    { why: 'resolved in April', dossier: { finishedAt: '2026-04-02T08:00:00+07:00' } },
  ],
  expected: { numerator: 8, denominator: 10, sampleSize: 10, value: 0.8, lower: 0.490162, upper: 0.943318 },
}
