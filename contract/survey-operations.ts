import type { Operation } from './operations.ts'
import { questionnaireContent } from './questionnaire.ts'
import { surveyQuota, surveyQuotaChange, surveyQuotaQuery } from './survey-quota.ts'
import { surveyResults, surveyResultsQuery } from './survey-results.ts'
import { invitationCounts, invitationsIssued, invitationsQuery, newInvitations, newOpenLink, openLink, openLinkList, surveyCode, surveyGatewayChange, surveyGatewaySaved, surveyGatewayState, surveyGatewayTried, surveyResponse, surveyRetried, surveyResponseTaken, surveyTicket } from './survey.ts'

/** Surveys, their invitations, answers and results: their part of the wire contract. */
export const surveyOperations: readonly Operation[] = [
  { method: 'get', path: '/api/v1/surveys/:code/:version', summary: 'What a published version asks, for whoever answers it', who: 'public', status: 200, answer: questionnaireContent },
  { method: 'post', path: '/api/v1/survey-invitations', summary: 'Issue single-use codes for dossiers or cards; each item is judged on its own, and codes are shown once', who: 'person', body: { schema: newInvitations }, status: 201, answer: invitationsIssued },
  { method: 'get', path: '/api/v1/survey-invitations', summary: 'How many were invited and began, by month of the dossier', who: 'person', query: invitationsQuery, status: 200, answer: invitationCounts },
  { method: 'post', path: '/api/v1/survey-open-links', summary: 'Make a link for everybody at a centre', who: 'person', body: { schema: newOpenLink }, status: 201, answer: openLink },
  { method: 'get', path: '/api/v1/survey-open-links', summary: 'Open links of a unit', who: 'person', query: invitationsQuery, status: 200, answer: openLinkList },
  { method: 'delete', path: '/api/v1/survey-open-links/:id', summary: 'Close an open link', who: 'person', status: 204 },
  { method: 'get', path: '/api/v1/survey-gateways/:unit', summary: 'Where a unit’s invitations are posted, and what waits to be', who: 'person', status: 200, answer: surveyGatewayState },
  { method: 'put', path: '/api/v1/survey-gateways/:unit', summary: 'Settle where a unit’s invitations are posted, and when not', who: 'person', body: { schema: surveyGatewayChange }, status: 200, answer: surveyGatewaySaved },
  { method: 'delete', path: '/api/v1/survey-gateways/:unit', summary: 'Let the gateway that holds above a unit hold again', who: 'person', status: 204 },
  { method: 'post', path: '/api/v1/survey-gateways/:unit/test', summary: 'Post a message that is for nobody, and say what the gateway answered', who: 'person', status: 200, answer: surveyGatewayTried },
  { method: 'post', path: '/api/v1/survey-gateways/:unit/retry', summary: 'Have what could not be posted tried again', who: 'person', status: 200, answer: surveyRetried },
  { method: 'get', path: '/api/v1/survey-quotas/:unit', summary: 'How many are invited at most by sector, centre and month, and how many were', who: 'person', query: surveyQuotaQuery, status: 200, answer: surveyQuota },
  { method: 'put', path: '/api/v1/survey-quotas/:unit', summary: 'Settle how many are invited at most', who: 'person', body: { schema: surveyQuotaChange }, status: 204 },
  { method: 'post', path: '/api/v1/survey-tickets', summary: 'Exchange a code for an anonymous ticket; a single-use code is used up', who: 'public', body: { schema: surveyCode }, status: 201, answer: surveyTicket },
  { method: 'post', path: '/api/v1/survey-responses', summary: 'Answer a survey, in part or whole, with a ticket; 202 is sent once it cannot be lost', who: 'public', body: { schema: surveyResponse }, status: 202, answer: surveyResponseTaken },
  { method: 'get', path: '/api/v1/survey-results', summary: 'What a survey says about a unit: factors, items, rates, drop-off, months, and what goes along with satisfaction', who: 'person', query: surveyResultsQuery, status: 200, answer: surveyResults },
  { method: 'post', path: '/api/v1/survey-opt-outs', summary: 'Want no reminder', who: 'public', body: { schema: surveyCode }, status: 204 },
]
