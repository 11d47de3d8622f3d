import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import { code, isStorableInstant } from '../../contract/codes.ts'
import type { WritingImport } from '../imports/import-definition.ts'
import { MOMENT_RULE, toInstant } from '../imports/moment-cell.ts'
import { planOfficials, type OfficialRow } from './plan-officials.ts'
import { writeOfficials } from './write-officials.ts'

const LONGEST_NAME = 200
/** A day is its first moment. */
const momentCell = z.string().transform((text) => {
  const instant = toInstant(text)
  const epochMs = instant === null ? Number.NaN : Date.parse(instant)
  return isStorableInstant(epochMs) ? new Date(epochMs).toISOString() : ''
}).refine((it) => it !== '', { error: MOMENT_RULE, params: { rule: MOMENT_RULE } })

const WHEN_RULE = 'a row with a counter or an end says from when'
const ORDER_RULE = 'validTo is after validFrom'
const shape = z
  .strictObject({
    code,
    name: z.string().min(1).max(LONGEST_NAME).nullish().transform((it) => it ?? null),
    counterCode: code.nullish().transform((it) => it ?? null),
    validFrom: momentCell.nullish().transform((it) => it ?? null),
    validTo: momentCell.nullish().transform((it) => it ?? null),
  })
  .refine((it) => it.validFrom !== null || (it.counterCode === null && it.validTo === null), { path: ['validFrom'], error: WHEN_RULE, params: { rule: WHEN_RULE } })
  .refine((it) => it.validTo === null || it.validFrom === null || it.validTo > it.validFrom, { path: ['validTo'], error: ORDER_RULE, params: { rule: ORDER_RULE } })

/**
 * Officials and their shifts: each row says who sits where from when to when. Without a counter somebody is there but sits at none; without
 * a moment either, the row only makes them known. Names are never written into the audit log, which nobody can take them out of again.
 */
export const officialImport: WritingImport<OfficialRow> = {
  columns: [
    { name: 'code', aliases: ['mã', 'mã cán bộ', 'mã công chức'], required: true },
    { name: 'name', aliases: ['họ tên', 'họ và tên', 'tên', 'tên cán bộ'], required: false },
    { name: 'counterCode', aliases: ['mã quầy', 'quầy'], required: false },
    { name: 'validFrom', aliases: ['từ ngày', 'từ lúc', 'bắt đầu'], required: false },
    { name: 'validTo', aliases: ['đến ngày', 'đến lúc', 'kết thúc'], required: false },
  ],
  shape,
  plan: async ({ session, rows, unitCode }) => {
    const plan = await planOfficials({ session, rows, unitCode })
    return {
      breaches: plan.breaches,
      write: async ({ id, actor }) => {
        await writeOfficials(session, plan)
        const added = plan.shifts.filter((it) => it.before === null).length
        const newcomers = plan.officials.filter((it) => it.isNew).length
        if (plan.shifts.length + newcomers === 0) return
        await writeAudit(session, {
          actor, action: 'official.import', subject: `import:${id}`, detail: { officials: newcomers, shiftsAdded: added, shiftsChanged: plan.shifts.length - added },
        })
      },
    }
  },
}
