import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { DueAlarmMessage } from '../../contract/due-alarm.ts'
import type { Clock } from '../../platform/clock.ts'
import { postSigned, UnusableAddress } from '../../platform/post-signed.ts'
import { createQueue, startWorker } from '../../platform/queue/queues.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { PlaceIndex } from '../place-index.ts'
import { lastDayOfAlarm, type WorkingDayOf } from './alarm-reach.ts'
import type { DueAlarmBook } from './due-alarm-book.ts'
import type { DueAlarmSettings, HeldAlarmSetting } from './due-alarm-settings.ts'

const QUEUE = 'due-alarm-posts'
const POSTS_AT_ONCE = 4
/** Whoever is away for an hour is not asked every minute. */
const LONGEST_DELAY_MS = 15 * 60_000
/** What has not come through by then is yesterday's news: the next morning's message follows. */
const GIVEN_UP_AFTER_MS = 12 * 3_600_000
const LONGEST_ERROR = 300

interface Post { day: string; unitCode: string }
interface SenderDeps {
  record: RecordStore; redis: Redis; clock: Clock; logger: Logger; settings: DueAlarmSettings; book: DueAlarmBook
  places: Pick<PlaceIndex, 'isWithin'>; workingCalendar: WorkingDayOf; privateHosts: readonly string[]
}

const stateRow = z.object({ state: z.string(), raised_at: z.date() })

/**
 * Sends the alarms of a morning to the addresses that units have set. It never holds anything up: every message is a job of its own, tried
 * again at growing distances for half a day. A message may come twice (somebody got it and could not say so): its delivery number is the same.
 */
export function createAlarmSender({ record, redis, clock, logger, settings, book, places, workingCalendar, privateHosts }: SenderDeps) {
  const queue = createQueue<Post>({ redis, name: QUEUE })

  /** What of a morning concerns a unit: dossiers of its agencies or at its centres, as early as it wants to know. */
  const toMessage = async ({ day, unitCode }: Post, { daysBefore }: HeldAlarmSetting): Promise<DueAlarmMessage> => {
    const alarms = (await book.alarmsOf(day)).filter(({ agencyCode, centreCode, dueOn }) =>
      (places.isWithin(agencyCode, unitCode) || (centreCode !== '' && places.isWithin(centreCode, unitCode))) && dueOn <= lastDayOfAlarm(day, daysBefore, agencyCode, workingCalendar))
    return { kind: 'due-alarms', unitCode, day, alarms: alarms.map(({ agencyCode, dueOn, codes }) => ({ agencyCode, dueOn, codes: [...codes] })) }
  }

  const settle = async ({ day, unitCode }: Post, state: 'sent' | 'given-up', error: string | null) => void (await record.query(
    'UPDATE due_alarm_post SET state = $3, last_error = $4, settled_at = $5, attempts = attempts + $6 WHERE day = $1 AND unit_code = $2',
    [day, unitCode, state, error, new Date(clock()), state === 'sent' ? 1 : 0],
  ))

  /** One attempt. Throws when there should be another. */
  const send = async (post: Post): Promise<void> => {
    const { day, unitCode } = post
    const [known] = z.array(stateRow).parse(await record.query(
      'SELECT state, raised_at FROM due_alarm_post JOIN due_alarm_morning USING (day) WHERE due_alarm_post.day = $1 AND unit_code = $2', [day, unitCode],
    ))
    if (known?.state !== 'waiting') return
    const setting = (await settings.all()).find((it) => it.unitCode === unitCode)
    if (!setting?.webhookUrl) return await settle(post, 'given-up', 'No address is set any more.')
    if (setting.secret === null) return await settle(post, 'given-up', 'The key of the signature cannot be opened; set the address again.')
    if (clock() - known.raised_at.getTime() > GIVEN_UP_AFTER_MS) {
      await record.query("UPDATE due_alarm_post SET state = 'given-up', settled_at = $3 WHERE day = $1 AND unit_code = $2", [day, unitCode, new Date(clock())])
      return
    }
    const message = await toMessage(post, setting)
    if (message.alarms.length === 0) return await settle(post, 'sent', null)
    const failed = async (reason: string): Promise<never> => {
      await record.query('UPDATE due_alarm_post SET attempts = attempts + 1, last_error = $3 WHERE day = $1 AND unit_code = $2', [day, unitCode, reason.slice(0, LONGEST_ERROR)])
      throw new Error(`alarms of ${day} for ${unitCode}: ${reason}`)
    }
    const status = await postSigned({
      url: setting.webhookUrl, secret: setting.secret, body: JSON.stringify(message), seconds: Math.floor(clock() / 1000), delivery: `${day}.${unitCode}`, privateHosts,
    }).catch(async (error: unknown) => {
      if (error instanceof UnusableAddress) return await settle(post, 'given-up', error.message)
      return await failed(error instanceof Error ? error.message : String(error))
    })
    if (typeof status !== 'number') return
    if (status < 200 || status > 299) return await failed(`it answered ${status}`)
    await settle(post, 'sent', null)
  }

  const takeUp = async (): Promise<void> => {
    const waiting = z.array(z.object({ day: z.string(), unit_code: z.string() })).parse(await record.query("SELECT day::text AS day, unit_code FROM due_alarm_post WHERE state = 'waiting'"))
    if (waiting.length > 0) await queue.addMany(waiting.map((it) => ({ day: it.day, unitCode: it.unit_code })))
  }
  return {
    send,
    /** Puts what was never sent into the queue (again): after a morning was raised, at the start, and when Redis has forgotten. */
    takeUp,
    startWorker: () => startWorker<Post>({ redis, name: QUEUE, concurrency: POSTS_AT_ONCE, process: send, logger, longestDelayMs: LONGEST_DELAY_MS }),
    close: () => queue.close(),
  }
}
export type AlarmSender = ReturnType<typeof createAlarmSender>
