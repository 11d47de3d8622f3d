import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { createQueue, startWorker } from '../platform/queue/queues.ts'
import type { JobDefinition } from './job.ts'

const QUEUE = 'jobs'
/** Stands in Redis as long as Redis remembers what it was told. */
const MEMORY_MARK = 'jobs:scheduled'
const CHECKED_EVERY_MS = 3_000

/**
 * Makes the schedulers in Redis equal to the jobs in the code (several processes may do so at once: one of each remains) and
 * works them off. A Redis that has lost its memory gets them anew, and `onMemoryLost` is called; on the first start of all too.
 */
export async function startJobs({ redis, jobs, logger, onMemoryLost }: {
  redis: Redis; jobs: readonly JobDefinition[]; logger: Logger; onMemoryLost(): Promise<unknown>
}) {
  const queue = createQueue({ redis, name: QUEUE })
  const makeSchedules = async () => {
    for (const job of jobs) await queue.schedule(job.id, job.schedule)
  }
  const remindRedis = async () => {
    if ((await redis.exists(MEMORY_MARK)) === 1) return
    await makeSchedules()
    await onMemoryLost()
    await redis.set(MEMORY_MARK, '1')
  }
  await makeSchedules()
  await queue.keepOnlySchedules(jobs.map((it) => it.id))
  await remindRedis()

  let reminding: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    reminding = reminding.then(remindRedis).catch((error: unknown) => logger.debug({ err: error }, 'Redis could not be asked what it remembers'))
  }, CHECKED_EVERY_MS)
  const worker = startWorker({
    redis, name: QUEUE, concurrency: jobs.length, logger,
    process: async (_payload, { name, scheduledFor }) => {
      await jobs.find((it) => it.id === name)?.run({ scheduledFor })
    },
  })
  return {
    close: async () => {
      clearInterval(timer)
      await reminding
      await worker.close()
      await queue.close()
    },
  }
}
