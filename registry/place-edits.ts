import type { z } from 'zod'
import type { Counter, counterChange, newCounter, newUnit, Unit, unitChange } from '../contract/unit.ts'
import { AppError, parseBy } from '../platform/errors.ts'
import type { RecordSession, RecordStore } from '../platform/record/record.ts'
import { changeFrom, diffHistories, isSameStretch } from './history.ts'
import { counterImport } from './imports/counter-import.ts'
import type { ImportDefinition } from './imports/import-definition.ts'
import { unitImport } from './imports/unit-import.ts'
import type { PlaceIndex } from './place-index.ts'
import { lockRegistry } from './registry-version.ts'
import { intersect, OPEN_END, stretchOn, toRange, type Stretch } from './stretch.ts'
import { readStretches, unitTable, type StretchRow } from './stretch-table.ts'
import { isAlwaysWithin, type Histories } from './unit-rules.ts'
import { writeChanges } from './write-changes.ts'

/** Who writes, and the unit they may write in; null is the whole country. */
export interface Writer { actor: string; unitCode: string | null }

const refuse = (pointer: string, value: unknown, rule: string) =>
  new AppError('invalid-request', `The request breaks a rule: ${pointer} ${rule}`, { errors: [{ pointer, value, rule, message: rule }] })

/** The history after a change from `validFrom` on; 422 where there is nothing on that day that could change. */
function changed<Row extends StretchRow>(history: readonly Row[], { validFrom, validTo, ...fields }: Partial<Row> & { validFrom: string; validTo?: string | null | undefined }): Row[] {
  if (history.length === 0) throw new AppError('not-found', 'Nothing of this code is there; POST makes it.')
  if (!stretchOn(history, validFrom)) {
    const days = history.map((it: Stretch) => `${it.validFrom} to ${it.validTo ?? 'further notice'}`).join(', ')
    throw refuse('/validFrom', validFrom, `a day on which it exists (${days})`)
  }
  const next = changeFrom(history, validFrom, fields as unknown as Partial<Row>)
  if (validTo === undefined) return next
  if (validTo !== null && validTo <= validFrom) throw refuse('/validTo', validTo, 'validTo is after validFrom')
  const ends = stretchOn(next, validFrom)
  const isSucceeded = ends && 'successorCode' in ends && ends.successorCode !== null
  if (validTo === null && isSucceeded) throw refuse('/validTo', null, 'a unit that has a successor stays ended; undo the reorganisation that ended it')
  return next.map((it) => (it === ends ? { ...it, validTo, ...('successorCode' in it ? { successorCode: null } : {}) } : it))
}

/** Adds and changes units and counters one at a time, by the rules of the imports. Nothing that was is lost: the audit log keeps it. */
export function createPlaceEdits({ record, places }: { record: RecordStore; places: PlaceIndex }) {
  /**
   * Writes what makes a history another one, or throws: 422 naming the broken rule, 403 where the writer does not answer for what is
   * touched. Resolves to the stretch of `day` when this process knows it.
   */
  async function rewrite<Row extends StretchRow>(
    definition: ImportDefinition<Row>, action: string, { actor, unitCode }: Writer,
    { code, day, isOwn, next }: { code: string; day: string; isOwn(units: Histories<Unit>, history: readonly Row[], above: string): boolean; next(history: readonly Row[]): Row[] },
  ): Promise<Row> {
    const { table } = definition
    const written = await record.transaction(async (session: RecordSession) => {
      await lockRegistry(session)
      const history = (await readStretches(session, table, [code])).get(code) ?? []
      if (unitCode !== null) {
        const recorded = await readStretches(session, unitTable)
        if (!isOwn({ of: (it) => recorded.get(it) ?? [] }, history, unitCode)) throw new AppError('no-right', `This does not lie in ${unitCode}, where this key or account may write.`)
      }
      const told = next(history)
      const rows = diffHistories(history, told).flatMap(({ after }, line) => (after ? [{ line, row: parseBy(definition.shape, after) }] : []))
      const { plan, breaches } = await definition.plan({ session, rows, unitCode, today: day })
      for (const [line, { column, rule }] of breaches) throw refuse(`/${column}`, rows[line]?.row[column as keyof Row], rule)
      await writeChanges(session, table, plan.changes(), { actor, action: `${table.name}.${action}`, subject: `${table.name}:${code}` })
      return stretchOn(rows.length > 0 ? plan.of(code) : history, day)
    })
    await places.reload()
    if (!written) throw new Error(`${code} was written and has no stretch on ${day}`)
    return written
  }

  /** A code that is known already is sent twice with the same content, or not by this way. */
  const added = <Row extends StretchRow>(row: Row, what: string) => (history: readonly Row[]): Row[] => {
    if (history.some((it) => isSameStretch(it, row))) return [...history]
    if (history.length > 0) throw refuse('/code', row.code, `a code that no ${what} has; PATCH changes one that is there`)
    return [row]
  }

  const isOwnUnit = (day: string, code: string, parentCode: string | null | undefined) => (units: Histories<Unit>, _history: readonly Unit[], above: string) => {
    const range = { from: day, to: OPEN_END }
    return code !== above && isAlwaysWithin(units, code, above, range) && (parentCode ? isAlwaysWithin(units, parentCode, above, range) : parentCode === undefined)
  }
  const isOwnCounter = (day: string, centreCode: string | undefined) => (units: Histories<Unit>, history: readonly Counter[], above: string) => {
    const range = { from: day, to: OPEN_END }
    const centres = history.flatMap((it) => {
      const common = intersect(range, toRange(it))
      return common ? [{ code: it.centreCode, range: common }] : []
    })
    return [...centres, ...(centreCode ? [{ code: centreCode, range }] : [])].every((it) => isAlwaysWithin(units, it.code, above, it.range))
  }

  return {
    addUnit: (it: z.infer<typeof newUnit>, writer: Writer): Promise<Unit> => {
      const row: Unit = { ...it, nameEn: it.nameEn ?? it.nameVi, parentCode: it.parentCode ?? null, validTo: it.validTo ?? null, successorCode: null }
      return rewrite(unitImport, 'create', writer, { code: row.code, day: row.validFrom, isOwn: isOwnUnit(row.validFrom, row.code, row.parentCode), next: added(row, 'unit') })
    },
    changeUnit: (code: string, change: z.infer<typeof unitChange>, writer: Writer): Promise<Unit> =>
      rewrite(unitImport, 'change', writer, {
        code, day: change.validFrom, isOwn: isOwnUnit(change.validFrom, code, change.parentCode), next: (history) => changed<Unit>(history, change),
      }),
    addCounter: (it: z.infer<typeof newCounter>, writer: Writer): Promise<Counter> => {
      const row: Counter = { ...it, nameEn: it.nameEn ?? it.nameVi, validTo: it.validTo ?? null }
      return rewrite(counterImport, 'create', writer, { code: row.code, day: row.validFrom, isOwn: isOwnCounter(row.validFrom, row.centreCode), next: added(row, 'counter') })
    },
    changeCounter: (code: string, change: z.infer<typeof counterChange>, writer: Writer): Promise<Counter> =>
      rewrite(counterImport, 'change', writer, {
        code, day: change.validFrom, isOwn: isOwnCounter(change.validFrom, change.centreCode), next: (history) => changed<Counter>(history, change),
      }),
  }
}
export type PlaceEdits = ReturnType<typeof createPlaceEdits>
