import { z } from 'zod'
import { code, instant } from './codes.ts'

export const scopes = ['ratings:write', 'survey-responses:write', 'dossiers:write', 'measures:write', 'petitions:write', 'registry:write', 'results:read'] as const
export const scope = z.enum(scopes)
export type Scope = z.infer<typeof scope>

/** What somebody may do. A key's scopes are rights of the same names; the others belong to people only. */
export type Right =
  | Scope
  | 'named-results:read' | 'own-results:read' | 'names:read' | 'originals:read' | 'comments:answer' | 'findings:answer' | 'appeals:decide' | 'quality:decide'
  | 'petitions:handle' | 'reports:write'
  | 'cases:read' | 'cases:handle' | 'said-done:publish' | 'alerts:write'
  | 'surveys:write'
  | 'registry:read' | 'devices:write' | 'figures:write'
  | 'accounts:read' | 'accounts:write' | 'keys:read' | 'keys:write'
  | 'operations:read' | 'operations:write' | 'audit:read'
  | 'editions:publish'

export const signInRequest = z.strictObject({
  email: z.email().max(200),
  password: z.string().min(1).max(200),
  code: z.string().max(20).optional(),
})

export const PASSWORD_MIN_LENGTH = 12
export const newPassword = z.string().min(PASSWORD_MIN_LENGTH).max(200)

const setupToken = z.string().min(1).max(200)
/** `email` is asked for where the link makes the first administrator; an invitation knows whose it is. */
export const setupRequest = z.strictObject({ token: setupToken, email: z.email().max(200).optional(), password: newPassword })
export const setupQuestion = z.strictObject({ token: setupToken })
/** What a set-up link does: makes the first administrator, or gives the account of `email` its password. */
export const setupAnswer = z.object({ email: z.string().nullable(), name: z.string().nullable() })
export type SetupAnswer = z.infer<typeof setupAnswer>

/** So long before its end a key is listed as `expiring`. */
export const KEY_WARNING_DAYS = 14
export const keyStates = ['active', 'expiring', 'expired', 'revoked'] as const
export const keyState = z.enum(keyStates)

export const newApiKey = z.strictObject({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(scope).min(1),
  unitCode: code.nullish(),
  expiresAt: instant.nullish(),
})
export const newApiKeyAnswer = z.object({ id: z.string(), key: z.string() })

/** `GET /api/v1/api-keys`; `query` is a part of the name, `unit` means it and all below it. */
export const apiKeyQuery = z.strictObject({
  query: z.string().trim().max(100).optional(), scope: scope.optional(), unit: code.optional(), state: keyState.optional(),
  cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(500).default(100),
})

/** A key as it is listed: never the key itself. `lastUsedAt` is exact to a minute. */
export const apiKeyRow = z.object({
  id: z.string(), name: z.string(), scopes: z.array(scope), unitCode: code.nullable(), state: keyState, createdAt: z.string(),
  expiresAt: z.string().nullable(), lastUsedAt: z.string().nullable(), revokedAt: z.string().nullable(),
})
export type ApiKeyRow = z.infer<typeof apiKeyRow>
export const apiKeyPage = z.object({ rows: z.array(apiKeyRow), cursor: z.string().nullable() })
