import { z } from 'zod'
import { counter, unit, type Counter, type Unit } from '../contract/unit.ts'
import type { RecordSession } from '../platform/record/record.ts'
import type { Stretch } from './stretch.ts'

export type StretchRow = Stretch & { code: string }

/** A table whose rows are stretches; its columns in the order of the file and of the record. */
export interface StretchTable<Row extends StretchRow> {
  name: 'unit' | 'counter' | 'procedure'
  row: z.ZodType<Row>
  columns: readonly { field: keyof Row & string; column: string; type: 'text' | 'date' | 'integer' }[]
}

export const unitTable: StretchTable<Unit> = {
  name: 'unit',
  row: unit,
  columns: [
    { field: 'code', column: 'code', type: 'text' }, { field: 'parentCode', column: 'parent_code', type: 'text' },
    { field: 'kind', column: 'kind', type: 'text' }, { field: 'nameVi', column: 'name_vi', type: 'text' },
    { field: 'nameEn', column: 'name_en', type: 'text' }, { field: 'validFrom', column: 'valid_from', type: 'date' },
    { field: 'validTo', column: 'valid_to', type: 'date' }, { field: 'successorCode', column: 'successor_code', type: 'text' },
  ],
}

export const counterTable: StretchTable<Counter> = {
  name: 'counter',
  row: counter,
  columns: [
    { field: 'code', column: 'code', type: 'text' }, { field: 'centreCode', column: 'centre_code', type: 'text' },
    { field: 'nameVi', column: 'name_vi', type: 'text' }, { field: 'nameEn', column: 'name_en', type: 'text' },
    { field: 'validFrom', column: 'valid_from', type: 'date' }, { field: 'validTo', column: 'valid_to', type: 'date' },
  ],
}

const ROWS_PER_STATEMENT = 5_000

const selected = <Row extends StretchRow>(table: StretchTable<Row>) =>
  `SELECT ${table.columns.map(({ field, column }) => `${column} AS "${field}"`).join(', ')} FROM ${table.name}`

/** The stretches of these codes (of all when left out), by code and then in the order of time. */
export async function readStretches<Row extends StretchRow>(
  session: RecordSession, table: StretchTable<Row>, codes?: string[],
): Promise<Map<string, Row[]>> {
  // "C": the order of code points, the same on every machine and the one JavaScript compares by.
  const rows = await session.query(
    `${selected(table)} ${codes ? 'WHERE code = ANY($1::text[])' : ''} ORDER BY code COLLATE "C", valid_from`,
    codes ? [codes] : [],
  )
  const byCode = new Map<string, Row[]>()
  for (const row of z.array(table.row).parse(rows)) {
    const stretches = byCode.get(row.code)
    if (stretches) stretches.push(row)
    else byCode.set(row.code, [row])
  }
  return byCode
}

/** Every stretch of a counter that lay in one of these units. */
export const readCountersIn = async (session: RecordSession, unitCodes: string[]): Promise<Counter[]> =>
  unitCodes.length === 0 ? [] : z.array(counter).parse(await session.query(`${selected(counterTable)} WHERE centre_code = ANY($1::text[])`, [unitCodes]))

/** Adds these stretches; one with the same code and first day is replaced. */
export async function writeStretches<Row extends StretchRow>(session: RecordSession, table: StretchTable<Row>, rows: readonly Row[]): Promise<void> {
  const columns = table.columns.map((it) => it.column)
  const sql = `
    INSERT INTO ${table.name} (${columns.join(', ')})
    SELECT * FROM unnest(${table.columns.map((it, index) => `$${index + 1}::${it.type}[]`).join(', ')})
    ON CONFLICT (code, valid_from) DO UPDATE SET ${columns.map((it) => `${it} = excluded.${it}`).join(', ')}`
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const part = rows.slice(start, start + ROWS_PER_STATEMENT)
    await session.query(sql, table.columns.map(({ field }) => part.map((row) => row[field])))
  }
}

/** Removes the stretches of these codes and first days. */
export async function removeStretches<Row extends StretchRow>(session: RecordSession, table: StretchTable<Row>, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return
  await session.query(
    `DELETE FROM ${table.name} WHERE (code, valid_from) IN (SELECT * FROM unnest($1::text[], $2::date[]))`,
    [rows.map((it) => it.code), rows.map((it) => it.validFrom)],
  )
}
