import { z } from 'zod'
import { liveOffer, offerAnswer, offerBatch } from './offer.ts'
import { kioskSetting, kioskSettingChange, procedureReasons, procedureReasonsChange } from './kiosk.ts'
import { apiKeyPage, apiKeyQuery, newApiKey, newApiKeyAnswer, setupAnswer, setupQuestion, setupRequest, signInRequest } from './access.ts'
import { sessionAnswer } from './session.ts'
import {
  accountChange, accountDetail, accountPage, accountQuery, newAccount, newAccountAnswer, ownAccount, passwordChange, recoveryCodes,
  secondFactorBegun, secondFactorConfirmation, secondFactorProof, sessionList, setupLink,
} from './account.ts'
import { alertPage, alertRule, alertRules, alertsQuery } from './alert.ts'
import { auditPage, auditQuery, auditSeals } from './audit.ts'
import {
  caseDetail, caseLimitList, caseLimits, caseOpened, casePage, casesQuery, newCase, newCaseStep, newContact, newSaidDone, readContact, saidDoneDecision,
} from './case.ts'
import { code, day } from './codes.ts'
import { commentFilters, commentPage, givenReasons, newCommentMark, reasonsQuery } from './comment.ts'
import { custodyAnswer, custodyQuery } from './custody.ts'
import { deadLetterDetail, deadLetterPage, deadLetterQuery } from './dead-letter.ts'
import {
  deviceCommand, deviceCommandList, deviceDetail, deviceMove, devicePage, enrolAnswer, enrolmentSheet, enrolmentSheetRequest, enrolRequest, heartbeat,
  heartbeatAnswer, newCommand, newDevice, newDeviceAnswer, revocationQuery, rotationAnswer,
} from './device.ts'
import { dossierClock, dossierLookUp, dossierLookUpQuery, dossierPage, dossiersQuery } from './dossier-clock.ts'
import { dossierProgress, progressQuery } from './dossier-progress.ts'
import { dossier } from './dossier.ts'
import { noticeChoices, noticeChoicesAnswer, noticePage, noticesQuery, noticesRead, postPage, postsQuery } from './notice.ts'
import { dueAlarmQuery, dueAlarms, dueAlarmSetting, dueAlarmSettingChange, dueAlarmSettingSaved, dueAlarmsSeen } from './due-alarm.ts'
import { figureSettingChange, figureSettings } from './figure-setting.ts'
import { csvQuery, editionChecks, editionDetail, editionList, editionSummary, editionTables, newEdition, notesQuery, numberQuery } from './edition.ts'
import { editionManifest, manifestSignature, newSigningKey, signingKey, signingKeys } from './edition-manifest.ts'
import { subscriptionOperations } from './subscription-operations.ts'
import { diffQuery, editionApproval, editionDiff, editionReturn, editionReview, publicationCalendar } from './edition-review.ts'
import { importKind, importStarted, importStatus } from './import.ts'
import { bucket, indicatorList, indicatorValues, severalValues, level, segment } from './indicator.ts'
import { compositeValues, describedIndices, indexLevel, indexValues } from './index-values.ts'
import { instance } from './instance.ts'
import { newProcedure, procedureChange, procedureFilters, procedureHistory, procedurePage, sectorList } from './procedure.ts'
import { newOfficial, newShift, official, officialChange, officialPage, officialsQuery, shift, shiftList } from './official.ts'
import { newOpeningException, openingException, openingHours, openingHoursChange } from './opening-hours.ts'
import { publicSaidDone } from './said-done.ts'
import { centreDisplay, liveCentre } from './live.ts'
import { centreFindings, findingDetail, newFindingEntry, newOwnEntry, openAppeals, ownFinding, ownFindingQuery } from './finding.ts'
import { findingBackground } from './finding-background.ts'
import { selectivePrompting } from './selective-prompting.ts'
import { newQualityDecision, oddDayDetail, oddDays, ratingQuality } from './rating-quality.ts'
import { monitoringReport, newReportVersion, reportQuery, reportSignature, reportVersionSaved } from './monitoring-report.ts'
import { answeredPetitions, answeredQuery, newPetition, newPetitionStep, petitionDetail, petitionLimitsChange, petitionLimitsList, petitionPage, petitionRating, petitionsQuery, petitionStatus, petitionSupplement, petitionTaken, publicPetition, restrictedPetition } from './petition.ts'
import { ownResults, ownResultsQuery } from './own-results.ts'
import { measure, reportedMeasures } from './measure.ts'
import {
  newQuestionnaire, questionnaireArchiving, questionnaireContent, questionnaireDetail, questionnaireDraft, questionnaireList, questionnairePublication,
} from './questionnaire.ts'
import { ratingLinkOperations } from './rating-link-operations.ts'
import { surveyOperations } from './survey-operations.ts'
import { recomputation, recomputationRequest, recomputations, recomputationStarted } from './recomputation.ts'
import { batchAnswer, rating, ratingBatch } from './rating.ts'
import { satisfactionEstimate } from './satisfaction-estimate.ts'
import { reportingGaps, reportingGapsQuery, sideBySideLevel } from './reporting-gaps.ts'
import { reorganisation, reorganisationPage, reorganisationPreview, reorganisationRow } from './reorganisation.ts'
import { counter, counterChange, counterHistory, counterPage, newCounter, newUnit, unit, unitChange, unitHistory, unitKind, unitPage, unitPath } from './unit.ts'
import { calendarQuery, calendarYear, dueDateAnswer, dueDateQuery, enteredCalendarDays, newCalendarDay, yearDecision, yearDecisionChange } from './working-calendar.ts'

