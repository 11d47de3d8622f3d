import { z } from 'zod'
import { code } from '../../contract/codes.ts'
import { unitKind, type Unit } from '../../contract/unit.ts'
import type { RecordSession } from '../../platform/record/record.ts'
import { counterTable, readCountersIn, readStretches, unitTable } from '../stretch-table.ts'
import { breachOfKind, breachOfPath, isEverWithin, LIES_IN_ITSELF, type Breach } from '../unit-rules.ts'
import { dayCell, endsAfterItBegins, nameCell } from './cells.ts'
import type { ImportDefinition, ShapedRow } from './import-definition.ts'
import { createStretchPlan, type StretchPlan } from './stretch-plan.ts'

const VIETNAMESE_KINDS: Record<string, string> = {
  'quốc gia': 'country', tỉnh: 'province', 'thành phố': 'province', 'cơ quan': 'agency', xã: 'commune', 'trung tâm': 'centre',
}
const PARENT_RULE = 'every unit but the country has a parent, the country has none'

const shape = z
  .strictObject({
    code,
    parentCode: code.nullish().transform((it) => it ?? null),
    kind: z.string().transform((it) => VIETNAMESE_KINDS[it.toLowerCase()] ?? it).pipe(unitKind),
    nameVi: nameCell,
    nameEn: nameCell.optional(),
    validFrom: dayCell,
    validTo: dayCell.nullish().transform((it) => it ?? null),
    successorCode: code.nullish().transform((it) => it ?? null),
  })
  .transform((it): Unit => ({ ...it, nameEn: it.nameEn ?? it.nameVi }))
  .refine((it) => (it.kind === 'country') === (it.parentCode === null), { path: ['parentCode'], error: PARENT_RULE, params: { rule: PARENT_RULE } })
  .refine(endsAfterItBegins.holds, endsAfterItBegins.saying)

/** Below its own unit an importer may write, but neither pull in a unit of somebody else nor change its own place. */
function breachOfScope(plan: StretchPlan<Unit>, unit: Unit, unitCode: string | null): Breach | null {
  if (unitCode === null) return null
  const mayWrite = unit.parentCode !== null && isEverWithin(plan, unit.parentCode, unitCode)
    && (!plan.has(unit.code) || isEverWithin(plan, unit.code, unitCode))
  return mayWrite ? null : { column: 'code', rule: `within ${unitCode}, where this key or account may write` }
}

/** What the counters have to say to rows of units: their codes are taken, and where they lie remains a centre. */
async function readCounterRules(session: RecordSession, rows: readonly Unit[]): Promise<(row: Unit) => Breach | null> {
  const codes = [...new Set(rows.map((it) => it.code))]
  const taken = await readStretches(session, counterTable, codes)
  const inUnits = await readCountersIn(session, [...new Set(rows.filter((it) => it.kind !== 'centre').map((it) => it.code))])
  return (row) => (taken.has(row.code) ? { column: 'code', rule: 'a code that no counter has' } : breachOfKind(inUnits, row))
}

/**
 * A file that says nothing of a unit's end does not call back to life what has been given a successor since: that was the notice
 * which "until further notice" waits for.
 */
const keepSuccession = (plan: StretchPlan<Unit>, row: Unit): Unit => {
  const recorded = plan.recorded(row)
  return row.validTo === null && recorded?.successorCode ? { ...row, validTo: recorded.validTo, successorCode: recorded.successorCode } : row
}

/** The first unit a row names that is not known yet. */
const missingIn = (plan: StretchPlan<Unit>, { parentCode, successorCode }: Unit): string | null =>
  [parentCode, successorCode].find((it) => it !== null && !plan.has(it)) ?? null

/**
 * Parents and successors may stand later in the file than those who name them: a row waits until they are known. Rows that wait for
 * each other are a loop, the others wait for a unit that is nowhere.
 */
function planUnits(plan: StretchPlan<Unit>, rows: ShapedRow<Unit>[], breachOf: (row: Unit) => Breach | null): Map<number, Breach> {
  const breaches = new Map<number, Breach>()
  const waiting = new Map<string, ShapedRow<Unit>[]>()

  const place = (first: ShapedRow<Unit>) => {
    const ready = [first]
    for (let next = ready.pop(); next; next = ready.pop()) {
      const { line } = next
      const row = keepSuccession(plan, next.row)
      const missing = missingIn(plan, row)
      if (missing !== null) {
        const others = waiting.get(missing)
        if (others) others.push(next)
        else waiting.set(missing, [next])
        continue
      }
      const breach = breachOf(row) ?? plan.put(row, (it) => breachOfPath(plan, it))
      if (breach) {
        breaches.set(line, breach)
        continue
      }
      for (const waiter of waiting.get(row.code) ?? []) ready.push(waiter)
      waiting.delete(row.code)
    }
  }
  // Corrections first, so that a range which makes room for another may stand below it in the file.
  for (const it of rows) if (plan.isCorrection(it.row)) place(it)
  for (const it of rows) if (!plan.isCorrection(it.row)) place(it)

  const unplaced = [...waiting.values()].flat()
  const waitsFor = new Map(unplaced.map((it) => [it.row.code, missingIn(plan, it.row)]))
  for (const { line, row } of unplaced) {
    const column = waitsFor.get(row.code) === row.parentCode ? 'parentCode' : 'successorCode'
    const path = new Set<string>()
    let at = waitsFor.get(row.code)
    while (at && !path.has(at)) {
      path.add(at)
      at = waitsFor.get(at)
    }
    breaches.set(line, path.has(row.code) ? { ...LIES_IN_ITSELF, column } : { column, rule: 'a unit that is known or stands in this file' })
  }
  return breaches
}

/** The tree of units: country, provinces, agencies, communes, centres. */
export const unitImport: ImportDefinition<Unit> = {
  columns: [
    { name: 'code', aliases: ['mã', 'mã đơn vị'], required: true },
    { name: 'parentCode', aliases: ['mã cấp trên', 'mã đơn vị cấp trên'], required: true },
    { name: 'kind', aliases: ['loại', 'loại đơn vị'], required: true },
    { name: 'nameVi', aliases: ['tên', 'tên đơn vị', 'tên tiếng Việt'], required: true },
    { name: 'nameEn', aliases: ['tên tiếng Anh'], required: false },
    { name: 'validFrom', aliases: ['từ ngày'], required: true },
    { name: 'validTo', aliases: ['đến ngày'], required: false },
    { name: 'successorCode', aliases: ['mã đơn vị kế thừa', 'đơn vị kế thừa'], required: false },
  ],
  shape,
  table: unitTable,
  plan: async ({ session, rows, unitCode }) => {
    const plan = createStretchPlan(await readStretches(session, unitTable))
    const breachOfCounters = await readCounterRules(session, rows.map((it) => it.row))
    return { plan, breaches: planUnits(plan, rows, (it) => breachOfScope(plan, it, unitCode) ?? breachOfCounters(it)) }
  },
}
