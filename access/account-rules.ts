import type { Assignment } from '../contract/account.ts'
import type { RuleBreach } from '../contract/problem.ts'
import { AppError } from '../platform/errors.ts'
import type { RecordSession } from '../platform/record/record.ts'
import type { Duty } from './account-history.ts'
import { ASSIGNED_ACCOUNTS, IS_USABLE, OFFICIAL_CODE, ROLE, UNIT_CODE } from './account-rows.ts'
import type { Permission } from './permission.ts'
import { ROLES } from './rights.ts'

/** Any number will do, as long as every process takes the same: changes of accounts wait for each other. */
const LOCK_KEY = 766_2026

/** Two administrators who demote each other at the same moment must not leave nobody. */
export const lockAccounts = async (session: RecordSession): Promise<void> => void (await session.query('SELECT pg_advisory_xact_lock($1)', [LOCK_KEY]))

const refuse = (breach: RuleBreach) => new AppError('invalid-request', breach.message, { errors: [breach] })

/** Throws 422 where role, unit and official code do not fit each other, and 403 where they reach further than whoever gives them. */
export function requireDuty({ role, unitCode, officialCode }: Duty, permission: Permission): void {
  if (ROLES[role].reach === 'country' && unitCode !== null) {
    throw refuse({ pointer: '/unitCode', value: unitCode, rule: `none for ${role}`, message: 'This role is for the whole country; leave the unit out.' })
  }
  if (role === 'official' && officialCode === null) {
    throw refuse({ pointer: '/officialCode', rule: 'required for official', message: 'An official sees their own results only: say which official code is theirs.' })
  }
  if (unitCode !== null && !permission.knowsUnit(unitCode)) {
    throw refuse({ pointer: '/unitCode', value: unitCode, rule: 'a known unit', message: `There is no unit ${unitCode}.` })
  }
  permission.requireUnit(unitCode)
}

/** Throws 409 when another open account is that official: nobody sees somebody else's own results. */
export async function requireFreeOfficialCode(session: RecordSession, { accountId, officialCode, day }: { accountId: string; officialCode: string | null; day: string }) {
  if (officialCode === null) return
  const others = await session.query(
    `SELECT 1 FROM ${ASSIGNED_ACCOUNTS} WHERE account.id <> $2 AND disabled_at IS NULL AND ${OFFICIAL_CODE} = $3`, [day, accountId, officialCode],
  )
  if (others.length === 0) return
  const message = `Another account already belongs to the official ${officialCode}.`
  throw new AppError('conflict', message, { errors: [{ pointer: '/officialCode', value: officialCode, rule: 'one account for an official', message }] })
}

const isOverCountry = (it: Duty) => it.role === 'administrator' && it.unitCode === null
const ADMINISTERS_COUNTRY = `${ROLE} = 'administrator' AND ${UNIT_CODE} IS NULL`

/** Whether an account that somebody can use administers the country on a day and on every later one, besides the one named. */
export async function hasOtherAdministrator(session: RecordSession, { accountId, day }: { accountId: string; day: string }): Promise<boolean> {
  return (await session.query(
    `SELECT 1 FROM ${ASSIGNED_ACCOUNTS} WHERE account.id <> $2 AND ${IS_USABLE} AND ${ADMINISTERS_COUNTRY} AND NOT EXISTS (
       SELECT 1 FROM account_assignment AS later WHERE later.account_id = account.id AND later.valid_from > $1::date
         AND NOT (later.role = 'administrator' AND later.unit_code IS NULL)) LIMIT 1`,
    [day, accountId],
  )).length > 0
}

/** Throws 409 where a change of this account from a day on (closing it: `after` null) would leave the country without an administrator. */
export async function requireAdministratorLeft(
  session: RecordSession, { accountId, history, after, day }: { accountId: string; history: readonly Assignment[]; after: Duty | null; day: string },
): Promise<void> {
  const losesOne = history.some((it) => isOverCountry(it) && (it.validTo === null || it.validTo > day)) && !(after && isOverCountry(after))
  if (!losesOne || await hasOtherAdministrator(session, { accountId, day })) return
  throw new AppError('conflict', 'This is the last administrator of the whole country. Make another one first.')
}
