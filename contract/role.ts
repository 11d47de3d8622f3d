import { z } from 'zod'

/** What somebody who signs in is; what each may do is in access/rights.ts. */
export const roles = ['official', 'director', 'home-affairs', 'national-home-affairs', 'monitor', 'case-handler', 'auditor', 'administrator'] as const
export const role = z.enum(roles)
export type Role = z.infer<typeof role>
