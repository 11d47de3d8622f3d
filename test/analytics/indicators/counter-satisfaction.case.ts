import type { GoldenCase } from './golden-case.ts'

export const counterSatisfactionCase: GoldenCase = {
  indicator: 'counter-satisfaction',
  facts: () => [
    { why: 'level 5 is satisfied', times: 50, rating: { score: 5 } },
    { why: 'level 4 is satisfied', times: 31, rating: { score: 4 } },
    { why: 'level 3 is not: the neutral face is no praise', times: 12, rating: { score: 3 } },
    { why: 'levels 1 and 2 are not', times: 4, rating: { score: 2 } },
    { why: 'levels 1 and 2 are not', times: 3, rating: { score: 1 } },
    { why: 'three levels are another scale and never mixed in', times: 9, rating: { scale: 3, score: 3 } },
    { why: 'the first second of April in Hà Nội is not March, though it is in UTC', rating: { score: 1, occurredAt: '2026-03-31T17:00:01Z' } },
  ].map((it) => ({ ...it, rating: { occurredAt: '2026-03-31T16:59:59Z', ...it.rating } as never })),
  expected: { numerator: 81, denominator: 100, sampleSize: 100, value: 0.81, lower: 0.722212, upper: 0.874852 },
}
