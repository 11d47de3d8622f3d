import type { LiveOffer } from '../../contract/offer.ts'

const [FIRST_RETRY_MS, LAST_RETRY_MS] = [2_000, 60_000]

interface OffersDeps {
  token(): string | null
  clock(): number
  random(): number
  onOffer(offer: LiveOffer): void
}

/** The events of a stream's text so far, and what of it is not whole yet. */
export function readEvents(text: string): { offers: LiveOffer[]; rest: string } {
  const parts = text.split('\n\n')
  const rest = parts.pop() || ''
  const offers = parts.filter((it) => it.indexOf('event: offer\n') === 0).map((it) => JSON.parse(it.slice(it.indexOf('data: ') + 6)) as LiveOffer)
  return { offers, rest }
}

/** Listens for ratings that are offered at this counter. A line that breaks is opened again, later and later; EventSource cannot carry a token. */
export function useOffers({ token, clock, random, onOffer }: OffersDeps) {
  let timer = 0
  let failures = 0
  const line = { isStopped: false }
  let controller: AbortController | null = null

  async function listen(): Promise<void> {
    const bearer = token()
    if (!bearer) return
    controller = typeof AbortController === 'undefined' ? null : new AbortController()
    const response = await fetch('/api/v1/devices/offers', { headers: { authorization: `Bearer ${bearer}`, accept: 'text/event-stream' }, cache: 'no-store', ...(controller ? { signal: controller.signal } : {}) })
    if (!response.ok || !response.body || (response.headers.get('content-type') || '').indexOf('event-stream') < 0) throw new Error('no stream')
    const reader = response.body.getReader()
    const decoder = new TextDecoder()
    let text = ''
    for (let read = await reader.read(); !read.done && !line.isStopped; read = await reader.read()) {
      failures = 0
      const { offers, rest } = readEvents(text + decoder.decode(read.value, { stream: true }))
      text = rest
      for (const offer of offers) if (Date.parse(offer.expiresAt) > clock()) onOffer(offer)
    }
  }
  async function run(): Promise<void> {
    await listen().catch(() => {})
    failures += 1
    if (!line.isStopped) timer = window.setTimeout(() => void run(), Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * Math.pow(2, failures - 1)) * (0.5 + random() / 2))
  }
  return {
    start: (): void => void run(),
    stop: (): void => {
      line.isStopped = true
      clearTimeout(timer)
      if (controller) controller.abort()
    },
  }
}
