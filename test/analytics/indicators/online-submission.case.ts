import type { GoldenCase } from './golden-case.ts'

export const onlineSubmissionCase: GoldenCase = {
  indicator: 'online-submission',
  facts: () => [
    { why: 'submitted online', times: 8, dossier: { channel: 'online' } },
    { why: 'at the counter, though it could have been online', dossier: { channel: 'direct' } },
    { why: 'by post, though it could have been online', dossier: { channel: 'postal' } },
    { why: 'the procedure is not offered online', times: 5, dossier: { onlineEligible: false } },
  ],
  expected: { numerator: 8, denominator: 10, sampleSize: 10, value: 0.8, lower: 0.490162, upper: 0.943318 },
}
