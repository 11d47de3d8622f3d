import type { Stratum } from './post-stratify.ts'

/** Ratings that name the same things; '' where they do not say their field or channel. */
export interface RatingGroup { counter: string; field: string; channel: string; satisfied: number; ratings: number }

/** Completed transactions of one counter ('' where the source names none), field and channel. */
export interface Work { counter: string; field: string; channel: string; transactions: number }

/** Cells of work with the ratings that belong to them, and how many ratings belong to no work that is known. */
export interface SpreadRatings { cells: Stratum[]; unplaced: number }

/** What of a counter's work a group of ratings may speak of, the most exact first. */
function matchesOf({ field, channel }: RatingGroup, work: readonly Work[]): readonly Work[] {
  const ofField = work.filter((it) => field === '' || it.field === field)
  const exact = ofField.filter((it) => channel === '' || it.channel === channel)
  return exact.length > 0 ? exact : ofField.length > 0 ? ofField : work
}

/**
 * Lays ratings on the work they speak of. A rating knows its counter, and often neither its field nor its channel (nobody asks at a
 * tablet): such ratings are spread over the counter's cells in proportion to the transactions completed there, as if whoever gave them had
 * come for what people come for at that counter. They then say nothing about differences within it, which is what they know. Ratings of a
 * counter that completed nothing under its own name are spread over the work whose counter is not named, and where there is none they are
 * unplaced. No rating is lost or doubled: the cells' ratings and the unplaced add up to those given.
 */
export function spreadRatings(groups: readonly RatingGroup[], work: readonly Work[]): SpreadRatings {
  const byCounter = new Map<string, Work[]>()
  const cells = new Map<Work, Stratum>()
  for (const it of work) {
    if (it.transactions <= 0) continue
    const known = byCounter.get(it.counter)
    if (known) known.push(it)
    else byCounter.set(it.counter, [it])
    cells.set(it, { field: it.field, satisfied: 0, ratings: 0, transactions: it.transactions })
  }
  let unplaced = 0
  for (const group of groups) {
    const targets = matchesOf(group, byCounter.get(group.counter) ?? byCounter.get('') ?? [])
    if (targets.length === 0) unplaced += group.ratings
    const total = targets.reduce((sum, it) => sum + it.transactions, 0)
    for (const target of targets) {
      const cell = cells.get(target)
      if (!cell) continue
      cell.satisfied += (group.satisfied * target.transactions) / total
      cell.ratings += (group.ratings * target.transactions) / total
    }
  }
  return { cells: [...cells.values()], unplaced }
}
