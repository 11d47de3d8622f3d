import { z } from 'zod'
import { role } from './role.ts'

/**
 * Who is signed in; `unitCode` null means the whole country, `officialCode` is of those who serve at counters themselves. Where
 * `mustSetUpSecondFactor`, there are no rights until that is done.
 */
export const sessionAnswer = z.object({
  email: z.string(), name: z.string(), role, unitCode: z.string().nullable(), officialCode: z.string().nullable(), rights: z.array(z.string()),
  mustSetUpSecondFactor: z.boolean(),
})
export type SessionAnswer = z.infer<typeof sessionAnswer>
