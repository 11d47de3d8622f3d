import { z } from 'zod'
import { toHanoiDay } from '../contract/period.ts'
import type { Clock } from '../platform/clock.ts'
import type { RecordStore } from '../platform/record/record.ts'
import { ACCOUNT_COLUMNS, accountRow, ASSIGNED_ACCOUNTS, type Account } from './account-rows.ts'
import { toAccountEmail } from './accounts.ts'
import { writeAudit } from './audit-log.ts'
import type { Identity } from './single-sign-on.ts'

/** Which account somebody is who was signed in elsewhere. No account is made by this. */
export function createAccountLinks({ record, clock }: { record: RecordStore; clock: Clock }) {
  const today = () => toHanoiDay(clock())

  return {
    /**
     * The account linked to this subject; at the first time the one of the verified e-mail, which is linked then and there. From then on
     * the e-mail does not matter: whoever gets a former colleague's address elsewhere does not get the account. Null where there is no
     * such account, it is disabled, or it belongs to another subject.
     */
    findOrLink: async ({ issuer, subject, email }: Identity): Promise<Account | null> => record.transaction(async (session) => {
      const linked = z.array(accountRow).parse(await session.query(
        `SELECT ${ACCOUNT_COLUMNS} FROM ${ASSIGNED_ACCOUNTS} JOIN account_link AS link ON link.account_id = account.id WHERE issuer = $2 AND subject = $3`,
        [today(), issuer, subject],
      ))[0]
      if (linked) return linked.isDisabled ? null : linked
      if (email === null) return null
      const account = z.array(accountRow).parse(await session.query(
        `SELECT ${ACCOUNT_COLUMNS} FROM ${ASSIGNED_ACCOUNTS} WHERE email = $2 AND disabled_at IS NULL`, [today(), toAccountEmail(email)],
      ))[0]
      if (!account) return null
      const made = await session.query(
        'INSERT INTO account_link (issuer, subject, account_id, linked_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING 1',
        [issuer, subject, account.id, new Date(clock())],
      )
      if (made.length === 0) return null
      await writeAudit(session, { actor: `person:${account.id}`, action: 'account.link', subject: `account:${account.id}`, detail: { issuer } })
      return account
    }),
  }
}
export type AccountLinks = ReturnType<typeof createAccountLinks>
