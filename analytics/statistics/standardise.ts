import { compareShares, type ShareDifference } from './newcombe.ts'

/** Answers of two groups in one field, and what the field weighs: the same for both. */
export interface FieldAnswers { weight: number; first: { k: number; n: number }; second: { k: number; n: number } }
/** Both shares (0–1) in the same mix of fields, and their difference; `covered` is the part of all weight in fields where both have answers. */
export interface StandardisedDifference extends ShareDifference { first: number; second: number; fields: number; covered: number }

/** Σ w·p/Σ w, and how many answers of a plain share that is worth: (Σ w)²/Σ(w²/n). */
function toShare(parts: readonly { weight: number; k: number; n: number }[]): { share: number; n: number } {
  const total = parts.reduce((sum, it) => sum + it.weight, 0)
  return {
    share: parts.reduce((sum, it) => sum + (it.weight * it.k) / it.n, 0) / total,
    n: total ** 2 / parts.reduce((sum, it) => sum + it.weight ** 2 / it.n, 0),
  }
}

/**
 * The difference of two shares (the first less the second) as it would be, did both groups come for the same things: direct standardisation over fields in
 * which both have answers, with Newcombe's interval for the effective numbers of answers. What is left may have any cause, and what is gone is no cause either.
 * Null where they have no field in common.
 */
export function standardise(fields: readonly FieldAnswers[]): StandardisedDifference | null {
  const all = fields.reduce((sum, it) => sum + it.weight, 0)
  const common = fields.filter((it) => it.weight > 0 && it.first.n > 0 && it.second.n > 0)
  if (common.length === 0) return null
  const [first, second] = [toShare(common.map(({ weight, first: it }) => ({ weight, ...it }))), toShare(common.map(({ weight, second: it }) => ({ weight, ...it })))]
  const compared = compareShares({ k: first.share * first.n, n: first.n }, { k: second.share * second.n, n: second.n })
  return compared && { ...compared, first: first.share, second: second.share, fields: common.length, covered: common.reduce((sum, it) => sum + it.weight, 0) / all }
}
