import { apiKeyPage, newApiKeyAnswer, setupAnswer, type Scope } from '../../../contract/access.ts'
import {
  accountDetail, accountPage, newAccountAnswer, ownAccount, recoveryCodes, secondFactorBegun, sessionList, setupLink, type AccountChange,
} from '../../../contract/account.ts'
import type { Role } from '../../../contract/role.ts'
import { unitPage } from '../../../contract/unit.ts'
import { toAddress, type Query, type Way } from './way.ts'

export interface NewAccount { email: string, name: string, role: Role, unitCode: string | null, officialCode: string | null }

const segment = (text: string) => encodeURIComponent(text)
const OWN = '/api/v1/account'
const FACTOR = `${OWN}/second-factor`
/** The most units that can be asked for by their codes at a time. */
const CODES_AT_ONCE = 100

/** Signing in, one's own account, and what administrators do with accounts and keys. */
export const createAccountApi = ({ get, write, read, remove }: Way) => ({
  /** `code` is of the second factor, where the account has one. */
  signIn: async (email: string, password: string, code?: string) => void (await write('POST', '/api/v1/session', { email, password, code: code || undefined })),
  signOut: () => remove('/api/v1/session'),
  /** Whose one-time link this is; `email` null where it makes the first administrator. */
  askSetUp: async (token: string) => read(await write('POST', '/api/v1/setup/check', { token }), setupAnswer),
  /** Makes the first administrator, or sets the password of whoever was sent the link. */
  setUp: async (token: string, email: string | undefined, password: string) => void (await write('POST', '/api/v1/setup', { token, email, password })),

  ownAccount: (signal?: AbortSignal) => get(OWN, ownAccount, signal),
  changePassword: async (current: string, next: string) => void (await write('PUT', `${OWN}/password`, { current, next })),
  beginSecondFactor: async () => read(await write('POST', FACTOR, {}), secondFactorBegun),
  confirmSecondFactor: async (code: string) => (await read(await write('POST', `${FACTOR}/confirm`, { code }), recoveryCodes)).recoveryCodes,
  renewRecoveryCodes: async (password: string, code: string) => (await read(await write('POST', `${FACTOR}/recovery-codes`, { password, code }), recoveryCodes)).recoveryCodes,
  removeSecondFactor: async (password: string, code: string) => void (await write('POST', `${FACTOR}/remove`, { password, code })),
  sessions: async (signal?: AbortSignal) => (await get(`${OWN}/sessions`, sessionList, signal)).rows,
  endSession: (id: string) => remove(`${OWN}/sessions/${segment(id)}`),
  endOtherSessions: () => remove(`${OWN}/sessions`),

  accounts: (query: Query, signal?: AbortSignal) => get(toAddress('/api/v1/accounts', { limit: 50, ...query }), accountPage, signal),
  account: (id: string, signal?: AbortSignal) => get(`/api/v1/accounts/${segment(id)}`, accountDetail, signal),
  addAccount: async (account: NewAccount) => read(await write('POST', '/api/v1/accounts', account), newAccountAnswer),
  changeAccount: async (id: string, change: AccountChange) => void (await write('PATCH', `/api/v1/accounts/${segment(id)}`, change)),
  makeSetupLink: async (id: string) => read(await write('POST', `/api/v1/accounts/${segment(id)}/setup-link`, {}), setupLink),
  unlockAccount: async (id: string) => void (await write('POST', `/api/v1/accounts/${segment(id)}/unlock`, {})),
  resetSecondFactor: async (id: string) => void (await write('POST', `/api/v1/accounts/${segment(id)}/reset-second-factor`, {})),
  /** The units of today that have one of these codes. */
  unitsOfCodes: async (codes: readonly string[], signal?: AbortSignal) => {
    const asked = new URLSearchParams([...codes.slice(0, CODES_AT_ONCE).map((code) => ['code', code]), ['limit', String(CODES_AT_ONCE)]])
    return (await get(`/api/v1/units?${asked.toString()}`, unitPage, signal)).rows
  },

  apiKeys: (query: Query, signal?: AbortSignal) => get(toAddress('/api/v1/api-keys', { limit: 50, ...query }), apiKeyPage, signal),
  addApiKey: async (name: string, scopes: readonly Scope[], unitCode: string | null, expiresAt: string | null) =>
    read(await write('POST', '/api/v1/api-keys', { name, scopes, unitCode, expiresAt }), newApiKeyAnswer),
  revokeApiKey: (id: string) => remove(`/api/v1/api-keys/${segment(id)}`),
})
