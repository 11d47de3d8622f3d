import { z } from 'zod'

const LONGEST_NAME = 300
const DAY_RULE = 'a day as 2026-08-31 or 31/08/2026'

/** `31/08/2026`, as people write it, becomes `2026-08-31`. */
const toIsoDay = (text: string) =>
  text.replace(/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, (_, day: string, month: string, year: string) =>
    `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)

const isDay = (text: string) => z.iso.date().safeParse(text).success

export const dayCell = z.string().transform(toIsoDay).refine(isDay, { error: DAY_RULE, params: { rule: DAY_RULE } })

export const nameCell = z.string().min(1).max(LONGEST_NAME)

const ORDER_RULE = 'validTo is after validFrom'

/** Ranges are half open: a range that ends where it begins has no day. */
export const endsAfterItBegins = {
  holds: (row: { validFrom: string; validTo: string | null }) => row.validTo === null || row.validTo > row.validFrom,
  saying: { path: ['validTo'], error: ORDER_RULE, params: { rule: ORDER_RULE } },
}
