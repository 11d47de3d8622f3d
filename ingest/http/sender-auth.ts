import type { Request, RequestHandler } from 'express'
import type { ApiKeys } from '../../access/api-keys.ts'
import type { Scope } from '../../contract/access.ts'
import { AppError } from '../../platform/errors.ts'
import type { Devices } from '../../registry/devices.ts'

/** Who sends facts: a system by its API key, or a tablet by its device token. */
export type Sender =
  | { kind: 'system'; id: string; unitCode: string | null }
  | { kind: 'device'; id: string; places: readonly { counterCode: string; from: number; to: number | null }[] }

const senders = new WeakMap<Request, Sender>()

/** The sender that `authenticateSender` found. */
export function senderOf(request: Request): Sender {
  const sender = senders.get(request)
  if (!sender) throw new Error('senderOf was called on a route without authenticateSender')
  return sender
}

const BEARER = /^Bearer (\S+)$/

/**
 * Lets in devices (for ratings) and systems whose key has the scope; runs before the body is read, so that a stranger's
 * body costs nothing. 401 for an unknown or revoked token, 403 for a missing scope.
 */
export function authenticateSender(
  { apiKeys, devices, scope, takesDevices }: { apiKeys: ApiKeys; devices: Devices; scope: Scope; takesDevices: boolean },
): RequestHandler {
  return async (request, _response, next) => {
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1]
    if (!token) throw new AppError('sender-unknown', 'Send "Authorization: Bearer <device token or API key>".')
    const device = token.startsWith('tdd_') ? await devices.authenticate(token) : null
    if (device) {
      if (!takesDevices) throw new AppError('no-right', 'A device sends ratings only.')
      senders.set(request, { kind: 'device', id: `device:${device.id}`, places: device.places })
      return next()
    }
    const key = await apiKeys.authenticate(token)
    if (!key) throw new AppError('sender-unknown', 'This token is unknown or was revoked.')
    if (!key.scopes.includes(scope)) throw new AppError('no-right', `This API key lacks the scope ${scope}.`)
    senders.set(request, { kind: 'system', id: `key:${key.id}`, unitCode: key.unitCode })
    next()
  }
}
