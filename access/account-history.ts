import { z } from 'zod'
import type { Assignment } from '../contract/account.ts'
import { role, type Role } from '../contract/role.ts'
import { toHanoiDay } from '../contract/period.ts'
import { AppError } from '../platform/errors.ts'
import type { RecordSession } from '../platform/record/record.ts'

/** What somebody may do, and where. */
export interface Duty { role: Role; unitCode: string | null; officialCode: string | null }

const firstRow = z.object({ role, unit_code: z.string().nullable(), official_code: z.string().nullable(), created_at: z.date() })
const lineRow = z.object({ role, unit_code: z.string().nullable(), official_code: z.string().nullable(), valid_from: z.string() })
const toDuty = (row: { role: Role; unit_code: string | null; official_code: string | null }): Duty => ({ role: row.role, unitCode: row.unit_code, officialCode: row.official_code })

/** Every stretch of an account from its making on, plans for later days too; empty when there is no such account. */
export async function readHistory(session: RecordSession, accountId: string): Promise<Assignment[]> {
  const first = z.array(firstRow).parse(await session.query('SELECT role, unit_code, official_code, created_at FROM account WHERE id = $1', [accountId]))[0]
  if (!first) return []
  const lines = z.array(lineRow).parse(await session.query(
    'SELECT role, unit_code, official_code, valid_from FROM account_assignment WHERE account_id = $1 ORDER BY valid_from', [accountId],
  ))
  const starts = [
    { ...toDuty(first), validFrom: toHanoiDay(first.created_at.getTime()) },
    ...lines.map((it) => ({ ...toDuty(it), validFrom: it.valid_from })),
  ]
  return starts.map((it, i) => ({ ...it, validTo: starts[i + 1]?.validFrom ?? null })).filter((it) => it.validFrom !== it.validTo)
}

/** The stretch of a day; on a day before the first one, the first. */
export const stretchOn = (history: readonly Assignment[], day: string): Assignment | null => history.findLast((it) => it.validFrom <= day) ?? history[0] ?? null

/**
 * Lets a duty hold from a day on, until further notice: what was planned for that day or later falls away. Throws 422 for a day before
 * the present stretch began, because what somebody could do then is past.
 */
export async function writeDuty(
  session: RecordSession, { accountId, duty, from, today }: { accountId: string; duty: Duty; from: string; today: string },
): Promise<void> {
  const present = stretchOn(await readHistory(session, accountId), today)
  if (present && from < present.validFrom) {
    const rule = `from ${present.validFrom} on`
    throw new AppError('invalid-request', `What the account may do now holds since ${present.validFrom}; a change cannot begin before that.`, {
      errors: [{ pointer: '/validFrom', value: from, rule, message: `The present role holds since ${present.validFrom}; choose that day or a later one.` }],
    })
  }
  await session.query('DELETE FROM account_assignment WHERE account_id = $1 AND valid_from >= $2::date', [accountId, from])
  await session.query('INSERT INTO account_assignment (account_id, valid_from, role, unit_code, official_code) VALUES ($1, $2, $3, $4, $5)', [
    accountId, from, duty.role, duty.unitCode, duty.officialCode,
  ])
}
