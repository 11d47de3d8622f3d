import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import { createBriefMemory } from '../../access/brief-memory.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { PetitionLimits } from '../../contract/petition.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import type { RecordSession, RecordStore } from '../../platform/record/record.ts'

const limitRow = z.object({
  valid_from: z.string(), refuse_days: z.number(), ask_days: z.number(), resolve_days: z.number(), publish_days: z.number(), close_after_days: z.number(), source: z.string(),
}).transform((row): PetitionLimits => ({
  validFrom: row.valid_from, refuse: row.refuse_days, ask: row.ask_days, resolve: row.resolve_days, publish: row.publish_days, closeAfter: row.close_after_days, source: row.source,
}))

/** How many working days each step of a petition may take: data with an effective day. Readers see a change within two seconds. */
export function createPetitionLimits({ record, clock }: { record: RecordStore; clock: Clock }) {
  const read = async (session: RecordSession): Promise<PetitionLimits[]> => z.array(limitRow).parse(await session.query(
    'SELECT valid_from::text AS valid_from, refuse_days, ask_days, resolve_days, publish_days, close_after_days, source FROM petition_limit ORDER BY petition_limit.valid_from',
  ))
  const memory = createBriefMemory({ clock, fetch: () => read(record) })
  return {
    /** Every stretch, the oldest first. */
    list: (): Promise<PetitionLimits[]> => memory.get('all'),

    /** What holds for petitions received at a moment (milliseconds UTC). Whoever is in a transaction reads in it: the embedded record has one connection. */
    at: async (moment: number, session?: RecordSession): Promise<PetitionLimits> => {
      const day = toHanoiDay(moment)
      const all = session ? await read(session) : await memory.get('all')
      const found = all.findLast((it) => it.validFrom <= day) ?? all[0]
      if (!found) throw new Error('the record has lost the limits of petitions')
      return found
    },

    /** Settles them for petitions received from a day on. Throws 422 for a day that has begun: those received keep the limits they came under. */
    put: async (limits: PetitionLimits, actor: string): Promise<void> => {
      const today = toHanoiDay(clock())
      if (limits.validFrom <= today) {
        throw new AppError('invalid-request', 'Petitions keep the limits they came under.', {
          errors: [{ pointer: '/validFrom', value: limits.validFrom, rule: `after ${today}`, message: `${limits.validFrom}: after ${today}.` }],
        })
      }
      await record.transaction(async (session) => {
        await session.query(
          `INSERT INTO petition_limit (valid_from, refuse_days, ask_days, resolve_days, publish_days, close_after_days, source, changed_by, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
           ON CONFLICT (valid_from) DO UPDATE SET refuse_days = excluded.refuse_days, ask_days = excluded.ask_days, resolve_days = excluded.resolve_days,
             publish_days = excluded.publish_days, close_after_days = excluded.close_after_days, source = excluded.source, changed_by = excluded.changed_by, changed_at = excluded.changed_at`,
          [limits.validFrom, limits.refuse, limits.ask, limits.resolve, limits.publish, limits.closeAfter, limits.source, actor, new Date(clock())],
        )
        await writeAudit(session, { actor, action: 'petition-limits.put', subject: `petition-limits:${limits.validFrom}`, detail: { ...limits } })
      })
      memory.forgetAll()
    },
  }
}
export type PetitionLimitBook = ReturnType<typeof createPetitionLimits>
