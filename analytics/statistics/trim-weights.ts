import type { Stratum } from './post-stratify.ts'

/** No answer speaks for more than so many times what the average answer speaks for (own convention; Potter 1990 discusses the choice). */
export const HEAVIEST_ANSWER = 5

/** Strata with their weights trimmed: how many were, and the part of all transactions that was taken from them. */
export interface TrimmedStrata { strata: Stratum[]; trimmed: number; movedShare: number }

/**
 * Where few answers stand for very many transactions, one person would decide. What is above five times the average weight is told by the field's mean
 * instead, as a stratum without answers is: the transactions stay in their field, and none is lost. Strata without answers stay as they are.
 */
export function trimWeights(strata: readonly Stratum[], heaviest = HEAVIEST_ANSWER): TrimmedStrata {
  const served = strata.filter((it) => it.transactions > 0)
  const [ratings, transactions] = [served.reduce((sum, it) => sum + it.ratings, 0), served.reduce((sum, it) => sum + it.transactions, 0)]
  if (ratings <= 0 || transactions <= 0) return { strata: [...strata], trimmed: 0, movedShare: 0 }
  const most = (heaviest * transactions) / ratings
  let [trimmed, moved] = [0, 0]
  const kept = strata.flatMap((it): Stratum[] => {
    const excess = it.ratings > 0 ? it.transactions - most * it.ratings : 0
    if (excess <= 1e-9) return [it]
    trimmed += 1
    moved += excess
    return [{ ...it, transactions: it.transactions - excess }, { field: it.field, satisfied: 0, ratings: 0, transactions: excess }]
  })
  return { strata: kept, trimmed, movedShare: moved / transactions }
}
