import type { GoldenCase } from './golden-case.ts'

export const digitisedReuseCase: GoldenCase = {
  indicator: 'digitised-reuse',
  facts: () => [
    { why: 'one paper reused', times: 4, dossier: { componentsReused: 1 } },
    { why: 'all papers reused', times: 1, dossier: { componentsReused: 2 } },
    { why: 'none reused', times: 7, dossier: {} },
    { why: 'without papers: out', times: 3, dossier: { components: 0 } },
  ],
  expected: { numerator: 5, denominator: 12, sampleSize: 12, value: 0.416667, lower: 0.19326, upper: 0.680489 },
}
