import { Secret, TOTP } from 'otpauth'
import { z } from 'zod'
import type { Clock } from '../platform/clock.ts'
import { AppError } from '../platform/errors.ts'
import type { RecordSession, RecordStore } from '../platform/record/record.ts'
import type { Accounts } from './accounts.ts'
import { writeAudit } from './audit-log.ts'
import { createRecoveryCodes, hashRecoveryCode, looksLikeRecoveryCode } from './recovery-codes.ts'
import type { SecretBox } from './secret-box.ts'

/** RFC 6238 as every authenticator app has it: SHA-1, six digits, 30 s; a clock may be one step off. */
const ISSUER = 'Thước Đo'
const PERIOD_SECONDS = 30
const STEPS_OFF = 1
const SECRET_BYTES = 20

const factorRow = z.object({ sealed_secret: z.string(), confirmed_at: z.date().nullable() })
const statusRow = z.object({ confirmed_at: z.date(), codes_left: z.number() })

export type CodeKind = 'app' | 'recovery'

/** Codes of an authenticator app, and recovery codes for when it is lost. */
export function createSecondFactors({ record, clock, box, accounts }: { record: RecordStore; clock: Clock; box: SecretBox; accounts: Accounts }) {
  const read = async (session: RecordSession, accountId: string) =>
    z.array(factorRow).parse(await session.query('SELECT sealed_secret, confirmed_at FROM second_factor WHERE account_id = $1', [accountId]))[0] ?? null

  const toTotp = (secret: Secret, email: string) => new TOTP({ issuer: ISSUER, label: email, secret, period: PERIOD_SECONDS })

  /** The step a code belongs to; null when it belongs to none that is allowed now. */
  const stepOf = (sealedSecret: string, accountId: string, code: string): number | null => {
    const secret = box.open(sealedSecret, accountId)
    if (secret === null) return null
    const off = toTotp(Secret.fromBase32(secret), '').validate({ token: code.replaceAll(/\s/g, ''), window: STEPS_OFF, timestamp: clock() })
    return off === null ? null : TOTP.counter({ period: PERIOD_SECONDS, timestamp: clock() }) + off
  }

  /** Uses up a step, once: of two requests with the same code one is refused. */
  const useStep = async (session: RecordSession, accountId: string, step: number): Promise<boolean> =>
    (await session.query('UPDATE second_factor SET last_step = $2 WHERE account_id = $1 AND last_step < $2 RETURNING 1', [accountId, step])).length > 0

  const replaceRecoveryCodes = async (session: RecordSession, accountId: string): Promise<string[]> => {
    const codes = createRecoveryCodes()
    await session.query('DELETE FROM recovery_code WHERE account_id = $1', [accountId])
    await session.query('INSERT INTO recovery_code (account_id, code_hash) SELECT $1::uuid, unnest($2::text[])', [accountId, codes.map(hashRecoveryCode)])
    return codes
  }

  const useRecoveryCode = async (accountId: string, code: string): Promise<boolean> => record.transaction(async (session) => {
    const used = await session.query(
      'UPDATE recovery_code SET used_at = $3 WHERE account_id = $1 AND code_hash = $2 AND used_at IS NULL RETURNING 1', [accountId, hashRecoveryCode(code), new Date(clock())],
    )
    if (used.length > 0) await writeAudit(session, { actor: `person:${accountId}`, action: 'second-factor.use-recovery-code', subject: `account:${accountId}`, detail: {} })
    return used.length > 0
  })

  return {
    /** Begins to set one up, or begins anew; throws 409 where one is set up already. Answers the secret for an app, shown once. */
    begin: async ({ accountId, email }: { accountId: string; email: string }): Promise<{ secret: string; uri: string }> => {
      const secret = new Secret({ size: SECRET_BYTES })
      const begun = await record.query(
        `INSERT INTO second_factor (account_id, sealed_secret, begun_at) VALUES ($1, $2, $3)
         ON CONFLICT (account_id) DO UPDATE SET sealed_secret = excluded.sealed_secret, begun_at = excluded.begun_at
         WHERE second_factor.confirmed_at IS NULL RETURNING 1`,
        [accountId, box.seal(secret.base32, accountId), new Date(clock())],
      )
      if (begun.length === 0) throw new AppError('conflict', 'A second factor is set up already; take it off first.')
      return { secret: secret.base32, uri: toTotp(secret, email).toString() }
    },

    /** Finishes with a first code and answers recovery codes, the only time they can be read; null when the code is wrong. */
    confirm: async ({ accountId, code }: { accountId: string; code: string }): Promise<string[] | null> => {
      const codes = await record.transaction(async (session) => {
        const factor = await read(session, accountId)
        if (!factor || factor.confirmed_at) throw new AppError('conflict', 'Begin to set up a second factor first.')
        const step = stepOf(factor.sealed_secret, accountId, code)
        if (step === null || !(await useStep(session, accountId, step))) return null
        await session.query('UPDATE second_factor SET confirmed_at = $2 WHERE account_id = $1', [accountId, new Date(clock())])
        await writeAudit(session, { actor: `person:${accountId}`, action: 'second-factor.set-up', subject: `account:${accountId}`, detail: {} })
        return await replaceRecoveryCodes(session, accountId)
      })
      accounts.forgetAll()
      return codes
    },

    /** Uses up a code of the app or a recovery code; null when it is wrong, was used, or no key of ours opens the secret any more. */
    use: async ({ accountId, code }: { accountId: string; code: string }): Promise<CodeKind | null> => {
      if (looksLikeRecoveryCode(code)) return (await useRecoveryCode(accountId, code)) ? 'recovery' : null
      const factor = await read(record, accountId)
      const step = factor?.confirmed_at ? stepOf(factor.sealed_secret, accountId, code) : null
      if (!factor || step === null || !(await useStep(record, accountId, step))) return null
      if (box.isOld(factor.sealed_secret)) {
        const secret = box.open(factor.sealed_secret, accountId)
        if (secret !== null) await record.query('UPDATE second_factor SET sealed_secret = $2 WHERE account_id = $1', [accountId, box.seal(secret, accountId)])
      }
      return 'app'
    },

    /** Since when there is one, and how many recovery codes are left; null where there is none. */
    status: async (accountId: string): Promise<{ since: string; recoveryCodesLeft: number } | null> => {
      const row = z.array(statusRow).parse(await record.query(
        `SELECT confirmed_at, (SELECT count(*) FROM recovery_code WHERE account_id = $1 AND used_at IS NULL) AS codes_left
         FROM second_factor WHERE account_id = $1 AND confirmed_at IS NOT NULL`, [accountId],
      ))[0]
      return row ? { since: row.confirmed_at.toISOString(), recoveryCodesLeft: row.codes_left } : null
    },

    /** Ten new recovery codes in place of the old ones. */
    renewRecoveryCodes: async (accountId: string): Promise<string[]> => record.transaction(async (session) => {
      await writeAudit(session, { actor: `person:${accountId}`, action: 'second-factor.renew-recovery-codes', subject: `account:${accountId}`, detail: {} })
      return replaceRecoveryCodes(session, accountId)
    }),

    /** Takes it off: by its owner, or by an administrator, whereupon every session of the account ends. */
    remove: async ({ accountId, actor }: { accountId: string; actor: string }): Promise<void> => {
      const isOwner = actor === `person:${accountId}`
      await record.transaction(async (session) => {
        await session.query('DELETE FROM second_factor WHERE account_id = $1', [accountId])
        if (!isOwner) await session.query('UPDATE account SET session_epoch = session_epoch + 1, failed_codes = 0 WHERE id = $1', [accountId])
        await writeAudit(session, { actor, action: isOwner ? 'second-factor.remove' : 'second-factor.reset', subject: `account:${accountId}`, detail: {} })
      })
      accounts.forgetAll()
    },
  }
}
export type SecondFactors = ReturnType<typeof createSecondFactors>
