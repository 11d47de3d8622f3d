import { z } from 'zod'
import type { RecordSession, RecordStore } from '../../platform/record/record.ts'

/** A round of reminders of a month: on which day of the calendar, when it went out, and how many people were told of each centre that lacked something. */
export interface ReportingReminder { period: string; day: string; toldAt: Date; centres: Readonly<Record<string, number>> }

const row = z.object({ period: z.string(), day: z.string(), told_at: z.date(), centres: z.record(z.string(), z.number()) })
  .transform((it): ReportingReminder => ({ period: it.period, day: it.day, toldAt: it.told_at, centres: it.centres }))

/** The rounds of a month, the newest first. */
export const readReportingReminders = async (record: RecordStore, period: string): Promise<ReportingReminder[]> => z.array(row).parse(
  await record.query('SELECT period, day::text AS day, told_at, centres FROM reporting_reminder WHERE period = $1 ORDER BY day DESC', [period]),
)

/** Answers whether this round is new; one that is known already stays as it was. */
export const noteReportingReminder = async (session: RecordSession, { period, day, toldAt, centres }: ReportingReminder): Promise<boolean> => (await session.query(
  'INSERT INTO reporting_reminder (period, day, told_at, centres) VALUES ($1, $2, $3, $4::jsonb) ON CONFLICT DO NOTHING RETURNING day', [period, day, toldAt, JSON.stringify(centres)],
)).length > 0

/** When somebody was last reminded of any of these centres, and how many people then; null where nobody was. */
export function lastReminder(rounds: readonly ReportingReminder[], centres: readonly string[]): { at: string; people: number } | null {
  for (const { toldAt, centres: told } of rounds) {
    const known = centres.filter((it) => told[it] !== undefined)
    if (known.length > 0) return { at: toldAt.toISOString(), people: known.reduce((sum, it) => sum + (told[it] ?? 0), 0) }
  }
  return null
}
