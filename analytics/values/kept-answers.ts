import { hash } from 'node:crypto'
import type { Request, Response } from 'express'
import { LRUCache } from 'lru-cache'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import type { FigureStamps } from '../../platform/warehouse/figure-stamps.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'

/** Longer than that nothing is kept, whatever the stamps say: settings and names change too. */
const KEPT_MS = 30_000
const KEPT_BYTES = 64 * 1024 * 1024

interface Answer { body: string; etag: string }

/** What is answered: figures of days `[from, to)`; `variant` tells apart those who see more from those who see less. */
export interface KeptAnswer { days: { from: string; to: string }; variant: string; make(): Promise<object> }

/** Answers about figures, kept while the figures stay as they are: fifty readers of one page cost one reading of the warehouse. */
export interface KeptAnswers {
  /** Sends what `make` gives as JSON with an ETag, or 304 where the reader has it already. Throws what `make` throws, and keeps nothing then. */
  send(request: Request, response: Response, answer: KeptAnswer): Promise<void>
}

export function createKeptAnswers({ stamps, places, clock }: { stamps: FigureStamps; places: Pick<PlaceIndex, 'onChange'>; clock: Clock }): KeptAnswers {
  const kept = new LRUCache<string, Answer, () => Promise<object>>({
    maxSize: KEPT_BYTES, sizeCalculation: ({ body }) => 2 * body.length + 200, ttl: KEPT_MS,
    fetchMethod: async (_key, _stale, { context: make }) => {
      const body = JSON.stringify(await make())
      return { body, etag: `"${hash('sha1', body, 'base64url')}"` }
    },
  })
  // What is being made for others when the tree changes is theirs still; it is only not given to those who ask later.
  let tree = 0
  places.onChange(() => { tree += 1 })

  return {
    send: async (request, response, { days, variant, make }) => {
      const query = new URLSearchParams(request.query as Record<string, string>)
      query.sort()
      const key = [tree, request.path, query.toString(), variant, toHanoiDay(clock()), await stamps.of(days)].join(' ')
      const { body, etag } = await kept.forceFetch(key, { context: make })
      response.setHeader('ETag', etag)
      response.setHeader('Cache-Control', 'no-cache')
      response.vary('Cookie').vary('Authorization')
      if (request.fresh) return void response.status(304).end()
      response.type('json').send(body)
    },
  }
}
