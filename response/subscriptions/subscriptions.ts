import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { NewSubscription, SubscriptionChallenge } from '../../contract/edition-subscription.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import { addressProblem, askSigned, UnusableAddress } from '../../platform/post-signed.ts'
import type { PostBook } from '../notifications/post-book.ts'
import type { SubscriberBook } from './subscriber-book.ts'
import type { Invitation, SubscriptionTokens } from './subscription-tokens.ts'

const [SECRET_BYTES, CHALLENGE_BYTES] = [32, 24]

interface Deps {
  subscribers: SubscriberBook; tokens: SubscriptionTokens; posts: PostBook; clock: Clock; hasMail: boolean
  /** Hosts inside that strangers may have messages posted to: none, but where a test answers. */
  openHosts?: readonly string[]
}

const breach = (pointer: string, value: string, rule: string, message: string) => new AppError('invalid-request', message, { errors: [{ pointer, value, rule, message }] })
const isSame = (one: string, other: string) => one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))

/** How somebody without an account comes to be told of editions, and how they leave. */
export function createSubscriptions({ subscribers, tokens, posts, clock, hasMail, openHosts = [] }: Deps) {
  return {
    hasMail,

    /** Sends the link by which a mail address is confirmed; the same whether it is known or not. @throws AppError 503 without a mail server */
    invite: async (to: Invitation): Promise<void> => {
      if (!hasMail) throw new AppError('unavailable', 'This installation has no mail server; follow the Atom feed or set up a webhook.')
      await posts.addInvitation(to)
    },

    /** @throws AppError 410 where the link was changed or is past its time */
    confirm: async (token: string): Promise<Invitation> => {
      const invitation = tokens.accept(token)
      if (!invitation) throw new AppError('gone', 'This link has expired or is not whole. Subscribe once more to get another.')
      await subscribers.put({ way: 'mail', to: invitation.email, secret: null, language: invitation.language })
      return invitation
    },

    /** @throws AppError 422 where the address cannot be used, or what is there does not answer the challenge */
    addWebhook: async ({ url }: Extract<NewSubscription, { way: 'webhook' }>): Promise<{ secret: string; leave: string }> => {
      const problem = addressProblem(url, openHosts)
      if (problem) throw breach('/url', url, problem, `The address must be ${problem}.`)
      const [secret, challenge] = [randomBytes(SECRET_BYTES).toString('base64url'), randomBytes(CHALLENGE_BYTES).toString('base64url')]
      const asked: SubscriptionChallenge = { kind: 'challenge', challenge }
      const rule = 'an address that answers 2xx with the challenge as its whole body'
      const answer = await askSigned({ url, secret, body: JSON.stringify(asked), seconds: Math.floor(clock() / 1000), delivery: challenge, privateHosts: openHosts })
        .catch((error: unknown) => { throw breach('/url', url, rule, error instanceof UnusableAddress ? error.message : 'Nobody answered there within ten seconds.') })
      if (answer.status < 200 || answer.status > 299 || !isSame(answer.text.trim(), challenge)) throw breach('/url', url, rule, `It answered ${answer.status} and not the challenge.`)
      const id = await subscribers.put({ way: 'webhook', to: url, secret, language: 'vi' })
      return { secret, leave: tokens.leave(id) }
    },

    /** @throws AppError 410 where the token was not made here */
    leave: async (token: string): Promise<void> => {
      const id = tokens.leaving(token)
      if (id === null) throw new AppError('gone', 'This link is not whole. Use the one in the newest mail.')
      await subscribers.remove(id)
    },
  }
}
export type Subscriptions = ReturnType<typeof createSubscriptions>
