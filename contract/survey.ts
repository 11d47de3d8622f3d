import { z } from 'zod'
import { code, day, dossierCode, eventId, instant, language } from './codes.ts'
import { questionnaireCode, versionNumber } from './questionnaire.ts'

const bilingual = z.object({ vi: z.string(), en: z.string() })
const moment = z.string()
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

/** What became of the dossier. Those who were refused, stopped or withdrew are asked too, and reported apart. */
export const surveyOutcomes = ['finished', 'refused', 'stopped', 'withdrawn'] as const
export const surveyOutcome = z.enum(surveyOutcomes)
export type SurveyOutcome = z.infer<typeof surveyOutcome>

/** How the code came to whoever answers: printed on the receipt, on a card, sent by the province's gateway, or (`open`) on a poster for everybody. */
export const invitationChannels = ['receipt', 'card', 'gateway'] as const
export const invitationChannel = z.enum(invitationChannels)
export const surveyChannels = [...invitationChannels, 'open'] as const
export const surveyChannel = z.enum(surveyChannels)
export type SurveyChannel = z.infer<typeof surveyChannel>

export const INVITATIONS_PER_REQUEST = 500
/** One invitation; `dossierCode` with `agencyCode` keeps a dossier from being invited twice, and tells the gateway whom to write to. */
export const invitation = z.strictObject({
  centreCode: code, procedureCode: code.optional(), outcome: surveyOutcome.default('finished'), month: month.optional(), agencyCode: code.optional(), dossierCode: dossierCode.optional(),
}).refine((it) => (it.agencyCode === undefined) === (it.dossierCode === undefined), { path: ['agencyCode'], error: 'agencyCode with dossierCode', params: { rule: 'agencyCode with dossierCode' } })
export type Invitation = z.infer<typeof invitation>
/**
 * `POST /api/v1/survey-invitations`; each item is judged on its own. `quota` is the most that one stratum (centre, procedure, outcome, month) may have
 * in all. Codes are shown once: what is kept of them is a hash.
 */
export const newInvitations = z.strictObject({
  questionnaire: questionnaireCode, channel: invitationChannel, expiresInDays: z.int().min(1).max(90).default(30), quota: z.int().min(1).max(100_000).optional(),
  invitations: z.array(z.unknown()).min(1).max(INVITATIONS_PER_REQUEST),
})
export const issuedInvitation = z.object({ index: z.int(), code: z.string(), url: z.string() })
export type IssuedInvitation = z.infer<typeof issuedInvitation>
export const invitationsIssued = z.object({
  batch: z.string(), expiresAt: moment, issued: z.array(issuedInvitation),
  rejected: z.array(z.object({ index: z.int(), errors: z.array(z.object({ pointer: z.string(), value: z.unknown(), rule: z.string(), message: z.string() })) })),
})
export type InvitationsIssued = z.infer<typeof invitationsIssued>

/** `GET /api/v1/survey-invitations`: how many were asked, and how many of them began, by month of the dossier. */
export const invitationsQuery = z.strictObject({ unit: code.optional(), questionnaire: questionnaireCode.optional() })
export const invitationCount = z.object({ questionnaire: z.string(), centre: z.string(), month: z.string(), channel: surveyChannel, outcome: surveyOutcome, invited: z.int(), claimed: z.int(), optedOut: z.int(), unsent: z.int() })
export type InvitationCount = z.infer<typeof invitationCount>
export const invitationCounts = z.object({ rows: z.array(invitationCount) })

/** A code for everybody at one centre, on a poster: so many begin a day at most. */
export const newOpenLink = z.strictObject({ questionnaire: questionnaireCode, centreCode: code, perDay: z.int().min(1).max(5_000).default(200) })
export const openLink = z.object({ id: z.string(), questionnaire: z.string(), centre: z.object({ code: z.string(), name: bilingual }), perDay: z.int(), url: z.string(), createdAt: moment, closedAt: moment.nullable() })
export type OpenLink = z.infer<typeof openLink>
export const openLinkList = z.object({ rows: z.array(openLink) })

