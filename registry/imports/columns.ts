import { UnreadableSheet } from './sheet-row.ts'

/** A column of a file: its name in the contract, what else it is called, and whether a file may go without it. */
export interface Column { name: string; aliases: string[]; required: boolean }

/** Case, spaces and marks do not matter: `Mã hồ sơ`, `MA HO SO` and `MaHoSo` are one. */
const toKey = (name: string) => name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd').replaceAll(/[\s_]+/g, '')

/**
 * Which column of the contract stands where in the file; an unknown, doubled or missing one makes the file unreadable. Columns
 * of `ignored` are known and not wanted: names and numbers of citizens, which other systems write into the same files.
 */
export function placeColumns(header: string[], columns: readonly Column[], ignored: readonly string[] = []): Map<string, number> {
  const names = new Map(columns.flatMap((it) => [it.name, ...it.aliases].map((name) => [toKey(name), it.name] as const)))
  const unwanted = new Set(ignored.map(toKey))
  const places = new Map<string, number>()
  const refuse = (column: string, rule: string) => new UnreadableSheet({ line: 1, column, value: column, rule })
  header.forEach((cell, index) => {
    const name = names.get(toKey(cell))
    if (name === undefined && unwanted.has(toKey(cell))) return
    if (name === undefined) throw refuse(cell, `a known column: ${columns.map((it) => it.name).join(', ')}`)
    if (places.has(name)) throw refuse(cell, `each column once; this is ${name} again`)
    places.set(name, index)
  })
  for (const { name, required } of columns) {
    if (required && !places.has(name)) throw refuse(name, 'this column is required')
  }
  return places
}
