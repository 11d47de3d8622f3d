import { z } from 'zod'
import { code } from './codes.ts'

export const scopes = ['ratings:write', 'survey-responses:write', 'dossiers:write', 'measures:write', 'registry:write', 'results:read'] as const
export const scope = z.enum(scopes)
export type Scope = z.infer<typeof scope>

/** What somebody may do. A key's scopes are rights of the same names; the others belong to people only. */
export type Right =
  | Scope
  | 'named-results:read' | 'own-results:read' | 'names:read' | 'originals:read'
  | 'registry:read' | 'devices:write'
  | 'accounts:read' | 'accounts:write' | 'keys:read' | 'keys:write'
  | 'operations:read' | 'operations:write' | 'audit:read'

export const roles = ['official', 'director', 'home-affairs', 'national-home-affairs', 'monitor', 'case-handler', 'auditor', 'administrator'] as const
export const role = z.enum(roles)
export type Role = z.infer<typeof role>

export const signInRequest = z.strictObject({
  email: z.email().max(200),
  password: z.string().min(1).max(200),
  code: z.string().max(20).optional(),
})

export const PASSWORD_MIN_LENGTH = 12
export const setupRequest = z.strictObject({
  token: z.string().min(1).max(200),
  email: z.email().max(200),
  password: z.string().min(PASSWORD_MIN_LENGTH).max(200),
})

/** Who is signed in; `unitCode` null means the whole country, `officialCode` is of those who serve at counters themselves. */
export const sessionAnswer = z.object({
  email: z.string(), name: z.string(), role, unitCode: code.nullable(), officialCode: code.nullable(), rights: z.array(z.string()),
})
export type SessionAnswer = z.infer<typeof sessionAnswer>

export const newApiKey = z.strictObject({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(scope).min(1),
  unitCode: code.nullish(),
})
export const newApiKeyAnswer = z.object({ id: z.string(), key: z.string() })

/** A key as it is listed: never the key itself. `GET /api/v1/api-keys` answers `{rows, cursor}`. */
export const apiKeyRow = z.object({
  id: z.string(), name: z.string(), scopes: z.array(scope), unitCode: code.nullable(), createdAt: z.string(), revokedAt: z.string().nullable(),
})
export type ApiKeyRow = z.infer<typeof apiKeyRow>
export const apiKeyPage = z.object({ rows: z.array(apiKeyRow), cursor: z.string().nullable() })
