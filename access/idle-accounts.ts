import type { Logger } from 'pino'
import { z } from 'zod'
import { toHanoiDay } from '../contract/period.ts'
import type { Clock } from '../platform/clock.ts'
import type { RecordSession, RecordStore } from '../platform/record/record.ts'
import { ASSIGNED_ACCOUNTS, ROLE, UNIT_CODE } from './account-rows.ts'
import { hasOtherAdministrator, lockAccounts } from './account-rules.ts'
import type { Accounts } from './accounts.ts'
import { writeAudit } from './audit-log.ts'

const DAY_MS = 86_400_000
const WARNED_DAYS = 14
const idleRow = z.object({ id: z.string(), is_over_country: z.boolean() })

/** Accounts in which nobody has signed in for long: a door nobody watches. */
export function createIdleAccounts({ record, clock, accounts, idleAccountDays, logger }: {
  record: RecordStore; clock: Clock; accounts: Accounts; idleAccountDays: number; logger: Logger
}) {
  /** Open accounts unused since `$2`, the longest unused first; those of a demo stay, as strangers sign in with them. */
  const findUnusedSince = async (session: RecordSession, sinceMs: number) => z.array(idleRow).parse(await session.query(
    `SELECT account.id, (${ROLE} = 'administrator' AND ${UNIT_CODE} IS NULL) AS is_over_country FROM ${ASSIGNED_ACCOUNTS}
     WHERE disabled_at IS NULL AND NOT demo AND greatest(coalesce(last_sign_in_at, created_at), enabled_at) < $2
     ORDER BY greatest(coalesce(last_sign_in_at, created_at), enabled_at)`,
    [toHanoiDay(clock()), new Date(sinceMs)],
  ))

  return {
    /**
     * Disables what is idle; answers how many that were. An administrator of the country is warned of in the log for two weeks before,
     * and the last one is never disabled. Running it twice changes nothing more.
     */
    disableIdle: async (): Promise<number> => {
      const soon = (await findUnusedSince(record, clock() - (idleAccountDays - WARNED_DAYS) * DAY_MS)).filter((it) => it.is_over_country)
      for (const { id } of soon) logger.warn({ account: id, idleAccountDays }, 'an administrator of the country has not signed in for long and will be disabled')
      const disabled = await record.transaction(async (session) => {
        await lockAccounts(session)
        let count = 0
        for (const { id, is_over_country: isOverCountry } of await findUnusedSince(session, clock() - idleAccountDays * DAY_MS)) {
          if (isOverCountry && !(await hasOtherAdministrator(session, { accountId: id, day: toHanoiDay(clock()) }))) continue
          await session.query(
            `UPDATE account SET disabled_at = $2, disabled_reason = 'idle', session_epoch = session_epoch + 1, setup_token_hash = NULL WHERE id = $1`, [id, new Date(clock())],
          )
          await writeAudit(session, { actor: 'system', action: 'account.disable', subject: `account:${id}`, detail: { reason: 'idle', days: idleAccountDays } })
          count += 1
        }
        return count
      })
      if (disabled > 0) accounts.forgetAll()
      return disabled
    },
  }
}
export type IdleAccounts = ReturnType<typeof createIdleAccounts>
