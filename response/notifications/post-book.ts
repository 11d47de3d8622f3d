import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import type { SecretBox } from '../../access/secret-box.ts'
import { postChannel, postState, type PostRow } from '../../contract/notice.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import type { RecordSession, RecordStore } from '../../platform/record/record.ts'

const LONGEST_ERROR = 300
const postRow = z.object({
  id: z.string(), seq: z.coerce.number(), channel: postChannel, to_account: z.string().nullable(), account_name: z.string().nullable(), account_email: z.string().nullable(), unit_code: z.string().nullable(),
  about: z.string(), sealed: z.string().nullable(), subscriber_id: z.string().nullable(), state: postState, attempts: z.number(), last_error: z.string().nullable(), created_at: z.date(), settled_at: z.date().nullable(),
})
export type StoredPost = z.infer<typeof postRow>
const SELECT_POSTS = `SELECT post.id, post.seq, channel, to_account, account.name AS account_name, account.email AS account_email, post.unit_code, about, sealed, subscriber_id, state, attempts, last_error,
  post.created_at, settled_at FROM post LEFT JOIN account ON account.id = to_account`

/** What goes into a sealed answer. */
const sealedReply = z.object({ to: z.string(), words: z.string() })
export type SealedReply = z.infer<typeof sealedReply>
const sealedInvitation = z.object({ email: z.string(), language: z.enum(['vi', 'en']) })
export type SealedInvitation = z.infer<typeof sealedInvitation>
/** By then an invitation was sent and its link is worth nothing. */
const INVITATION_KEPT_MS = 24 * 3_600_000
const toOwner = (about: string) => `post:${about}`

/** Messages to the outside: what waits, what was sent, what was given up. */
export function createPostBook({ record, clock, box }: { record: RecordStore; clock: Clock; box: SecretBox }) {
  const select = async (rest: string, values: unknown[]): Promise<StoredPost[]> => z.array(postRow).parse(await record.query(`${SELECT_POSTS} ${rest}`, values))
  return {
    /** A signed message to the address of a unit, once for each subject. */
    addWebhook: async (session: RecordSession, unitCode: string, about: string): Promise<void> => void (await session.query(
      "INSERT INTO post (channel, unit_code, about, created_at) VALUES ('webhook', $1, $2, $3) ON CONFLICT DO NOTHING", [unitCode, about, new Date(clock())],
    )),

    /** The answer to a citizen; address and text are sealed until it is sent. */
    addReply: async (session: RecordSession, unitCode: string, about: string, reply: SealedReply): Promise<void> => void (await session.query(
      "INSERT INTO post (channel, unit_code, about, sealed, created_at) VALUES ('reply', $1, $2, $3, $4) ON CONFLICT DO NOTHING", [unitCode, about, box.seal(JSON.stringify(reply), toOwner(about)), new Date(clock())],
    )),
    openReply: ({ sealed, about }: StoredPost): SealedReply | null => {
      const opened = sealed === null ? null : box.open(sealed, toOwner(about))
      return opened === null ? null : sealedReply.parse(JSON.parse(opened))
    },

    /** A link to whoever wants to be told of editions; the address is sealed, and goes with the message. */
    addInvitation: async (to: SealedInvitation): Promise<void> => {
      const about = `invitation:${randomUUID()}`
      await record.query("INSERT INTO post (channel, about, sealed, created_at) VALUES ('invitation', $1, $2, $3)", [about, box.seal(JSON.stringify(to), toOwner(about)), new Date(clock())])
    },
    openInvitation: ({ sealed, about }: StoredPost): SealedInvitation | null => {
      const opened = sealed === null ? null : box.open(sealed, toOwner(about))
      return opened === null ? null : sealedInvitation.parse(JSON.parse(opened))
    },
    /** Nothing is kept for longer than a day of whoever did not say yes. */
    deleteInvitations: async (): Promise<void> => void (await record.query("DELETE FROM post WHERE channel = 'invitation' AND created_at <= $1", [new Date(clock() - INVITATION_KEPT_MS)])),

    waiting: (): Promise<StoredPost[]> => select("WHERE state = 'waiting' ORDER BY post.seq", []),
    find: async (id: string): Promise<StoredPost | null> => (await select('WHERE post.id = $1', [id]))[0] ?? null,
    noteAttempt: async (id: string, error: string): Promise<void> => void (await record.query('UPDATE post SET attempts = attempts + 1, last_error = $2 WHERE id = $1', [id, error.slice(0, LONGEST_ERROR)])),

    /** Sent: what was sealed goes. Given up: it stays for another try, as long as the contact of its case is there. */
    settle: async (id: string, state: 'sent' | 'given-up', error: string | null): Promise<void> => void (await record.query(
      `UPDATE post SET state = $2, last_error = coalesce($3, CASE WHEN $2 = 'given-up' THEN last_error END), settled_at = $4, attempts = attempts + CASE WHEN $2 = 'sent' THEN 1 ELSE 0 END,
         sealed = CASE WHEN $2 = 'sent' OR NOT EXISTS (SELECT 1 FROM rating_contact JOIN case_file ON case_file.id = case_id WHERE post.about LIKE 'case:' || code || '#%') THEN NULL ELSE sealed END
       WHERE id = $1`, [id, state, error?.slice(0, LONGEST_ERROR) ?? null, new Date(clock())],
    )),

    /** Posts of a state before a place in the list, the newest first. */
    list: async ({ state, before, limit }: { state: StoredPost['state']; before: number; limit: number }): Promise<{ row: PostRow; seq: number }[]> =>
      (await select('WHERE state = $1 AND post.seq < $2 ORDER BY post.seq DESC LIMIT $3', [state, before, limit])).map((it) => ({
        seq: it.seq, row: {
          id: it.id, channel: it.channel, state: it.state, to: it.channel === 'mail' ? it.account_name ?? '' : it.unit_code ?? '', about: it.about, attempts: it.attempts,
          lastError: it.last_error, createdAt: it.created_at.toISOString(), settledAt: it.settled_at?.toISOString() ?? null,
        },
      })),

    /** Lets a message that was given up wait once more. Throws 404 where there is none, 409 where it was not given up. */
    retry: (id: string, actor: string): Promise<void> => record.transaction(async (session) => {
      const [found] = z.array(z.object({ state: postState, channel: postChannel, about: z.string(), sealed: z.string().nullable() })).parse(await session.query('SELECT state, channel, about, sealed FROM post WHERE id = $1 FOR UPDATE', [id]))
      if (!found) throw new AppError('not-found', 'There is no such message.')
      if (found.state !== 'given-up') throw new AppError('conflict', `This message is ${found.state}; only one that was given up is tried again.`)
      if (found.channel === 'reply' && found.sealed === null) throw new AppError('gone', 'The address was deleted when the case was closed; this answer can no longer be sent.')
      if (found.channel === 'invitation') throw new AppError('gone', 'Its link is past its time, and the address was deleted.')
      await session.query("UPDATE post SET state = 'waiting', created_at = $2, settled_at = NULL WHERE id = $1", [id, new Date(clock())])
      await writeAudit(session, { actor, action: 'post.retry', subject: `post:${id}`, detail: { channel: found.channel, about: found.about } })
    }),
  }
}
export type PostBook = ReturnType<typeof createPostBook>
