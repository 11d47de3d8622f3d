import { z } from 'zod'
import { code } from '../../contract/codes.ts'
import { fee, hasOneLimit, limitHours, limitWorkingDays, LONGEST_PROCEDURE_NAME, ONE_LIMIT_RULE, onlineLevel, type Procedure } from '../../contract/procedure.ts'
import { procedureTable } from '../procedures/procedure-table.ts'
import { stretchOn } from '../stretch.ts'
import { readStretches } from '../stretch-table.ts'
import { dayCell, endsAfterItBegins } from './cells.ts'
import type { ImportDefinition, ShapedRow } from './import-definition.ts'
import type { Breach } from '../unit-rules.ts'
import { createStretchPlan } from './stretch-plan.ts'

/** What a catalogue writes of a procedure begins with this day when it is seen for the first time. */
const BEGINNING = '2000-01-01'
/** Stands for a day that the file does not say. */
const UNSAID = ''

const VIETNAMESE_LEVELS: Record<string, string> = {
  'toàn trình': 'full', 'một phần': 'partial', 'không': 'none', 'không cung cấp': 'none', 'trực tiếp': 'none',
}
const WHOLE_RULE = 'a whole number; half a day is 4 hours'
const MONEY_RULE = 'an amount in đồng, 150000 or 150.000'

const number = (rule: string, clean: (text: string) => string, range: z.ZodType<number, number>) =>
  z.string().transform(clean).refine((it) => /^\d+$/.test(it), { error: rule, params: { rule } }).transform(Number).pipe(range)
const wholeCell = (range: z.ZodType<number, number>) => number(WHOLE_RULE, (it) => it.trim(), range)
/** Thousands are parted by points, commas or spaces, and the currency may follow. */
const moneyCell = number(MONEY_RULE, (it) => it.trim().replace(/^(không|miễn phí)$/i, '0').replace(/\s*(đồng|đ|vnđ|vnd)$/i, '').replaceAll(/(?<=\d)[.,\s](?=\d{3}(?:\D|$))/g, ''), fee)
const longNameCell = z.string().trim().min(1).max(LONGEST_PROCEDURE_NAME)
const orNull = <T>(it: T | undefined): T | null => it ?? null

const shape = z
  .strictObject({
    code,
    nameVi: longNameCell,
    sectorCode: code,
    sectorName: longNameCell,
    limitHours: wholeCell(limitHours).optional().transform(orNull),
    limitWorkingDays: wholeCell(limitWorkingDays).optional().transform(orNull),
    fee: moneyCell.optional().transform(orNull),
    onlineLevel: z.string().transform((it) => VIETNAMESE_LEVELS[it.trim().toLowerCase()] ?? it.trim().toLowerCase()).pipe(onlineLevel).optional().transform(orNull),
    validFrom: dayCell.optional().transform((it) => it ?? UNSAID),
    validTo: dayCell.optional().transform(orNull),
  })
  .refine(hasOneLimit, { path: ['limitHours'], error: ONE_LIMIT_RULE, params: { rule: ONE_LIMIT_RULE } })
  .refine((it) => it.validFrom === UNSAID || endsAfterItBegins.holds(it), endsAfterItBegins.saying)

const isSameBut = (a: Procedure, b: Procedure) =>
  (Object.keys(a) as (keyof Procedure)[]).every((key) => key === 'validFrom' || key === 'validTo' || a[key] === b[key])

/** A row that says no day changes what it changes from today on; what is new has always been so, and what is the same stays. */
function withDay(row: Procedure, known: readonly Procedure[], today: string): Procedure {
  if (row.validFrom !== UNSAID) return row
  if (known.length === 0) return { ...row, validFrom: BEGINNING }
  const current = stretchOn(known, today)
  if (!current) return { ...row, validFrom: today }
  if (isSameBut(current, row)) return { ...current, validTo: row.validTo ?? current.validTo }
  return { ...row, validFrom: today, validTo: row.validTo ?? current.validTo }
}

/** The catalogue of procedures with their sectors. */
export const procedureImport: ImportDefinition<Procedure> = {
  columns: [
    { name: 'code', aliases: ['mã', 'mã thủ tục', 'mã TTHC'], required: true },
    { name: 'nameVi', aliases: ['tên', 'tên thủ tục', 'tên TTHC', 'tên thủ tục hành chính'], required: true },
    { name: 'sectorCode', aliases: ['mã lĩnh vực'], required: true },
    { name: 'sectorName', aliases: ['lĩnh vực', 'tên lĩnh vực'], required: true },
    { name: 'limitHours', aliases: ['thời hạn giờ', 'thời hạn (giờ)', 'số giờ'], required: false },
    { name: 'limitWorkingDays', aliases: ['thời hạn ngày làm việc', 'thời hạn (ngày làm việc)', 'số ngày làm việc', 'thời hạn giải quyết'], required: false },
    { name: 'fee', aliases: ['lệ phí', 'phí', 'phí, lệ phí'], required: false },
    { name: 'onlineLevel', aliases: ['mức độ trực tuyến', 'mức độ', 'dịch vụ công trực tuyến'], required: false },
    { name: 'validFrom', aliases: ['từ ngày'], required: false },
    { name: 'validTo', aliases: ['đến ngày'], required: false },
  ],
  shape,
  table: procedureTable,
  plan: async ({ session, rows, today }) => {
    const recorded = await readStretches(session, procedureTable, [...new Set(rows.map((it) => it.row.code))])
    const plan = createStretchPlan(recorded)
    const breaches = new Map<number, Breach>()
    const place = ({ line, row }: ShapedRow<Procedure>) => {
      const known = recorded.get(row.code) ?? []
      const dated = withDay(row, known, today)
      const current = stretchOn(known, dated.validFrom)
      // A stretch that was to end on a fixed day is cut where the file begins another within it.
      const isCut = row.validFrom === UNSAID && current && current.validTo !== null && current.validFrom !== dated.validFrom
      if (isCut) plan.put({ ...current, validTo: dated.validFrom }, () => null)
      const breach = endsAfterItBegins.holds(dated) ? plan.put(dated, () => null) : { column: 'validTo', rule: 'validTo is after validFrom' }
      if (breach) breaches.set(line, breach)
    }
    // Corrections first, so that a range which makes room for another may stand below it in the file.
    for (const it of rows) if (plan.isCorrection(it.row)) place(it)
    for (const it of rows) if (!plan.isCorrection(it.row)) place(it)
    return { plan, breaches }
  },
}
