import type { AlertKind } from '../contract/alert.ts'
import type { LoopJobs } from '../response/create-loop.ts'
import { QUICK_KINDS, raiseAlerts, SLOW_KINDS } from '../response/alerts/raise-alerts.ts'
import type { JobDefinition } from './job.ts'

const jobOf = (id: string, schedule: JobDefinition['schedule'], kinds: readonly AlertKind[]) => ({ raising }: LoopJobs): JobDefinition => ({ id, schedule, run: () => raiseAlerts(raising, kinds) })

/** Every minute: tablets that fall silent, and very bad ratings whose givers want an answer. */
export const raiseQuickAlertsJob = jobOf('raise-quick-alerts', { everyMs: 60_000 }, QUICK_KINDS)
/** Six times an hour: what is counted by days. */
export const raiseSlowAlertsJob = jobOf('raise-slow-alerts', { cron: '*/10 * * * *' }, SLOW_KINDS)
