import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import { cause, type Cause, type FindingEntry, type NewFindingEntry, type NewOwnEntry } from '../../contract/finding.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import type { RecordStore } from '../../platform/record/record.ts'

const entryRow = z.object({
  id: z.string(), week_end: z.string(), kind: z.enum(['cause', 'answer', 'appeal', 'decision']), cause: cause.nullable(), words: z.string(), from_day: z.string().nullable(),
  to_day: z.string().nullable(), about: z.string().nullable(), accepted: z.boolean().nullable(), shared: z.boolean(), by: z.string().nullable(), written_by: z.string(), written_at: z.date(),
})
const appealRow = z.object({ counter_code: z.string(), from_day: z.string(), to_day: z.string(), words: z.string(), written_at: z.date() })
  .transform((it) => ({ counter: it.counter_code, from: it.from_day, to: it.to_day, words: it.words, at: it.written_at.toISOString() }))
const causeRow = z.object({ counter_code: z.string(), cause, words: z.string(), shared: z.boolean() })
const COLUMNS = `finding_entry.id, week_end::text, kind, cause, words, from_day::text, to_day::text, about, accepted, shared, account.name AS by, written_by, written_at`

export type StoredEntry = Omit<FindingEntry, 'effect'>

/** What is written to findings, by whom; nothing is changed or taken away. */
export function createFindingEntries({ record, clock }: { record: RecordStore; clock: Clock }) {
  return {
    /** Every entry of a counter, the oldest first. `reader` is whoever asks, who knows their own. */
    of: async (counter: string, reader: string): Promise<StoredEntry[]> =>
      z.array(entryRow).parse(await record.query(
        `SELECT ${COLUMNS} FROM finding_entry LEFT JOIN account ON written_by = 'person:' || account.id::text WHERE counter_code = $1 ORDER BY finding_entry.seq`, [counter],
      )).map((it): StoredEntry => ({
        id: it.id, weekEnd: it.week_end, kind: it.kind, cause: it.cause, words: it.words, from: it.from_day, to: it.to_day, about: it.about, accepted: it.accepted, shared: it.shared,
        by: it.by, isOwn: it.written_by === reader, at: it.written_at.toISOString(),
      })),

    /** Appeals at these counters (null: all) that nobody has decided, the oldest first. */
    openAppeals: async (counters: readonly string[] | null): Promise<{ counter: string; from: string; to: string; words: string; at: string }[]> =>
      z.array(appealRow).parse(await record.query(
        `SELECT counter_code, from_day::text, to_day::text, words, written_at FROM finding_entry AS appeal
         WHERE kind = 'appeal' AND ($1::text[] IS NULL OR counter_code = ANY($1)) AND NOT EXISTS (SELECT 1 FROM finding_entry AS later WHERE later.about = appeal.id) ORDER BY seq`, [counters],
      )),

    /** The newest cause of each of these counters that was written from a day on. */
    causesSince: async (counters: readonly string[], from: string): Promise<Map<string, { cause: Cause; words: string; shared: boolean }>> =>
      new Map(z.array(causeRow).parse(await record.query(
        `SELECT DISTINCT ON (counter_code) counter_code, cause, words, shared FROM finding_entry WHERE kind = 'cause' AND counter_code = ANY($1::text[]) AND week_end >= $2::date ORDER BY counter_code, seq DESC`, [counters, from],
      )).map(({ counter_code: counter, ...it }) => [counter, it])),

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
          `INSERT INTO finding_entry (counter_code, week_end, kind, cause, words, from_day, to_day, about, accepted, shared, written_by, written_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
          [counter, weekEnd, entry.kind, entry.kind === 'cause' ? entry.cause : null, entry.words, ...(entry.kind === 'appeal' ? [entry.from, entry.to] : [null, null]),
            ...(entry.kind === 'decision' ? [entry.about, entry.accepted] : [null, null]), entry.kind === 'cause' && entry.shared, actor, new Date(clock())],
        )
        await writeAudit(session, {
          actor, action: `finding.${entry.kind}`, subject: `counter:${counter}`, detail: { weekEnd, ...(entry.kind === 'cause' ? { cause: entry.cause, shared: entry.shared } : {}), ...(entry.kind === 'decision' ? { about: entry.about, accepted: entry.accepted } : {}) },
        })
      })
    },
  }
}
export type FindingEntries = ReturnType<typeof createFindingEntries>
