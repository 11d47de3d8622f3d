import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { AccountChange, AccountDetail, AccountRow, AccountState } from '../contract/account.ts'
import type { Role } from '../contract/role.ts'
import { toHanoiDay } from '../contract/period.ts'
import type { Clock } from '../platform/clock.ts'
import { AppError } from '../platform/errors.ts'
import type { RecordSession, RecordStore } from '../platform/record/record.ts'
import { readHistory, stretchOn, writeDuty, type Duty } from './account-history.ts'
import { ASSIGNED_ACCOUNTS, createListedRow, LISTED_COLUMNS, ROLE, STATE, UNIT_CODE } from './account-rows.ts'
import { lockAccounts, requireAdministratorLeft, requireDuty, requireFreeOfficialCode } from './account-rules.ts'
import { toAccountEmail, type Accounts } from './accounts.ts'
import { writeAudit } from './audit-log.ts'
import { hashPassword } from './passwords.ts'
import { requireGoodPassword } from './password-rules.ts'
import type { Permission } from './permission.ts'

/** `units` null is the whole country; `after` is the e-mail of the last row shown. */
export interface AccountSearch { query?: string; role?: Role; state?: AccountState; units: readonly (string | null)[] | null; after: string; limit: number }

/** As people type in a hurry: without marks, case or đ. */
const plain = (sql: string) => `translate(lower(regexp_replace(normalize(${sql}, NFD), '[\\u0300-\\u036f]', '', 'g')), 'đĐ', 'dd')`
const MATCHES = `strpos(${plain("name || ' ' || email")}, ${plain('$3::text')}) > 0`

interface Deps { record: RecordStore; clock: Clock; accounts: Accounts; idleAccountDays: number }

