import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import type { CommentMark, NewCommentMark } from '../../contract/comment.ts'
import type { SaidDone } from '../../contract/live.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordStore } from '../../platform/record/record.ts'

const MARKED = `comment_id, state, note, said, coalesce(account.name, marked_by) AS by, marked_at
  FROM comment_mark LEFT JOIN account ON marked_by = 'person:' || account.id::text`
const markRow = z.object({
  comment_id: z.string(), state: z.enum(['read', 'answered']), note: z.string().nullable(), said: z.string().nullable(), by: z.string().nullable(), marked_at: z.date(),
}).transform(({ comment_id: id, marked_at: at, ...mark }) => ({ id, mark: { ...mark, at: at.toISOString() } satisfies CommentMark }))
const countRow = z.object({ state: z.enum(['read', 'answered']), marks: z.coerce.number() })
const saidRow = z.object({ said: z.string(), note: z.string(), marked_at: z.date() })

/** On the display in the hall: the newest few, none older than half a year. */
const [SHOWN, SHOWN_FOR_MS] = [4, 180 * 86_400_000]

/** What was done about comments, and by whom. */
export function createCommentMarks({ record, clock }: { record: RecordStore; clock: Clock }) {
  return {
    /** The marks of these comments, by their ids. */
    of: async (ids: readonly string[]): Promise<Map<string, CommentMark>> => {
      const rows = ids.length === 0 ? [] : z.array(markRow).parse(await record.query(`SELECT ${MARKED} WHERE comment_id = ANY($1)`, [ids]))
      return new Map(rows.map((it) => [it.id, it.mark]))
    },

    /** How many comments of days `[from, to)` at these counters (null: all) are read and answered. */
    count: async ({ counters, from, to }: { counters: readonly string[] | null; from: string; to: string }): Promise<{ read: number; answered: number }> => {
      const rows = z.array(countRow).parse(await record.query(
        `SELECT state, count(*) AS marks FROM comment_mark
         WHERE comment_id COLLATE "C" >= $1 AND comment_id COLLATE "C" < $2 AND ($3::text[] IS NULL OR counter_code = ANY($3)) GROUP BY state`, [from, to, counters],
      ))
      return { read: 0, answered: 0, ...Object.fromEntries(rows.map((it) => [it.state, it.marks])) }
    },

    /** Marks a comment, in the place of what was there. The audit log says what was done, not in which words: nothing can be taken out of it. */
    put: async ({ id, counterCode, state, actor, ...words }: NewCommentMark & { id: string; counterCode: string; actor: string }): Promise<void> => {
      await record.transaction(async (session) => {
        await session.query(
          `INSERT INTO comment_mark (comment_id, counter_code, state, note, said, marked_by, marked_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
           ON CONFLICT (comment_id) DO UPDATE SET state = excluded.state, note = excluded.note, said = excluded.said, marked_by = excluded.marked_by, marked_at = excluded.marked_at`,
          [id, counterCode, state, words.note ?? null, words.said ?? null, actor, new Date(clock())],
        )
        await writeAudit(session, { actor, action: 'comment.mark', subject: `comment:${id}`, detail: { state, counterCode, isShown: words.said !== undefined } })
      })
    },

    /** Takes a mark back; false when there is none. */
    remove: async ({ id, actor }: { id: string; actor: string }): Promise<boolean> =>
      record.transaction(async (session) => {
        const [gone] = z.array(z.object({ state: z.string(), counter_code: z.string() })).parse(
          await session.query('DELETE FROM comment_mark WHERE comment_id = $1 RETURNING state, counter_code', [id]),
        )
        if (gone) await writeAudit(session, { actor, action: 'comment.unmark', subject: `comment:${id}`, detail: { state: gone.state, counterCode: gone.counter_code } })
        return gone !== undefined
      }),

    /** What people said at these counters and what was done, the newest first, as a centre has written it down for everybody. */
    saidDone: async (counters: readonly string[]): Promise<SaidDone[]> =>
      z.array(saidRow).parse(await record.query(
        `SELECT said, note, marked_at FROM comment_mark WHERE said IS NOT NULL AND note IS NOT NULL AND counter_code = ANY($1) AND marked_at > $2
         ORDER BY marked_at DESC, comment_id LIMIT ${SHOWN}`, [counters, new Date(clock() - SHOWN_FOR_MS)],
      )).map((it) => ({ said: it.said, done: it.note, day: toHanoiDay(it.marked_at.getTime()) })),
  }
}
export type CommentMarks = ReturnType<typeof createCommentMarks>
