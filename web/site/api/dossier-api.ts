import { dossierClock, dossierPage } from '../../../contract/dossier-clock.ts'
import { toAddress, type Query, type Way } from './way.ts'

const DOSSIERS = '/api/v1/dossiers'

/** Single dossiers of one's own unit. */
export const createDossierApi = ({ get }: Way) => ({
  /** One page of dossiers; the first counts every outcome. */
  dossiers: (query: Query, signal?: AbortSignal) => get(toAddress(DOSSIERS, { limit: 50, ...query }), dossierPage, signal),
  dossierClock: (agencyCode: string, code: string, signal?: AbortSignal) =>
    get(`${DOSSIERS}/${encodeURIComponent(agencyCode)}/${encodeURIComponent(code)}/clock`, dossierClock, signal),
})
