import { Queue, Worker, type Job } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'

const DELAY_CAP_MS = 60_000
const FIRST_DELAY_MS = 250

/** An engine that is away is retried without end: 0.25 s, 0.5 s, 1 s … at most a minute apart, if nothing else is said. */
const cappedBackoff = (longestDelayMs: number) => (attempt: number) => Math.min(longestDelayMs, FIRST_DELAY_MS * 2 ** Math.min(attempt - 1, 20))

const JOB_OPTIONS = {
  attempts: Number.MAX_SAFE_INTEGER,
  backoff: { type: 'capped' },
  removeOnComplete: true,
  removeOnFail: false,
  stackTraceLimit: 1,
} as const

export interface AppQueue<P> {
  readonly name: string
  /** Resolves when Redis holds the job. */
  add(payload: P): Promise<string>
  /** The same for many jobs in one round trip. One whose id (by `toId`) waits already, or is under way, is not added again. */
  addMany(payloads: P[], toId?: (payload: P) => string): Promise<void>
  /** Runs `payload`-less work by the clock: one scheduler of that id, whichever process asks and how often. */
  schedule(id: string, every: { everyMs: number } | { cron: string }): Promise<void>
  /** Removes schedulers that the code no longer knows. */
  keepOnlySchedules(ids: string[]): Promise<void>
  /** Takes up again what an earlier version had given up. */
  retryFailed(): Promise<void>
  counts(): Promise<Record<string, number>>
  close(): Promise<void>
}

const TIME_ZONE = 'Asia/Ho_Chi_Minh'
const EVENTS_KEPT = 1000

export function createQueue<P>({ redis, name }: { redis: Redis; name: string }): AppQueue<P> {
  const queue = new Queue(name, {
    connection: redis, defaultJobOptions: JOB_OPTIONS, streams: { events: { maxLen: EVENTS_KEPT } },
  })
  // Connection errors are logged where the connection was made; without a listener Node would end the process.
  queue.on('error', () => {})
  return {
    name,
    add: async (payload) => (await queue.add(name, payload)).id ?? '',
    addMany: async (payloads, toId) => void (await queue.addBulk(payloads.map((data) => ({ name, data, ...(toId ? { opts: { jobId: toId(data) } } : {}) })))),
    schedule: async (id, every) => {
      const repeat = 'everyMs' in every ? { every: every.everyMs } : { pattern: every.cron, tz: TIME_ZONE }
      await queue.upsertJobScheduler(id, repeat, { name: id, data: {}, opts: { removeOnComplete: true, attempts: 1, removeOnFail: { count: 100 } } })
    },
    keepOnlySchedules: async (ids) => {
      for (const { key } of await queue.getJobSchedulers(0, -1)) if (!ids.includes(key)) await queue.removeJobScheduler(key)
    },
    retryFailed: async () => {
      if ((await queue.getFailedCount()) > 0) await queue.retryJobs({ state: 'failed' })
    },
    counts: () => queue.getJobCounts('waiting', 'active', 'delayed', 'failed'),
    close: () => queue.close(),
  }
}

/**
 * A killed worker's job is taken up again once its lock has run out and two checks have missed it: about 8 s.
 * A job may so be lost by its worker any number of times (`maxStalledCount`) without becoming a dead letter.
 */
const LOCK_MS = 5_000
const STALLED_CHECK_MS = 1_500

export interface WorkerDeps<P> {
  redis: Redis
  name: string
  concurrency: number
  process(payload: P, job: { id: string; name: string; scheduledFor: number }): Promise<void>
  logger: Logger
  /** How far apart attempts may grow; a minute when left out. */
  longestDelayMs?: number
}

export function startWorker<P>({ redis, name, concurrency, process, logger, longestDelayMs = DELAY_CAP_MS }: WorkerDeps<P>): { close(): Promise<void> } {
  // A worker blocks on its connection, so it gets one of its own.
  const connection = redis.duplicate({ maxRetriesPerRequest: null })
  connection.on('error', () => {})
  const worker = new Worker(
    name,
    // A scheduler's job carries the instant it was planned for; any other job counts from when it was added.
    (job: Job) => process(job.data as P, { id: job.id ?? '', name: job.name, scheduledFor: job.opts.prevMillis ?? job.timestamp }),
    {
      connection, concurrency, lockDuration: LOCK_MS, stalledInterval: STALLED_CHECK_MS, maxStalledCount: Number.MAX_SAFE_INTEGER,
      settings: { backoffStrategy: cappedBackoff(longestDelayMs) },
    },
  )
  worker.on('error', (error) => logger.debug({ err: error, queue: name }, 'queue connection'))
  worker.on('failed', (job, error) => logger.warn({ queue: name, job: job?.id, attempt: job?.attemptsMade, reason: error.message }, 'job failed'))
  return {
    close: async () => {
      await worker.close()
      connection.disconnect()
    },
  }
}
