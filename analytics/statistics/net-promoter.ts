import { toEffectiveN } from './effective-n.ts'
import { wilson, type Interval } from './wilson.ts'

const ANSWERS = 11
const FIRST_PASSIVE = 7
const FIRST_PROMOTER = 9

/** A net promoter score in −100 … 100 with its 95 % interval and the counts behind it. */
export interface NetPromoterScore extends Interval { score: number; standardError: number; promoters: number; passives: number; detractors: number; n: number; effectiveN: number }

/**
 * Net promoter score of one question answered by 0 … 10: 100 · (promoters 9–10 − detractors 0–6)/n. Only for that question: no scale of
 * faces has eleven answers, and a score made of one would not be this score. `counts[i]` is how many answered i.
 * SE = 100 · √((P + D − (P − D)²)/n); the interval takes each answer as 0, ½ or 1 and is Wilson's with the effective number of answers.
 * It needs about four times the sample of a share. Null for no answers; throws RangeError unless there are eleven counts.
 */
export function netPromoterScore(counts: readonly number[]): NetPromoterScore | null {
  if (counts.length !== ANSWERS) throw new RangeError(`a net promoter score is made of the ${ANSWERS} answers 0 … 10, not of ${counts.length}`)
  if (counts.some((it) => !Number.isInteger(it) || it < 0)) throw new RangeError('counts are whole numbers from 0 on')
  const sum = (from: number, to: number) => counts.slice(from, to).reduce((total, it) => total + it, 0)
  const [detractors, passives, promoters] = [sum(0, FIRST_PASSIVE), sum(FIRST_PASSIVE, FIRST_PROMOTER), sum(FIRST_PROMOTER, ANSWERS)]
  const n = detractors + passives + promoters
  if (n === 0) return null
  const net = (promoters - detractors) / n
  const spread = (promoters + detractors) / n - net * net
  const mean = (1 + net) / 2
  const variance = n === 1 ? 0 : ((spread / 4) * n) / (n - 1)
  const effectiveN = toEffectiveN(n, mean, variance)
  const interval = wilson(mean * effectiveN, effectiveN)
  return interval && {
    score: 100 * net, standardError: 100 * Math.sqrt(Math.max(0, spread) / n), promoters, passives, detractors, n, effectiveN,
    lower: 100 * (2 * interval.lower - 1), upper: 100 * (2 * interval.upper - 1),
  }
}
