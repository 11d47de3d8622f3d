import { z } from 'zod'
import type { Clock } from '../platform/clock.ts'
import { AppError } from '../platform/errors.ts'
import type { RecordStore } from '../platform/record/record.ts'
import type { Account, Accounts } from './accounts.ts'
import { writeAudit } from './audit-log.ts'
import { LOCK_SECONDS } from './sign-in-limit.ts'

/** Whoever gets to guess codes knows the password already: few tries, and each lock lasts twice as long as the one before, up to a day. */
const CODES_PER_LOCK = 5
const FIRST_CODE_LOCK_MS = 15 * 60_000
const LONGEST_CODE_LOCK_MS = 24 * 3_600_000

const counted = z.array(z.object({ failed_codes: z.number() }))
const locked = z.array(z.object({ id: z.string() }))

/** Locks after failures: in the record, so that administrators see them and Redis may forget. */
export function createAccountLocks({ record, clock, accounts }: { record: RecordStore; clock: Clock; accounts: Accounts }) {
  return {
    /** Too many wrong passwords from browsers that the account does not know; it is locked to such browsers. */
    lockToStrangers: async (email: string): Promise<void> => {
      const until = new Date(clock() + LOCK_SECONDS * 1000)
      await record.transaction(async (session) => {
        const rows = locked.parse(await session.query(
          `UPDATE account SET locked_until = $2, lock_reason = 'password' WHERE email = $1 AND (locked_until IS NULL OR locked_until <= $3) RETURNING id`,
          [email, until, new Date(clock())],
        ))
        for (const { id } of rows) {
          await writeAudit(session, { actor: 'system', action: 'account.lock', subject: `account:${id}`, detail: { reason: 'password', until: until.toISOString() } })
        }
      })
      accounts.forgetAll()
    },

    /** Counts a wrong code after a right password, and locks the account to everybody after each fifth in a row. */
    noteWrongCode: async (accountId: string): Promise<void> => {
      await record.transaction(async (session) => {
        const failures = counted.parse(await session.query('UPDATE account SET failed_codes = failed_codes + 1 WHERE id = $1 RETURNING failed_codes', [accountId]))[0]?.failed_codes ?? 0
        if (failures === 0 || failures % CODES_PER_LOCK !== 0) return
        const until = new Date(clock() + Math.min(LONGEST_CODE_LOCK_MS, FIRST_CODE_LOCK_MS * 2 ** (failures / CODES_PER_LOCK - 1)))
        await session.query(`UPDATE account SET locked_until = $2, lock_reason = 'code' WHERE id = $1`, [accountId, until])
        await writeAudit(session, { actor: 'system', action: 'account.lock', subject: `account:${accountId}`, detail: { reason: 'code', until: until.toISOString() } })
      })
      accounts.forgetAll()
    },

    /** Throws 429 while an account is locked after wrong codes; only for whoever has shown the password. */
    requireNoCodeLock: ({ lockReason, lockedUntil }: Account): void => {
      const waitMs = lockReason === 'code' ? (lockedUntil ?? 0) - clock() : 0
      if (waitMs > 0) throw new AppError('too-many-requests', 'Too many wrong codes; wait until the time in Retry-After has passed.', { retryAfterSeconds: Math.ceil(waitMs / 1000) })
    },
  }
}
export type AccountLocks = ReturnType<typeof createAccountLocks>
