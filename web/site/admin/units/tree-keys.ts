import type { TreeRow } from './tree-rows.ts'

/** What a key does in a tree: the focus goes to a node, or one is opened, closed or chosen. */
export interface TreeMove { act: 'focus' | 'open' | 'close' | 'choose', code: string }

/**
 * The keys of the WAI-ARIA tree pattern: up and down, right opens and then enters, left closes and then leaves, Home, End, Enter and
 * Space. Null where the key means nothing here.
 */
export function toTreeMove(key: string, rows: readonly TreeRow[], focused: string): TreeMove | null {
  const at = rows.findIndex(({ node }) => node.code === focused)
  const row = rows[at]
  if (!row) return null
  const focus = (target: TreeRow | undefined): TreeMove | null => (target ? { act: 'focus', code: target.node.code } : null)
  switch (key) {
    case 'ArrowDown': return focus(rows[at + 1])
    case 'ArrowUp': return focus(rows[at - 1])
    case 'Home': return focus(rows[0])
    case 'End': return focus(rows.at(-1))
    case 'ArrowRight':
      if (row.leaf) return null
      if (!row.open) return { act: 'open', code: focused }
      return (rows[at + 1]?.level ?? 0) > row.level ? focus(rows[at + 1]) : null
    case 'ArrowLeft':
      return row.open ? { act: 'close', code: focused } : focus(rows.slice(0, at).findLast(({ level }) => level < row.level))
    case 'Enter':
    case ' ': return { act: 'choose', code: focused }
    default: return null
  }
}

/** Letters without marks, as they are typed: `Phú Thọ` is `phu tho`, `Đà Nẵng` is `da nang`. */
const toTyped = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd')

/**
 * The next node a word of whose name begins with what was typed, searched onwards from the focused one and round; so `phu` finds Tỉnh
 * Phú Thọ. While more letters are typed the focused node itself counts; one letter alone goes on to the next.
 */
export function findTyped(rows: readonly TreeRow[], focused: string, typed: string, nameOf: (row: TreeRow) => string): string | null {
  const at = rows.findIndex(({ node }) => node.code === focused)
  const start = typed.length > 1 ? at : at + 1
  const inTurn = [...rows.slice(start), ...rows.slice(0, start)]
  return inTurn.find((row) => ` ${toTyped(nameOf(row))}`.includes(` ${toTyped(typed)}`))?.node.code ?? null
}
