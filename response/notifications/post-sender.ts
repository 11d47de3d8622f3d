import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { AlertMessage } from '../../contract/alert.ts'
import type { Clock } from '../../platform/clock.ts'
import { UndeliverableMail, type Mailer } from '../../platform/mail/create-mailer.ts'
import { postSigned, UnusableAddress } from '../../platform/post-signed.ts'
import { createQueue, startWorker } from '../../platform/queue/queues.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { DueAlarmSettings } from '../../registry/due-alarms/due-alarm-settings.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import { createSubscriberSenders } from '../subscriptions/subscriber-senders.ts'
import type { SubscriberBook } from '../subscriptions/subscriber-book.ts'
import type { SubscriptionTokens } from '../subscriptions/subscription-tokens.ts'
import type { AlertBook } from '../alerts/alert-book.ts'
import { GivenUp } from './given-up.ts'
import { composeNoticeMail, composeReply, toChoicesUrl } from './compose-mail.ts'
import type { Notices } from './notices.ts'
import type { PostBook, StoredPost } from './post-book.ts'

const QUEUE = 'posts'
const POSTS_AT_ONCE = 4
/** A server that is away for an hour is not asked every minute. */
const LONGEST_DELAY_MS = 15 * 60_000
/** By then somebody has to look: it is listed in administration, and can be tried again there. */
const GIVEN_UP_AFTER_MS = 24 * 3_600_000

interface SenderDeps {
  redis: Redis; clock: Clock; logger: Logger; mailer: Mailer | null; publicUrl: string; privateHosts: readonly string[]
  posts: PostBook; notices: Notices; alerts: Pick<AlertBook, 'find'>; settings: Pick<DueAlarmSettings, 'all'>; places: Pick<PlaceIndex, 'nameOf'>
  record: RecordStore; subscribers: SubscriberBook; tokens: SubscriptionTokens; demo: boolean; openHosts?: readonly string[]
}

/**
 * Sends what waits in the post book: mails, signed messages and answers. Each is a job of its own, tried again at growing distances for a day and
 * then given up where somebody sees it. A message may come twice (somebody got it and could not say so): its id is the same.
 */
export function createPostSender(deps: SenderDeps) {
  const { redis, clock, logger, mailer, publicUrl, privateHosts, posts, notices, alerts, settings, places } = deps
  const queue = createQueue<{ id: string }>({ redis, name: QUEUE })
  const requireMailer = () => {
    if (!mailer) throw new GivenUp('No mail server is set (SMTP_URL).')
    return mailer
  }

  const sendMail = async (post: StoredPost): Promise<void> => {
    const told = await notices.inPost(post.id)
    if (told.length === 0) return
    if (post.account_email === null) throw new GivenUp('The account is gone.')
    await requireMailer().send({ id: post.id, to: post.account_email, unsubscribeUrl: toChoicesUrl(publicUrl), ...composeNoticeMail(told, publicUrl) })
  }

  const sendReply = async (post: StoredPost): Promise<void> => {
    const reply = posts.openReply(post)
    if (!reply) throw new GivenUp('The address was deleted, or its seal cannot be opened.')
    const [, code = ''] = /^case:([^#]+)/.exec(post.about) ?? []
    const unit = places.nameOf(post.unit_code ?? '')?.vi ?? ''
    await requireMailer().send({ id: post.id, to: reply.to, ...composeReply({ code, unit, words: reply.words }) })
  }

  const sendWebhook = async (post: StoredPost): Promise<void> => {
    const setting = (await settings.all()).find((it) => it.unitCode === post.unit_code)
    if (!setting?.webhookUrl) throw new GivenUp('No address is set any more.')
    if (setting.secret === null) throw new GivenUp('The key of the signature cannot be opened; set the address again.')
    const alert = await alerts.find(post.about.replace(/^alert:/, ''))
    if (!alert) throw new GivenUp('The alert is gone.')
    const message: AlertMessage = { kind: 'alert', unitCode: setting.unitCode, alert: alert.row }
    const status = await postSigned({ url: setting.webhookUrl, secret: setting.secret, body: JSON.stringify(message), seconds: Math.floor(clock() / 1000), delivery: post.id, privateHosts })
      .catch((error: unknown) => { throw error instanceof UnusableAddress ? new GivenUp(error.message) : error })
    if (status < 200 || status > 299) throw new Error(`it answered ${status}`)
  }
  const SENDERS = { mail: sendMail, reply: sendReply, webhook: sendWebhook, ...createSubscriberSenders({ ...deps, requireMailer }) }

  /** One attempt. Throws when there should be another. */
  const send = async ({ id }: { id: string }): Promise<void> => {
    const post = await posts.find(id)
    if (post?.state !== 'waiting') return
    if (clock() - post.created_at.getTime() > GIVEN_UP_AFTER_MS) return await posts.settle(id, 'given-up', null)
    try {
      await SENDERS[post.channel](post)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      if (error instanceof GivenUp || error instanceof UndeliverableMail) return await posts.settle(id, 'given-up', reason)
      await posts.noteAttempt(id, reason)
      throw new Error(`${post.channel} ${post.about}: ${reason}`, { cause: error })
    }
    await posts.settle(id, 'sent', null)
  }

  const takeUp = async (): Promise<void> => {
    const waiting = await posts.waiting()
    if (waiting.length > 0) await queue.addMany(waiting.map(({ id }) => ({ id })), ({ id }) => id)
  }
  return {
    send,
    /** Puts what waits into the queue, where it is not there yet: so a Redis that forgets loses nothing. */
    takeUp,
    startWorker: () => startWorker<{ id: string }>({ redis, name: QUEUE, concurrency: POSTS_AT_ONCE, process: send, logger, longestDelayMs: LONGEST_DELAY_MS }),
    close: () => queue.close(),
  }
}
export type PostSender = ReturnType<typeof createPostSender>
