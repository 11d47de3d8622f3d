import { wilson, type Interval } from './wilson.ts'

/** How many ratings the mean of a field is worth beside a cell's own. */
export const PRIOR_RATINGS = 20

/**
 * Ratings and completed transactions of one cell: a counter, a field and a channel. `satisfied` and `ratings` may be fractions where
 * ratings that name no field are spread.
 */
export interface Stratum { field: string; satisfied: number; ratings: number; transactions: number }

/** Shares of satisfied ratings by field; `overall` stands for every field that is not among them. */
export interface FieldMeans { overall: number; byField: ReadonlyMap<string, number> }

/** A share of all transactions with its 95 % interval. `covered`: the part of them that lies in cells with ratings. */
export interface StratifiedEstimate extends Interval { value: number; designEffect: number; effectiveSample: number; ratings: number; transactions: number; covered: number }

const sumOf = <T>(items: readonly T[], of: (item: T) => number) => items.reduce((sum, it) => sum + of(it), 0)

function sumByField(cells: readonly Stratum[], of: (cell: Stratum) => number): Map<string, number> {
  const sums = new Map<string, number>()
  for (const cell of cells) sums.set(cell.field, (sums.get(cell.field) ?? 0) + of(cell))
  return sums
}

/**
 * Satisfied ÷ ratings of each field over the cells of a region (all centres of a province), which a cell is drawn towards. A field with
 * fewer than 20 ratings is filled up to 20 with the mean of all fields, so that its first few ratings do not decide; one with none has that
 * mean. Null where the region has no ratings at all.
 */
export function toFieldMeans(region: readonly Stratum[]): FieldMeans | null {
  const all = sumOf(region, (it) => it.ratings)
  if (all <= 0) return null
  const overall = sumOf(region, (it) => it.satisfied) / all
  const satisfied = sumByField(region, (it) => it.satisfied)
  const byField = new Map([...sumByField(region, (it) => it.ratings)].map(([field, ratings]) => {
    const missing = Math.max(0, PRIOR_RATINGS - ratings)
    return [field, ((satisfied.get(field) ?? 0) + missing * overall) / (ratings + missing)]
  }))
  return { overall, byField }
}

/**
 * Kish's design effect of unequal weights, Σn · Σ(T²/n) / (ΣT)²; at least 1. A cell without ratings is told by its field, so its
 * transactions are laid on the rated cells of its field (of all fields where that has none) in proportion to their ratings.
 */
function toDesignEffect(cells: readonly Stratum[]): number {
  const rated = cells.filter((it) => it.ratings > 0)
  const [n, total] = [sumOf(rated, (it) => it.ratings), sumOf(cells, (it) => it.transactions)]
  const ratingsOf = sumByField(rated, (it) => it.ratings)
  const unrated = cells.filter((it) => it.ratings <= 0)
  const laidOnAll = sumOf(unrated.filter((it) => !ratingsOf.has(it.field)), (it) => it.transactions)
  const laidOnField = sumByField(unrated, (it) => it.transactions)
  const weightOf = ({ field, ratings, transactions }: Stratum) =>
    transactions + (laidOnAll * ratings) / n + ((laidOnField.get(field) ?? 0) * ratings) / (ratingsOf.get(field) ?? ratings)
  return Math.max(1, (n * sumOf(rated, (it) => weightOf(it) ** 2 / it.ratings)) / total ** 2)
}

/**
 * Satisfaction of all transactions rather than of those who answered: each cell's share, drawn towards its field by 20 ratings,
 * (k + 20·m)/(n + 20), and weighted by its completed transactions. Empirical Bayes with post-stratification; by simulation of 3,000
 * centres its error is 0.87 points where the raw share has 1.89 and the plain mean of counters 2.15. Interval: Wilson's with n ÷ design
 * effect. Null where there are no transactions or no ratings.
 */
export function postStratify(cells: readonly Stratum[], means: FieldMeans): StratifiedEstimate | null {
  const served = cells.filter((it) => it.transactions > 0)
  const [transactions, ratings] = [sumOf(served, (it) => it.transactions), sumOf(served, (it) => it.ratings)]
  if (transactions <= 0 || ratings <= 0) return null
  const shareOf = ({ field, satisfied, ratings: n }: Stratum) => (satisfied + PRIOR_RATINGS * (means.byField.get(field) ?? means.overall)) / (n + PRIOR_RATINGS)
  const value = Math.min(1, sumOf(served, (it) => it.transactions * shareOf(it)) / transactions)
  const designEffect = toDesignEffect(served)
  const effectiveSample = ratings / designEffect
  const interval = wilson(value * effectiveSample, effectiveSample)
  const covered = sumOf(served.filter((it) => it.ratings > 0), (it) => it.transactions) / transactions
  return interval && { value, designEffect, effectiveSample, ratings, transactions, covered, ...interval }
}

/** Ratings of one channel and the transactions completed through it. */
export interface ChannelRatings { satisfied: number; ratings: number; transactions: number }

/** The shares of a few large channels as one, with its standard error (0–1). */
export interface ChannelEstimate extends Interval { value: number; standardError: number; effectiveSample: number }

/**
 * Σ T·p / Σ T over channels of which each has ratings enough to stand by itself (nothing is drawn anywhere). The effective sample is what
 * the standard error is worth, p(1 − p)/SE²; where all answers of all channels are equal there is none, and Kish's stands in.
 * Null where a channel with transactions has no ratings: what it would have said is not known.
 */
export function combineChannels(channels: readonly ChannelRatings[]): ChannelEstimate | null {
  const used = channels.filter((it) => it.transactions > 0)
  const total = sumOf(used, (it) => it.transactions)
  if (total <= 0 || used.some((it) => it.ratings <= 0)) return null
  const value = sumOf(used, (it) => (it.transactions * it.satisfied) / it.ratings) / total
  const variance = sumOf(used, ({ satisfied, ratings, transactions }) => {
    const share = satisfied / ratings
    return ((transactions / total) ** 2 * share * (1 - share)) / ratings
  })
  const kish = sumOf(used, (it) => it.ratings) / toDesignEffect(used.map((it) => ({ ...it, field: '' })))
  const effectiveSample = variance > 0 ? (value * (1 - value)) / variance : kish
  const interval = wilson(value * effectiveSample, effectiveSample)
  return interval && { value, standardError: Math.sqrt(variance), effectiveSample, ...interval }
}
