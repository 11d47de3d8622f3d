import { hash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { Request, Response } from 'express'
import { LRUCache } from 'lru-cache'
import type { FigureState } from './figure-state.ts'

/** Longer than that nothing is kept, should something change that the state does not know of. */
const KEPT_MS = 600_000
const KEPT_BYTES = 128 * 1024 * 1024
/** More than one page asks for at once: from there on readers come faster than the warehouse answers, and the public is given what it had. */
const MAKING_AT_ONCE = 12
const LAST_MS = 30_000

interface Answer { body: string; compressed: Buffer | null; etag: string }

/** Below that the headers outweigh what is saved. */
const COMPRESSED_FROM = 1_024
/** Once for all who read it, hence a little more thoroughly than for one. */
const compress = promisify(brotliCompress)
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }

/** What is answered: figures of days `[from, to)`, which are `period` if they are one; `seesAll` are readers who see small counts. */
export interface KeptAnswer { days: { from: string; to: string }; period: string | undefined; seesAll?: boolean; make(): Promise<object> }

/**
 * Answers about figures, kept while the figures stay as they are: fifty readers of one page cost one reading of the warehouse. While more is
 * asked anew than it can answer, the public is given the last answer to the same question, at most half a minute old.
 */
export interface KeptAnswers {
  /** Sends what `make` gives as JSON with an ETag, or 304 where the reader has it already. Throws what `make` throws, and keeps nothing then. */
  send(request: Request, response: Response, answer: KeptAnswer): Promise<void>
}

export function createKeptAnswers({ figureState }: { figureState: FigureState }): KeptAnswers {
  const sizeCalculation = ({ body, compressed }: Answer) => 2 * body.length + (compressed?.length ?? 0) + 200
  let making = 0
  const last = new LRUCache<string, Answer>({ maxSize: KEPT_BYTES, sizeCalculation, ttl: LAST_MS })
  // Whoever waits is answered, also when there was no room to keep what they wait for.
  const kept = new LRUCache<string, Answer, () => Promise<object>>({
    maxSize: KEPT_BYTES, sizeCalculation, ttl: KEPT_MS, ignoreFetchAbort: true,
    fetchMethod: async (_key, _stale, { context: make }) => {
      making += 1
      try {
        const body = JSON.stringify(await make())
        return { body, compressed: body.length < COMPRESSED_FROM ? null : await compress(body, BROTLI), etag: `W/"${hash('sha1', body, 'base64url')}"` }
      } finally {
        making -= 1
      }
    },
  })
  const answerTo = async (question: string, { days, period, seesAll = false, make }: KeptAnswer): Promise<Answer> => {
    const key = `${question} ${seesAll} ${await figureState.of(days, period)}`
    if (!seesAll && making >= MAKING_AT_ONCE && !kept.has(key)) {
      const known = last.get(question)
      if (known) return known
    }
    const answer = await kept.forceFetch(key, { context: make })
    if (!seesAll) last.set(question, answer)
    return answer
  }
  return {
    send: async (request, response, asked) => {
      const query = new URLSearchParams(request.query as Record<string, string>)
      query.sort()
      const { body, compressed, etag } = await answerTo(`${request.path} ${query.toString()}`, asked)
      response.setHeader('ETag', etag)
      response.setHeader('Cache-Control', 'no-cache')
      response.vary('Cookie').vary('Authorization').vary('Accept-Encoding')
      if (request.fresh) return void response.status(304).end()
      response.type('json')
      if (compressed && request.acceptsEncodings('br')) return void response.setHeader('Content-Encoding', 'br').end(compressed)
      response.send(body)
    },
  }
}
