import type { GoldenCase } from './golden-case.ts'

export const componentDigitisationCase: GoldenCase = {
  indicator: 'component-digitisation',
  facts: () => [
    { why: 'all papers digitised', times: 5, dossier: { components: 3, componentsDigitised: 3 } },
    { why: 'some of them', times: 5, dossier: { components: 2, componentsDigitised: 1 } },
    { why: 'a dossier without papers says nothing', times: 4, dossier: { components: 0, componentsDigitised: 0 } },
    { why: 'received in February', dossier: { components: 9, componentsDigitised: 0, receivedAt: '2026-02-27T08:00:00+07:00' } },
  ],
  // 20 of 25 papers, but only ten independent dossiers: the interval is that of 8 in 10.
  expected: { numerator: 20, denominator: 25, sampleSize: 10, value: 0.8, lower: 0.490162, upper: 0.943318 },
}
