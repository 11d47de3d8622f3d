import { z } from 'zod'
import { accountState, type AccountRow } from '../contract/account.ts'
import { role } from '../contract/role.ts'
import { toHanoiDay } from '../contract/period.ts'

/** Accounts with what holds on the day `$1` (of Asia/Ho_Chi_Minh) as `assigned`; all its columns are null before the first change. */
export const ASSIGNED_ACCOUNTS = `account LEFT JOIN LATERAL (
  SELECT * FROM account_assignment WHERE account_id = account.id AND valid_from <= $1::date ORDER BY valid_from DESC LIMIT 1
) AS assigned ON true`

const assigned = (column: string) => `CASE WHEN assigned.account_id IS NULL THEN account.${column} ELSE assigned.${column} END`
export const ROLE = assigned('role')
export const UNIT_CODE = assigned('unit_code')
export const OFFICIAL_CODE = assigned('official_code')
const HAS_SECOND_FACTOR = 'EXISTS (SELECT 1 FROM second_factor WHERE account_id = account.id AND confirmed_at IS NOT NULL)'
const HAS_LINK = 'EXISTS (SELECT 1 FROM account_link WHERE account_id = account.id)'
/** Whether somebody can come in by this account today, by password or by single sign-on. */
export const IS_USABLE = `(disabled_at IS NULL AND (password_hash IS NOT NULL OR ${HAS_LINK}))`

export const ACCOUNT_COLUMNS = `account.id, email, name, ${ROLE} AS role, ${UNIT_CODE} AS unit_code, ${OFFICIAL_CODE} AS official_code,
  session_epoch, disabled_at, locked_until, lock_reason, ${HAS_SECOND_FACTOR} AS second_factor`

/** Where `$2` is the moment. */
export const STATE = `CASE WHEN disabled_at IS NOT NULL THEN 'disabled' WHEN locked_until > $2 THEN 'locked'
  WHEN password_hash IS NULL AND NOT ${HAS_LINK} THEN 'invited' ELSE 'active' END`

const toMs = (it: Date | null) => it?.getTime() ?? null

/** `unitCode` null means the whole country; instants are epoch milliseconds. A session opened in an earlier `sessionEpoch` is over. */
export const accountRow = z
  .object({
    id: z.string(), email: z.string(), name: z.string(), role, unit_code: z.string().nullable(), official_code: z.string().nullable(),
    session_epoch: z.number(), disabled_at: z.date().nullable(), locked_until: z.date().nullable(), lock_reason: z.enum(['password', 'code']).nullable(),
    second_factor: z.boolean(),
  })
  .transform((row) => ({
    id: row.id, email: row.email, name: row.name, role: row.role, unitCode: row.unit_code, officialCode: row.official_code,
    sessionEpoch: row.session_epoch, isDisabled: row.disabled_at !== null, lockedUntil: toMs(row.locked_until), lockReason: row.lock_reason,
    hasSecondFactor: row.second_factor,
  }))
export type Account = z.infer<typeof accountRow>

export const LISTED_COLUMNS = `${ACCOUNT_COLUMNS}, ${STATE} AS state, disabled_reason, ${HAS_LINK} AS linked, created_at, last_sign_in_at,
  greatest(coalesce(last_sign_in_at, created_at), enabled_at) AS active_at`

const DAY_MS = 86_400_000
const IDLE_NOTICE_DAYS = 30

/** Rows as administrators see them; `idleOn` is told from thirty days before. */
export const createListedRow = ({ idleAccountDays, now }: { idleAccountDays: number; now: number }) => z
  .object({
    id: z.string(), email: z.string(), name: z.string(), role, unit_code: z.string().nullable(), official_code: z.string().nullable(),
    state: accountState, disabled_reason: z.enum(['administrator', 'idle']).nullable(), locked_until: z.date().nullable(), second_factor: z.boolean(),
    linked: z.boolean(), created_at: z.date(), last_sign_in_at: z.date().nullable(), active_at: z.date(),
  })
  .transform((row): AccountRow => {
    const idleAt = row.active_at.getTime() + idleAccountDays * DAY_MS
    return {
      id: row.id, email: row.email, name: row.name, role: row.role, unitCode: row.unit_code, officialCode: row.official_code, state: row.state,
      disabledReason: row.disabled_reason, lockedUntil: row.state === 'locked' ? row.locked_until?.toISOString() ?? null : null,
      secondFactor: row.second_factor, singleSignOn: row.linked, createdAt: row.created_at.toISOString(),
      lastSignInAt: row.last_sign_in_at?.toISOString() ?? null,
      idleOn: row.state !== 'disabled' && idleAt - now < IDLE_NOTICE_DAYS * DAY_MS ? toHanoiDay(idleAt) : null,
    }
  })
