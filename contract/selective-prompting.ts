import { z } from 'zod'
import { code } from './codes.ts'

const bilingual = z.object({ vi: z.string(), en: z.string() })
const count = z.int().min(0)
/** Of so many dossiers that were handed over where a tablet stood, so many were asked about. */
const asked = z.object({ asked: count, of: count })
/** The same with the 95 % interval (Wilson) of its share. */
const share = asked.extend({ lower: z.number(), upper: z.number() })

/**
 * One thing to look at: `few` were asked clearly less than `others`. `counter`: this counter against the others of its centre; `outcome`: its late
 * dossiers against those on time; `hour`: the hour that begins at `hour` against its other hours. `gap`: by how much less, as shares, with its
 * 95 % interval. `p` is adjusted for all that were looked at. `silent`: days that are not in it, as no tablet of the counter was heard of.
 */
export const promptingFinding = z.object({
  counter: z.object({ code, name: bilingual }), centre: z.object({ code, name: bilingual }), kind: z.enum(['counter', 'outcome', 'hour']), hour: count.nullable(), few: share, others: share,
  gap: z.object({ difference: z.number(), lower: z.number(), upper: z.number() }), p: z.number(), silent: z.object({ days: count, handedOver: count }),
})
export type PromptingFinding = z.infer<typeof promptingFinding>

/**
 * `GET /api/v1/selective-prompting?unit=&period=2026-10`: the findings of a unit, found among the counters of its whole province. `looked`: of the unit,
 * counters with a tablet, what was handed over there and what of it was asked about, all days.
 */
export const selectivePrompting = z.object({
  unit: code, period: z.string(), methodVersion: z.int(), rows: z.array(promptingFinding), looked: asked.extend({ counters: count }), demo: z.boolean(),
})
export type SelectivePrompting = z.infer<typeof selectivePrompting>