/** What administrators do with accounts; the routes have checked that the account lies within their reach. */
export function createAccountAdministration({ record, clock, accounts, idleAccountDays }: Deps) {
  const today = () => toHanoiDay(clock())
  const listedRows = () => z.array(createListedRow({ idleAccountDays, now: clock() }))

  const inTransaction = async <T>(work: (session: RecordSession) => Promise<T>): Promise<T> => {
    const result = await record.transaction(async (session) => {
      await lockAccounts(session)
      return work(session)
    })
    accounts.forgetAll()
    return result
  }

  return {
    /** Accounts in the order of their e-mails. */
    list: async ({ query, role, state, units, after, limit }: AccountSearch): Promise<AccountRow[]> => listedRows().parse(await record.query(
      `SELECT ${LISTED_COLUMNS} FROM ${ASSIGNED_ACCOUNTS}
       WHERE email > $4 AND ($3::text IS NULL OR ${MATCHES}) AND ($5::text IS NULL OR ${ROLE} = $5) AND ($6::text IS NULL OR ${STATE} = $6)
         AND ($7::text[] IS NULL OR ${UNIT_CODE} = ANY($7))
       ORDER BY email LIMIT $8`,
      [today(), new Date(clock()), query || null, after, role ?? null, state ?? null, units, limit],
    )),

    /** The units that accounts have had or will have; null is not among them. */
    unitCodes: async (): Promise<string[]> => z.array(z.object({ unit_code: z.string() })).parse(await record.query(
      'SELECT unit_code FROM account WHERE unit_code IS NOT NULL UNION SELECT unit_code FROM account_assignment WHERE unit_code IS NOT NULL',
    )).map((it) => it.unit_code),

    /** An account with its history; null when there is none of that id. */
    find: async (id: string): Promise<AccountDetail | null> => {
      const row = listedRows().parse(await record.query(
        `SELECT ${LISTED_COLUMNS} FROM ${ASSIGNED_ACCOUNTS} WHERE account.id::text = $3`, [today(), new Date(clock()), id],
      ))[0]
      return row ? { ...row, history: await readHistory(record, row.id) } : null
    },

    /** Makes an account and answers its id. Throws 409 for an e-mail that has one, 422 and 403 for a role or unit that does not fit. */
    create: async ({ email, name, password, permission, ...duty }: Duty & { email: string; name: string; password: string | null; permission: Permission }): Promise<string> => {
      requireDuty(duty, permission)
      if (password !== null) requireGoodPassword(password, email)
      const passwordHash = password === null ? null : await hashPassword(password)
      const id = randomUUID()
      await inTransaction(async (session) => {
        await requireFreeOfficialCode(session, { accountId: id, officialCode: duty.officialCode, day: today() })
        const made = await session.query(
          `INSERT INTO account (id, email, password_hash, name, role, unit_code, official_code, created_at, password_changed_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (email) DO NOTHING RETURNING id`,
          [id, toAccountEmail(email), passwordHash, name, duty.role, duty.unitCode, duty.officialCode, new Date(clock()), passwordHash && new Date(clock())],
        )
        if (made.length === 0) throw emailTaken(email)
        await writeAudit(session, { actor: permission.actor, action: 'account.create', subject: `account:${id}`, detail: { ...duty } })
      })
      return id
    },

    /**
     * Changes what is named. Sessions end, unless it is only the name. Throws 409 where the country would lose its last administrator,
     * 422 and 403 for a role or unit that does not fit.
     */
    change: async ({ id, change: { name, disabled, validFrom, ...wanted }, permission }: { id: string; change: AccountChange; permission: Permission }): Promise<void> => {
      await inTransaction(async (session) => {
        const from = validFrom ?? today()
        const history = await readHistory(session, id)
        if (Object.keys(wanted).length > 0) {
          const duty = toDuty(wanted, stretchOn(history, from))
          requireDuty(duty, permission)
          await requireFreeOfficialCode(session, { accountId: id, officialCode: duty.officialCode, day: from })
          await requireAdministratorLeft(session, { accountId: id, history, after: duty, day: from })
          await writeDuty(session, { accountId: id, duty, from, today: today() })
          await session.query('UPDATE account SET session_epoch = session_epoch + 1 WHERE id = $1', [id])
          await writeAudit(session, { actor: permission.actor, action: 'account.assign', subject: `account:${id}`, detail: { ...duty, validFrom: from } })
        }
        if (disabled === true) await requireAdministratorLeft(session, { accountId: id, history, after: null, day: today() })
        if (disabled === false) await requireFreeOfficialCode(session, { accountId: id, officialCode: stretchOn(history, today())?.officialCode ?? null, day: today() })
        if (disabled !== undefined) await writeDisabled(session, { id, disabled, actor: permission.actor, now: clock() })
        if (name !== undefined) {
          await session.query('UPDATE account SET name = $2 WHERE id = $1', [id, name])
          await writeAudit(session, { actor: permission.actor, action: 'account.rename', subject: `account:${id}`, detail: { name } })
        }
      })
    },

    /** Lets an account try again at once that was locked after failures. */
    unlock: async ({ id, actor }: { id: string; actor: string }): Promise<void> => inTransaction(async (session) => {
      await session.query('UPDATE account SET locked_until = NULL, lock_reason = NULL, failed_codes = 0 WHERE id = $1', [id])
      await writeAudit(session, { actor, action: 'account.unlock', subject: `account:${id}`, detail: {} })
    }),
  }
}
export type AccountAdministration = ReturnType<typeof createAccountAdministration>

const emailTaken = (email: string) => new AppError('conflict', 'This e-mail already has an account.', {
  errors: [{ pointer: '/email', value: email, rule: 'one account for an e-mail', message: 'This e-mail already has an account, perhaps a disabled one or one of another unit.' }],
})

/** What was not named stays; whoever becomes something else than an official is none any more. */
function toDuty({ role, unitCode, officialCode }: Partial<Duty>, before: Duty | null): Duty {
  if (!before) throw new AppError('not-found', 'There is no such account.')
  const newRole = role ?? before.role
  return {
    role: newRole,
    unitCode: unitCode === undefined ? before.unitCode : unitCode,
    officialCode: officialCode !== undefined ? officialCode : newRole === before.role ? before.officialCode : null,
  }
}

async function writeDisabled(session: RecordSession, { id, disabled, actor, now }: { id: string; disabled: boolean; actor: string; now: number }): Promise<void> {
  const changed = disabled
    ? await session.query(
      `UPDATE account SET disabled_at = $2, disabled_reason = 'administrator', session_epoch = session_epoch + 1, setup_token_hash = NULL
       WHERE id = $1 AND disabled_at IS NULL RETURNING id`, [id, new Date(now)],
    )
    : await session.query(
      'UPDATE account SET disabled_at = NULL, disabled_reason = NULL, enabled_at = $2 WHERE id = $1 AND disabled_at IS NOT NULL RETURNING id', [id, new Date(now)],
    )
  if (changed.length > 0) await writeAudit(session, { actor, action: disabled ? 'account.disable' : 'account.enable', subject: `account:${id}`, detail: {} })
}
