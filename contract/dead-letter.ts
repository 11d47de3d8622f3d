import { z } from 'zod'
import { instant } from './codes.ts'

export const deadLetterStatus = z.enum(['open', 'replayed'])

/** A fact that was acknowledged and that the warehouse cannot read. `kind` is null where not even that could be read. */
export const deadLetterRow = z.object({
  id: z.string(),
  kind: z.enum(['ratings', 'dossiers', 'measures', 'surveys', 'refused', 'offers']).nullable(),
  sender: z.string(),
  reason: z.string(),
  status: deadLetterStatus,
  /** how often it was put back into the queue */
  replays: z.int(),
  receivedAt: instant,
  failedAt: instant,
})
export type DeadLetterRow = z.infer<typeof deadLetterRow>

export const deadLetterQuery = z.strictObject({
  status: deadLetterStatus.optional(),
  cursor: z.string().regex(/^\d{1,15}_[0-9a-f]{32}$/).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})
/** `GET /api/v1/dead-letters?status=&cursor=&limit=`, the newest first. */
export const deadLetterPage = z.object({ rows: z.array(deadLetterRow), cursor: z.string().nullable() })

/** `GET /api/v1/dead-letters/:id`: with its content by field; comments and codes of citizens' dossiers are blacked out. */
export const deadLetterDetail = deadLetterRow.extend({ content: z.record(z.string(), z.unknown()) })
export type DeadLetterDetail = z.infer<typeof deadLetterDetail>
