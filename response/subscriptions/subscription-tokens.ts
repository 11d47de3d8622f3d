import { z } from 'zod'
import type { SecretBox } from '../../access/secret-box.ts'
import type { Clock } from '../../platform/clock.ts'

/** A link that is not followed by then is worth nothing. */
export const LINK_HOURS = 24
const HOUR_MS = 3_600_000
const OWNER = 'edition-invitation'

const invitation = z.object({ email: z.string(), language: z.enum(['vi', 'en']), until: z.number() })
/** Who was asked by mail whether it was they who asked. */
export type Invitation = Pick<z.infer<typeof invitation>, 'email' | 'language'>

/**
 * The links in mails. An invitation is sealed, so that nothing has to be kept of whoever does not follow it; what ends a subscription is signed
 * and has no end, because a mail may be read years later.
 */
export function createSubscriptionTokens({ box, clock }: { box: SecretBox; clock: Clock }) {
  const signed = (id: string) => `edition-leave:${id}`
  return {
    invite: (to: Invitation): string => box.seal(JSON.stringify({ ...to, until: clock() + LINK_HOURS * HOUR_MS }), OWNER),

    /** Null where it was not made here, was changed, or is past its time. */
    accept: (token: string): Invitation | null => {
      const opened = box.open(token, OWNER)
      const known = opened === null ? null : invitation.parse(JSON.parse(opened))
      return known && known.until > clock() ? { email: known.email, language: known.language } : null
    },

    leave: (id: string): string => `${id}.${box.sign(signed(id))}`,
    /** Whose subscription a token ends; null where it was not made here. */
    leaving: (token: string): string | null => {
      const [id = '', signature = ''] = token.split('.')
      return z.uuid().safeParse(id).success && box.isSigned(signed(id), signature) ? id : null
    },
  }
}
export type SubscriptionTokens = ReturnType<typeof createSubscriptionTokens>
