import type { RuleBreach } from '../../contract/problem.ts'
import type { Column } from '../../registry/imports/columns.ts'
import { MOMENT_RULE, toFlag, toInstant, toNumber } from './cells.ts'

/** What a cell holds: text as it is, a moment, a whole number, a flag. */
type CellKind = 'text' | 'moment' | 'number' | 'flag'

/** A column of a file of facts. */
export interface FactColumn extends Column { kind: CellKind }

export const column = (name: string, kind: CellKind, aliases: string[], required = false): FactColumn => ({ name, kind, aliases, required })

/** A row as the wire would have it, or what is wrong with its cells. */
export type ReadRow = { item: Record<string, unknown> } | { breaches: RuleBreach[] }

/** Reads one row's cells by their columns; empty cells are left out. */
export function readCells(cells: ReadonlyMap<string, string>, columns: readonly FactColumn[]): ReadRow {
  const item: Record<string, unknown> = {}
  const breaches: RuleBreach[] = []
  for (const { name, kind } of columns) {
    const text = cells.get(name) ?? ''
    if (text === '') continue
    if (kind === 'moment') {
      const instant = toInstant(text)
      if (instant === null) breaches.push({ pointer: `/${name}`, value: text, rule: MOMENT_RULE, message: 'This is no moment.' })
      else item[name] = instant
    } else item[name] = kind === 'number' ? toNumber(text) : kind === 'flag' ? toFlag(text) : text
  }
  return breaches.length > 0 ? { breaches } : { item }
}
