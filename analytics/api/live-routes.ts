import { Router, type Request } from 'express'
import { permissionOf } from '../../access/permission.ts'
import { hasRight, type Principal } from '../../access/principal.ts'
import { AppError } from '../../platform/errors.ts'
import { openEventStream, wantsEvents, type EventStream } from '../../platform/event-stream.ts'
import type { Places } from '../../registry/places.ts'
import type { LiveBoards } from '../live/live-boards.ts'

/** A browser has six connections to a server; whoever watches in all of them could not open a page any more. */
export const STREAMS_PER_PERSON = 4
/** So often a stream says that it is there, and looks whether its reader is still signed in. Proxies give up after half a minute or more. */
const BEAT_MS = 10_000
const RETRY_AFTER_SECONDS = 30

interface LiveDeps {
  boards: LiveBoards; places: Pick<Places, 'unitKind'>; beatMs?: number
  /** Who had asked, found out afresh (access/identify.ts). */
  identifyAgain(request: Request): Promise<Principal>
}

/** How many streams each person or key has open here. */
function createSeats(most: number) {
  const taken = new Map<string, number>()
  return {
    /** Answers how to give the seat back. Throws 429 where there is none left. */
    take: (who: string): (() => void) => {
      const seats = taken.get(who) ?? 0
      if (seats >= most) throw new AppError('too-many-requests', `${most} live boards are open already; close one, or ask again now and then.`, { retryAfterSeconds: RETRY_AFTER_SECONDS })
      taken.set(who, seats + 1)
      return () => {
        const left = (taken.get(who) ?? 1) - 1
        if (left > 0) taken.set(who, left)
        else taken.delete(who)
      }
    },
  }
}

/** `GET /api/v1/centres/:code/live`: what comes in at a centre today, once or as it comes. */
export function liveRoutes({ boards, places, identifyAgain, beatMs = BEAT_MS }: LiveDeps): Router {
  const router = Router()
  const seats = createSeats(STREAMS_PER_PERSON)

  /** Whether the reader of a stream may still read it. While sign-in is away nobody is sent home. */
  const mayStill = async (request: Request, centre: string): Promise<boolean> => {
    try {
      const principal = await identifyAgain(request)
      return principal.kind !== 'public' && hasRight(principal, 'results:read') && permissionOf(request).includesUnit(centre)
    } catch (error) {
      return !(error instanceof AppError) || error.kind === 'unavailable'
    }
  }

  router.get('/api/v1/centres/:code/live', async (request, response) => {
    const permission = permissionOf(request)
    const { code } = request.params
    if (places.unitKind(code) !== 'centre') throw new AppError('not-found', `There is no centre ${code}.`)
    permission.requireUnit(code)
    if (!wantsEvents(request)) {
      response.setHeader('Cache-Control', 'no-store')
      response.json(await boards.read(code))
      return
    }
    response.once('close', seats.take(permission.actor))
    let stream: EventStream | null = null
    // The answer begins with the first state: what goes wrong until then is said as a problem.
    const leave = await boards.watch(code, { onState: (state) => (stream ??= openEventStream(request, response)).send('live', state), onEnd: () => stream?.end() })
    const beat = setInterval(() => void mayStill(request, code).then((may) => {
      if (!may) return stream?.end('signed-out')
      stream?.beat()
      const state = boards.latest(code)
      if (state) stream?.send('live', state)
    }), beatMs)
    const stop = () => { clearInterval(beat); leave() }
    if (response.closed) stop()
    else response.once('close', stop)
  })
  return router
}
