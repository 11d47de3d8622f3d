import type { z } from 'zod'
import { sessionAnswer, type SessionAnswer } from '../../../contract/access.ts'
import { auditPage, auditSeals } from '../../../contract/audit.ts'
import { custodyAnswer } from '../../../contract/custody.ts'
import { deadLetterDetail, deadLetterPage, type DeadLetterRow } from '../../../contract/dead-letter.ts'
import { importStarted, importStatus, type ImportKind } from '../../../contract/import.ts'
import { indicatorList, indicatorValues, severalValues, type Bucket, type Level, type Segment } from '../../../contract/indicator.ts'
import { instance } from '../../../contract/instance.ts'
import { problem, type Problem } from '../../../contract/problem.ts'
import { createAccountApi } from './account-api.ts'
import { createAffairsApi } from './affairs-api.ts'
import { createCalendarApi } from './calendar-api.ts'
import { createCentreApi } from './centre-api.ts'
import { createDeviceApi } from './device-api.ts'
import { createDossierApi } from './dossier-api.ts'
import { createIndexApi } from './index-api.ts'
import { createFiguresApi } from './figures-api.ts'
import { createEditionApi } from './edition-api.ts'
import { createPeopleApi } from './people-api.ts'
import { createProgressApi } from './progress-api.ts'
import { createRegistryApi } from './registry-api.ts'
import { toAddress, type Query } from './way.ts'

/** How long a page waits before it says that the server does not answer. */
const ANSWER_WITHIN_MS = 10_000
const ROWS_PER_PAGE = 200

export type FailureKind = 'offline' | 'late' | 'refused' | 'unreadable'

/** A request that brought no usable answer; `problem` is what the server said, where it said anything. */
export class RequestFailed extends Error {
  override name = 'RequestFailed'
  readonly kind: FailureKind
  readonly status: number | null
  readonly problem: Problem | null
  /** How long to wait before the next try, where the server said so. */
  retryAfterSeconds: number | null = null

  constructor(kind: FailureKind, message: string, status: number | null = null, saidProblem: Problem | null = null) {
    super(message)
    this.kind = kind
    this.status = status
    this.problem = saidProblem
  }
}

/** What to ask an indicator's values for: a period, or days `[from, to)`. */
export interface ValuesQuery {
  period?: string
  from?: string
  to?: string
  level: Level
  parent?: string
  bucket?: Bucket
  segment?: Segment
}

async function toRefusal(response: Response): Promise<RequestFailed> {
  const said = problem.safeParse(await response.json().catch(() => null))
  const refusal = new RequestFailed('refused', said.data?.detail ?? response.statusText, response.status, said.data ?? null)
  refusal.retryAfterSeconds = Number(response.headers.get('retry-after')) || null
  return refusal
}

/**
 * The site's way to the server: every answer is parsed by its contract before a page sees it.
 * Throws RequestFailed; a request that its caller gave up rejects with the caller's own AbortError.
 */
export function createApiClient(fetchFrom: typeof fetch = fetch.bind(globalThis)) {
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
  const post = (address: string, body: object) => write('POST', address, body)
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

  return {
    instance: (signal?: AbortSignal) => get('/api/v1/instance', instance, signal),

    /** Who is signed in, or null. */
    session: async (signal?: AbortSignal): Promise<SessionAnswer | null> => {
      try {
        return await get('/api/v1/session', sessionAnswer, signal)
      } catch (error) {
        if (error instanceof RequestFailed && error.status === 401) return null
        throw error
      }
    },
    ...createAccountApi({ get, getAll, write, read, remove }),
    ...createCalendarApi({ get, getAll, write, read, remove }),

    ...createRegistryApi({ get, getAll, write, read, remove }),

    indicators: async (signal?: AbortSignal) => (await get('/api/v1/indicators', indicatorList, signal)).rows,
    values: async (indicator: string, query: ValuesQuery, signal?: AbortSignal) =>
      (await get(toAddress(`/api/v1/indicators/${encodeURIComponent(indicator)}/values`, query), indicatorValues, signal)).rows,

    /** Of all indicators that can be counted like that, or of some. */
    severalValues: (query: ValuesQuery & { indicators?: string }, signal?: AbortSignal) => get(toAddress('/api/v1/values', query), severalValues, signal),

    ...createIndexApi({ get, getAll, write, read, remove }),

    ...createDeviceApi({ get, getAll, write, read, remove }),

    ...createDossierApi({ get, getAll, write, read, remove }),
    ...createCentreApi({ get, getAll, write, read, remove }),
    ...createProgressApi({ get, getAll, write, read, remove }),
    ...createFiguresApi({ get, getAll, write, read, remove }),

    ...createPeopleApi({ get, getAll, write, read, remove }),

    ...createAffairsApi({ get, getAll, write, read, remove }),
    ...createEditionApi({ get, getAll, write, read, remove }),

    /** Whether what tablets captured on a day is what is counted; of every centre one may see, unless one is named. */
    custody: (query: { centre?: string, day?: string }, signal?: AbortSignal) => get(toAddress('/api/v1/custody', query), custodyAnswer, signal),

    deadLetters: (query: { status?: DeadLetterRow['status'], cursor?: string }, signal?: AbortSignal) =>
      get(toAddress('/api/v1/dead-letters', { limit: 50, ...query }), deadLetterPage, signal),
    deadLetter: (id: string) => get(`/api/v1/dead-letters/${encodeURIComponent(id)}`, deadLetterDetail),
    replayDeadLetter: async (id: string) => void (await post(`/api/v1/dead-letters/${encodeURIComponent(id)}/replay`, {})),

    auditLog: (query: Query, signal?: AbortSignal) => get(toAddress('/api/v1/audit-log', { limit: 50, ...query }), auditPage, signal),
    auditSeals: async (signal?: AbortSignal) => (await get('/api/v1/audit-log/seals', auditSeals, signal)).rows,

    /** Starts an import of a CSV file; its progress is read by `importStatus`. */
    startImport: async (kind: ImportKind, file: File, dryRun: boolean) => {
      const form = new FormData()
      form.append('kind', kind)
      form.append('file', file)
      return read(await send(toAddress('/api/v1/imports', { dryRun: dryRun ? 'true' : undefined }), { method: 'POST', body: form }), importStarted)
    },
    importStatus: (importId: string, signal?: AbortSignal) => get(`/api/v1/imports/${encodeURIComponent(importId)}`, importStatus, signal),
  }
}

export type ApiClient = ReturnType<typeof createApiClient>
