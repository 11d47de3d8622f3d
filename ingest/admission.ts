import { setTimeout as sleep } from 'node:timers/promises'
import type { RequestHandler } from 'express'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { AppQueue } from '../platform/queue/queues.ts'
import { queueUnavailable, type GroupCommit } from './group-commit.ts'
import type { FactGroup } from './queue/fact-batch.ts'

/** Where intake stops before anything breaks. */
export interface AdmissionLimits {
  /** bodies being read or waiting for Redis, in this process */
  inFlightBytes: number
  /** jobs that nobody has stored yet */
  queuedJobs: number
  /** what Redis may use, queue and all; a `maxmemory` of its own narrows it to four fifths of that */
  redisBytes: number
}

export interface Admission {
  /** Lets a request in, or answers 503 with Retry-After and the reason; ask before the body is read. */
  admit: RequestHandler
  /** Why nothing is taken at the moment; null while all is well. */
  obstacle(): string | null
  close(): Promise<void>
}

const SAMPLED_EVERY_MS = 500
const STUCK_AFTER_MS = 2_000
/** A body whose length is not announced counts as large. */
const UNANNOUNCED_BYTES = 1024 * 1024
const SHARE_OF_MAXMEMORY = 0.8

/** Watches what intake fills, and closes the door while it is full; it opens by itself. */
export function createAdmission({ redis, facts, groupCommit, limits, logger }: {
  redis: Redis; facts: AppQueue<FactGroup>; groupCommit: GroupCommit; limits: AdmissionLimits; logger: Logger
}): Admission {
  const closing = new AbortController()
  let inFlightBytes = 0
  let full: string | null = null

  const sample = async (): Promise<string | null> => {
    const memory = await redis.info('memory')
    const bytesOf = (field: string) => Number(new RegExp(`^${field}:(\\d+)`, 'm').exec(memory)?.[1] ?? 0)
    const maxmemory = bytesOf('maxmemory')
    const allowed = maxmemory > 0 ? Math.min(limits.redisBytes, maxmemory * SHARE_OF_MAXMEMORY) : limits.redisBytes
    if (bytesOf('used_memory') > allowed) return `Redis uses more than ${Math.round(allowed / 1024 / 1024)} MiB`
    const { waiting = 0, delayed = 0, active = 0 } = await facts.counts()
    return waiting + delayed + active > limits.queuedJobs ? `more than ${limits.queuedJobs} batches wait for the warehouse` : null
  }
  const watch = (async () => {
    while (!closing.signal.aborted) {
      const found = await sample().catch(() => full)
      if (found !== full) logger.warn({ obstacle: found }, found ? 'intake is closed' : 'intake is open again')
      full = found
      await sleep(SAMPLED_EVERY_MS, undefined, { signal: closing.signal, ref: false }).catch(() => {})
    }
  })()

  const obstacle = () => (groupCommit.stuckForMs() > STUCK_AFTER_MS ? 'Redis does not answer' : full)
  return {
    obstacle,
    admit: (request, response, next) => {
      const bytes = Number(request.headers['content-length'] ?? UNANNOUNCED_BYTES)
      const reason = obstacle() ?? (inFlightBytes + bytes > limits.inFlightBytes ? 'too many requests are under way' : null)
      if (reason) throw queueUnavailable(`Nothing can be taken at the moment (${reason}); keep the batch and send it again.`)
      inFlightBytes += bytes
      response.once('close', () => { inFlightBytes -= bytes })
      next()
    },
    close: async () => {
      closing.abort()
      await Promise.race([watch, sleep(1_000, undefined, { ref: false })])
    },
  }
}
