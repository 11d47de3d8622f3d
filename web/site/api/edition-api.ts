import { editionChecks, editionDetail, editionList } from '../../../contract/edition.ts'
import { editionManifest } from '../../../contract/edition-manifest.ts'
import { editionDiff, publicationCalendar } from '../../../contract/edition-review.ts'
import { toAddress, type Way } from './way.ts'

/** Where a published month's files lie; `number` for another edition than the newest. */
export const editionAddress = (period: string, file: string, query: Record<string, string | undefined> = {}) => toAddress(`/api/v1/editions/${encodeURIComponent(period)}/${file}`, query)

/** Published months, what is planned, and what revisions changed. */
export const createEditionApi = ({ get }: Way) => ({
  /** The newest month first; those that are not frozen yet are shown to who publishes. */
  editions: async (signal?: AbortSignal) => (await get('/api/v1/editions', editionList, signal)).rows,
  edition: (period: string, number: number, signal?: AbortSignal) => get(toAddress(`/api/v1/editions/${encodeURIComponent(period)}`, { number: String(number) }), editionDetail, signal),
  /** The files that were signed with an edition. */
  editionFiles: async (period: string, number: number, signal?: AbortSignal) => (await get(editionAddress(period, 'manifest.json', { number: String(number) }), editionManifest.pick({ files: true }), signal)).files,
  editionChecks: (period: string, signal?: AbortSignal) => get(editionAddress(period, 'checks'), editionChecks, signal),
  editionDiff: (period: string, from: number, to: number, signal?: AbortSignal) => get(editionAddress(period, 'diff', { from: String(from), to: String(to) }), editionDiff, signal),
  publicationCalendar: (signal?: AbortSignal) => get('/api/v1/publication-calendar', publicationCalendar, signal),
})
