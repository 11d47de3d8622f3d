import { monitoringReport, reportVersionSaved, type NewReportVersion } from '../../../contract/monitoring-report.ts'
import {
  answeredPetitions, petitionDetail, petitionLimitsList, petitionPage, petitionStatus, petitionTaken, restrictedPetition,
  type NewPetition, type NewPetitionStep, type PetitionRating, type PublicPetition,
} from '../../../contract/petition.ts'
import { toAddress, type Query, type Way } from './way.ts'

const OFFICERS = '/api/v1/petitions'
const PUBLIC = '/api/v1/public-petitions'
const of = (code: string) => `/${encodeURIComponent(code)}`
const reportOf = (unit: string, month: string) => `/api/v1/monitoring-reports${of(unit)}${of(month)}`

/** Petitions, as the public sends and follows them and as officers handle them; and the monthly report of the monitoring unit. */
export const createPetitionApi = ({ get, write, read }: Way) => ({
  sendPetition: async (petition: PublicPetition) => (await read(await write('POST', PUBLIC, petition), petitionTaken)).code,
  petitionStatus: (code: string, signal?: AbortSignal) => get(PUBLIC + of(code), petitionStatus, signal),
  supplyPetition: async (code: string, text: string) => void (await write('POST', `${PUBLIC}${of(code)}/supplement`, { text })),
  ratePetition: async (code: string, rating: PetitionRating) => void (await write('POST', `${PUBLIC}${of(code)}/rating`, rating)),
  answeredPetitions: (query: Query, signal?: AbortSignal) => get(toAddress('/api/v1/answered-petitions', query), answeredPetitions, signal),
  petitionLimits: async (signal?: AbortSignal) => (await get('/api/v1/petition-limits', petitionLimitsList, signal)).rows,
  petitions: (query: Query, signal?: AbortSignal) => get(toAddress(OFFICERS, query), petitionPage, signal),
  petition: (code: string, signal?: AbortSignal) => get(OFFICERS + of(code), petitionDetail, signal),
  enterPetition: async (petition: NewPetition) => (await read(await write('POST', OFFICERS, petition), petitionTaken)).code,
  takePetitionStep: async (code: string, step: NewPetitionStep) => void (await write('POST', `${OFFICERS}${of(code)}/steps`, step)),
  restrictedPetition: (code: string) => get(`${OFFICERS}${of(code)}/restricted`, restrictedPetition),
  monitoringReport: (unit: string, month: string, version?: number, signal?: AbortSignal) => get(toAddress(reportOf(unit, month), { version }), monitoringReport, signal),
  saveMonitoringReport: async (unit: string, month: string, version: NewReportVersion) => (await read(await write('PUT', reportOf(unit, month), version), reportVersionSaved)).version,
  signMonitoringReport: async (unit: string, month: string, version: number) => void (await write('POST', `${reportOf(unit, month)}/signature`, { version })),
})
