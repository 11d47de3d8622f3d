import type { GoldenCase } from './golden-case.ts'

export const digitisation766Case: GoldenCase = {
  indicator: 'digitisation-766',
  facts: () => [
    { why: 'papers and result', times: 6, dossier: { componentsDigitised: 1, resultElectronic: true } },
    { why: 'result alone', times: 2, dossier: { resultElectronic: true } },
    { why: 'papers alone', times: 2, dossier: { componentsDigitised: 2 } },
    { why: 'neither', times: 1, dossier: {} },
    { why: 'not resolved: out', times: 3, dossier: { status: 4, finishedAt: null } },
  ],
  expected: { numerator: 6, denominator: 11, sampleSize: 11, value: 0.545455, lower: 0.280092, upper: 0.787287 },
}
