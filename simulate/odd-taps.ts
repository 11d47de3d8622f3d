import type { Random } from './random.ts'

/** Ways in which ratings of a day come that no citizens gave as they should (statistics.md §3). */
export const ODD_KINDS = ['child', 'closing', 'outside', 'stuck', 'angry', 'drip'] as const
export type OddKind = (typeof ODD_KINDS)[number]

export interface OddTap { at: number; score: number }
/** When the place is open that day, in order, in milliseconds. */
type Spans = readonly { from: number; to: number }[]

const [SECOND_MS, MINUTE_MS] = [1_000, 60_000]
const between = (random: Random, least: number, most: number) => least + random.below(most - least + 1)

/** What comes on top of an ordinary day, in the order of time: a child at the tablet, staff before closing, a stuck screen, somebody furious, … */
export function drawOddTaps(kind: OddKind, random: Random, spans: Spans): OddTap[] {
  const closesAt = spans.at(-1)?.to ?? 0
  const somewhere = (lengthMs: number) => {
    const { from, to } = random.pick(spans)
    return from + random.unit() * Math.max(0, to - from - lengthMs)
  }
  const spread = (count: number, from: number, lengthMs: number, score: () => number): OddTap[] =>
    Array.from({ length: count }, () => ({ at: Math.round(from + random.unit() * lengthMs), score: score() })).sort((a, b) => a.at - b.at)
  const any = () => between(random, 1, 5)
  switch (kind) {
    case 'child': {
      const lengthMs = between(random, 20, 120) * SECOND_MS
      return spread(between(random, 8, 40), somewhere(lengthMs), lengthMs, any)
    }
    case 'closing': return spread(between(random, 10, 40), closesAt - 25 * MINUTE_MS, 24 * MINUTE_MS, () => 5)
    case 'outside': return spread(between(random, 3, 12), closesAt + 40 * MINUTE_MS, 90 * MINUTE_MS, any)
    case 'stuck': {
      const [step, from] = [between(random, 5, 60) * SECOND_MS, somewhere(60 * MINUTE_MS)]
      const score = any()
      return Array.from({ length: between(random, 20, 60) }, (_, i) => ({ at: Math.round(from + i * step + (random.unit() - 0.5) * 0.04 * step), score }))
    }
    case 'angry': return spread(between(random, 8, 20), somewhere(5 * MINUTE_MS), 5 * MINUTE_MS, () => 1)
    case 'drip': return Array.from({ length: between(random, 10, 25) }, () => ({ at: Math.round(somewhere(0)), score: 5 })).sort((a, b) => a.at - b.at)
  }
}
