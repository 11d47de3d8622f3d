import type { RecordSession } from '../../platform/record/record.ts'
import { toSearchText } from '../search-text.ts'
import type { OfficialPlan } from './plan-officials.ts'
import { writeShifts } from './shift-table.ts'

/**
 * Writes officials and shifts as they were planned; in the transaction that holds the lock on the registry. A name that was detached comes
 * back only with a shift that changes: importing last year's list once more does not bring it back.
 */
export async function writeOfficials(session: RecordSession, { officials, shifts }: OfficialPlan): Promise<void> {
  const serving = new Set(shifts.map((it) => it.after.officialCode))
  await session.query(
    `INSERT INTO official (code, name, name_search, unit_code)
     SELECT code, name, name_search, unit_code FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[]) AS given (code, name, name_search, unit_code, serves)
     ON CONFLICT (code) DO NOTHING`,
    toColumns(officials, serving),
  )
  await session.query(
    `UPDATE official SET unit_code = given.unit_code,
       name = CASE WHEN given.name IS NULL OR (name_detached_at IS NOT NULL AND NOT serves) THEN official.name ELSE given.name END,
       name_search = CASE WHEN given.name IS NULL OR (name_detached_at IS NOT NULL AND NOT serves) THEN official.name_search ELSE given.name_search END,
       name_detached_at = CASE WHEN given.name IS NOT NULL AND serves THEN NULL ELSE name_detached_at END
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[]) AS given (code, name, name_search, unit_code, serves)
     WHERE official.code = given.code`,
    toColumns(officials, serving),
  )
  await writeShifts(session, shifts)
}

const toColumns = (officials: OfficialPlan['officials'], serving: ReadonlySet<string>) => [
  officials.map((it) => it.code), officials.map((it) => it.name), officials.map((it) => (it.name === null ? null : toSearchText(it.name))),
  officials.map((it) => it.unitCode), officials.map((it) => serving.has(it.code)),
]
