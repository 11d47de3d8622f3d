import { z } from 'zod'

/** One broken rule: where it is (JSON pointer), what was sent, which rule it breaks, and a sentence for a person. */
export const ruleBreach = z.object({
  pointer: z.string(),
  value: z.unknown().optional(),
  rule: z.string(),
  message: z.string(),
})
export type RuleBreach = z.infer<typeof ruleBreach>

/** RFC 9457 problem details, the only shape in which this service says no. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  errors: z.array(ruleBreach).optional(),
})
export type Problem = z.infer<typeof problem>
