/** Text as people type it in a hurry: without marks, case or đ, so that "hue" finds "Huế" and "da nang" "Đà Nẵng". */
export const toSearchText = (text: string) =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[đĐ]/g, 'd').toLowerCase()
