import { isSameStretch, type StretchChange } from '../history.ts'
import type { StretchRow } from '../stretch-table.ts'
import type { Breach } from '../unit-rules.ts'

/**
 * Sorted by first day, with every open end closed where the next stretch begins: "until further notice" ends when the
 * notice comes. Answers the two that overlap, if an end was fixed and lies too late.
 */
function settle<Row extends StretchRow>(rows: Row[]): { stretches: Row[] } | { overlapping: [Row, Row] } {
  const sorted = rows.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
  const stretches: Row[] = []
  for (const [index, row] of sorted.entries()) {
    const next = sorted[index + 1]
    if (next && row.validTo !== null && row.validTo > next.validFrom) return { overlapping: [row, next] }
    stretches.push(next && row.validTo === null ? { ...row, validTo: next.validFrom } : row)
  }
  return { stretches }
}

/** What the histories would be after an import, row by row; always consistent, nothing written. */
export function createStretchPlan<Row extends StretchRow>(recorded: ReadonlyMap<string, readonly Row[]>) {
  const planned = new Map<string, readonly Row[]>(recorded)
  const taken = new Map<string, Row>()
  const touched = new Set<string>()
  const keyOf = (row: Row) => `${row.code}\n${row.validFrom}`
  const recordedAs = (row: Row) => recorded.get(row.code)?.find((it) => it.validFrom === row.validFrom)

  return {
    has: (code: string) => planned.has(code),
    of: (code: string): readonly Row[] => planned.get(code) ?? [],
    /** The stretch in the record that begins on the same day; null when there is none. */
    recorded: (row: Row): Row | null => recordedAs(row) ?? null,
    /** Whether the record already has a stretch of this code from this day: the row corrects it. */
    isCorrection: (row: Row) => recordedAs(row) !== undefined,

    /** Puts a row into its code's history; where `breachOf` then finds a broken rule, the history stays as it was. */
    put: (row: Row, breachOf: (row: Row) => Breach | null): Breach | null => {
      const twin = taken.get(keyOf(row))
      if (twin) return isSameStretch(twin, row) ? null : { column: 'validFrom', rule: 'one row for each code and validFrom; an earlier line says something else' }
      const before = planned.get(row.code)
      const settled = settle([...(before ?? []).filter((it) => it.validFrom !== row.validFrom), row])
      if ('overlapping' in settled) {
        const other = settled.overlapping.find((it) => it !== row)
        return { column: 'validFrom', rule: `no overlap with the row of this code that is valid from ${other?.validFrom}` }
      }
      planned.set(row.code, settled.stretches)
      const breach = breachOf(row)
      if (breach && before) planned.set(row.code, before)
      else if (breach) planned.delete(row.code)
      else {
        taken.set(keyOf(row), row)
        touched.add(row.code)
      }
      return breach
    },

    /** What has to be written, each with the stretch it replaces (null: it is new). Equal rows are not among them. */
    changes: (): StretchChange<Row>[] =>
      [...touched].flatMap((code) => planned.get(code) ?? []).flatMap((after) => {
        const before = recordedAs(after) ?? null
        return before && isSameStretch(before, after) ? [] : [{ before, after }]
      }),
  }
}
export type StretchPlan<Row extends StretchRow> = ReturnType<typeof createStretchPlan<Row>>
