import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { SecretBox } from '../../access/secret-box.ts'
import { surveyChannel, surveyOutcome } from '../../contract/survey.ts'
import type { Clock } from '../../platform/clock.ts'

export const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** So long somebody may take to finish, on the device where they began. */
const ANSWERED_WITHIN_DAYS = 14

/** q: questionnaire, v: version, c: centre, p: procedure ('' for none), m: month, o: outcome, w: channel, e: end, in hours since 1970, i: what makes it single */
const payload = z.strictObject({
  i: z.uuid(), q: z.string(), v: z.int(), c: z.string(), p: z.string(), m: z.string(), o: surveyOutcome, w: surveyChannel, e: z.int(),
})

/** What a ticket says of who answers: the matter, never the person. `id` was made with the ticket and is in no other place. */
export interface Ticket {
  id: string; questionnaire: string; version: number; centreCode: string; procedureCode: string; month: string
  outcome: z.infer<typeof surveyOutcome>; channel: z.infer<typeof surveyChannel>; expiresAt: number
}

const SUBJECT = 'survey-ticket:'

/**
 * Anonymous tickets for answering once. They are signed and stored nowhere, so that no row can lead from a code to a ticket; that one is used
 * once is seen where answers are kept, by its id.
 */
export function createSurveyTickets({ box, clock }: { box: Pick<SecretBox, 'sign' | 'isSigned'>; clock: Clock }) {
  return {
    issue: (matter: Omit<Ticket, 'id' | 'expiresAt'>): { ticket: string; expiresAt: number } => {
      const end = Math.ceil((clock() + ANSWERED_WITHIN_DAYS * DAY_MS) / HOUR_MS)
      const { questionnaire: q, version: v, centreCode: c, procedureCode: p, month: m, outcome: o, channel: w } = matter
      const text = Buffer.from(JSON.stringify({ i: randomUUID(), q, v, c, p, m, o, w, e: end })).toString('base64url')
      return { ticket: `${text}.${box.sign(SUBJECT + text)}`, expiresAt: end * HOUR_MS }
    },

    /** What a ticket says; null when it is none of ours. */
    open: (ticket: string): Ticket | null => {
      const [text = '', signature = ''] = ticket.split('.')
      if (signature === '' || !box.isSigned(SUBJECT + text, signature)) return null
      const { i, q, v, c, p, m, o, w, e } = payload.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
      return { id: i, questionnaire: q, version: v, centreCode: c, procedureCode: p, month: m, outcome: o, channel: w, expiresAt: e * HOUR_MS }
    },
  }
}
export type SurveyTickets = ReturnType<typeof createSurveyTickets>
