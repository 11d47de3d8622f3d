import { findEditionOf } from '../../analytics/publication/edition-table.ts'
import type { EditionMessage } from '../../contract/edition-subscription.ts'
import type { Clock } from '../../platform/clock.ts'
import { UndeliverableMail, type Mailer } from '../../platform/mail/create-mailer.ts'
import { postSigned, UnusableAddress } from '../../platform/post-signed.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import { GivenUp } from '../notifications/given-up.ts'
import type { PostBook, StoredPost } from '../notifications/post-book.ts'
import { composeEditionMail, composeInvitation, toConfirmPath, toLeaveApi, toLeavePath, type ToldEdition } from './compose-edition-mail.ts'
import type { SubscriberBook } from './subscriber-book.ts'
import { LINK_HOURS, type SubscriptionTokens } from './subscription-tokens.ts'

interface Deps {
  record: RecordStore; subscribers: SubscriberBook; tokens: SubscriptionTokens; posts: Pick<PostBook, 'openInvitation'>; clock: Clock; publicUrl: string; demo: boolean
  requireMailer(): Mailer
  /** Hosts inside that strangers may have messages posted to: none, but where a test answers. */
  openHosts?: readonly string[]
}
/** "Here is nothing any more": whoever answers that wants no more. */
const GONE = 410

/** Sends to those who want to be told of editions. An address that does not exist, or says that it is gone, is forgotten. No address stands in what is kept of a failure. */
export function createSubscriberSenders({ record, subscribers, tokens, posts, clock, publicUrl, demo, requireMailer, openHosts = [] }: Deps) {
  const subscriberOf = async ({ subscriber_id: id }: StoredPost) => {
    const subscriber = id === null ? null : await subscribers.find(id)
    if (!subscriber) throw new GivenUp('The subscriber has left, or the seal of the address cannot be opened.')
    return subscriber
  }
  const editionOf = async ({ about }: StoredPost): Promise<ToldEdition & { keyId: string | null }> => {
    const [, period = '', number = '0'] = /^edition:([^#]+)#(\d+)$/.exec(about) ?? []
    const edition = await findEditionOf(record, period, Number(number))
    if (!edition?.frozenAt) throw new GivenUp('The edition is gone.')
    return { ...edition, frozenAt: edition.frozenAt }
  }
  const withoutAddress = (to: string) => (error: unknown): never => {
    const said = (error instanceof Error ? error.message : String(error)).replaceAll(to, '…')
    throw error instanceof UndeliverableMail ? new GivenUp(said) : new Error(said)
  }

  return {
    'invitation': async (post: StoredPost): Promise<void> => {
      const to = posts.openInvitation(post)
      if (!to) throw new GivenUp('The address was deleted, or its seal cannot be opened.')
      await requireMailer().send({ id: post.id, to: to.email, ...composeInvitation(to.language, { url: publicUrl + toConfirmPath(tokens.invite(to)), hours: LINK_HOURS }) }).catch(withoutAddress(to.email))
    },
    'edition-mail': async (post: StoredPost): Promise<void> => {
      const [{ id, to, language }, edition] = [await subscriberOf(post), await editionOf(post)]
      const leave = tokens.leave(id)
      const mail = composeEditionMail(language, edition, { publicUrl, leaveUrl: publicUrl + toLeavePath(leave), demo })
      await requireMailer().send({ id: post.id, to, unsubscribeUrl: publicUrl + toLeaveApi(leave), unsubscribesAtOnce: true, ...mail }).catch(async (error: unknown) => {
        if (error instanceof UndeliverableMail) await subscribers.remove(id)
        return withoutAddress(to)(error)
      })
    },
    'edition-webhook': async (post: StoredPost): Promise<void> => {
      const [{ id, to, secret }, { period, number, kind, reason, frozenAt, contentHash, keyId }] = [await subscriberOf(post), await editionOf(post)]
      const files = `${publicUrl}/api/v1/editions/${period}`
      const message: EditionMessage = {
        kind: 'edition', period, number, editionKind: kind, reason, publishedAt: frozenAt, demo, contentHash, keyId,
        page: `${publicUrl}/so-lieu?period=${period}&number=${number}`, archive: `${files}/edition.zip?number=${number}`, manifest: `${files}/manifest.json?number=${number}`,
      }
      const status = await postSigned({ url: to, secret: secret ?? '', body: JSON.stringify(message), seconds: Math.floor(clock() / 1000), delivery: post.id, privateHosts: openHosts })
        .catch((error: unknown) => { throw error instanceof UnusableAddress ? new GivenUp('The address is none of the internet any more.') : new Error('nobody answered', { cause: error }) })
      if (status === GONE) return await subscribers.remove(id)
      if (status < 200 || status > 299) throw new Error(`it answered ${status}`)
    },
  }
}
