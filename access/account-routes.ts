import express, { Router, type Request } from 'express'
import { accountChange, accountQuery, newAccount, type AccountDetail } from '../contract/account.ts'
import { AppError, parseBy } from '../platform/errors.ts'
import { cursorAfter, readCursor } from '../platform/list-page.ts'
import type { AccountAdministration } from './account-administration.ts'
import type { Invitations } from './invitations.ts'
import { permissionOf, type Permission } from './permission.ts'
import type { SecondFactors } from './second-factor.ts'
import type { SignInLimit } from './sign-in-limit.ts'

interface AccountRoutesDeps { administration: AccountAdministration; invitations: Invitations; secondFactors: SecondFactors; limit: SignInLimit }

/** Accounts, for administrators; those of one unit see and make accounts of that unit and below only. */
export function accountRoutes({ administration, invitations, secondFactors, limit }: AccountRoutesDeps): Router {
  const router = Router()
  const readBody = express.json({ limit: '16kb' })

  /** One of somebody else's unit, now or planned, is answered like one that is not there. */
  const findAccount = async (request: Request, { includesUnit }: Permission): Promise<AccountDetail> => {
    const account = await administration.find(String(request.params['id']))
    if (!account || !includesUnit(account.unitCode)) throw new AppError('not-found', 'There is no such account.')
    return account
  }
  const findOther = async (request: Request, permission: Permission, what: string): Promise<AccountDetail> => {
    const account = await findAccount(request, permission)
    if (isOwn(account, permission)) throw new AppError('no-right', `Nobody ${what}; another administrator must.`)
    return account
  }
  /** The units in reach that accounts have, narrowed to one and those below it; null for everything. */
  const toUnits = async ({ includesUnit, isWithin, unitCode }: Permission, unit: string | undefined): Promise<(string | null)[] | null> => {
    if (unitCode === null && unit === undefined) return null
    return (await administration.unitCodes()).filter((it) => includesUnit(it) && (unit === undefined || isWithin(it, unit)))
  }

  router.get('/api/v1/accounts', async (request, response) => {
    const { cursor, limit: rowsAsked, unit, ...search } = parseBy(accountQuery, request.query)
    const units = await toUnits(permissionOf(request), unit)
    const found = await administration.list({ ...search, units, after: readCursor(cursor), limit: rowsAsked + 1 })
    const rows = found.slice(0, rowsAsked)
    response.setHeader('Cache-Control', 'no-store')
    response.json({ rows, cursor: found.length > rowsAsked ? cursorAfter(rows.at(-1)?.email ?? '') : null })
  })

  router.post('/api/v1/accounts', readBody, async (request, response) => {
    const permission = permissionOf(request)
    const { email, name, role, unitCode = null, officialCode = null, password = null } = parseBy(newAccount, request.body)
    const id = await administration.create({ email, name, role, unitCode, officialCode, password, permission })
    const link = password === null ? await invitations.link({ accountId: id, actor: permission.actor }) : { setupUrl: null, setupExpiresAt: null }
    response.setHeader('Cache-Control', 'no-store')
    response.status(201).json({ id, ...link })
  })

  router.get('/api/v1/accounts/:id', async (request, response) => {
    response.setHeader('Cache-Control', 'no-store')
    response.json(await findAccount(request, permissionOf(request)))
  })

  router.patch('/api/v1/accounts/:id', readBody, async (request, response) => {
    const permission = permissionOf(request)
    const account = await findAccount(request, permission)
    const { name, ...rest } = parseBy(accountChange, request.body)
    if (Object.keys(rest).length > 0 && isOwn(account, permission)) {
      throw new AppError('no-right', 'Nobody changes their own role, unit or state; another administrator must.')
    }
    await administration.change({ id: account.id, change: { ...(name === undefined ? {} : { name }), ...rest }, permission })
    response.sendStatus(204)
  })

  router.post('/api/v1/accounts/:id/setup-link', async (request, response) => {
    const permission = permissionOf(request)
    const account = await findOther(request, permission, 'makes a set-up link for themselves')
    response.setHeader('Cache-Control', 'no-store')
    response.status(201).json(await invitations.link({ accountId: account.id, actor: permission.actor }))
  })

  router.post('/api/v1/accounts/:id/unlock', async (request, response) => {
    const permission = permissionOf(request)
    const account = await findAccount(request, permission)
    await administration.unlock({ id: account.id, actor: permission.actor })
    await limit.unlock(account.email)
    response.sendStatus(204)
  })

  router.post('/api/v1/accounts/:id/reset-second-factor', async (request, response) => {
    const permission = permissionOf(request)
    const account = await findOther(request, permission, 'takes off their own second factor here')
    await secondFactors.remove({ accountId: account.id, actor: permission.actor })
    response.sendStatus(204)
  })
  return router
}

const isOwn = ({ id }: AccountDetail, { principal }: Permission) => principal.kind === 'person' && principal.accountId === id
