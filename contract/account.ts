import { z } from 'zod'
import { newPassword } from './access.ts'
import { role } from './role.ts'
import { code, day, storableText } from './codes.ts'

/**
 * `invited`: no password yet, and never signed in elsewhere; `locked`: too many wrong passwords or codes, for a while; `disabled`: by an
 * administrator, or because nobody has signed in for long.
 */
export const accountStates = ['active', 'invited', 'locked', 'disabled'] as const
export const accountState = z.enum(accountStates)
export type AccountState = z.infer<typeof accountState>

const name = storableText.trim().min(1).max(100)

/** `POST /api/v1/accounts`; without a password the answer has a link by which the person sets one. */
export const newAccount = z.strictObject({
  email: z.email().max(200), name, role, unitCode: code.nullish(), officialCode: code.nullish(), password: newPassword.optional(),
})
/** The link works once and is shown once. */
export const setupLink = z.object({ setupUrl: z.string(), setupExpiresAt: z.string() })
export const newAccountAnswer = z.object({ id: z.string(), setupUrl: z.string().nullable(), setupExpiresAt: z.string().nullable() })
export type NewAccountAnswer = z.infer<typeof newAccountAnswer>

/**
 * `PATCH /api/v1/accounts/:id`: what is named changes. Role, unit and official code hold from `validFrom` on (a day, today when left
 * out) and take the place of whatever was planned for that day or later; name and `disabled` hold at once.
 */
export const accountChange = z.strictObject({
  name: name.optional(), role: role.optional(), unitCode: code.nullable().optional(), officialCode: code.nullable().optional(),
  disabled: z.boolean().optional(), validFrom: day.optional(),
})
export type AccountChange = z.infer<typeof accountChange>

/** `GET /api/v1/accounts`; `query` is a part of the name or e-mail, `unit` means it and all below it. */
export const accountQuery = z.strictObject({
  query: z.string().trim().max(100).optional(), role: role.optional(), unit: code.optional(), state: accountState.optional(),
  cursor: z.string().max(400).optional(), limit: z.coerce.number().int().min(1).max(500).default(100),
})

/** What somebody may do on some days: `[validFrom, validTo)`, until further notice where null. */
export const assignment = z.object({
  role, unitCode: code.nullable(), officialCode: code.nullable(), validFrom: day, validTo: day.nullable(),
})
export type Assignment = z.infer<typeof assignment>

/** An account as administrators see it. `idleOn` is the day on which it is disabled for not being used, where that is near. */
export const accountRow = z.object({
  id: z.string(), email: z.string(), name: z.string(), role, unitCode: code.nullable(), officialCode: code.nullable(), state: accountState,
  disabledReason: z.enum(['administrator', 'idle']).nullable(), lockedUntil: z.string().nullable(), secondFactor: z.boolean(),
  singleSignOn: z.boolean(), createdAt: z.string(), lastSignInAt: z.string().nullable(), idleOn: day.nullable(),
})
export type AccountRow = z.infer<typeof accountRow>
export const accountPage = z.object({ rows: z.array(accountRow), cursor: z.string().nullable() })
export const accountDetail = accountRow.extend({ history: z.array(assignment) })
export type AccountDetail = z.infer<typeof accountDetail>

/** `GET /api/v1/account`: one's own. */
export const ownAccount = z.object({
  email: z.string(), name: z.string(), role, unitCode: code.nullable(), officialCode: code.nullable(),
  hasPassword: z.boolean(), passwordChangedAt: z.string().nullable(), singleSignOn: z.boolean(),
  secondFactor: z.object({ since: z.string(), recoveryCodesLeft: z.int() }).nullable(), secondFactorRequired: z.boolean(),
})
export type OwnAccount = z.infer<typeof ownAccount>

const factorCode = z.string().trim().min(1).max(40)
const present = z.string().min(1).max(200)
export const passwordChange = z.strictObject({ current: present, next: newPassword })
/** What an authenticator app needs: the secret, and the same as an address for a square code. */
export const secondFactorBegun = z.object({ secret: z.string(), uri: z.string() })
export const secondFactorConfirmation = z.strictObject({ code: factorCode })
/** For taking the second factor off, and for new recovery codes. */
export const secondFactorProof = z.strictObject({ password: present, code: factorCode })
/** Shown once. */
export const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) })

/** A browser in which one is signed in; `browser` is what it calls itself. */
export const sessionRow = z.object({
  id: z.string(), isThis: z.boolean(), openedAt: z.string(), lastSeenAt: z.string(), browser: z.string(), method: z.enum(['password', 'single-sign-on']),
})
export type SessionRow = z.infer<typeof sessionRow>
export const sessionList = z.object({ rows: z.array(sessionRow) })
