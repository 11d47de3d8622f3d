import { questionnaireContent, questionnaireDetail, questionnaireList, type Questionnaire } from '../../../contract/questionnaire.ts'
import { surveyResults } from '../../../contract/survey-results.ts'
import { surveyQuota, type SurveyQuotaChange } from '../../../contract/survey-quota.ts'
import { invitationsIssued, openLink, openLinkList, surveyGatewaySaved, surveyGatewayState, surveyGatewayTried, surveyRetried, type SurveyGatewayChange } from '../../../contract/survey.ts'
import { toAddress, type Query, type Way } from './way.ts'

const QUESTIONNAIRES = '/api/v1/questionnaires'
const gateway = (unit: string, part = '') => `/api/v1/survey-gateways/${encodeURIComponent(unit)}${part}`
const of = (code: string, part = '') => `${QUESTIONNAIRES}/${encodeURIComponent(code)}${part}`

/** Questionnaires, invitations to them, and what they say. */
export const createSurveyApi = ({ get, write, read, remove }: Way) => ({
  surveyResults: (query: Query, signal?: AbortSignal) => get(toAddress('/api/v1/survey-results', query), surveyResults, signal),
  questionnaires: (signal?: AbortSignal) => get(QUESTIONNAIRES, questionnaireList, signal),
  questionnaire: (code: string, signal?: AbortSignal) => get(of(code), questionnaireDetail, signal),
  questionnaireVersion: (code: string, version: number) => get(of(code, `/versions/${version}`), questionnaireContent),
  makeQuestionnaire: async (made: { code: string; unitCode: string | null; copyOf?: string; content?: Questionnaire }) => void (await write('POST', QUESTIONNAIRES, made)),
  saveQuestionnaire: async (code: string, content: Questionnaire, basedOn?: string) => void (await write('PUT', of(code, '/draft'), { content, ...(basedOn ? { basedOn } : {}) })),
  publishQuestionnaire: async (code: string, version: number, comparable: boolean, note: string) => void (await write('POST', of(code, '/publication'), { version, comparable, note })),
  archiveQuestionnaire: async (code: string, archived: boolean) => void (await write('PUT', of(code, '/archiving'), { archived })),
  inviteToSurvey: async (asked: { questionnaire: string; channel: 'card' | 'receipt'; invitations: { centreCode: string }[] }) => read(await write('POST', '/api/v1/survey-invitations', asked), invitationsIssued),
  surveyGateway: (unit: string, signal?: AbortSignal) => get(gateway(unit), surveyGatewayState, signal),
  putSurveyGateway: async (unit: string, change: SurveyGatewayChange) => read(await write('PUT', gateway(unit), change), surveyGatewaySaved),
  removeSurveyGateway: (unit: string) => remove(gateway(unit)),
  trySurveyGateway: async (unit: string) => read(await write('POST', gateway(unit, '/test'), {}), surveyGatewayTried),
  retrySurveyMessages: async (unit: string) => read(await write('POST', gateway(unit, '/retry'), {}), surveyRetried),
  surveyQuota: (unit: string, query: { questionnaire: string; month: string }, signal?: AbortSignal) => get(toAddress(`/api/v1/survey-quotas/${encodeURIComponent(unit)}`, query), surveyQuota, signal),
  putSurveyQuota: async (unit: string, change: SurveyQuotaChange) => void (await write('PUT', `/api/v1/survey-quotas/${encodeURIComponent(unit)}`, change)),
  openLinks: (unit: string, signal?: AbortSignal) => get(toAddress('/api/v1/survey-open-links', { unit }), openLinkList, signal),
  makeOpenLink: async (asked: { questionnaire: string; centreCode: string }) => read(await write('POST', '/api/v1/survey-open-links', asked), openLink),
  closeOpenLink: (id: string) => remove(`/api/v1/survey-open-links/${id}`),
})
