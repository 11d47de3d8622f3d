import { createHash } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { SecretBox } from '../../access/secret-box.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import type { RatingLink } from './rating-links.ts'

const DAY_MS = 24 * 3_600_000
/** Whoever rated in time without a network is still heard. */
export const LATE_MS = 7 * DAY_MS
/** So long it is known which rating a link was used for, so that the telephone may send it again. As with every rating nothing leads there after 30 days. */
const SENT_AGAIN_MS = LATE_MS
const DOSSIER_MS = 30 * DAY_MS
const [CARD_PER_WINDOW, CARD_WINDOW_SECONDS] = [30, 600]

const usedBefore = () => new AppError('conflict', 'This link was used already: each one is for one rating. Thank you for having rated.')

/**
 * That a link is used once, and a dossier rated once by telephone. It is claimed for one rating before that rating is committed: of two that come
 * together one is refused, and one that failed on the way may come again. The dossier's code is kept under a keyed hash, for 30 days.
 */
export function createLinkUses({ redis, box, clock }: { redis: Redis; box: Pick<SecretBox, 'sign'>; clock: Clock }) {
  const linkKey = ({ single }: RatingLink) => createHash('sha256').update(`rating-link ${single}`).digest('base64url')
  const claimKeysOf = (link: RatingLink): [string, number][] => [
    [`rating-link-for:${linkKey(link)}`, SENT_AGAIN_MS],
    ...(link.dossierCode === '' ? [] : [[`rating-link-dossier:${box.sign(`rated dossier ${link.dossierCode}`)}`, DOSSIER_MS] satisfies [string, number]]),
  ]
  const usedKey = (link: RatingLink) => `rating-link-used:${linkKey(link)}`

  return {
    /** Throws 409 where a link, or its dossier, has been rated by already. */
    check: async (link: RatingLink): Promise<void> => {
      const held = await redis.mget(usedKey(link), ...claimKeysOf(link).map(([key]) => key))
      if (held.some((it) => it !== null)) throw usedBefore()
    },

    /** Claims the link for this rating; the same rating may claim it again. Throws 409 for any other. */
    claim: async (link: RatingLink, ratingId: string): Promise<void> => {
      for (const [key, forMs] of claimKeysOf(link)) {
        const isFirst = (await redis.set(key, ratingId, 'PX', forMs, 'NX')) !== null
        if (!isFirst && (await redis.get(key)) !== ratingId) throw usedBefore()
        // Nobody knows any more by which rating it was used: it was.
        if (isFirst && (await redis.exists(usedKey(link))) === 1) throw usedBefore()
      }
    },

    /** The rating is committed: the link is used, for as long as it could be. */
    keep: async (link: RatingLink): Promise<void> => void (await redis.set(usedKey(link), '1', 'PX', Math.max(DAY_MS, link.until + LATE_MS - clock()))),

    /** Counts an opening of a card. Throws 429 where more come than anybody could serve at one counter. */
    countCard: async ({ single }: RatingLink): Promise<void> => {
      const key = `rating-card:${single}:${Math.floor(clock() / 1_000 / CARD_WINDOW_SECONDS)}`
      const opened = await redis.incr(key)
      if (opened === 1) await redis.expire(key, CARD_WINDOW_SECONDS)
      if (opened > CARD_PER_WINDOW) throw new AppError('too-many-requests', 'This card was opened very often just now. Come again in a few minutes.', { retryAfterSeconds: CARD_WINDOW_SECONDS })
    },
  }
}
export type LinkUses = ReturnType<typeof createLinkUses>
