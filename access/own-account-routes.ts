import express, { Router, type Request } from 'express'
import type { Redis } from 'ioredis'
import { z } from 'zod'
import { passwordChange, secondFactorConfirmation, secondFactorProof, type OwnAccount } from '../contract/account.ts'
import type { Role } from '../contract/role.ts'
import { AppError, parseBy } from '../platform/errors.ts'
import type { RecordStore } from '../platform/record/record.ts'
import type { AccountLocks } from './account-locks.ts'
import type { Accounts } from './accounts.ts'
import { requireGoodPassword } from './password-rules.ts'
import { hashPassword } from './passwords.ts'
import { personOf } from './permission.ts'
import type { Person } from './principal.ts'
import type { SecondFactors } from './second-factor.ts'
import type { SessionCookie } from './session-cookie.ts'
import type { Sessions } from './sessions.ts'
import { createAddressLimit } from './sign-in-limit.ts'

const FAILURES = 10
const WINDOW_SECONDS = 15 * 60
const passwordRow = z.tuple([z.object({ has_password: z.boolean(), password_changed_at: z.date().nullable(), linked: z.boolean() })])

interface OwnAccountDeps {
  record: RecordStore; redis: Redis; accounts: Accounts; sessions: Sessions; cookie: SessionCookie; secondFactors: SecondFactors; locks: AccountLocks
  requireSecondFactor: ReadonlySet<Role>
}

/** What everybody does with their own account: password, second factor, sessions. */
export function ownAccountRoutes({ record, redis, accounts, sessions, cookie, secondFactors, locks, requireSecondFactor }: OwnAccountDeps): Router {
  const router = Router()
  const readBody = express.json({ limit: '16kb' })
  // A browser that was left signed in must not become a place for guessing its owner's password.
  const limit = createAddressLimit({ redis, name: 'own-password', points: FAILURES, durationSeconds: WINDOW_SECONDS })

  const requirePassword = async ({ accountId }: Person, password: string, pointer: string): Promise<void> => {
    await limit.count(accountId)
    if (!(await accounts.isPasswordOf(accountId, password))) throw wrong(pointer, 'the present password', 'This is not your present password.')
    await limit.giveBack(accountId)
  }
  const requireProof = async (person: Person, body: unknown): Promise<void> => {
    const { password, code } = parseBy(secondFactorProof, body)
    await requirePassword(person, password, '/password')
    const account = await accounts.findFresh(person.accountId)
    if (!account?.hasSecondFactor) throw new AppError('conflict', 'There is no second factor on this account.')
    locks.requireNoCodeLock(account)
    if (await secondFactors.use({ accountId: person.accountId, code })) return
    await locks.noteWrongCode(person.accountId)
    throw wrong('/code', 'a present code', 'The code is wrong, too old, or was used already.')
  }

  router.get('/api/v1/account', async (request, response) => {
    const { accountId, email, name, role, unitCode, officialCode } = personOf(request)
    const [row] = passwordRow.parse(await record.query(
      `SELECT password_hash IS NOT NULL AS has_password, password_changed_at, EXISTS (SELECT 1 FROM account_link WHERE account_id = $1) AS linked
       FROM account WHERE id = $1`, [accountId],
    ))
    response.setHeader('Cache-Control', 'no-store')
    response.json({
      email, name, role, unitCode, officialCode, hasPassword: row.has_password, passwordChangedAt: row.password_changed_at?.toISOString() ?? null,
      singleSignOn: row.linked, secondFactor: await secondFactors.status(accountId), secondFactorRequired: requireSecondFactor.has(role),
    } satisfies OwnAccount)
  })

  router.put('/api/v1/account/password', readBody, async (request, response) => {
    const person = personOf(request)
    const { current, next } = parseBy(passwordChange, request.body)
    await requirePassword(person, current, '/current')
    if (next.normalize('NFC') === current.normalize('NFC')) throw wrong('/next', 'another password', 'Choose another password than the present one.')
    requireGoodPassword(next, person.email, '/next')
    const { accountId } = person
    const epoch = await accounts.setPassword({ accountId, passwordHash: await hashPassword(next), actor: `person:${accountId}` })
    // Every session ended with the old password; this browser gets a new one.
    await sessions.endOthers({ accountId, keepId: '' })
    cookie.set(response, await sessions.open(accountId, { epoch, browser: browserOf(request) }))
    response.sendStatus(204)
  })

  router.post('/api/v1/account/second-factor', async (request, response) => {
    response.setHeader('Cache-Control', 'no-store')
    response.status(201).json(await secondFactors.begin(personOf(request)))
  })

  router.post('/api/v1/account/second-factor/confirm', readBody, async (request, response) => {
    const { code } = parseBy(secondFactorConfirmation, request.body)
    const recoveryCodes = await secondFactors.confirm({ accountId: personOf(request).accountId, code })
    if (!recoveryCodes) throw wrong('/code', 'a present code', 'The code is wrong. Check that the clock of the telephone is right.')
    response.setHeader('Cache-Control', 'no-store')
    response.json({ recoveryCodes })
  })

  router.post('/api/v1/account/second-factor/recovery-codes', readBody, async (request, response) => {
    const person = personOf(request)
    await requireProof(person, request.body)
    response.setHeader('Cache-Control', 'no-store')
    response.json({ recoveryCodes: await secondFactors.renewRecoveryCodes(person.accountId) })
  })

  router.post('/api/v1/account/second-factor/remove', readBody, async (request, response) => {
    const person = personOf(request)
    await requireProof(person, request.body)
    await secondFactors.remove({ accountId: person.accountId, actor: `person:${person.accountId}` })
    response.sendStatus(204)
  })

  router.get('/api/v1/account/sessions', async (request, response) => {
    const { accountId, sessionId } = personOf(request)
    const epoch = (await accounts.find(accountId))?.sessionEpoch ?? 0
    response.setHeader('Cache-Control', 'no-store')
    response.json({ rows: await sessions.list({ accountId, epoch, thisId: sessionId }) })
  })

  router.delete('/api/v1/account/sessions', async (request, response) => {
    const { accountId, sessionId } = personOf(request)
    await sessions.endOthers({ accountId, keepId: sessionId })
    response.sendStatus(204)
  })

  router.delete('/api/v1/account/sessions/:id', async (request, response) => {
    const { accountId } = personOf(request)
    if (!(await sessions.endOne({ accountId, id: request.params.id }))) throw new AppError('not-found', 'There is no such session of yours.')
    response.sendStatus(204)
  })
  return router
}

const browserOf = (request: Request) => request.headers['user-agent'] ?? ''

const wrong = (pointer: string, rule: string, message: string) => new AppError('invalid-request', message, { errors: [{ pointer, rule, message }] })
