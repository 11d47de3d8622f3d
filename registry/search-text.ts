/** Text as people type it in a hurry: without marks, case or đ, so that "hue" finds "Huế" and "da nang" "Đà Nẵng". */
export const toSearchText = (text: string) =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[đĐ]/g, 'd').toLowerCase()

/** Whether texts hold every word of a query, written in a hurry, between them; an empty query finds everything. */
export function createSearch(query: string): (...texts: string[]) => boolean {
  const words = toSearchText(query.trim()).split(/\s+/)
  return (...texts) => query === '' || words.every((word) => toSearchText(texts.join(' ')).includes(word))
}
