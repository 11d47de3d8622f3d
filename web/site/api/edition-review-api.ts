import { editionSummary } from '../../../contract/edition.ts'
import { signingKey, signingKeys } from '../../../contract/edition-manifest.ts'
import { editionReview } from '../../../contract/edition-review.ts'
import { editionAddress } from './edition-api.ts'
import type { Way } from './way.ts'

/** What two people do to publish a month. */
export const createEditionReviewApi = ({ get, write, read }: Way) => ({
  /** Asks for an edition; a month that is out already needs a reason. */
  freezeMonth: async (period: string, reason?: string) => read(await write('POST', '/api/v1/editions', { period, reason }), editionSummary),
  editionReview: (period: string, signal?: AbortSignal) => get(editionAddress(period, 'review'), editionReview, signal),
  approveEdition: async (period: string, approval: { note?: string, atOnce: boolean }) => read(await write('POST', editionAddress(period, 'approval'), approval), editionSummary),
  signingKeys: async (signal?: AbortSignal) => (await get('/api/v1/signing-keys', signingKeys, signal)).rows,
  /** From now on another key signs. */
  rotateSigningKey: async (reason: string) => read(await write('POST', '/api/v1/signing-keys', { reason }), signingKey),
  returnEdition: async (period: string, reason: string) => read(await write('POST', editionAddress(period, 'return'), { reason }), editionSummary),
})
