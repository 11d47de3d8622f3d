/**
 * The value that would stand at `rank` if `values` were sorted (0 the smallest), found without sorting all of them (Hoare's selection);
 * `values` are put in another order: none before `rank` is larger, none after it smaller. Those before `from` must already be the smallest.
 */
export function selectSmallest(values: Float64Array, rank: number, from: number): number {
  let [left, right] = [from, values.length - 1]
  while (left < right) {
    const pivot = values[rank] as number
    let [i, j] = [left, right]
    while (i <= j) {
      while ((values[i] as number) < pivot) i += 1
      while ((values[j] as number) > pivot) j -= 1
      if (i > j) break
      const swapped = values[i] as number
      values[i] = values[j] as number
      values[j] = swapped
      i += 1
      j -= 1
    }
    if (j < rank) left = i
    if (rank < i) right = j
  }
  return values[rank] as number
}
