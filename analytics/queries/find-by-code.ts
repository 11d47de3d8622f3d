import { z } from 'zod'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'

/** More than these are written alike nowhere; nobody is to read a list of codes here. */
const MOST_ALIKE = 20

/** As the index of migration 0020 has it, letter for letter. */
const LETTERS = String.raw`upperUTF8(replaceRegexpAll(code, '[^\\pL\\pN]', ''))`

const byLetters = defineQuery<{ letters: string }, { agencyCode: string; code: string }>({
  name: 'dossiers-by-code',
  sql: `SELECT toString(agency_code) AS agencyCode, code FROM dossiers WHERE ${LETTERS} = {letters:String} GROUP BY agency_code, code ORDER BY agency_code, code LIMIT ${MOST_ALIKE}`,
  row: z.object({ agencyCode: z.string(), code: z.string() }),
})

/** Only letters and digits of a code, in capitals: what is left of it however somebody writes it. */
export const toLetters = (code: string): string => code.normalize('NFC').replaceAll(/[^\p{L}\p{N}]/gu, '').toUpperCase()

/** The dossiers whose code has these letters and digits, of whichever agency; those written exactly so alone, where there are any. */
export async function findByCode(warehouse: Warehouse, code: string): Promise<{ agencyCode: string; code: string }[]> {
  const letters = toLetters(code)
  const alike = letters === '' ? [] : await warehouse.select(byLetters, { letters })
  const same = alike.filter((it) => it.code === code)
  return same.length > 0 ? same : alike
}
