import { z } from 'zod'

/**
 * What this installation is; `demo` is shown on every page and every tablet, `singleSignOn` is where people can sign in besides here,
 * `dossierClock` says whether everybody with a dossier's code may see its clock.
 */
export const instance = z.object({
  name: z.string(), version: z.string(), demo: z.boolean(), serverTime: z.string(),
  singleSignOn: z.object({ name: z.string() }).nullable().default(null), dossierClock: z.boolean().default(true),
})
export type Instance = z.infer<typeof instance>
