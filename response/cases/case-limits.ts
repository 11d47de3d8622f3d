import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import type { CaseLimits } from '../../contract/case.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import type { RecordSession, RecordStore } from '../../platform/record/record.ts'

const limitRow = z.object({ valid_from: z.string(), answer_days: z.number(), close_days: z.number() })
  .transform((row): CaseLimits => ({ validFrom: row.valid_from, answer: row.answer_days, close: row.close_days }))

/** How many working days a case may take, for cases opened from a day on. */
export function createCaseLimits({ record, clock }: { record: RecordStore; clock: Clock }) {
  const list = async (session: RecordSession = record): Promise<CaseLimits[]> => z.array(limitRow).parse(
    await session.query('SELECT valid_from::text AS valid_from, answer_days, close_days FROM case_limit ORDER BY case_limit.valid_from'),
  )
  return {
    list,

    /** Answers what holds for a case by the moment it was opened (milliseconds UTC). */
    reader: async (session: RecordSession = record): Promise<(openedAt: number) => CaseLimits> => {
      const all = await list(session)
      return (openedAt) => {
        const found = all.findLast((it) => it.validFrom <= toHanoiDay(openedAt)) ?? all[0]
        if (!found) throw new Error('the record has lost the limits of cases')
        return found
      }
    },

    /** Settles them for cases opened from a day on. Throws 422 for a day that has begun: a case keeps the limits it was opened under. */
    put: async (limits: CaseLimits, actor: string): Promise<void> => {
      const today = toHanoiDay(clock())
      if (limits.validFrom <= today) {
        throw new AppError('invalid-request', 'Cases keep the limits they were opened under.', { errors: [{ pointer: '/validFrom', value: limits.validFrom, rule: `after ${today}`, message: `${limits.validFrom}: after ${today}.` }] })
      }
      await record.transaction(async (session) => {
        await session.query(
          `INSERT INTO case_limit (valid_from, answer_days, close_days, changed_by, changed_at) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (valid_from) DO UPDATE SET answer_days = excluded.answer_days, close_days = excluded.close_days, changed_by = excluded.changed_by, changed_at = excluded.changed_at`,
          [limits.validFrom, limits.answer, limits.close, actor, new Date(clock())],
        )
        await writeAudit(session, { actor, action: 'case-limits.put', subject: `case-limits:${limits.validFrom}`, detail: { ...limits } })
      })
    },
  }
}
export type CaseLimitBook = ReturnType<typeof createCaseLimits>
