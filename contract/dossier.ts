import { z } from 'zod'
import { code, dossierCode, instant, isStorableInstant } from './codes.ts'

export const DOSSIERS_PER_REQUEST = 1000

export const channel = z.enum(['direct', 'online', 'postal'])
export type Channel = z.infer<typeof channel>

/**
 * Status codes of the national portal: 1 registered, 2 received, 3 not received (refused), 4 in progress,
 * 5 supplement requested, 6 fee requested, 7 withdrawn, 8 stopped, 9 resolved, 10 result returned.
 */
export const dossierStatus = z.int().min(1).max(10)

const RULE = 'between 1970 and 2149'
/** Some systems write the year 9999 for "never": that is null here, and no day on which anything could be counted. */
const countableInstant = instant.refine((it) => isStorableInstant(Date.parse(it)), { error: RULE, params: { rule: RULE } })
const optionalInstant = countableInstant.nullish()
const count = z.int().min(0).max(100_000)

/** The whole state of one dossier; the newest `updatedAt` for (agencyCode, code) wins. No names, no ID numbers. */
export const dossier = z
  .strictObject({
    code: dossierCode,
    agencyCode: code,
    centreCode: code.nullish(),
    counterCode: code.nullish(),
    procedureCode: code.nullish(),
    sectorCode: code.nullish(),
    channel,
    status: dossierStatus,
    receivedAt: countableInstant,
    dueAt: optionalInstant,
    finishedAt: optionalInstant,
    returnedAt: optionalInstant,
    supplements: z.array(z.strictObject({ requestedAt: countableInstant, completedAt: optionalInstant })).max(50).optional(),
    components: count.optional(),
    componentsDigitised: count.optional(),
    componentsReused: count.optional(),
    resultElectronic: z.boolean().optional(),
    onlineEligible: z.boolean().optional(),
    fee: z.int().min(0).optional(),
    paid: z.boolean().optional(),
    paidOnline: z.enum(['no', 'national', 'local']).optional(),
    updatedAt: countableInstant,
  })
  .refine((it) => (it.componentsDigitised ?? 0) <= (it.components ?? 0), {
    path: ['componentsDigitised'], error: 'componentsDigitised ≤ components', params: { rule: 'componentsDigitised ≤ components' },
  })
  .refine((it) => (it.componentsReused ?? 0) <= (it.components ?? 0), {
    path: ['componentsReused'], error: 'componentsReused ≤ components', params: { rule: 'componentsReused ≤ components' },
  })
export type Dossier = z.infer<typeof dossier>

export const dossierBatch = z.strictObject({ dossiers: z.array(z.unknown()).min(1).max(DOSSIERS_PER_REQUEST) })
