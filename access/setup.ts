import { z } from 'zod'
import type { Clock } from '../platform/clock.ts'
import { AppError } from '../platform/errors.ts'
import type { RecordStore } from '../platform/record/record.ts'
import { insertAdministrator } from './accounts.ts'
import { requireGoodPassword } from './password-rules.ts'
import { hashPassword } from './passwords.ts'
import { createToken, hashToken } from './secret-token.ts'

const LINK_LIVES_MS = 24 * 3_600_000
const settingRow = z.object({ value: z.object({ tokenHash: z.string(), expiresAt: z.number() }) })

/** The one-time link by which the first administrator of an empty installation is made. */
export function createSetup({ record, clock, publicUrl }: { record: RecordStore; clock: Clock; publicUrl: string }) {
  const hasAccount = async (session: Pick<RecordStore, 'query'>) => (await session.query('SELECT 1 FROM account LIMIT 1')).length > 0

  return {
    /** A new link, good for 24 hours, which makes every earlier one worthless; null once anybody has an account. */
    link: async (): Promise<string | null> => {
      if (await hasAccount(record)) return null
      const token = createToken()
      await record.query(
        `INSERT INTO setting (name, value) VALUES ('setup', $1::jsonb) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
        [JSON.stringify({ tokenHash: hashToken(token), expiresAt: clock() + LINK_LIVES_MS })],
      )
      return new URL(`/thiet-lap?token=${token}`, publicUrl).href
    },

    /** Whether this is the link that makes the first administrator, still unused and fresh. */
    isOpen: async (token: string): Promise<boolean> => {
      const link = z.array(settingRow).parse(await record.query("SELECT value FROM setting WHERE name = 'setup'"))[0]?.value
      return link?.tokenHash === hashToken(token) && link.expiresAt > clock() && !(await hasAccount(record))
    },

    /** Makes the administrator, once; throws 410 for any other link than the newest, unused and fresh one. */
    complete: async ({ token, email, password }: { token: string; email: string; password: string }): Promise<void> => {
      requireGoodPassword(password, email)
      const passwordHash = await hashPassword(password)
      await record.transaction(async (session) => {
        const rows = await session.query("SELECT value FROM setting WHERE name = 'setup' FOR UPDATE")
        const link = z.array(settingRow).parse(rows)[0]?.value
        if (!link || link.tokenHash !== hashToken(token) || link.expiresAt <= clock() || (await hasAccount(session))) {
          throw new AppError('gone', 'This link is unknown, used or too old. Ask an administrator for another; while nobody has an account, a restart prints one.')
        }
        await insertAdministrator(session, email, passwordHash)
        await session.query("DELETE FROM setting WHERE name = 'setup'")
      })
    },
  }
}
export type Setup = ReturnType<typeof createSetup>
