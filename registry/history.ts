import type { StretchRow } from './stretch-table.ts'

/** A stretch that is made (`before` null), changed or removed (`after` null); both have the same code and first day. */
export interface StretchChange<Row extends StretchRow> { before: Row | null; after: Row | null }

/** Equal whatever the order of keys: all rows of one table have the same. */
export const isSameStretch = <Row extends StretchRow>(a: Row, b: Row) => (Object.keys(a) as (keyof Row)[]).every((key) => a[key] === b[key])

/** A stretch that ends on `day` because something else follows: it has no successor then. */
const cutAt = <Row extends StretchRow>(stretch: Row, day: string): Row =>
  ({ ...stretch, validTo: day, ...('successorCode' in stretch ? { successorCode: null } : {}) })

/** The history in which the days from `day` on are told by `tell`; stretches it leaves as they are stay whole. */
export function retell<Row extends StretchRow>(history: readonly Row[], day: string, tell: (stretch: Row) => Row): Row[] {
  return history.flatMap((it) => {
    if (it.validTo !== null && it.validTo <= day) return [it]
    const later = it.validFrom >= day ? it : { ...it, validFrom: day }
    const told = tell(later)
    if (isSameStretch(told, later)) return [it]
    return it.validFrom >= day ? [told] : [cutAt(it, day), told]
  })
}

/**
 * From `day` on the given fields change and the rest stays: each field in every stretch that follows without a gap, as long as it had
 * the value of that day (a move that is planned for next year stays planned). The history must have a stretch on that day.
 */
export function changeFrom<Row extends StretchRow>(history: readonly Row[], day: string, fields: Partial<Row>): Row[] {
  const pending = new Map(Object.entries(fields)) as Map<keyof Row, Row[keyof Row]>
  let first: Row | null = null
  let end: string | null = null
  return retell(history, day, (it) => {
    if (first && end !== it.validFrom) return it
    first ??= it
    end = it.validTo
    for (const field of pending.keys()) if (it[field] !== first[field]) pending.delete(field)
    return { ...it, ...(Object.fromEntries(pending) as Partial<Row>) }
  })
}

/** The history as it is when it ends on `day`, with what its last stretch then says besides. */
export function endOn<Row extends StretchRow>(history: readonly Row[], day: string, more: Partial<Row> = {}): Row[] {
  const kept = history.filter((it) => it.validFrom < day)
  return kept.map((it, index) => (index === kept.length - 1 ? { ...it, ...more, validTo: day } : it))
}

/** What has to be written so that the first history becomes the second. */
export function diffHistories<Row extends StretchRow>(before: readonly Row[], after: readonly Row[]): StretchChange<Row>[] {
  const removed = before.filter((was) => !after.some((it) => it.validFrom === was.validFrom))
  const written = after.flatMap((row): StretchChange<Row>[] => {
    const was = before.find((it) => it.validFrom === row.validFrom) ?? null
    return was && isSameStretch(was, row) ? [] : [{ before: was, after: row }]
  })
  return [...removed.map((it): StretchChange<Row> => ({ before: it, after: null })), ...written]
}
