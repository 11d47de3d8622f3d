import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import type { SecretBox } from '../../access/secret-box.ts'
import { contactWay, type ContactWay, type NewContact } from '../../contract/case.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordSession, RecordStore } from '../../platform/record/record.ts'

const DAY_MS = 86_400_000
/** A contact whose rating does not come by then (a tablet that was offline sends late) is of no use to anybody. */
const ALONE_KEPT_DAYS = 14

const aloneRow = z.object({ id: z.string(), sender: z.string(), event_id: z.string(), consented_at: z.date() })
/** A contact whose rating is not known yet. */
export interface LoneContact { id: string; sender: string; eventId: string; consentedAt: number }

/** The newline cannot be in a sender's name; a contact that is moved to another rating does not open. */
const toOwner = (sender: string, eventId: string) => `rating-contact:${sender}\n${eventId}`

/** How those who gave ratings can be answered: apart from the ratings, sealed, for a limited time. */
export function createContacts({ record, box, clock, keepDays }: { record: RecordStore; box: SecretBox; clock: Clock; keepDays: number }) {
  return {
    /** Keeps the first contact of a rating; `delete_after` holds whatever becomes of its case. */
    keep: async ({ sender = '', id, contact }: NewContact): Promise<void> => {
      const now = clock()
      const eventId = id.toLowerCase()
      await record.query(
        `INSERT INTO rating_contact (sender, event_id, kind, sealed, consented_at, delete_after) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (sender, event_id) DO NOTHING`,
        [sender, eventId, contact.kind, box.seal(JSON.stringify(contact), toOwner(sender, eventId)), new Date(now), new Date(now + keepDays * DAY_MS)],
      )
    },

    /** Those whose ratings have not been found, the oldest first. */
    alone: async (): Promise<LoneContact[]> => z.array(aloneRow).parse(
      await record.query('SELECT id, sender, event_id, consented_at FROM rating_contact WHERE case_id IS NULL ORDER BY consented_at LIMIT 500'),
    ).map((it) => ({ id: it.id, sender: it.sender, eventId: it.event_id, consentedAt: it.consented_at.getTime() })),

    attach: async (session: RecordSession, contactId: string, caseId: string): Promise<void> => void (await session.query(
      'UPDATE rating_contact SET case_id = $2 WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM rating_contact AS other WHERE other.case_id = $2)', [contactId, caseId],
    )),

    /** Opens the contact of a case and writes down who read it; null where it is gone. */
    read: async (session: RecordSession, { caseId, code, actor, why }: { caseId: string; code: string; actor: string; why: 'read' | 'reply' }): Promise<ContactWay | null> => {
      const [row] = z.array(z.object({ sender: z.string(), event_id: z.string(), sealed: z.string() })).parse(await session.query('SELECT sender, event_id, sealed FROM rating_contact WHERE case_id = $1', [caseId]))
      const opened = row ? box.open(row.sealed, toOwner(row.sender, row.event_id)) : null
      await writeAudit(session, { actor, action: 'contact.read', subject: `case:${code}`, detail: { why, found: opened !== null } })
      return opened === null ? null : contactWay.parse(JSON.parse(opened))
    },

    /** Deletes the contact of a case and every answer to it that was not sent; answers whether there was any. */
    forget: async (session: RecordSession, caseId: string, code: string): Promise<boolean> => {
      await session.query("UPDATE post SET sealed = NULL WHERE channel = 'reply' AND state = 'given-up' AND about LIKE 'case:' || $1 || '#%'", [code])
      return (await session.query('DELETE FROM rating_contact WHERE case_id = $1 RETURNING 1', [caseId])).length > 0
    },

    /** Deletes what has outlived its time; answers how many. */
    deleteExpired: async (): Promise<number> => (await record.query(
      'DELETE FROM rating_contact WHERE delete_after <= $1 OR (case_id IS NULL AND consented_at <= $2) RETURNING 1', [new Date(clock()), new Date(clock() - ALONE_KEPT_DAYS * DAY_MS)],
    )).length,
  }
}
export type Contacts = ReturnType<typeof createContacts>
