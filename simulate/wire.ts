import { problem } from '../contract/problem.ts'

/** An answer below 400. */
export interface WireAnswer { status: number, body: unknown, cookies: string[] }

export interface WireRequest { json?: unknown, form?: FormData }

/** Speaks HTTP to the service as any outside system would. */
export interface Wire {
  /** Answers, or throws what the service's problem says. Waits and repeats while it asks for patience (429, 503). */
  call(method: string, path: string, request?: WireRequest): Promise<WireAnswer>
}

export class RefusedByService extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.name = 'RefusedByService'
    this.status = status
  }
}

const CONNECTION_ATTEMPTS = 6
const FIRST_DELAY_MS = 250
const DEFAULT_RETRY_AFTER_MS = 1000

/** `headers` are asked for at every call: a session or a key may come later. */
export function createWire({ baseUrl, headers, signal }: { baseUrl: string, headers: () => Record<string, string>, signal: AbortSignal }): Wire {
  async function fetchPatiently(url: URL, init: RequestInit): Promise<Response> {
    for (let failures = 0; ;) {
      try {
        const response = await fetch(url, { ...init, signal })
        if (response.status !== 429 && response.status !== 503) return response
        await response.arrayBuffer()
        await pause(toDelayMs(response.headers.get('Retry-After')), signal)
      } catch (error) {
        signal.throwIfAborted()
        if (++failures === CONNECTION_ATTEMPTS) throw new Error(`${url.origin} cannot be reached`, { cause: error })
        await pause(FIRST_DELAY_MS * 2 ** failures, signal)
      }
    }
  }

  return {
    async call(method, path, { json, form } = {}) {
      const response = await fetchPatiently(new URL(path, baseUrl), {
        method,
        headers: { ...headers(), ...(json === undefined ? {} : { 'Content-Type': 'application/json' }) },
        ...(json === undefined ? form ? { body: form } : {} : { body: JSON.stringify(json) }),
      })
      const text = await response.text()
      if (!response.ok) throw new RefusedByService(response.status, `${method} ${path} answered ${response.status}: ${describeProblem(text)}`)
      return { status: response.status, body: text === '' ? null : JSON.parse(text), cookies: response.headers.getSetCookie() }
    },
  }
}

/** Resolves after `delayMs`; rejects at once when the signal aborts. */
export function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort)
      resolve()
    }, delayMs)
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
  })
}

const toDelayMs = (retryAfter: string | null) => (Number(retryAfter) > 0 ? Number(retryAfter) * 1000 : DEFAULT_RETRY_AFTER_MS)

function describeProblem(text: string): string {
  try {
    const { title, detail, errors } = problem.parse(JSON.parse(text))
    const [first] = errors ?? []
    return [title, detail, first && `${first.pointer}: ${first.message}`].filter(Boolean).join('; ')
  } catch {
    // Not one of our problems: a proxy's page, say. Its beginning tells most.
    return text.slice(0, 200)
  }
}
