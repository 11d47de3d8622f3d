/** A beginning or an end of fewer words is short enough to stand. */
const LEAST_WORDS = 3

/** With how many words all of them begin, if that is not all of one of them. */
function countCommon(all: readonly (readonly string[])[]): number {
  const [first = []] = all
  const differs = first.findIndex((word, index) => all.some((it) => it[index] !== word || it.length <= index + 1))
  return differs < LEAST_WORDS ? 0 : differs
}

/**
 * Names for a narrow axis: where all begin with the same words, as Vietnamese names of centres of public services do, or end with them, as English ones
 * do, those give way to "…", so that what is cut off is not all that tells them apart. In the order of `names`; one name alone stays whole.
 */
export function toShortNames(names: readonly string[]): string[] {
  if (names.length < 2) return [...names]
  const words = names.map((it) => it.split(' '))
  const before = countCommon(words)
  const rest = words.map((it) => it.slice(before))
  const after = countCommon(rest.map((it) => it.toReversed()))
  return rest.map((it) => `${before > 0 ? '… ' : ''}${it.slice(0, it.length - after).join(' ')}${after > 0 ? ' …' : ''}`)
}
