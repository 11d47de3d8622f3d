import { hash } from 'node:crypto'
import type { Request, Response } from 'express'
import { LRUCache } from 'lru-cache'
import type { FigureState } from './figure-state.ts'

/** Longer than that nothing is kept, whatever the state says: names of procedures and the like change too. */
const KEPT_MS = 30_000
const KEPT_BYTES = 64 * 1024 * 1024

interface Answer { body: string; etag: string }

/** What is answered: figures of days `[from, to)`, which are `period` if they are one; `seesAll` are readers who see small counts. */
export interface KeptAnswer { days: { from: string; to: string }; period: string | undefined; seesAll?: boolean; make(): Promise<object> }

/** Answers about figures, kept while the figures stay as they are: fifty readers of one page cost one reading of the warehouse. */
export interface KeptAnswers {
  /** Sends what `make` gives as JSON with an ETag, or 304 where the reader has it already. Throws what `make` throws, and keeps nothing then. */
  send(request: Request, response: Response, answer: KeptAnswer): Promise<void>
}

export function createKeptAnswers({ figureState }: { figureState: FigureState }): KeptAnswers {
  // Whoever waits is answered, also when there was no room to keep what they wait for.
  const kept = new LRUCache<string, Answer, () => Promise<object>>({
    maxSize: KEPT_BYTES, sizeCalculation: ({ body }) => 2 * body.length + 200, ttl: KEPT_MS, ignoreFetchAbort: true,
    fetchMethod: async (_key, _stale, { context: make }) => {
      const body = JSON.stringify(await make())
      return { body, etag: `"${hash('sha1', body, 'base64url')}"` }
    },
  })
  return {
    send: async (request, response, { days, period, seesAll = false, make }) => {
      const query = new URLSearchParams(request.query as Record<string, string>)
      query.sort()
      const key = [request.path, query.toString(), seesAll, await figureState.of(days, period)].join(' ')
      const { body, etag } = await kept.forceFetch(key, { context: make })
      response.setHeader('ETag', etag)
      response.setHeader('Cache-Control', 'no-cache')
      response.vary('Cookie').vary('Authorization')
      if (request.fresh) return void response.status(304).end()
      response.type('json').send(body)
    },
  }
}
