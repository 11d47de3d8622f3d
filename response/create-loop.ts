import { Router } from 'express'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { SecretBox } from '../access/secret-box.ts'
import type { SaidDone } from '../contract/live.ts'
import type { Clock } from '../platform/clock.ts'
import type { Mailer } from '../platform/mail/create-mailer.ts'
import type { RecordStore } from '../platform/record/record.ts'
import type { Warehouse } from '../platform/warehouse/warehouse.ts'
import type { DueAlarmBook } from '../registry/due-alarms/due-alarm-book.ts'
import type { DueAlarmSettings } from '../registry/due-alarms/due-alarm-settings.ts'
import type { OpeningHours } from '../registry/opening-hours/opening-hours.ts'
import type { PlaceIndex } from '../registry/place-index.ts'
import type { Calendar } from '../registry/working-calendar/calendar.ts'
import { createAlertBook } from './alerts/alert-book.ts'
import { alertRoutes } from './alerts/alert-routes.ts'
import { createAlertRules } from './alerts/alert-rules.ts'
import { createReadFlagged, createSignals, type ReadFlagged } from './alerts/read-signals.ts'
import { createCaseLimits } from './cases/case-limits.ts'
import { caseRoutes } from './cases/case-routes.ts'
import { createCaseSteps } from './cases/case-steps.ts'
import { createContacts } from './cases/contacts.ts'
import { publicCaseRoutes } from './cases/public-case-routes.ts'
import { createCaseReadings } from './cases/read-cases.ts'
import { createSaidDone } from './cases/said-done.ts'
import { createReadAwaited } from './cases/tend-cases.ts'
import type { Mask } from './mask.ts'
import { noticeRoutes } from './notifications/notice-routes.ts'
import { createNotices } from './notifications/notices.ts'
import { createPostBook } from './notifications/post-book.ts'
import { createPostSender } from './notifications/post-sender.ts'
import { createRecipients } from './notifications/recipients.ts'
import { createSubscriberBook } from './subscriptions/subscriber-book.ts'
import { subscriptionRoutes } from './subscriptions/subscription-routes.ts'
import { createSubscriptionTokens } from './subscriptions/subscription-tokens.ts'
import { createSubscriptions } from './subscriptions/subscriptions.ts'

export interface LoopDeps {
  record: RecordStore; warehouse: Warehouse; places: PlaceIndex; workingCalendar: Calendar; openingHours: OpeningHours; box: SecretBox; mask: Mask; clock: Clock
  /** so long a contact is kept at most */
  keepDays: number
  /** whether this installation has a mail server */
  hasMail: boolean
  /** hosts inside that strangers may have messages posted to: none, but where a test answers */
  openHosts?: readonly string[]
}

/** The parts of the closed loop that routes and jobs share: alerts, cases, and who is told. */
export function createLoop(deps: LoopDeps) {
  const [recipients, notices, limits] = [createRecipients(deps), createNotices(deps), createCaseLimits(deps)]
  const [contacts, posts, alerts, rules] = [createContacts(deps), createPostBook(deps), createAlertBook(deps), createAlertRules(deps)]
  const [subscribers, tokens] = [createSubscriberBook(deps), createSubscriptionTokens(deps)]
  const opening = { ...deps, limits, notices }
  return {
    ...opening, subscribers, tokens, subscriptions: createSubscriptions({ ...deps, subscribers, tokens, posts }), recipients, contacts, posts, alerts, rules, steps: createCaseSteps({ ...opening, contacts, posts, recipients }),
    readings: createCaseReadings({ ...deps, limits, alerts }), saidDone: createSaidDone({ ...deps, notices, recipients }),
  }
}
export type Loop = ReturnType<typeof createLoop>

/** The routes of the loop. `saidDoneOfComments` is what a centre has answered to comments, which stands beside what it did about cases. */
export function loopRoutes(loop: Loop, { redis, saidDoneOfComments, demo }: { redis: Redis; saidDoneOfComments(centreCode: string): Promise<SaidDone[]>; demo: boolean }): { routes: Router; saidDoneAt(centreCode: string): Promise<SaidDone[]> } {
  const saidDoneAt = async (centreCode: string): Promise<SaidDone[]> =>
    [...await loop.saidDone.shownAt(centreCode), ...await saidDoneOfComments(centreCode)].sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0))
  const routes = Router().use(
    alertRoutes({ ...loop, book: loop.alerts, demo }), caseRoutes({ ...loop, demo }), publicCaseRoutes({ ...loop, redis, saidDoneAt, demo }), noticeRoutes(loop), subscriptionRoutes({ ...loop, redis }),
  )
  return { routes, saidDoneAt }
}

interface LoopJobDeps {
  redis: Redis; logger: Logger; mailer: Mailer | null; publicUrl: string; demo: boolean; privateHosts: readonly string[]; dueAlarms: { book: DueAlarmBook; settings: DueAlarmSettings }
  /** findings of counters; those of the warehouse when left out */
  readFlagged?: ReadFlagged
}

/** What happens in the loop by the clock. */
export function createLoopJobs(loop: Loop, { redis, logger, mailer, publicUrl, demo, privateHosts, dueAlarms, readFlagged = createReadFlagged(loop.warehouse) }: LoopJobDeps) {
  const signals = createSignals({ ...loop, readFlagged, readAwaited: createReadAwaited(loop) })
  const sender = createPostSender({ ...loop, redis, logger, mailer, publicUrl, demo, privateHosts, settings: dueAlarms.settings })
  return { raising: { ...loop, book: loop.alerts, signals, alarmSettings: dueAlarms.settings }, tending: loop, telling: { ...loop, book: dueAlarms.book }, sender }
}
export type LoopJobs = ReturnType<typeof createLoopJobs>