/** One operation of the wire contract: what OpenAPI is generated from, and what the architecture test compares with the routes. */
export interface Operation {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  path: string
  summary: string
  who: 'public' | 'sender' | 'person'
  query?: z.ZodObject
  body?: { schema: z.ZodType; type?: string }
  status: number
  answer?: z.ZodType
}

const valuesQuery = { period: z.string().optional(), from: day.optional(), to: day.optional(), level, parent: code.optional(), bucket: bucket.optional(), segment: segment.optional() }
const paging = { cursor: z.string().optional(), limit: z.coerce.number().int().min(1).max(500).optional() }

export const operations: readonly Operation[] = [
  ...ratingLinkOperations,
  { method: 'get', path: '/api/v1/instance', summary: 'What this installation is', who: 'public', status: 200, answer: instance },
  { method: 'post', path: '/api/v1/ratings', summary: 'Send ratings (at most 500)', who: 'sender', body: { schema: ratingBatch.extend({ ratings: z.array(rating) }) }, status: 202, answer: batchAnswer },
  { method: 'post', path: '/api/v1/dossiers', summary: 'Send dossier states (at most 1,000)', who: 'sender', body: { schema: z.object({ dossiers: z.array(dossier) }) }, status: 202, answer: batchAnswer },
  { method: 'post', path: '/api/v1/measures', summary: 'Send what another system has counted (at most 5,000)', who: 'sender', body: { schema: z.object({ measures: z.array(measure) }) }, status: 202, answer: batchAnswer },
  { method: 'post', path: '/api/v1/devices/enrol', summary: 'Enrol a tablet by its one-time code', who: 'public', body: { schema: enrolRequest }, status: 201, answer: enrolAnswer },
  { method: 'post', path: '/api/v1/offers', summary: 'A tablet says which ratings it has offered', who: 'sender', body: { schema: offerBatch }, status: 202, answer: offerAnswer },
  { method: 'get', path: '/api/v1/devices/offers', summary: 'Ratings offered at a tablet, as dossiers are closed (server-sent events)', who: 'sender', status: 200, answer: liveOffer },
  { method: 'post', path: '/api/v1/devices/heartbeat', summary: 'A tablet says how it is and learns what is stored', who: 'sender', body: { schema: heartbeat }, status: 200, answer: heartbeatAnswer },
  { method: 'post', path: '/api/v1/session', summary: 'Sign in', who: 'public', body: { schema: signInRequest }, status: 204 },
  { method: 'get', path: '/api/v1/session', summary: 'Who is signed in', who: 'person', status: 200, answer: sessionAnswer },
  { method: 'delete', path: '/api/v1/session', summary: 'Sign out', who: 'public', status: 204 },
  { method: 'post', path: '/api/v1/setup', summary: 'Make the first administrator, or set a password, by the one-time link', who: 'public', body: { schema: setupRequest }, status: 204 },
  { method: 'post', path: '/api/v1/setup/check', summary: 'What a one-time link is for', who: 'public', body: { schema: setupQuestion }, status: 200, answer: setupAnswer },
  { method: 'get', path: '/api/v1/session/oidc', summary: 'Go to the single sign-on provider', who: 'public', query: z.object({ next: z.string().optional() }), status: 302 },
  { method: 'get', path: '/api/v1/session/oidc/callback', summary: 'Come back from the single sign-on provider', who: 'public', status: 302 },
  { method: 'get', path: '/api/v1/account', summary: 'One’s own account', who: 'person', status: 200, answer: ownAccount },
  { method: 'put', path: '/api/v1/account/password', summary: 'Change one’s password; other sessions end', who: 'person', body: { schema: passwordChange }, status: 204 },
  { method: 'post', path: '/api/v1/account/second-factor', summary: 'Begin to set up a second factor', who: 'person', status: 201, answer: secondFactorBegun },
  { method: 'post', path: '/api/v1/account/second-factor/confirm', summary: 'Finish it with a first code; answers recovery codes (shown once)', who: 'person', body: { schema: secondFactorConfirmation }, status: 200, answer: recoveryCodes },
  { method: 'post', path: '/api/v1/account/second-factor/recovery-codes', summary: 'Make new recovery codes; the old ones end', who: 'person', body: { schema: secondFactorProof }, status: 200, answer: recoveryCodes },
  { method: 'post', path: '/api/v1/account/second-factor/remove', summary: 'Take the second factor off', who: 'person', body: { schema: secondFactorProof }, status: 204 },
  { method: 'get', path: '/api/v1/account/sessions', summary: 'Where one is signed in', who: 'person', status: 200, answer: sessionList },
  { method: 'delete', path: '/api/v1/account/sessions', summary: 'End all of one’s other sessions', who: 'person', status: 204 },
  { method: 'delete', path: '/api/v1/account/sessions/:id', summary: 'End one of one’s sessions', who: 'person', status: 204 },
  { method: 'get', path: '/api/v1/accounts', summary: 'List accounts', who: 'person', query: accountQuery, status: 200, answer: accountPage },
  { method: 'post', path: '/api/v1/accounts', summary: 'Make an account', who: 'person', body: { schema: newAccount }, status: 201, answer: newAccountAnswer },
  { method: 'get', path: '/api/v1/accounts/:id', summary: 'An account with the history of its roles', who: 'person', status: 200, answer: accountDetail },
  { method: 'patch', path: '/api/v1/accounts/:id', summary: 'Change, disable or enable an account', who: 'person', body: { schema: accountChange }, status: 204 },
  { method: 'post', path: '/api/v1/accounts/:id/setup-link', summary: 'Make a one-time link to set a password (shown once)', who: 'person', status: 201, answer: setupLink },
  { method: 'post', path: '/api/v1/accounts/:id/unlock', summary: 'Let an account try again that was locked after failures', who: 'person', status: 204 },
  { method: 'post', path: '/api/v1/accounts/:id/reset-second-factor', summary: 'Take the second factor off an account whose owner has lost it', who: 'person', status: 204 },
  { method: 'post', path: '/api/v1/api-keys', summary: 'Make an API key (shown once)', who: 'person', body: { schema: newApiKey }, status: 201, answer: newApiKeyAnswer },
  { method: 'get', path: '/api/v1/api-keys', summary: 'List API keys, without their secrets', who: 'person', query: apiKeyQuery, status: 200, answer: apiKeyPage },
  { method: 'delete', path: '/api/v1/api-keys/:id', summary: 'Revoke an API key', who: 'person', status: 204 },
  { method: 'get', path: '/api/v1/audit-log', summary: 'Who did what, the newest first', who: 'person', query: auditQuery, status: 200, answer: auditPage },
  { method: 'get', path: '/api/v1/audit-log/export.ndjson', summary: 'The whole audit log, as its hashes are computed', who: 'person', status: 200 },
  { method: 'get', path: '/api/v1/audit-log/seals', summary: 'What the newest line of the audit log was, day by day', who: 'person', status: 200, answer: auditSeals },
  { method: 'post', path: '/api/v1/devices', summary: 'Make an enrolment code for a tablet at a counter', who: 'person', body: { schema: newDevice }, status: 201, answer: newDeviceAnswer },
  { method: 'get', path: '/api/v1/devices', summary: 'List tablets with their health', who: 'person', query: z.object({ query: z.string().optional(), centre: code.optional(), state: z.string().optional(), ...paging }), status: 200, answer: devicePage },
  { method: 'post', path: '/api/v1/devices/enrolment-sheet', summary: 'Fresh enrolment codes for the tablets of a centre or of counters (shown once)', who: 'person', body: { schema: enrolmentSheetRequest }, status: 201, answer: enrolmentSheet },
  { method: 'get', path: '/api/v1/devices/:id', summary: 'A tablet with its places, troubles and commands', who: 'person', status: 200, answer: deviceDetail },
  { method: 'patch', path: '/api/v1/devices/:id', summary: 'Move a tablet to another counter', who: 'person', body: { schema: deviceMove }, status: 204 },
  { method: 'delete', path: '/api/v1/devices/:id', summary: 'Revoke a tablet', who: 'person', query: revocationQuery, status: 204 },
  { method: 'post', path: '/api/v1/devices/:id/enrolment-code', summary: 'A fresh enrolment code for one tablet (shown once)', who: 'person', status: 201, answer: newDeviceAnswer },
  { method: 'post', path: '/api/v1/devices/:id/rotate', summary: 'Give a tablet another token at its next sign of life', who: 'person', status: 202, answer: rotationAnswer },
  { method: 'post', path: '/api/v1/devices/:id/commands', summary: 'Send a tablet a message for the staff, or have it restart', who: 'person', body: { schema: newCommand }, status: 202, answer: deviceCommand },
  { method: 'get', path: '/api/v1/devices/:id/commands', summary: 'What a tablet was asked to do', who: 'person', status: 200, answer: deviceCommandList },
  { method: 'delete', path: '/api/v1/devices/:id/commands/:command', summary: 'Take a command back', who: 'person', status: 204 },
  { method: 'get', path: '/api/v1/kiosk-settings/:unit', summary: 'How the tablets of a unit ask', who: 'person', status: 200, answer: kioskSetting },
  { method: 'put', path: '/api/v1/kiosk-settings/:unit', summary: 'Settle how the tablets of a unit ask', who: 'person', body: { schema: kioskSettingChange }, status: 200, answer: kioskSetting },
  { method: 'delete', path: '/api/v1/kiosk-settings/:unit', summary: 'Let what holds above a unit hold again for its tablets', who: 'person', status: 204 },
  { method: 'get', path: '/api/v1/procedure-reasons/:procedure', summary: 'Reasons that are asked about a procedure', who: 'public', status: 200, answer: procedureReasons },
  { method: 'put', path: '/api/v1/procedure-reasons/:procedure', summary: 'Settle the reasons that are asked about a procedure', who: 'person', body: { schema: procedureReasonsChange }, status: 200, answer: procedureReasons },
  { method: 'post', path: '/api/v1/imports', summary: 'Import a CSV or XLSX file', who: 'person', query: z.object({ dryRun: z.enum(['true', 'false']).optional() }), body: { type: 'multipart/form-data', schema: z.object({ kind: importKind, file: z.string() }) }, status: 202, answer: importStarted },
  { method: 'get', path: '/api/v1/imports/:id', summary: 'How far an import is', who: 'person', status: 200, answer: importStatus },
  { method: 'get', path: '/api/v1/imports/:id/rejected.csv', summary: 'The refused rows with their problems', who: 'person', status: 200 },
  { method: 'get', path: '/api/v1/units', summary: 'Units valid on a day, today when left out', who: 'public', query: z.object({ kind: unitKind.optional(), parent: code.optional(), childrenOf: code.optional(), query: z.string().optional(), code: code.optional(), on: day.optional(), ...paging }), status: 200, answer: unitPage },
  { method: 'post', path: '/api/v1/units', summary: 'Add a unit from a day on', who: 'person', body: { schema: newUnit }, status: 201, answer: unit },
  { method: 'patch', path: '/api/v1/units/:code', summary: 'Change a unit from a day on, or correct one of its stretches', who: 'person', body: { schema: unitChange }, status: 200, answer: unit },
  { method: 'get', path: '/api/v1/units/:code/history', summary: 'Every stretch of a unit', who: 'public', status: 200, answer: unitHistory },
  { method: 'get', path: '/api/v1/units/:code', summary: 'A unit with those above it', who: 'public', status: 200, answer: unitPath },
  { method: 'get', path: '/api/v1/working-calendar', summary: 'The days of a year that are not ordinary, with their reasons', who: 'public', query: calendarQuery, status: 200, answer: calendarYear },
  { method: 'post', path: '/api/v1/working-calendar/days', summary: 'Enter a day off, a working day or a swap of both', who: 'person', body: { schema: newCalendarDay }, status: 201, answer: enteredCalendarDays },
  { method: 'delete', path: '/api/v1/working-calendar/days/:day', summary: 'Take an entered day back, with the other half of a swap', who: 'person', query: z.object({ unit: code.optional() }), status: 204 },
  { method: 'patch', path: '/api/v1/working-calendar/years/:year', summary: 'Write down which days of Tết and National Day a year has', who: 'person', body: { schema: yearDecisionChange }, status: 200, answer: yearDecision },
  { method: 'get', path: '/api/v1/due-date', summary: 'When something is due, day by day with the reason', who: 'public', query: dueDateQuery, status: 200, answer: dueDateAnswer },
  { method: 'get', path: '/api/v1/procedures', summary: 'Procedures of a day, today when left out', who: 'public', query: z.object({ ...procedureFilters, ...paging }), status: 200, answer: procedurePage },
  { method: 'get', path: '/api/v1/procedures/:code/history', summary: 'A procedure over time', who: 'public', status: 200, answer: procedureHistory },
  { method: 'post', path: '/api/v1/procedures', summary: 'Make a procedure from a day on', who: 'person', body: { schema: newProcedure }, status: 201, answer: procedureHistory },
  { method: 'patch', path: '/api/v1/procedures/:code', summary: 'Change a procedure from a day on', who: 'person', body: { schema: procedureChange }, status: 200, answer: procedureHistory },
  { method: 'get', path: '/api/v1/sectors', summary: 'Sectors of today’s procedures', who: 'public', status: 200, answer: sectorList },
  { method: 'get', path: '/api/v1/officials', summary: 'Officials with their shift; names for those who may read them', who: 'person', query: officialsQuery, status: 200, answer: officialPage },
  { method: 'post', path: '/api/v1/officials', summary: 'Add an official', who: 'person', body: { schema: newOfficial }, status: 201, answer: official },
  { method: 'patch', path: '/api/v1/officials/:code', summary: 'Change an official, move them, or mark them as left', who: 'person', body: { schema: officialChange }, status: 200, answer: official },
  { method: 'get', path: '/api/v1/officials/:code/shifts', summary: 'Every shift of an official, the latest first', who: 'person', status: 200, answer: shiftList },
  { method: 'post', path: '/api/v1/officials/:code/shifts', summary: 'Add a shift, or correct the one that begins then', who: 'person', body: { schema: newShift }, status: 201, answer: shift },
  { method: 'delete', path: '/api/v1/shifts/:id', summary: 'Take a shift back', who: 'person', status: 204 },
  { method: 'get', path: '/api/v1/opening-hours/:code', summary: 'When a centre or counter is open', who: 'person', status: 200, answer: openingHours },
  { method: 'put', path: '/api/v1/opening-hours/:code', summary: 'Set the opening hours of a centre or counter', who: 'person', body: { schema: openingHoursChange }, status: 200, answer: openingHours },
  { method: 'post', path: '/api/v1/opening-hours/:code/exceptions', summary: 'A day that is different', who: 'person', body: { schema: newOpeningException }, status: 201, answer: openingException },
  { method: 'delete', path: '/api/v1/opening-hours/:code/exceptions/:id', summary: 'Take a different day back', who: 'person', status: 204 },
  { method: 'get', path: '/api/v1/counters', summary: 'Counters valid on a day, today when left out', who: 'person', query: z.object({ centre: code.optional(), on: day.optional(), query: z.string().optional(), ...paging }), status: 200, answer: counterPage },
  { method: 'post', path: '/api/v1/counters', summary: 'Add a counter from a day on', who: 'person', body: { schema: newCounter }, status: 201, answer: counter },
  { method: 'patch', path: '/api/v1/counters/:code', summary: 'Change a counter from a day on, or correct one of its stretches', who: 'person', body: { schema: counterChange }, status: 200, answer: counter },
  { method: 'get', path: '/api/v1/counters/:code/history', summary: 'Every stretch of a counter', who: 'person', status: 200, answer: counterHistory },
  { method: 'post', path: '/api/v1/reorganisations/preview', summary: 'What a reorganisation would change; nothing is written', who: 'person', body: { schema: reorganisation }, status: 200, answer: reorganisationPreview },
  { method: 'post', path: '/api/v1/reorganisations', summary: 'Rename, move, merge, split or close from a day on', who: 'person', body: { schema: reorganisation }, status: 201, answer: reorganisationRow },
  { method: 'get', path: '/api/v1/reorganisations', summary: 'Reorganisations, the newest first', who: 'person', query: z.object(paging), status: 200, answer: reorganisationPage },
  { method: 'delete', path: '/api/v1/reorganisations/:id', summary: 'Undo a reorganisation', who: 'person', status: 204 },
  { method: 'get', path: '/api/v1/indicators', summary: 'Definitions of the indicators', who: 'public', status: 200, answer: indicatorList },
  { method: 'get', path: '/api/v1/indicators/:id/values', summary: 'Values of an indicator', who: 'public', query: z.object(valuesQuery), status: 200, answer: indicatorValues },
  { method: 'get', path: '/api/v1/values', summary: 'Values of several indicators, or of all, in one answer', who: 'public', query: z.object({ indicators: z.string().optional(), ...valuesQuery }), status: 200, answer: severalValues },
  { method: 'get', path: '/api/v1/indicators/:id/estimate', summary: 'Satisfaction of all completed transactions, estimated from those who rated', who: 'public', query: z.object({ period: z.string(), unit: code }), status: 200, answer: satisfactionEstimate },
  { method: 'get', path: '/api/v1/own-results', summary: 'One’s own figures at the counter, in steps of ten', who: 'person', query: ownResultsQuery, status: 200, answer: ownResults },
  { method: 'get', path: '/api/v1/dossiers', summary: 'Dossiers of a unit in the order of their due days, with how each stands', who: 'person', query: z.object({ ...dossiersQuery, ...paging }), status: 200, answer: dossierPage },
  { method: 'get', path: '/api/v1/dossiers/:agencyCode/:code/clock', summary: 'The clock of a dossier day by day, its verdict with the reasons, and what was learned of it when', who: 'person', status: 200, answer: dossierClock },
  { method: 'post', path: '/api/v1/public-petitions', summary: 'Send a petition without an account; answers the code under which it can be looked up (201, or 200 where it was sent before)', who: 'public', body: { schema: publicPetition }, status: 201, answer: petitionTaken },
  { method: 'get', path: '/api/v1/public-petitions/:code', summary: 'How far a petition is, for whoever has its code; nothing personal in it', who: 'public', status: 200, answer: petitionStatus },
  { method: 'post', path: '/api/v1/public-petitions/:code/supplement', summary: 'Add what the sender was asked for', who: 'public', body: { schema: petitionSupplement }, status: 204 },
  { method: 'post', path: '/api/v1/public-petitions/:code/rating', summary: 'Rate the answer, once', who: 'public', body: { schema: petitionRating }, status: 204 },
  { method: 'get', path: '/api/v1/answered-petitions', summary: 'Petitions that were answered in public, personal words masked', who: 'public', query: answeredQuery, status: 200, answer: answeredPetitions },
  { method: 'post', path: '/api/v1/petitions', summary: 'Send a petition from another system (scope petitions:write), or enter one that came by phone, letter or in person', who: 'person', body: { schema: newPetition }, status: 201, answer: petitionTaken },
  { method: 'get', path: '/api/v1/petitions', summary: 'Petitions, those first whose time limit ends first', who: 'person', query: petitionsQuery, status: 200, answer: petitionPage },
  { method: 'get', path: '/api/v1/petitions/:code', summary: 'A petition with its steps and limits', who: 'person', status: 200, answer: petitionDetail },
  { method: 'post', path: '/api/v1/petitions/:code/steps', summary: 'Take the next step of a petition', who: 'person', body: { schema: newPetitionStep }, status: 204 },
  { method: 'get', path: '/api/v1/petitions/:code/restricted', summary: 'A petition as it was written, and how to reach its sender; written down in the audit log', who: 'person', status: 200, answer: restrictedPetition },
  { method: 'get', path: '/api/v1/petition-limits', summary: 'How many working days each step of a petition may take', who: 'public', status: 200, answer: petitionLimitsList },
  { method: 'put', path: '/api/v1/petition-limits', summary: 'Settle those from a day on', who: 'person', body: { schema: petitionLimitsChange }, status: 204 },
  { method: 'get', path: '/api/v1/monitoring-reports/:unit/:month', summary: 'The monthly report of the monitoring unit: figures, and what people wrote', who: 'person', query: reportQuery, status: 200, answer: monitoringReport },
  { method: 'put', path: '/api/v1/monitoring-reports/:unit/:month', summary: 'Save a version of its words', who: 'person', body: { schema: newReportVersion }, status: 200, answer: reportVersionSaved },
  { method: 'post', path: '/api/v1/monitoring-reports/:unit/:month/signature', summary: 'Sign the newest version, which keeps the figures of that moment', who: 'person', body: { schema: reportSignature }, status: 204 },
  { method: 'get', path: '/api/v1/monitoring-reports/:unit/:month/report.csv', summary: 'The report as CSV', who: 'person', query: reportQuery, status: 200 },
  { method: 'get', path: '/api/v1/dossier-progress', summary: 'What is open, due, overdue, received and resolved at this moment, by agency, commune, centre, sector or procedure', who: 'person', query: progressQuery, status: 200, answer: dossierProgress },
  { method: 'get', path: '/api/v1/dossier-clock', summary: 'The clock of a dossier for whoever has its code; not more often than 60 times in ten minutes from one address', who: 'public', query: dossierLookUpQuery, status: 200, answer: dossierLookUp },
  { method: 'get', path: '/api/v1/due-alarms', summary: 'What fell due on the last working morning and what of it is open still', who: 'person', query: dueAlarmQuery, status: 200, answer: dueAlarms },
  { method: 'post', path: '/api/v1/due-alarms/seen', summary: 'Say that one has seen the alarms of a morning', who: 'person', body: { schema: dueAlarmsSeen }, status: 204 },
  { method: 'get', path: '/api/v1/due-alarm-settings/:unit', summary: 'How early a unit is told what falls due, and where alarms are sent', who: 'person', status: 200, answer: dueAlarmSetting },
  { method: 'put', path: '/api/v1/due-alarm-settings/:unit', summary: 'Settle how early a unit is told, and where alarms are sent', who: 'person', body: { schema: dueAlarmSettingChange }, status: 200, answer: dueAlarmSettingSaved },
  { method: 'delete', path: '/api/v1/due-alarm-settings/:unit', summary: 'Let what holds above a unit hold again', who: 'person', status: 204 },
  { method: 'get', path: '/api/v1/questionnaires', summary: 'Questionnaires that a unit may ask, with their versions', who: 'person', status: 200, answer: questionnaireList },
  { method: 'post', path: '/api/v1/questionnaires', summary: 'Make a questionnaire, from content or as a copy: a draft', who: 'person', body: { schema: newQuestionnaire }, status: 201 },
  { method: 'get', path: '/api/v1/questionnaires/:code', summary: 'A questionnaire with the content of its newest version', who: 'person', status: 200, answer: questionnaireDetail },
  { method: 'get', path: '/api/v1/questionnaires/:code/versions/:version', summary: 'What a version asks, as it can be imported again', who: 'person', status: 200, answer: questionnaireContent },
  { method: 'put', path: '/api/v1/questionnaires/:code/draft', summary: 'Save the draft; after a published version this begins the next', who: 'person', body: { schema: questionnaireDraft }, status: 200 },
  { method: 'post', path: '/api/v1/questionnaires/:code/publication', summary: 'Publish the draft, which never changes again, and say whether its figures continue those before', who: 'person', body: { schema: questionnairePublication }, status: 204 },
  { method: 'put', path: '/api/v1/questionnaires/:code/archiving', summary: 'Put a questionnaire into the archive, or take it out', who: 'person', body: { schema: questionnaireArchiving }, status: 204 },
  ...surveyOperations,
  { method: 'get', path: '/api/v1/indices', summary: 'Composite indices: groups, parts, points and grades by version', who: 'public', status: 200, answer: describedIndices },
  { method: 'get', path: '/api/v1/indices/:id/values', summary: 'A unit, or all units of a level, scored by a composite index', who: 'public', query: z.object({ period: z.string(), unit: code.optional(), level: sideBySideLevel.optional(), parent: code.optional() }), status: 200, answer: z.union([indexValues, compositeValues, indexLevel]) },
  { method: 'get', path: '/api/v1/centres/:code/live', summary: 'What comes in at a centre today; with Accept: text/event-stream as it comes', who: 'person', status: 200, answer: liveCentre },
  { method: 'get', path: '/api/v1/centres/:code/display', summary: 'What the display in a centre’s hall shows', who: 'public', status: 200, answer: centreDisplay },
  { method: 'get', path: '/api/v1/comments', summary: 'What people wrote, personal words masked, the newest first', who: 'person', query: z.object({ ...commentFilters, ...paging }), status: 200, answer: commentPage },
  { method: 'put', path: '/api/v1/comments/:id/mark', summary: 'Mark a comment as read or answered', who: 'person', body: { schema: newCommentMark }, status: 204 },
  { method: 'delete', path: '/api/v1/comments/:id/mark', summary: 'Take that back', who: 'person', status: 204 },
  { method: 'get', path: '/api/v1/centres/:code/findings', summary: 'What is found of each counter of a centre: watched, to be reviewed, unremarkable, or too few ratings', who: 'person', status: 200, answer: centreFindings },
  { method: 'get', path: '/api/v1/counters/:code/finding', summary: 'What is found of a counter, where the gap lies, and what was said to it', who: 'person', status: 200, answer: findingDetail },
  { method: 'get', path: '/api/v1/counters/:code/finding-background', summary: 'What explains it: reasons, what was not in the hands of the staff, and counters alike that improved', who: 'person', status: 200, answer: findingBackground },
  { method: 'post', path: '/api/v1/counters/:code/finding-entries', summary: 'Record the cause of a finding, appeal against it, or decide an appeal', who: 'person', body: { schema: newFindingEntry }, status: 204 },
  { method: 'get', path: '/api/v1/rating-quality', summary: 'Counter satisfaction of all ratings and of the validated ones, and what was left out by which rule', who: 'person', query: z.object({ unit: code, period: z.string() }), status: 200, answer: ratingQuality },
  { method: 'get', path: '/api/v1/odd-days', summary: 'Days of devices with odd ratings, the newest first', who: 'person', query: z.object({ unit: code.optional(), from: day.optional(), to: day.optional() }), status: 200, answer: oddDays },
  { method: 'get', path: '/api/v1/odd-days/:counter/:day', summary: 'Every rating of a device on a day, and what a decision would do to the index', who: 'person', query: z.object({ sender: z.string() }), status: 200, answer: oddDayDetail },
  { method: 'get', path: '/api/v1/selective-prompting', summary: 'Counters of a unit that asked clearly less for ratings than others, less about late dossiers, or less at one hour, in a month', who: 'person', query: z.object({ unit: code, period: z.string() }), status: 200, answer: selectivePrompting },
  { method: 'post', path: '/api/v1/odd-days/decisions', summary: 'Decide that odd ratings count after all, or that none of them does', who: 'person', body: { schema: newQualityDecision }, status: 204 },
  { method: 'get', path: '/api/v1/appeals', summary: 'Appeals against findings that wait for a decision', who: 'person', status: 200, answer: openAppeals },
  { method: 'get', path: '/api/v1/own-finding', summary: 'What is found of a counter where one sat in the last twelve months, the last where none is named', who: 'person', query: ownFindingQuery, status: 200, answer: ownFinding },
  { method: 'get', path: '/api/v1/own-finding/background', summary: 'What explains it', who: 'person', query: ownFindingQuery, status: 200, answer: findingBackground },
  { method: 'post', path: '/api/v1/own-finding/entries', summary: 'Answer that finding, or appeal against it', who: 'person', body: { schema: newOwnEntry }, status: 204 },
  { method: 'get', path: '/api/v1/alerts', summary: 'Alerts of a unit, those that last or all, the newest first', who: 'person', query: z.object({ ...alertsQuery, ...paging }), status: 200, answer: alertPage },
  { method: 'get', path: '/api/v1/alert-rules/:unit', summary: 'By which rules alerts are raised at a unit, and who settled them', who: 'person', status: 200, answer: alertRules },
  { method: 'put', path: '/api/v1/alert-rules/:unit', summary: 'Settle a rule for a unit and what lies below it', who: 'person', body: { schema: alertRule }, status: 200, answer: alertRules },
  { method: 'delete', path: '/api/v1/alert-rules/:unit/:kind', summary: 'Let the rule that holds above a unit hold again', who: 'person', status: 204 },
  { method: 'get', path: '/api/v1/cases', summary: 'Cases of a unit, by the limit that runs', who: 'person', query: z.object({ ...casesQuery, ...paging }), status: 200, answer: casePage },
  { method: 'post', path: '/api/v1/cases', summary: 'Open a case by hand, or from an alert, a comment or a finding', who: 'person', body: { schema: newCase }, status: 201, answer: caseOpened },
  { method: 'get', path: '/api/v1/cases/:code', summary: 'A case with its steps and its clock', who: 'person', status: 200, answer: caseDetail },
  { method: 'post', path: '/api/v1/cases/:code/steps', summary: 'Take a step: take on, give, write down a measure, answer, close, open again', who: 'person', body: { schema: newCaseStep }, status: 204 },
  { method: 'get', path: '/api/v1/cases/:code/contact', summary: 'How whoever wants an answer can be reached; every reading is in the audit log', who: 'person', status: 200, answer: readContact },
  { method: 'put', path: '/api/v1/cases/:code/said-done', summary: 'Write what was said and done about a closed case, to be checked', who: 'person', body: { schema: newSaidDone }, status: 204 },
  { method: 'put', path: '/api/v1/cases/:code/said-done/state', summary: 'Publish what was said and done, or withdraw it', who: 'person', body: { schema: saidDoneDecision }, status: 204 },
  { method: 'get', path: '/api/v1/case-limits', summary: 'How many working days a case may take, from which day on', who: 'person', status: 200, answer: caseLimitList },
  { method: 'put', path: '/api/v1/case-limits', summary: 'Settle that for cases opened from a day on', who: 'person', body: { schema: caseLimits }, status: 200, answer: caseLimitList },
  { method: 'post', path: '/api/v1/contacts', summary: 'Leave a way to be answered about a rating, with consent', who: 'public', body: { schema: newContact }, status: 204 },
  { method: 'get', path: '/api/v1/centres/:code/said-done', summary: 'What people said at a centre and what was done, and how many were answered in time', who: 'public', status: 200, answer: publicSaidDone },
  { method: 'get', path: '/api/v1/notices', summary: 'What one is told, the newest first', who: 'person', query: z.object({ ...noticesQuery, ...paging }), status: 200, answer: noticePage },
  { method: 'post', path: '/api/v1/notices/read', summary: 'Mark notices as read, or all of them', who: 'person', body: { schema: noticesRead }, status: 204 },
  { method: 'get', path: '/api/v1/account/notice-choices', summary: 'How one is told, by kind, and when not', who: 'person', status: 200, answer: noticeChoicesAnswer },
  { method: 'put', path: '/api/v1/account/notice-choices', summary: 'Choose how one is told', who: 'person', body: { schema: noticeChoices }, status: 200, answer: noticeChoicesAnswer },
  { method: 'get', path: '/api/v1/posts', summary: 'Mails and messages that could not be sent, or all of a state', who: 'person', query: z.object({ ...postsQuery, ...paging }), status: 200, answer: postPage },
  { method: 'post', path: '/api/v1/posts/:id/retry', summary: 'Try a message that was given up once more', who: 'person', status: 204 },
  { method: 'get', path: '/api/v1/reasons', summary: 'Why people were not satisfied, with shares', who: 'person', query: reasonsQuery, status: 200, answer: givenReasons },
  { method: 'get', path: '/api/v1/measures', summary: 'Reported measures of a unit and period, beside our own counts and with what does not add up', who: 'person', query: z.object({ unit: code, period: z.string() }), status: 200, answer: reportedMeasures },
  { method: 'get', path: '/api/v1/reporting-gaps', summary: 'Which units of a level have not sent what they have to, since when, and what else is missing of them', who: 'person', query: reportingGapsQuery, status: 200, answer: reportingGaps },
  { method: 'get', path: '/api/v1/figure-settings', summary: 'Whether reported or counted figures stand, and since when', who: 'person', status: 200, answer: figureSettings },
  { method: 'put', path: '/api/v1/figure-settings', summary: 'Settle from a month on whether reported or counted figures stand', who: 'person', body: { schema: figureSettingChange }, status: 200, answer: figureSettings },
  { method: 'post', path: '/api/v1/recompute', summary: 'Have the figures of some days counted afresh from the facts', who: 'person', body: { schema: recomputationRequest }, status: 202, answer: recomputationStarted },
  { method: 'get', path: '/api/v1/recompute', summary: 'The latest recomputations', who: 'person', status: 200, answer: recomputations },
  { method: 'get', path: '/api/v1/recompute/:id', summary: 'How far a recomputation is', who: 'person', status: 200, answer: recomputation },
  { method: 'post', path: '/api/v1/editions', summary: 'Ask for an edition of a month that is over, or with a reason for a revision of one', who: 'person', body: { schema: newEdition }, status: 202, answer: editionSummary },
  { method: 'get', path: '/api/v1/editions', summary: 'Frozen months, the newest first', who: 'public', status: 200, answer: editionList },
  { method: 'get', path: '/api/v1/editions/:period', summary: 'A frozen month: definitions in full text, what it was counted from, hashes', who: 'public', query: numberQuery, status: 200, answer: editionDetail },
  { method: 'get', path: '/api/v1/editions/:period/checks', summary: 'What to look at before a month is frozen', who: 'person', status: 200, answer: editionChecks },
  { method: 'get', path: '/api/v1/editions/:period/tables.csv', summary: 'Every published figure of a frozen month, one in a row (RFC 4180); bom=true for spreadsheets', who: 'public', query: csvQuery, status: 200 },
  { method: 'get', path: '/api/v1/editions/:period/tables.json', summary: 'The same as JSON', who: 'public', query: numberQuery, status: 200, answer: editionTables },
  { method: 'get', path: '/api/v1/editions/:period/notes.txt', summary: 'What a reader of the tables must know, in words', who: 'public', query: notesQuery, status: 200 },
  { method: 'get', path: '/api/v1/editions/feed.atom', summary: 'Published editions as an Atom feed', who: 'public', status: 200 },
  { method: 'get', path: '/api/v1/editions/:period/report.pdf', summary: 'The month as a report to print and to read aloud, in Vietnamese', who: 'public', query: numberQuery, status: 200 },
  { method: 'get', path: '/api/v1/editions/:period/report.en.pdf', summary: 'The same in English', who: 'public', query: numberQuery, status: 200 },
  { method: 'get', path: '/api/v1/editions/:period/tables.xlsx', summary: 'The same as a workbook with notes', who: 'public', query: numberQuery, status: 200 },
  { method: 'get', path: '/api/v1/editions/:period/snapshot.csv', summary: 'The whole numbers that every published figure is computed from', who: 'public', query: numberQuery, status: 200 },
  { method: 'get', path: '/api/v1/editions/:period/snapshot.parquet', summary: 'The same as Parquet', who: 'public', query: numberQuery, status: 200 },
  { method: 'get', path: '/api/v1/editions/:period/manifest.json', summary: 'All that an edition is, with the hash of every file: what is signed, byte for byte', who: 'public', query: numberQuery, status: 200, answer: editionManifest },
  { method: 'get', path: '/api/v1/editions/:period/manifest.sig.json', summary: 'The signature over the manifest (Ed25519)', who: 'public', query: numberQuery, status: 200, answer: manifestSignature },
  { method: 'get', path: '/api/v1/editions/:period/files/:name', summary: 'A file of an edition by its name in the manifest', who: 'public', query: numberQuery, status: 200 },
  { method: 'get', path: '/api/v1/editions/:period/edition.zip', summary: 'All files of an edition with manifest, signature and the program that checks them', who: 'public', query: numberQuery, status: 200 },
  { method: 'get', path: '/api/v1/editions/:period/diff', summary: 'What differs between two editions of a month, in a table and in words', who: 'public', query: diffQuery, status: 200, answer: editionDiff },
  { method: 'get', path: '/api/v1/editions/:period/review', summary: 'What the guards found, and who has looked before it was public', who: 'person', status: 200, answer: editionReview },
  { method: 'post', path: '/api/v1/editions/:period/approval', summary: 'Approve an edition that somebody else has asked for; it comes out at its hour', who: 'person', body: { schema: editionApproval }, status: 200, answer: editionSummary },
  { method: 'post', path: '/api/v1/editions/:period/return', summary: 'Send an edition back to be computed anew', who: 'person', body: { schema: editionReturn }, status: 200, answer: editionSummary },
  { method: 'get', path: '/api/v1/publication-calendar', summary: 'What comes out when, a year ahead', who: 'public', status: 200, answer: publicationCalendar },
  ...subscriptionOperations,
  { method: 'get', path: '/api/v1/signing-keys', summary: 'The public keys that editions are signed with, the newest first', who: 'public', status: 200, answer: signingKeys },
  { method: 'post', path: '/api/v1/signing-keys', summary: 'Have another key made that signs from now on, with the reason', who: 'person', body: { schema: newSigningKey }, status: 201, answer: signingKey },
  { method: 'get', path: '/api/v1/custody', summary: 'Whether what the tablets captured on a day is what is counted', who: 'person', query: custodyQuery, status: 200, answer: custodyAnswer },
  { method: 'get', path: '/api/v1/restricted-originals', summary: 'Comments as they were written, for case handlers', who: 'person', query: z.object({ centre: code.optional(), limit: paging.limit }), status: 200 },
  { method: 'get', path: '/api/v1/dead-letters', summary: 'What could not be stored', who: 'person', query: deadLetterQuery, status: 200, answer: deadLetterPage },
  { method: 'get', path: '/api/v1/dead-letters/export.ndjson', summary: 'All dead letters, redacted', who: 'person', status: 200 },
  { method: 'get', path: '/api/v1/dead-letters/:id', summary: 'A dead letter with its content, redacted', who: 'person', status: 200, answer: deadLetterDetail },
  { method: 'post', path: '/api/v1/dead-letters/:id/replay', summary: 'Try a dead letter again', who: 'person', status: 202 },
]
