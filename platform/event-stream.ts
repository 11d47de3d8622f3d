import type { Request, Response } from 'express'

/** Ends what nobody reads: a connection that has taken nothing of so much is dead, or will come again. */
const UNREAD_BYTES = 256 * 1024
/** What a browser waits before it comes again. */
const RETRY_MS = 3_000

/** Events to one browser, as they come (server-sent events). */
export interface EventStream {
  /** Sends an event; the content is JSON. */
  send(event: string, content: unknown): void
  /** A line that browsers pass over, so that nobody on the way takes the connection for idle. */
  beat(): void
  /** Ends it; with a reason for which it is no use to come again, which is sent as an event `end`. */
  end(reason?: string): void
}

/** Opens a stream as the answer to a request. Nobody on the way may collect or compress it: `no-transform`, `X-Accel-Buffering: no`. */
export function openEventStream(request: Request, response: Response): EventStream {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store, no-transform', 'X-Accel-Buffering': 'no',
  })
  request.socket.setNoDelay(true)
  const write = (text: string) => {
    if (response.writableEnded || response.destroyed) return
    response.write(text)
    if (response.writableLength > UNREAD_BYTES) response.destroy()
  }
  write(`retry: ${RETRY_MS}\n\n`)
  const send = (event: string, content: unknown) => write(`event: ${event}\ndata: ${JSON.stringify(content)}\n\n`)
  return {
    send,
    beat: () => write(': alive\n\n'),
    end: (reason) => {
      if (reason !== undefined) send('end', { reason })
      response.end()
    },
  }
}

/** Whether a caller wants events rather than one answer. */
export const wantsEvents = (request: Request): boolean => request.method === 'GET' && request.accepts(['application/json', 'text/event-stream']) === 'text/event-stream'
