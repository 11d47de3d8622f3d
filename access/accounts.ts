import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Role } from '../contract/role.ts'
import { toHanoiDay } from '../contract/period.ts'
import type { Clock } from '../platform/clock.ts'
import type { RecordSession, RecordStore } from '../platform/record/record.ts'
import { ACCOUNT_COLUMNS, accountRow, ASSIGNED_ACCOUNTS, type Account } from './account-rows.ts'
import { writeAudit } from './audit-log.ts'
import { createBriefMemory } from './brief-memory.ts'
import { hashPassword, isPasswordOf } from './passwords.ts'
import { createToken } from './secret-token.ts'

export type { Account } from './account-rows.ts'

export interface DemoAccount { email: string; password: string; role: Role; unitCode: string | null; officialCode?: string; name: string }

const ADMINISTRATOR_NAME = 'Quản trị viên'

/** One person writes her address in many ways; the record knows one. */
export const toAccountEmail = (email: string) => email.trim().normalize('NFC').toLowerCase()

/** Makes an administrator of the whole country; false when the address already has an account. */
export async function insertAdministrator(session: RecordSession, email: string, passwordHash: string): Promise<boolean> {
  const id = randomUUID()
  const made = await session.query(
    `INSERT INTO account (id, email, password_hash, name, role) VALUES ($1, $2, $3, $4, 'administrator')
     ON CONFLICT (email) DO NOTHING RETURNING id`,
    [id, toAccountEmail(email), passwordHash, ADMINISTRATOR_NAME],
  )
  if (made.length === 0) return false
  await writeAudit(session, { actor: 'system', action: 'account.create', subject: `account:${id}`, detail: { role: 'administrator' } })
  return true
}

const hashRows = z.array(z.object({ password_hash: z.string().nullable() }))

/** Who may sign in, and how they prove it. What administrators do with accounts is in account-administration.ts. */
export function createAccounts({ record, clock, demo }: { record: RecordStore; clock: Clock; demo: boolean }) {
  // Checked when there is no such account, so that the answer takes as long and says as much.
  const nobodysHash = hashPassword(createToken())

  const find = async (id: string): Promise<Account | null> =>
    z.array(accountRow).parse(await record.query(
      `SELECT ${ACCOUNT_COLUMNS} FROM ${ASSIGNED_ACCOUNTS} WHERE account.id = $2`, [toHanoiDay(clock()), id],
    ))[0] ?? null
  const memory = createBriefMemory({ clock, fetch: find })

  const isPassword = async (passwordHash: string | null | undefined, password: string): Promise<boolean> => {
    const matches = await isPasswordOf(passwordHash ?? (await nobodysHash), password)
    return matches && Boolean(passwordHash)
  }

  return {
    /** The account of that id as of today, at most two seconds old. */
    find: memory.get,
    /** The account of that id as it is now. */
    findFresh: find,
    /** After a change of an account in this process. */
    forgetAll: memory.forgetAll,

    hasAny: async (): Promise<boolean> => (await record.query('SELECT 1 FROM account LIMIT 1')).length > 0,

    /**
     * The account whose e-mail and password these are. Null otherwise: also where it is disabled, or locked after wrong passwords and
     * the browser is not `known` to it. The answer takes as long whatever was wrong.
     */
    verify: async (email: string, password: string, { isKnownBrowser = false } = {}): Promise<Account | null> => {
      const rows = await record.query(
        `SELECT ${ACCOUNT_COLUMNS}, password_hash FROM ${ASSIGNED_ACCOUNTS} WHERE email = $2`, [toHanoiDay(clock()), toAccountEmail(email)],
      )
      const matches = await isPassword(hashRows.parse(rows)[0]?.password_hash, password)
      const account = matches ? accountRow.parse(rows[0]) : null
      if (!account || account.isDisabled) return null
      const isLocked = account.lockReason === 'password' && (account.lockedUntil ?? 0) > clock()
      return isLocked && !isKnownBrowser ? null : account
    },

    /** Whether this is the password of that account. */
    isPasswordOf: async (accountId: string, password: string): Promise<boolean> =>
      isPassword(hashRows.parse(await record.query('SELECT password_hash FROM account WHERE id = $1', [accountId]))[0]?.password_hash, password),

    /** Somebody has come in. A lock to browsers that are not known stays: it is not against this one. */
    noteSignIn: async (accountId: string): Promise<void> => void (await record.query(
      'UPDATE account SET last_sign_in_at = $2, failed_codes = 0 WHERE id = $1', [accountId, new Date(clock())],
    )),

    /** Gives an account a password; every session of it ends. Answers the new epoch, in which sessions are opened. */
    setPassword: async ({ accountId, passwordHash, actor }: { accountId: string; passwordHash: string; actor: string }): Promise<number> => {
      const epoch = await record.transaction((session) => writePassword(session, { accountId, passwordHash, actor, now: clock() }))
      memory.forgetAll()
      return epoch
    },

    /** Makes the administrator named in the environment. An account that is there keeps the password it has. */
    ensureAdministrator: async (email: string, password: string): Promise<void> => {
      const passwordHash = await hashPassword(password)
      await record.transaction((session) => insertAdministrator(session, email, passwordHash))
    },

    /** Makes or renews the demo's sign-ins, whose passwords stand in public; throws outside a demo. */
    ensureDemoAccounts: async (accounts: readonly DemoAccount[]): Promise<void> => {
      if (!demo) throw new Error('Demo accounts can only exist in a demo.')
      for (const account of accounts) {
        await record.query(
          `INSERT INTO account (id, email, password_hash, name, role, unit_code, official_code, demo) VALUES ($1, $2, $3, $4, $5, $6, $7, true)
           ON CONFLICT (email) DO UPDATE
             SET password_hash = excluded.password_hash, name = excluded.name, role = excluded.role, unit_code = excluded.unit_code,
                   official_code = excluded.official_code
             WHERE account.demo`,
          [randomUUID(), toAccountEmail(account.email), await hashPassword(account.password), account.name, account.role, account.unitCode, account.officialCode ?? null],
        )
      }
      await record.query('DELETE FROM account_assignment WHERE account_id IN (SELECT id FROM account WHERE demo)')
      memory.forgetAll()
    },
  }
}
export type Accounts = ReturnType<typeof createAccounts>

/** Writes a new password and ends what was open before it: sessions, locks and set-up links. */
export async function writePassword(
  session: RecordSession, { accountId, passwordHash, actor, now }: { accountId: string; passwordHash: string; actor: string; now: number },
): Promise<number> {
  const rows = z.array(z.object({ session_epoch: z.number() })).parse(await session.query(
    `UPDATE account SET password_hash = $2, password_changed_at = $3, session_epoch = session_epoch + 1, setup_token_hash = NULL, setup_expires_at = NULL,
       locked_until = CASE WHEN lock_reason = 'code' THEN locked_until END, lock_reason = CASE WHEN lock_reason = 'code' THEN lock_reason END
     WHERE id = $1 RETURNING session_epoch`,
    [accountId, passwordHash, new Date(now)],
  ))
  await writeAudit(session, { actor, action: 'account.set-password', subject: `account:${accountId}`, detail: {} })
  return rows[0]?.session_epoch ?? 0
}
