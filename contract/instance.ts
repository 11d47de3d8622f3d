import { z } from 'zod'

/** What this installation is; `demo` is shown on every page and every tablet. */
export const instance = z.object({ name: z.string(), version: z.string(), demo: z.boolean(), serverTime: z.string() })
export type Instance = z.infer<typeof instance>
