import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { SecretBox } from '../../access/secret-box.ts'
import type { RatingLinkKind } from '../../contract/rating-link.ts'
import type { Clock } from '../../platform/clock.ts'

const MINUTE_MS = 60_000
const NONCE_BYTES = 12
const SUBJECT = 'rating-link:'

/** r: receipt, t: screen of a tablet, d: card, which is a door and no link for rating, c: what a telephone was given at that door */
const LETTERS = ['r', 't', 'd', 'c'] as const
/** letter, counter, dossier ('' for none), procedure ('' for none), end in minutes since 1970, what makes it single */
const payload = z.tuple([z.enum(LETTERS), z.string(), z.string(), z.string(), z.int(), z.string()])

/** What a link says: the place and perhaps the matter, never the person. `single` is the card's id for a door. */
export interface RatingLink { letter: (typeof LETTERS)[number]; counterCode: string; dossierCode: string; procedureCode: string; until: number; single: string }

const KINDS: Record<RatingLink['letter'], RatingLinkKind> = { r: 'receipt', t: 'tablet', d: 'card', c: 'card' }
export const kindOf = ({ letter }: RatingLink): RatingLinkKind => KINDS[letter]

/** What is new about a link that is made. */
export type NewLink = Pick<RatingLink, 'letter' | 'counterCode' | 'until'> & Partial<Pick<RatingLink, 'dossierCode' | 'procedureCode' | 'single'>>

/**
 * Links for rating on one's own telephone, signed by the key of this installation (HMAC-SHA256) and stored nowhere: what leads from a link to a
 * dossier is on the citizen's paper alone. They stand behind the # of the address, which no server and no proxy writes down.
 */
export function createRatingLinks({ box, clock, publicUrl }: { box: Pick<SecretBox, 'sign' | 'isSigned'>; clock: Clock; publicUrl: string }) {
  return {
    /** The link's text; it ends with the minute in which `until` lies. */
    make: ({ letter, counterCode, until, dossierCode = '', procedureCode = '', single = randomBytes(NONCE_BYTES).toString('base64url') }: NewLink): { link: string; until: number } => {
      const end = Math.ceil(until / MINUTE_MS)
      const text = Buffer.from(JSON.stringify([letter, counterCode, dossierCode, procedureCode, end, single])).toString('base64url')
      return { link: `${text}.${box.sign(SUBJECT + text)}`, until: end * MINUTE_MS }
    },
    toUrl: (link: string): string => new URL(`/kiosk/#${link}`, publicUrl).href,

    /** What a link says, whether it has ended or not; null when it is none of ours. */
    read: (link: string): RatingLink | null => {
      const [text = '', signature = ''] = link.split('.')
      if (signature === '' || !box.isSigned(SUBJECT + text, signature)) return null
      const [letter, counterCode, dossierCode, procedureCode, end, single] = payload.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
      return { letter, counterCode, dossierCode, procedureCode, until: end * MINUTE_MS, single }
    },
    hasEnded: ({ until }: RatingLink): boolean => until <= clock(),
  }
}
export type RatingLinks = ReturnType<typeof createRatingLinks>
