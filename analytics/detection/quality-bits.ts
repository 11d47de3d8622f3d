import { betaBinomialMidP } from '../statistics/beta-binomial.ts'
import { poissonTail } from '../statistics/poisson-tail.ts'

/** What is odd about a rating, as bits beside it (statistics.md §3). A rating is never deleted for it. */
export const QUALITY_BITS = { double: 1, outsideHours: 2, burst: 4, periodic: 8, run: 16, ratio: 32, closing: 64 } as const
export type QualityRule = keyof typeof QUALITY_BITS

/** Thresholds of the rules, under one version; a change of any is a new version. Times in milliseconds. */
export const QUALITY_METHOD = {
  version: 2,
  doubleWithinMs: 2_000, graceMs: 600_000,
  burst: { withinMs: 120_000, least: 5, p: 1e-6, floor: 0.3, slack: 1.3 },
  periodic: { gaps: 8, variation: 0.12, leastMeanMs: 1_000 },
  run: { least: 4, p: 1e-6, leastShare: 0.01, mostShare: 0.99 },
  ratio: { least: 5, p: 1e-4, most: 1.25, rateFactor: 1.05, mostRate: 0.97, precision: 30 },
  closing: { withinMs: 1_800_000, least: 5, p: 1e-4, floor: 0.5, slack: 1.3 },
} as const

export interface Tap { at: number; score: number }

/**
 * What is known of a device and its day: whether it was open at a moment (grace included), when it closed, how many ratings were to be expected by
 * hour (start of the hour in milliseconds), how many people were served that day and which share of them usually rates (null where nobody
 * knows), and the usual shares of scores (null likewise).
 */
export interface TapDay {
  isOpen(at: number): boolean
  closesAt: number | null
  expected: ReadonlyMap<number, number>
  served: { people: number; rate: number } | null
  shares: Readonly<Record<number, number>> | null
}
/** `excluded`: leaves the validated set. */
export interface TapVerdict { bits: number; excluded: boolean }

const HOUR_MS = 3_600_000
const { double, outsideHours, burst, periodic, run, ratio, closing } = QUALITY_BITS

/** Judges the ratings of one device on one day, given in the order of time; the verdicts in the same order. Pure. */
export function judgeTaps(taps: readonly Tap[], day: TapDay): TapVerdict[] {
  const bits = taps.map((tap, index) =>
    (index > 0 && tap.at - (taps[index - 1] as Tap).at < QUALITY_METHOD.doubleWithinMs ? double : 0) | (day.isOpen(tap.at) ? 0 : outsideHours))
  for (const index of findBursts(taps, day)) bits[index]! |= burst
  for (const index of findPeriodic(taps)) bits[index]! |= periodic
  for (const index of findRuns(taps, day.shares)) bits[index]! |= run
  if (hasTooMany(taps.length, day)) taps.forEach((_, index) => { bits[index]! |= ratio })
  for (const index of findAtClosing(taps, day)) bits[index]! |= closing
  return taps.map((_, index) => ({ bits: bits[index] as number, excluded: isExcluded(index) }))

  /** Of a cluster the first stays: one real person may be behind it. A run and a ratio are to be looked at, no more. */
  function isExcluded(index: number): boolean {
    const own = bits[index] as number
    if ((own & (double | outsideHours | closing)) > 0) return true
    return (own & (burst | periodic)) > 0 && taps.some((other, at) => at < index && (taps[index] as Tap).at - other.at <= QUALITY_METHOD.burst.withinMs && ((bits[at] as number) & (burst | periodic)) > 0)
  }
}

/** Too many within two minutes for what is expected of that hour; every tap of those two minutes. */
function findBursts(taps: readonly Tap[], { expected }: TapDay): number[] {
  const { withinMs, least, p, floor, slack } = QUALITY_METHOD.burst
  const found = new Set<number>()
  let first = 0
  taps.forEach((tap, index) => {
    while (tap.at - (taps[first] as Tap).at > withinMs) first += 1
    const count = index - first + 1
    if (count < least) return
    const inHour = expected.get(Math.floor(tap.at / HOUR_MS) * HOUR_MS) ?? 0
    if (poissonTail(count, Math.max(floor, (slack * inHour * withinMs) / HOUR_MS)) >= p) return
    for (let at = first; at <= index; at += 1) found.add(at)
  })
  return [...found]
}

/** Gaps as even as a machine's: a stuck screen, or a script. */
function findPeriodic(taps: readonly Tap[]): number[] {
  const { gaps, variation, leastMeanMs } = QUALITY_METHOD.periodic
  const found = new Set<number>()
  for (let last = gaps; last < taps.length; last += 1) {
    const between = Array.from({ length: gaps }, (_, i) => (taps[last - i] as Tap).at - (taps[last - i - 1] as Tap).at)
    const mean = between.reduce((sum, it) => sum + it, 0) / gaps
    const spread = Math.sqrt(between.reduce((sum, it) => sum + (it - mean) ** 2, 0) / gaps)
    if (mean > leastMeanMs && spread / mean < variation) for (let at = last - gaps; at <= last; at += 1) found.add(at)
  }
  return [...found]
}

/** One score again and again, which it is too rare for. */
function findRuns(taps: readonly Tap[], shares: TapDay['shares']): number[] {
  const { least, p, leastShare, mostShare } = QUALITY_METHOD.run
  const found: number[] = []
  if (shares === null) return found
  for (let from = 0, to = 0; from < taps.length; from = to) {
    const { score } = taps[from] as Tap
    while (to < taps.length && (taps[to] as Tap).score === score) to += 1
    // At a share of one the formula would call every run impossible, where nothing else is ever given.
    const share = Math.min(mostShare, Math.max(leastShare, shares[score] ?? 0))
    if (to - from >= least && taps.length * share ** (to - from) * (1 - share) < p) for (let at = from; at < to; at += 1) found.push(at)
  }
  return found
}

/** More ratings in a day than people served explain, by how many of them usually rate. */
function hasTooMany(count: number, { served }: TapDay): boolean {
  const { least, p, most, rateFactor, mostRate, precision } = QUALITY_METHOD.ratio
  if (served === null || count < least) return false
  const { people, rate } = served
  if (people === 0 || count > most * people) return true
  const usual = Math.min(mostRate, rateFactor * rate)
  return usual > 0 && betaBinomialMidP(Math.min(count, people), people, usual * precision, (1 - usual) * precision) < p
}

/** A heap of ratings in the last half hour, where few are expected. */
function findAtClosing(taps: readonly Tap[], { closesAt, expected }: TapDay): number[] {
  const { withinMs, least, p, floor, slack } = QUALITY_METHOD.closing
  if (closesAt === null) return []
  const late = taps.flatMap(({ at }, index) => (at >= closesAt - withinMs && at < closesAt ? [index] : []))
  if (late.length < least) return []
  // Of the hours that the half hour touches, its share.
  const usual = [...expected].reduce((sum, [hour, count]) => sum + (count * Math.max(0, Math.min(closesAt, hour + HOUR_MS) - Math.max(closesAt - withinMs, hour))) / HOUR_MS, 0)
  return poissonTail(late.length, Math.max(floor, slack * usual)) < p ? late : []
}
