/**
 * Adjusted p-values that control the share of false findings (Benjamini & Hochberg 1995): p₍ᵢ₎·m/i, made monotone from the largest down.
 * In the order of `p`; a finding at rate q is one whose adjusted value is at most q.
 */
export function adjustByBenjaminiHochberg(p: readonly number[]): number[] {
  const order = [...p.keys()].sort((i, j) => (p[i] as number) - (p[j] as number))
  const adjusted = p.map(() => 1)
  let least = 1
  for (let rank = p.length; rank >= 1; rank -= 1) {
    const at = order[rank - 1] as number
    least = Math.min(least, ((p[at] as number) * p.length) / rank)
    adjusted[at] = least
  }
  return adjusted
}
