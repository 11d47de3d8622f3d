import { Router, type RequestHandler } from 'express'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { Clock } from '../platform/clock.ts'
import type { RecordStore } from '../platform/record/record.ts'
import { createAccounts, type Accounts } from './accounts.ts'
import { apiKeyRoutes } from './api-key-routes.ts'
import { createApiKeys, type ApiKeys } from './api-keys.ts'
import { createAuditLog, type AuditLog } from './audit-log.ts'
import { keepDemoApart } from './demo-mark.ts'
import { createIdentify } from './identify.ts'
import { createSessionCookie } from './session-cookie.ts'
import { sessionRoutes } from './session-routes.ts'
import { createSessions, type Sessions } from './sessions.ts'
import { createSetup, type Setup } from './setup.ts'
import { setupRoutes } from './setup-routes.ts'
import { createSignInLimit } from './sign-in-limit.ts'

export interface AccessDeps { record: RecordStore; redis: Redis; clock: Clock; publicUrl: string; logger: Logger; demo: boolean }

export interface Access {
  apiKeys: ApiKeys
  sessions: Sessions
  accounts: Accounts
  setup: Setup
  auditLog: AuditLog
  /** Finds out who asks; goes before every route. */
  identify: RequestHandler
  routes: Router
}

/** Who may come in and what they may do. The record must be migrated; throws when a demo and a real record would mix. */
export async function createAccess({ record, redis, clock, publicUrl, logger, demo }: AccessDeps): Promise<Access> {
  await keepDemoApart(record, demo)
  const accounts = createAccounts({ record, clock, demo })
  const apiKeys = createApiKeys({ record, clock })
  const sessions = createSessions({ redis })
  const setup = createSetup({ record, clock, publicUrl })
  const cookie = createSessionCookie(publicUrl)
  const routes = Router()
  routes.use(sessionRoutes({ accounts, sessions, cookie, limit: createSignInLimit({ redis }) }))
  routes.use(setupRoutes({ setup, redis }))
  routes.use(apiKeyRoutes({ apiKeys }))
  if (demo) logger.info('the record is marked as a demo')
  return { apiKeys, sessions, accounts, setup, auditLog: createAuditLog({ record }), identify: createIdentify({ publicUrl, apiKeys, accounts, sessions, cookie }), routes }
}
