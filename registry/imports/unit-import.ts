import { z } from 'zod'
import { code } from '../../contract/codes.ts'
import { unitKind, type Unit } from '../../contract/unit.ts'
import { intersect, toRange } from '../stretch.ts'
import { readStretches, unitTable } from '../stretch-table.ts'
import { dayCell, endsAfterItBegins, nameCell } from './cells.ts'
import type { ImportDefinition, ShapedRow } from './import-definition.ts'
import { createStretchPlan, type Breach, type StretchPlan } from './stretch-plan.ts'

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
  })
  .transform((it): Unit => ({ ...it, nameEn: it.nameEn ?? it.nameVi }))
  .refine((it) => (it.kind === 'country') === (it.parentCode === null), { path: ['parentCode'], error: PARENT_RULE, params: { rule: PARENT_RULE } })
  .refine(endsAfterItBegins.holds, endsAfterItBegins.saying)

/** More than any real tree has; a file of a hundred thousand nested units is a mistake. */
const DEEPEST = 60

/** A rule that the way up from a unit breaks, climbed over the days on which every step is valid. */
function breachOfPath(plan: StretchPlan<Unit>, unit: Unit): Breach | null {
  const climb = (parentCode: string | null, range: { from: string; to: string }, depth: number): Breach | null => {
    if (depth > DEEPEST) return { column: 'parentCode', rule: `at most ${DEEPEST} units above each other` }
    for (const parent of parentCode === null ? [] : plan.of(parentCode)) {
      const common = intersect(range, toRange(parent))
      if (!common) continue
      const breach = parent.code === unit.code ? LIES_IN_ITSELF : climb(parent.parentCode, common, depth + 1)
      if (breach) return breach
    }
    return null
  }
  return climb(unit.parentCode, toRange(unit), 1)
}

const LIES_IN_ITSELF: Breach = { column: 'parentCode', rule: 'no unit lies in itself' }

/** Whether any path up from a unit, of any day, passes `above`. */
export function isEverWithin(units: { of(code: string): readonly Unit[] }, unitCode: string, above: string, seen = new Set<string>()): boolean {
  if (unitCode === above) return true
  if (seen.has(unitCode)) return false
  seen.add(unitCode)
  return units.of(unitCode).some((it) => it.parentCode !== null && isEverWithin(units, it.parentCode, above, seen))
}

/** Below its own unit an importer may write, but neither pull in a unit of somebody else nor change its own place. */
function breachOfScope(plan: StretchPlan<Unit>, unit: Unit, unitCode: string | null): Breach | null {
  if (unitCode === null) return null
  const mayWrite = unit.parentCode !== null && isEverWithin(plan, unit.parentCode, unitCode)
    && (!plan.has(unit.code) || isEverWithin(plan, unit.code, unitCode))
  return mayWrite ? null : { column: 'code', rule: `within ${unitCode}, where this key or account may write` }
}

/**
 * Parents may stand later in the file than their children: a row waits until its parent is known. Rows that wait for
 * each other are a loop, the others wait for a unit that is nowhere.
 */
function planUnits(plan: StretchPlan<Unit>, rows: ShapedRow<Unit>[], unitCode: string | null): Map<number, Breach> {
  const breaches = new Map<number, Breach>()
  const waiting = new Map<string, ShapedRow<Unit>[]>()

  const place = (first: ShapedRow<Unit>) => {
    const ready = [first]
    for (let next = ready.pop(); next; next = ready.pop()) {
      const { line, row } = next
      if (row.parentCode !== null && !plan.has(row.parentCode)) {
        const others = waiting.get(row.parentCode)
        if (others) others.push(next)
        else waiting.set(row.parentCode, [next])
        continue
      }
      const breach = breachOfScope(plan, row, unitCode) ?? plan.put(row, (it) => breachOfPath(plan, it))
      if (breach) {
        breaches.set(line, breach)
        continue
      }
      for (const child of waiting.get(row.code) ?? []) ready.push(child)
      waiting.delete(row.code)
    }
  }
  // Corrections first, so that a range which makes room for another may stand below it in the file.
  for (const it of rows) if (plan.isCorrection(it.row)) place(it)
  for (const it of rows) if (!plan.isCorrection(it.row)) place(it)

  const unplaced = [...waiting.values()].flat()
  const parentOf = new Map(unplaced.map((it) => [it.row.code, it.row.parentCode]))
  for (const { line, row } of unplaced) {
    const path = new Set<string>()
    let at = parentOf.get(row.code)
    while (at && !path.has(at)) {
      path.add(at)
      at = parentOf.get(at)
    }
    breaches.set(line, path.has(row.code) ? LIES_IN_ITSELF : { column: 'parentCode', rule: 'a unit that is known or stands in this file' })
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
  ],
  shape,
  table: unitTable,
  plan: async ({ session, rows, unitCode }) => {
    const plan = createStretchPlan(await readStretches(session, unitTable))
    return { plan, breaches: planUnits(plan, rows, unitCode) }
  },
}
