import type { GoldenCase } from './golden-case.ts'

export const onlineSubmissionAllCase: GoldenCase = {
  indicator: 'online-submission-all',
  facts: () => [
    { why: 'online', times: 5, dossier: { channel: 'online' } },
    { why: 'online though the procedure was not marked so', times: 1, dossier: { channel: 'online', onlineEligible: false } },
    { why: 'at the counter', times: 5, dossier: {} },
    { why: 'by post', times: 1, dossier: { channel: 'postal', onlineEligible: false } },
  ],
  expected: { numerator: 6, denominator: 12, sampleSize: 12, value: 0.5, lower: 0.253782, upper: 0.746218 },
}
