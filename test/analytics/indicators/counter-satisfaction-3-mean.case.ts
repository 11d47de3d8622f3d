import type { GoldenCase } from './golden-case.ts'

export const counterSatisfaction3MeanCase: GoldenCase = {
  indicator: 'counter-satisfaction-3-mean',
  facts: () => [
    { why: 'level 3', times: 8, rating: { occurredAt: '2026-03-12T09:00:00+07:00', scale: 3, score: 3 } },
    { why: 'level 2', times: 3, rating: { occurredAt: '2026-03-12T09:00:00+07:00', scale: 3, score: 2 } },
    { why: 'level 1', times: 1, rating: { occurredAt: '2026-03-12T09:00:00+07:00', scale: 3, score: 1 } },
    { why: 'five-level: another scale', times: 4, rating: { occurredAt: '2026-03-12T09:00:00+07:00', score: 5 } },
  ],
  expected: { numerator: 950, denominator: 12, sampleSize: 12, value: 79.166667, lower: 56.052371, upper: 91.884186 },
}
