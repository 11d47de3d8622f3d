import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import type { NewQualityDecision, OddDay } from '../../contract/rating-quality.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordStore } from '../../platform/record/record.ts'

type Decision = NonNullable<OddDay['decision']>
const decisionRow = z.object({ counter_code: z.string(), sender: z.string(), day: z.string(), decision: z.enum(['restore', 'exclude']), reason: z.string(), by: z.string().nullable(), decided_at: z.date() })

/** What was decided about odd ratings; the newest decision about a device's day holds. */
export function createQualityDecisions({ record, clock }: { record: RecordStore; clock: Clock }) {
  const read = async (condition: string, values: unknown[]) =>
    z.array(decisionRow).parse(await record.query(
      `SELECT DISTINCT ON (counter_code, sender, day) counter_code, sender, day::text, decision, reason, account.name AS by, decided_at
       FROM quality_decision LEFT JOIN account ON decided_by = 'person:' || account.id::text WHERE ${condition} ORDER BY counter_code, sender, day, seq DESC`, values,
    ))
  const toDecision = (it: z.infer<typeof decisionRow>): Decision => ({ decision: it.decision, reason: it.reason, by: it.by, at: it.decided_at.toISOString() })
  return {
    /** By `counter sender`. */
    ofDay: async (day: string): Promise<Map<string, Decision>> =>
      new Map((await read('day = $1', [day])).map((it) => [`${it.counter_code} ${it.sender}`, toDecision(it)])),
    /** Of days `[from, to)`, by `day counter sender`. */
    ofDays: async (from: string, to: string): Promise<Map<string, Decision>> =>
      new Map((await read('day >= $1 AND day < $2', [from, to])).map((it) => [`${it.day} ${it.counter_code} ${it.sender}`, toDecision(it)])),
    add: async ({ counter, sender, day, decision, reason }: NewQualityDecision, actor: string): Promise<void> => {
      await record.transaction(async (session) => {
        await session.query('INSERT INTO quality_decision (counter_code, sender, day, decision, reason, decided_by, decided_at) VALUES ($1, $2, $3, $4, $5, $6, $7)', [counter, sender, day, decision, reason, actor, new Date(clock())])
        await writeAudit(session, { actor, action: `quality.${decision}`, subject: `counter:${counter}`, detail: { sender, day } })
      })
    },
  }
}
export type QualityDecisions = ReturnType<typeof createQualityDecisions>
