import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { createQueue, startWorker } from '../platform/queue/queues.ts'
import type { JobDefinition } from './job.ts'

const QUEUE = 'jobs'

/**
 * Makes the schedulers in Redis equal to the jobs in the code (several processes may do so at once: one of each remains) and
 * works them off.
 */
export async function startJobs({ redis, jobs, logger }: { redis: Redis; jobs: readonly JobDefinition[]; logger: Logger }) {
  const queue = createQueue({ redis, name: QUEUE })
  for (const job of jobs) await queue.schedule(job.id, job.schedule)
  await queue.keepOnlySchedules(jobs.map((it) => it.id))
  const worker = startWorker({
    redis, name: QUEUE, concurrency: jobs.length, logger,
    process: async (_payload, { name, scheduledFor }) => {
      await jobs.find((it) => it.id === name)?.run({ scheduledFor })
    },
  })
  return {
    close: async () => {
      await worker.close()
      await queue.close()
    },
  }
}
