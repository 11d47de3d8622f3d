import { z } from 'zod'
import { code, day } from './codes.ts'

/**
 * `GET /api/v1/centres/:code/said-done`: for everybody. `answered` counts, of the last twelve months, very bad ratings (1–2 of 5, 1 of 3) whose givers
 * asked for an answer and whose limit is over or who were answered; `numerator` of them were answered in time. `value` is null under ten.
 */
export const publicSaidDone = z.object({
  centre: code, rows: z.array(z.object({ said: z.string(), done: z.string(), day })),
  answered: z.object({ numerator: z.int().nullable(), denominator: z.int().nullable(), value: z.number().nullable(), lower: z.number().nullable(), upper: z.number().nullable(), days: z.int(), from: day, to: day }),
  demo: z.boolean(),
})
export type PublicSaidDone = z.infer<typeof publicSaidDone>
