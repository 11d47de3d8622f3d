import type { GoldenCase } from './golden-case.ts'

export const fullDigitisationCase: GoldenCase = {
  indicator: 'full-digitisation',
  facts: () => [
    { why: 'all papers digitised', times: 5, dossier: { componentsDigitised: 2 } },
    { why: 'one of two: not fully', times: 3, dossier: { componentsDigitised: 1 } },
    { why: 'none', times: 4, dossier: {} },
    { why: 'without papers: out', times: 2, dossier: { components: 0 } },
  ],
  expected: { numerator: 5, denominator: 12, sampleSize: 12, value: 0.416667, lower: 0.19326, upper: 0.680489 },
}
