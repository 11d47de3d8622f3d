import type { Rating } from '../contract/rating.ts'
import type { Citizens } from './citizens.ts'
import { createRandom } from './random.ts'
import type { RatingDelivery } from './late-tablets.ts'

export interface Trickle {
  /** Resolves when no request is under way any more. */
  stop(): Promise<void>
}

/**
 * Somebody rates every `everyMs`, so that a demonstration moves. What cannot be delivered waits for the next time, as on a
 * tablet; the demo's codes mark these ratings like all the others.
 */
export function startTrickle({ citizens, send, clock, everyMs, onError }: {
  citizens: Citizens, send: (delivery: RatingDelivery) => Promise<void>, clock: () => number, everyMs: number, onError: (error: unknown) => void
}): Trickle {
  // Never the same twice: a restarted demo must not repeat the ids of the one before.
  const random = createRandom('trickle', clock())
  let waiting: Rating[] = []
  let underWay: Promise<void> | null = null

  async function deliver(): Promise<void> {
    const ratings = waiting
    waiting = []
    try {
      await send({ sentAt: new Date(clock()).toISOString(), ratings })
    } catch (error) {
      waiting = [...ratings, ...waiting]
      onError(error)
    }
  }

  const timer = setInterval(() => {
    waiting.push(citizens.rateNow(random, clock()).rating)
    underWay ??= deliver().finally(() => { underWay = null })
  }, everyMs)

  return {
    stop: async () => {
      clearInterval(timer)
      await underWay
    },
  }
}
