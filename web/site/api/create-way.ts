import type { z } from 'zod'
import { problem } from '../../../contract/problem.ts'
import { RequestFailed } from './request-failed.ts'
import { toAddress, type Query, type Way } from './way.ts'

/** How long a page waits before it says that the server does not answer. */
const ANSWER_WITHIN_MS = 10_000
const ROWS_PER_PAGE = 200

async function toRefusal(response: Response): Promise<RequestFailed> {
  const said = problem.safeParse(await response.json().catch(() => null))
  const refusal = new RequestFailed('refused', said.data?.detail ?? response.statusText, response.status, said.data ?? null)
  refusal.retryAfterSeconds = Number(response.headers.get('retry-after')) || null
  return refusal
}

/**
 * The ways to the server over `fetchFrom`: every answer is parsed by its contract. Throws RequestFailed; a request that its caller gave up
 * rejects with the caller's own AbortError.
 */
export function createWay(fetchFrom: typeof fetch = fetch.bind(globalThis)): Way {
  async function send(address: string, init: RequestInit = {}, signal?: AbortSignal): Promise<Response> {
    const controller = new AbortController()
    const deadline = setTimeout(() => controller.abort(new RequestFailed('late', 'no answer in time')), ANSWER_WITHIN_MS)
    const giveUp = () => controller.abort(signal?.reason)
    signal?.addEventListener('abort', giveUp, { once: true })
    try {
      const response = await fetchFrom(address, { credentials: 'same-origin', ...init, signal: controller.signal })
      if (!response.ok) throw await toRefusal(response)
      return response
    } catch (error) {
      if (controller.signal.aborted) throw controller.signal.reason
      throw error instanceof RequestFailed ? error : new RequestFailed('offline', String(error))
    } finally {
      clearTimeout(deadline)
      signal?.removeEventListener('abort', giveUp)
    }
  }

  async function read<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
    const parsed = schema.safeParse(await response.json().catch(() => null))
    if (!parsed.success) throw new RequestFailed('unreadable', parsed.error.message, response.status)
    return parsed.data
  }

  const get = async <T>(address: string, schema: z.ZodType<T>, signal?: AbortSignal) => read(await send(address, {}, signal), schema)
  const write = (method: 'POST' | 'PUT' | 'PATCH', address: string, body: object) =>
    send(address, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const remove = async (address: string) => void (await send(address, { method: 'DELETE' }))

  /** Every row of a paged list. */
  async function getAll<Row>(path: string, schema: z.ZodType<{ rows: Row[], cursor: string | null }>, query: Query, signal?: AbortSignal): Promise<Row[]> {
    const rows: Row[] = []
    let cursor: string | undefined
    do {
      const page = await get(toAddress(path, { limit: ROWS_PER_PAGE, ...query, cursor }), schema, signal)
      rows.push(...page.rows)
      cursor = page.cursor ?? undefined
    } while (cursor)
    return rows
  }

  return { get, getAll, write, send, read, remove }
}
