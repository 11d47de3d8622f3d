import type { GoldenCase } from './golden-case.ts'

export const counterSatisfactionMeanCase: GoldenCase = {
  indicator: 'counter-satisfaction-mean',
  facts: () => [
    { why: 'level 5', times: 6, rating: { occurredAt: '2026-03-12T09:00:00+07:00', score: 5 } },
    { why: 'level 4', times: 3, rating: { occurredAt: '2026-03-12T09:00:00+07:00', score: 4 } },
    { why: 'level 3', times: 1, rating: { occurredAt: '2026-03-12T09:00:00+07:00', score: 3 } },
    { why: 'level 2', times: 1, rating: { occurredAt: '2026-03-12T09:00:00+07:00', score: 2 } },
    { why: 'level 1', times: 1, rating: { occurredAt: '2026-03-12T09:00:00+07:00', score: 1 } },
    { why: 'three-level: another scale', times: 4, rating: { occurredAt: '2026-03-12T09:00:00+07:00', scale: 3, score: 3 } },
  ],
  expected: { numerator: 900, denominator: 12, sampleSize: 12, value: 75.0, lower: 53.016663, upper: 88.858926 },
}
