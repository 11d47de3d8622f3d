/** Text as people type it in a hurry: without marks, case or đ. */
const toTyped = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[đĐ]/g, 'd').toLowerCase()

/** What a row is found by, made once for each row. */
export const toSearchable = (...texts: readonly string[]): string => toTyped(texts.join(' '))

/** Whether a searchable text holds every word of a query; an empty query finds everything. */
export function createWordFilter(query: string): (searchable: string) => boolean {
  const words = toTyped(query.trim()).split(/\s+/)
  return (searchable) => words.every((word) => searchable.includes(word))
}
