import { z } from 'zod'
import type { Clock } from '../../platform/clock.ts'
import type { RecordSession } from '../../platform/record/record.ts'
import { nextSnapshot, type Snapshot } from './steps.ts'

const counts = z.record(z.string(), z.number())
const snapshotRow = z
  .object({ ratings: z.number(), satisfied: z.number(), reasons: counts, by_day: counts, taken_at: z.date() })
  .transform(({ by_day: byDay, taken_at: takenAt, ...row }) => ({ ...row, byDay, takenAt: takenAt.toISOString() }))

/**
 * What an official is shown of a month, kept between readings: `fresh` takes the place of what was shown only where it differs enough. Two
 * readings at once are shown the same.
 */
export async function showSnapshot(
  session: RecordSession, { officialCode, period, fresh, clock }: { officialCode: string; period: string; fresh: Snapshot; clock: Clock },
): Promise<Snapshot & { takenAt: string }> {
  const key = [officialCode, period]
  const values = ({ ratings, satisfied, reasons, byDay }: Snapshot) => [ratings, satisfied, JSON.stringify(reasons), JSON.stringify(byDay), new Date(clock())]
  await session.query(
    `INSERT INTO own_result_snapshot (official_code, period, ratings, satisfied, reasons, by_day, taken_at) VALUES ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7)
     ON CONFLICT (official_code, period) DO NOTHING`,
    [...key, ...values(fresh)],
  )
  const [shown] = z.array(snapshotRow).parse(await session.query(
    'SELECT ratings, satisfied, reasons, by_day, taken_at FROM own_result_snapshot WHERE official_code = $1 AND period = $2 FOR UPDATE', key,
  ))
  const next = nextSnapshot(shown ?? null, fresh)
  if (shown && next === shown) return shown
  await session.query(
    `UPDATE own_result_snapshot SET ratings = $3, satisfied = $4, reasons = $5::jsonb, by_day = $6::jsonb, taken_at = $7
     WHERE official_code = $1 AND period = $2`,
    [...key, ...values(next)],
  )
  return { ...next, takenAt: new Date(clock()).toISOString() }
}