const hour = z.int().min(0).max(23)
/** `PUT /api/v1/survey-gateways/:unit`: where links are posted for the province's SMS and mail. Nothing goes out from `quietFrom` to `quietTo`, Hà Nội time. */
export const surveyGatewayChange = z.strictObject({
  url: z.string().trim().max(500), quietFrom: hour.default(20), quietTo: hour.default(8), remindAfterDays: z.int().min(1).max(30).nullable().default(5), renewSecret: z.boolean().default(false),
})
export type SurveyGatewayChange = z.infer<typeof surveyGatewayChange>
/** `heldBy` is the unit whose gateway serves here, null where there is none. `secret` is shown once, when it was made. */
export const surveyGateway = z.object({ unitCode: code, heldBy: z.string().nullable(), url: z.string().nullable(), quietFrom: hour, quietTo: hour, remindAfterDays: z.int().nullable() })
export const surveyGatewaySaved = surveyGateway.extend({ secret: z.string().nullable() })
/** What became of messages within the unit: `waiting` go out by themselves, `failing` of them were tried already, `givenUp` were tried too often. */
export const surveyDeliveries = z.object({ waiting: z.int(), failing: z.int(), givenUp: z.int(), lastProblem: z.string().nullable() })
export type SurveyDeliveries = z.infer<typeof surveyDeliveries>
export const surveyGatewayState = surveyGateway.extend({ deliveries: surveyDeliveries })
export type SurveyGatewayState = z.infer<typeof surveyGatewayState>
/** `POST /api/v1/survey-gateways/:unit/test`: what the gateway answered to a message that is for nobody; `problem` where no answer came. */
export const surveyGatewayTried = z.object({ status: z.int().nullable(), problem: z.string().nullable() })
export type SurveyGatewayTried = z.infer<typeof surveyGatewayTried>
export const surveyTestMessage = z.object({ kind: z.literal('survey-test'), words: bilingual })
/** `POST /api/v1/survey-gateways/:unit/retry`: what waits for another try, or had too many, is due now. */
export const surveyRetried = z.object({ retried: z.int() })
export type SurveyGatewaySaved = z.infer<typeof surveyGatewaySaved>
/**
 * What is POSTed to the gateway, signed as due alarms are. It knows how to reach whose dossier it is; we do not. 410 says that this person wants no
 * messages: none is sent again. Any other answer than 2xx is tried again later.
 */
export const surveyMessage = z.object({ kind: z.literal('survey-invitation'), isReminder: z.boolean(), agencyCode: code, dossierCode, url: z.string(), expiresAt: moment, words: bilingual })

/** `POST /api/v1/survey-tickets` and `POST /api/v1/survey-opt-outs`. */
export const surveyCode = z.strictObject({ code: z.string().trim().min(1).max(60) })
/** The ticket knows questionnaire, centre, procedure, month, outcome and channel, and nothing that leads back to the code. */
export const surveyTicket = z.object({
  ticket: z.string(), questionnaire: z.string(), version: versionNumber, expiresAt: moment, outcome: surveyOutcome, centreCode: z.string(),
  centre: bilingual, procedure: bilingual.nullable(),
})
export type SurveyTicket = z.infer<typeof surveyTicket>

const value = z.union([z.number(), z.string().max(2_000), z.array(z.string().max(40)).max(20)])
/**
 * `POST /api/v1/survey-responses`. A part (`partial`) is replaced by a later part and by the finished sheet; what was finished first counts, and sent
 * again with the same `id` it is accepted again. Times are kept to the hour.
 */
export const surveyResponse = z.strictObject({
  ticket: z.string().max(1_000), id: eventId, questionnaire: questionnaireCode, version: versionNumber, language, startedAt: instant, submittedAt: instant, partial: z.boolean(),
  answers: z.array(z.strictObject({ question: z.string().max(40), value })).max(400),
})
export type SurveyResponse = z.infer<typeof surveyResponse>
export const surveyResponseTaken = z.object({ accepted: z.array(z.string()) })

/** Days of a query of results, half open. */
export const surveyDays = { from: day.optional(), to: day.optional() }
