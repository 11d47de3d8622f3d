import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { role, type Role } from '../contract/access.ts'
import type { Clock } from '../platform/clock.ts'
import type { RecordSession, RecordStore } from '../platform/record/record.ts'
import { writeAudit } from './audit-log.ts'
import { createBriefMemory } from './brief-memory.ts'
import { hashPassword, isPasswordOf } from './passwords.ts'
import { createToken } from './secret-token.ts'

const accountRow = z
  .object({ id: z.string(), email: z.string(), name: z.string(), role, unit_code: z.string().nullable(), official_code: z.string().nullable() })
  .transform(({ unit_code: unitCode, official_code: officialCode, ...row }) => ({ ...row, unitCode, officialCode }))
export type Account = z.infer<typeof accountRow>

export interface DemoAccount { email: string; password: string; role: Role; unitCode: string | null; officialCode?: string; name: string }

const ADMINISTRATOR_NAME = 'Quản trị viên'
const COLUMNS = 'id, email, name, role, unit_code, official_code'

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

export function createAccounts({ record, clock, demo }: { record: RecordStore; clock: Clock; demo: boolean }) {
  // Checked when there is no such account, so that the answer takes as long and says as much.
  const nobodysHash = hashPassword(createToken())

  const find = async (id: string): Promise<Account | null> =>
    z.array(accountRow).parse(await record.query(`SELECT ${COLUMNS} FROM account WHERE id = $1`, [id]))[0] ?? null
  const memory = createBriefMemory({ clock, fetch: find })

  return {
    /** The account of that id, at most two seconds old. */
    find: memory.get,

    hasAny: async (): Promise<boolean> => (await record.query('SELECT 1 FROM account LIMIT 1')).length > 0,

    /** The account whose e-mail and password these are; null otherwise, after the same time whichever was wrong. */
    verify: async (email: string, password: string): Promise<Account | null> => {
      const rows = await record.query(`SELECT ${COLUMNS}, password_hash FROM account WHERE email = $1`, [toAccountEmail(email)])
      const passwordHash = z.array(z.object({ password_hash: z.string() })).parse(rows)[0]?.password_hash
      const matches = await isPasswordOf(passwordHash ?? (await nobodysHash), password)
      return passwordHash && matches ? accountRow.parse(rows[0]) : null
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
      memory.forgetAll()
    },
  }
}
export type Accounts = ReturnType<typeof createAccounts>
