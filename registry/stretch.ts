/**
 * One stretch of a history: days of Asia/Ho_Chi_Minh, half open, `validTo` null until further notice.
 * Lists of stretches are sorted by `validFrom` and do not overlap. Days compare as text.
 */
export interface Stretch { validFrom: string; validTo: string | null }

/** Stands for "until further notice" where an end is needed; no plan reaches that far. */
export const OPEN_END = '2200-01-01'

export const isValidOn = (stretch: Stretch, day: string) => stretch.validFrom <= day && (stretch.validTo === null || day < stretch.validTo)

/** The stretch of that day, if there is one. */
export const stretchOn = <S extends Stretch>(stretches: readonly S[] | undefined, day: string): S | null =>
  stretches?.find((it) => isValidOn(it, day)) ?? null

/** The stretch of that day; where there is none the last before it, else the first: for names and rights, not for facts. */
export const stretchNear = <S extends Stretch>(stretches: readonly S[] | undefined, day: string): S | null =>
  stretches?.findLast((it) => it.validFrom <= day) ?? stretches?.[0] ?? null

/** What two ranges have in common; null when that is nothing. Ends are exclusive. */
export function intersect(a: { from: string; to: string }, b: { from: string; to: string }): { from: string; to: string } | null {
  const from = a.from > b.from ? a.from : b.from
  const to = a.to < b.to ? a.to : b.to
  return from < to ? { from, to } : null
}

export const toRange = (stretch: Stretch) => ({ from: stretch.validFrom, to: stretch.validTo ?? OPEN_END })
