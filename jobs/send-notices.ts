import type { LoopJobs } from '../response/create-loop.ts'
import { tellDueDossiers } from '../response/notifications/tell-due-dossiers.ts'
import { tellReportingGaps } from '../response/notifications/tell-reporting-gaps.ts'
import { tellEditions } from '../response/notifications/tell-editions.ts'
import { tellSubscribers } from '../response/subscriptions/tell-subscribers.ts'
import type { JobDefinition } from './job.ts'

/** Every half minute: tells of the morning's alarms, of data that has not come and of editions, puts notices that may go out into mails, and hands what waits to the queue. */
export const sendNoticesJob = (jobs: LoopJobs): JobDefinition => ({ id: 'send-notices', schedule: { everyMs: 30_000 }, run: () => sendNotices(jobs) })

export async function sendNotices({ telling, sender }: Pick<LoopJobs, 'telling' | 'sender'>): Promise<void> {
  await tellDueDossiers(telling)
  await tellReportingGaps(telling)
  await tellEditions(telling)
  await tellSubscribers(telling)
  await telling.notices.collect()
  await telling.notices.deleteOld()
  await sender.takeUp()
}
