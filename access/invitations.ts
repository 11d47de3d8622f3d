import { z } from 'zod'
import type { SetupAnswer } from '../contract/access.ts'
import type { Clock } from '../platform/clock.ts'
import { AppError } from '../platform/errors.ts'
import type { RecordStore } from '../platform/record/record.ts'
import { writePassword, type Accounts } from './accounts.ts'
import { writeAudit } from './audit-log.ts'
import { requireGoodPassword } from './password-rules.ts'
import { hashPassword } from './passwords.ts'
import { createToken, hashToken } from './secret-token.ts'

/** A letter may lie over a weekend. */
const LINK_LIVES_MS = 72 * 3_600_000
const invitedRow = z.object({ id: z.string(), email: z.string(), name: z.string(), setup_expires_at: z.date() })

/** One-time links by which a person sets the password of an account: new ones, and those whose password was forgotten. */
export function createInvitations({ record, clock, publicUrl, accounts }: { record: RecordStore; clock: Clock; publicUrl: string; accounts: Accounts }) {
  const find = async (token: string) => {
    const row = z.array(invitedRow).parse(await record.query(
      'SELECT id, email, name, setup_expires_at FROM account WHERE setup_token_hash = $1 AND disabled_at IS NULL', [hashToken(token)],
    ))[0]
    return row && row.setup_expires_at.getTime() > clock() ? row : null
  }

  return {
    /** A new link, good for three days, which makes the one before it worthless. Throws 409 for a disabled account. */
    link: async ({ accountId, actor }: { accountId: string; actor: string }): Promise<{ setupUrl: string; setupExpiresAt: string }> => {
      const token = createToken()
      const expiresAt = new Date(clock() + LINK_LIVES_MS)
      await record.transaction(async (session) => {
        const changed = await session.query(
          'UPDATE account SET setup_token_hash = $2, setup_expires_at = $3 WHERE id = $1 AND disabled_at IS NULL RETURNING id', [accountId, hashToken(token), expiresAt],
        )
        if (changed.length === 0) throw new AppError('conflict', 'This account is disabled; enable it first.')
        await writeAudit(session, { actor, action: 'account.make-setup-link', subject: `account:${accountId}`, detail: { expiresAt: expiresAt.toISOString() } })
      })
      return { setupUrl: new URL(`/thiet-lap?token=${token}`, publicUrl).href, setupExpiresAt: expiresAt.toISOString() }
    },

    /** Whose link this is; null when it is none of ours, used or too old. */
    ask: async (token: string): Promise<SetupAnswer | null> => {
      const row = await find(token)
      return row && { email: row.email, name: row.name }
    },

    /** Sets the password, once; false when the link is none of ours, used or too old. Throws 422 for a password that is easily guessed. */
    complete: async ({ token, password }: { token: string; password: string }): Promise<boolean> => {
      const invited = await find(token)
      if (!invited) return false
      requireGoodPassword(password, invited.email)
      const passwordHash = await hashPassword(password)
      const isDone = await record.transaction(async (session) => {
        const rows = await session.query('SELECT 1 FROM account WHERE id = $1 AND setup_token_hash = $2 FOR UPDATE', [invited.id, hashToken(token)])
        if (rows.length === 0) return false
        await writePassword(session, { accountId: invited.id, passwordHash, actor: `person:${invited.id}`, now: clock() })
        return true
      })
      accounts.forgetAll()
      return isDone
    },
  }
}
export type Invitations = ReturnType<typeof createInvitations>
