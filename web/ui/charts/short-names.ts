/** A beginning of fewer words is short enough to stand. */
const LEAST_WORDS = 3

/**
 * Names for a narrow axis: where all begin with the same words, as centres of public services do, those give way to "…", so that what is
 * cut off at the end is not all that tells them apart. In the order of `names`; one name alone stays whole.
 */
export function toShortNames(names: readonly string[]): string[] {
  const words = names.map((it) => it.split(' '))
  const [first = []] = words
  const differs = first.findIndex((word, index) => words.some((it) => it[index] !== word || it.length <= index + 1))
  if (names.length < 2 || differs < LEAST_WORDS) return [...names]
  return words.map((it) => `… ${it.slice(differs).join(' ')}`)
}
