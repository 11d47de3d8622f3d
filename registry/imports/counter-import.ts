import { z } from 'zod'
import { code } from '../../contract/codes.ts'
import type { Counter, Unit } from '../../contract/unit.ts'
import { counterTable, readStretches, unitTable } from '../stretch-table.ts'
import { breachOfCentre, isEverWithin, type Breach, type Histories } from '../unit-rules.ts'
import { dayCell, endsAfterItBegins, nameCell } from './cells.ts'
import type { ImportDefinition, ShapedRow } from './import-definition.ts'
import { createStretchPlan } from './stretch-plan.ts'

const shape = z
  .strictObject({
    code,
    centreCode: code,
    nameVi: nameCell,
    nameEn: nameCell.optional(),
    validFrom: dayCell,
    validTo: dayCell.nullish().transform((it) => it ?? null),
  })
  .transform((it): Counter => ({ ...it, nameEn: it.nameEn ?? it.nameVi }))
  .refine(endsAfterItBegins.holds, endsAfterItBegins.saying)

/** Neither a counter of somebody else may be taken over, nor one be put under somebody else. */
function breachOfScope(units: Histories<Unit>, former: readonly Counter[], counter: Counter, unitCode: string | null): Breach | null {
  if (unitCode === null || [...former, counter].every((it) => isEverWithin(units, it.centreCode, unitCode))) return null
  return { column: 'centreCode', rule: `within ${unitCode}, where this key or account may write` }
}

/** The counters of centres. */
export const counterImport: ImportDefinition<Counter> = {
  columns: [
    { name: 'code', aliases: ['mã', 'mã quầy'], required: true },
    { name: 'centreCode', aliases: ['mã trung tâm'], required: true },
    { name: 'nameVi', aliases: ['tên', 'tên quầy', 'tên tiếng Việt'], required: true },
    { name: 'nameEn', aliases: ['tên tiếng Anh'], required: false },
    { name: 'validFrom', aliases: ['từ ngày'], required: true },
    { name: 'validTo', aliases: ['đến ngày'], required: false },
  ],
  shape,
  table: counterTable,
  plan: async ({ session, rows, unitCode }) => {
    const recorded = await readStretches(session, unitTable)
    const units: Histories<Unit> = { of: (it) => recorded.get(it) ?? [] }
    const plan = createStretchPlan(await readStretches(session, counterTable, [...new Set(rows.map((it) => it.row.code))]))
    const breaches = new Map<number, Breach>()
    const place = ({ line, row }: ShapedRow<Counter>) => {
      const breach = breachOfScope(units, plan.of(row.code), row, unitCode) ?? plan.put(row, (it) => breachOfCentre(units, it))
      if (breach) breaches.set(line, breach)
    }
    // Corrections first, so that a range which makes room for another may stand below it in the file.
    for (const it of rows) if (plan.isCorrection(it.row)) place(it)
    for (const it of rows) if (!plan.isCorrection(it.row)) place(it)
    return { plan, breaches }
  },
}
