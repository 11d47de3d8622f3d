import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import type { FindingEntry, NewFindingEntry, NewOwnEntry } from '../../contract/finding.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import type { RecordStore } from '../../platform/record/record.ts'

const entryRow = z.object({
  id: z.string(), week_end: z.string(), kind: z.enum(['cause', 'answer', 'appeal', 'decision']), cause: z.string().nullable(), words: z.string(), from_day: z.string().nullable(),
  to_day: z.string().nullable(), about: z.string().nullable(), accepted: z.boolean().nullable(), by: z.string().nullable(), written_by: z.string(), written_at: z.date(),
})
const appealRow = z.object({ counter_code: z.string(), from_day: z.string(), to_day: z.string(), words: z.string(), written_at: z.date() })
  .transform((it) => ({ counter: it.counter_code, from: it.from_day, to: it.to_day, words: it.words, at: it.written_at.toISOString() }))
const COLUMNS = `finding_entry.id, week_end::text, kind, cause, words, from_day::text, to_day::text, about, accepted, account.name AS by, written_by, written_at`

export type StoredEntry = Omit<FindingEntry, 'effect'>

/** What is written to findings, by whom; nothing is changed or taken away. */
export function createFindingEntries({ record, clock }: { record: RecordStore; clock: Clock }) {
  return {
    /** Every entry of a counter, the oldest first. `reader` is whoever asks, who knows their own. */
    of: async (counter: string, reader: string): Promise<StoredEntry[]> =>
      z.array(entryRow).parse(await record.query(
        `SELECT ${COLUMNS} FROM finding_entry LEFT JOIN account ON written_by = 'person:' || account.id::text WHERE counter_code = $1 ORDER BY finding_entry.seq`, [counter],
      )).map((it): StoredEntry => ({
        id: it.id, weekEnd: it.week_end, kind: it.kind, cause: it.cause as StoredEntry['cause'], words: it.words, from: it.from_day, to: it.to_day, about: it.about, accepted: it.accepted,
        by: it.by, isOwn: it.written_by === reader, at: it.written_at.toISOString(),
      })),

    /** Appeals at these counters (null: all) that nobody has decided, the oldest first. */
    openAppeals: async (counters: readonly string[] | null): Promise<{ counter: string; from: string; to: string; words: string; at: string }[]> =>
      z.array(appealRow).parse(await record.query(
        `SELECT counter_code, from_day::text, to_day::text, words, written_at FROM finding_entry AS appeal
         WHERE kind = 'appeal' AND ($1::text[] IS NULL OR counter_code = ANY($1)) AND NOT EXISTS (SELECT 1 FROM finding_entry AS later WHERE later.about = appeal.id) ORDER BY seq`, [counters],
      )),

    /** Throws 404 for a decision about no appeal of this counter, 403 where whoever appealed would decide, 409 where it was decided already. */
    add: async (entry: NewFindingEntry | NewOwnEntry, { counter, weekEnd, actor }: { counter: string; weekEnd: string; actor: string }): Promise<void> => {
      await record.transaction(async (session) => {
        if (entry.kind === 'decision') {
          const [appeal] = z.array(z.object({ written_by: z.string(), decided: z.boolean() })).parse(await session.query(
            `SELECT written_by, EXISTS (SELECT 1 FROM finding_entry AS later WHERE later.about = finding_entry.id) AS decided
             FROM finding_entry WHERE id = $1 AND counter_code = $2 AND kind = 'appeal' FOR UPDATE`, [entry.about, counter],
          ))
          if (!appeal) throw new AppError('not-found', 'There is no such appeal at this counter.')
          if (appeal.written_by === actor) throw new AppError('no-right', 'Whoever appealed does not decide about it.')
          if (appeal.decided) throw new AppError('conflict', 'This appeal was decided already.')
        }
        await session.query(
          `INSERT INTO finding_entry (counter_code, week_end, kind, cause, words, from_day, to_day, about, accepted, written_by, written_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
          [counter, weekEnd, entry.kind, entry.kind === 'cause' ? entry.cause : null, entry.words, ...(entry.kind === 'appeal' ? [entry.from, entry.to] : [null, null]),
            ...(entry.kind === 'decision' ? [entry.about, entry.accepted] : [null, null]), actor, new Date(clock())],
        )
        await writeAudit(session, {
          actor, action: `finding.${entry.kind}`, subject: `counter:${counter}`, detail: { weekEnd, ...(entry.kind === 'cause' ? { cause: entry.cause } : {}), ...(entry.kind === 'decision' ? { about: entry.about, accepted: entry.accepted } : {}) },
        })
      })
    },
  }
}
export type FindingEntries = ReturnType<typeof createFindingEntries>
