import { Router } from 'express'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { Clock } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import type { RecordStore } from '../platform/record/record.ts'
import type { SecretKeys } from '../platform/secret-key.ts'
import { createAccountAdministration } from './account-administration.ts'
import { createAccountLinks } from './account-links.ts'
import { createAccountLocks } from './account-locks.ts'
import { accountRoutes } from './account-routes.ts'
import { createAccounts, type Accounts } from './accounts.ts'
import { apiKeyRoutes } from './api-key-routes.ts'
import { createApiKeys, type ApiKeys } from './api-keys.ts'
import { createAuditLog, type AuditLog } from './audit-log.ts'
import { createBrowserMark } from './browser-mark.ts'
import { keepDemoApart } from './demo-mark.ts'
import { createIdentify, type Identify } from './identify.ts'
import { createIdleAccounts, type IdleAccounts } from './idle-accounts.ts'
import { createInvitations } from './invitations.ts'
import { ownAccountRoutes } from './own-account-routes.ts'
import { createSecondFactors } from './second-factor.ts'
import { createSecretBox, type SecretBox } from './secret-box.ts'
import { createSessionCookie } from './session-cookie.ts'
import { sessionRoutes } from './session-routes.ts'
import { createSessions, type Sessions } from './sessions.ts'
import { createSetup, type Setup } from './setup.ts'
import { setupRoutes } from './setup-routes.ts'
import { createSignIn } from './sign-in.ts'
import { createSignInLimit } from './sign-in-limit.ts'
import { createSingleSignOn } from './single-sign-on.ts'
import { singleSignOnRoutes } from './single-sign-on-routes.ts'

/** The part of the configuration that concerns accounts, with the keys that seal their secrets. */
export type AccessSettings = Pick<Config, 'requireSecondFactor' | 'idleAccountDays' | 'oidc'> & { secretKeys: SecretKeys }

export interface AccessDeps { record: RecordStore; redis: Redis; clock: Clock; publicUrl: string; logger: Logger; demo: boolean; settings: AccessSettings }

export interface Access {
  apiKeys: ApiKeys
  sessions: Sessions
  accounts: Accounts
  idleAccounts: IdleAccounts
  setup: Setup
  auditLog: AuditLog
  /** Seals what the record must not hold in clear. */
  box: SecretBox
  identify: Identify['identify']
  identifyAgain: Identify['identifyAgain']
  routes: Router
}

/** Who may come in and what they may do. The record must be migrated; throws when a demo and a real record would mix. */
export async function createAccess({ record, redis, clock, publicUrl, logger, demo, settings }: AccessDeps): Promise<Access> {
  await keepDemoApart(record, demo)
  const { requireSecondFactor, idleAccountDays } = settings
  const accounts = createAccounts({ record, clock, demo })
  const apiKeys = createApiKeys({ record, clock })
  const sessions = createSessions({ redis, clock })
  const setup = createSetup({ record, clock, publicUrl })
  const invitations = createInvitations({ record, clock, publicUrl, accounts })
  const box = createSecretBox(settings.secretKeys)
  const secondFactors = createSecondFactors({ record, clock, box, accounts })
  const administration = createAccountAdministration({ record, clock, accounts, idleAccountDays })
  const locks = createAccountLocks({ record, clock, accounts })
  const limit = createSignInLimit({ redis, onLocked: locks.lockToStrangers })
  const [cookie, mark] = [createSessionCookie(publicUrl), createBrowserMark({ publicUrl, box })]
  const signIn = createSignIn({ accounts, sessions, cookie, mark })
  const singleSignOn = settings.oidc && createSingleSignOn({ settings: settings.oidc, redis, clock, publicUrl, logger })

  const routes = Router()
  routes.use(sessionRoutes({ accounts, sessions, cookie, limit, mark, secondFactors, locks, signIn }))
  routes.use(singleSignOnRoutes({ singleSignOn, links: createAccountLinks({ record, clock }), signIn, publicUrl }))
  routes.use(setupRoutes({ setup, invitations, redis }))
  routes.use(ownAccountRoutes({ record, redis, accounts, sessions, cookie, secondFactors, locks, requireSecondFactor }))
  routes.use(accountRoutes({ administration, invitations, secondFactors, limit }))
  routes.use(apiKeyRoutes({ apiKeys, clock }))
  if (demo) logger.info('the record is marked as a demo')
  return {
    apiKeys, sessions, accounts, setup, routes, box,
    idleAccounts: createIdleAccounts({ record, clock, accounts, idleAccountDays, logger }),
    auditLog: createAuditLog({ record }),
    ...createIdentify({ publicUrl, apiKeys, accounts, sessions, cookie, requireSecondFactor }),
  }
}
