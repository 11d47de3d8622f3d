import { z } from 'zod'
import { code, day } from './codes.ts'

const [FIRST_DAY, LAST_DAY] = ['1970-01-02', '2149-01-01']
const DAY_RULE = `a day from ${FIRST_DAY} to ${LAST_DAY}`
const ORDER_RULE = 'from < to (the last day is not included)'
const storableDay = day.refine((it) => it >= FIRST_DAY && it <= LAST_DAY, { error: DAY_RULE, params: { rule: DAY_RULE } })

/** `POST /api/v1/recompute`: days half open; without a unit the whole country. */
export const recomputationRequest = z
  .strictObject({ from: storableDay, to: storableDay, unitCode: code.nullish() })
  .refine((it) => it.from < it.to, { path: ['to'], error: ORDER_RULE, params: { rule: ORDER_RULE } })
export type RecomputationRequest = z.infer<typeof recomputationRequest>

/** What was accepted; `skippedMonths` are those whose edition is out, which are left as they were published. */
export const recomputationStarted = z.object({ id: z.string(), skippedMonths: z.array(z.string()) })

export const recomputationStatus = z.enum(['queued', 'running', 'done', 'failed'])
/**
 * How far a recomputation is: `done` of `total` days, `progress` in 0–1, `cells` days of single centres that were counted afresh. `error`
 * is what the last attempt met; while the status is `running` it is tried again.
 */
export const recomputation = z.object({
  id: z.string(), from: day, to: day, unitCode: code.nullable(), askedBy: z.string(), askedByName: z.string().nullable(), askedAt: z.string(),
  status: recomputationStatus, total: z.int(), done: z.int(), progress: z.number(), cells: z.int(), skippedMonths: z.array(z.string()),
  startedAt: z.string().nullable(), finishedAt: z.string().nullable(), error: z.string().nullable(),
})
export type Recomputation = z.infer<typeof recomputation>
export const recomputations = z.object({ rows: z.array(recomputation) })
