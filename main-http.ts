import express, { Router, type Express, type RequestHandler } from 'express'
import compression from 'compression'
import helmet from 'helmet'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { auditRoutes } from './access/audit-routes.ts'
import { readAuditSeals } from './access/audit-seals.ts'
import type { Access } from './access/create-access.ts'
import { createGuard } from './access/guard.ts'
import { surveyResultRoutes } from './analytics/api/survey-result-routes.ts'
import { createFindingEntries } from './analytics/findings/finding-entries.ts'
import { promptingRoutes } from './analytics/api/prompting-routes.ts'
import { ratingQualityRoutes } from './analytics/api/rating-quality-routes.ts'
import { createQualityDecisions } from './analytics/quality/quality-decisions.ts'
import { findingRoutes } from './analytics/api/finding-routes.ts'
import { commentRoutes } from './analytics/api/comment-routes.ts'
import { displayRoutes } from './analytics/api/display-routes.ts'
import { dossierClockRoutes } from './analytics/api/dossier-clock-routes.ts'
import { dossierProgressRoutes } from './analytics/api/dossier-progress-routes.ts'
import { dossierLookUpRoutes } from './analytics/api/dossier-look-up-routes.ts'
import { dueAlarmRoutes } from './analytics/api/due-alarm-routes.ts'
import { editionFileRoutes } from './analytics/api/edition-file-routes.ts'
import { editionReviewRoutes } from './analytics/api/edition-review-routes.ts'
import { editionRoutes } from './analytics/api/edition-routes.ts'
import { indexRoutes } from './analytics/api/index-routes.ts'
import { countersOfCentre } from './analytics/api/codes-within.ts'
import { liveRoutes } from './analytics/api/live-routes.ts'
import { ownResultsRoutes } from './analytics/api/own-results-routes.ts'
import { indicatorRoutes } from './analytics/api/indicator-routes.ts'
import { estimateRoutes } from './analytics/api/estimate-routes.ts'
import { reorganisationPreviewRoutes } from './analytics/api/reorganisation-preview-routes.ts'
import { figureSettingRoutes } from './analytics/api/figure-setting-routes.ts'
import { reportingRoutes } from './analytics/api/reporting-routes.ts'
import { recomputationRoutes } from './analytics/api/recomputation-routes.ts'
import { createSigningKeys } from './analytics/publication/signing-keys.ts'
import { createFrozenValues } from './analytics/publication/frozen-values.ts'
import { createDescribePage } from './analytics/sharing/describe-page.ts'
import { shareRoutes } from './analytics/sharing/share-routes.ts'
import { createSharedFigures } from './analytics/sharing/shared-figures.ts'
import { createFigureState } from './analytics/values/figure-state.ts'
import { createKeptAnswers } from './analytics/values/kept-answers.ts'
import { createCommentMarks } from './analytics/comments/comment-marks.ts'
import { createLiveBoards } from './analytics/live/live-boards.ts'
import { createFigureSettings } from './analytics/origins/figure-settings.ts'
import { createRecomputations } from './analytics/recomputation/recomputations.ts'
import type { Instance } from './contract/instance.ts'
import type { Custody } from './ingest/custody/custody.ts'
import { createAdmission } from './ingest/admission.ts'
import { createGroupCommit } from './ingest/group-commit.ts'
import { custodyRoutes } from './ingest/http/custody-routes.ts'
import { deadLetterRoutes } from './ingest/http/dead-letter-routes.ts'
import { restrictedOriginalRoutes } from './ingest/http/restricted-original-routes.ts'
import { deviceRoutes } from './ingest/http/device-routes.ts'
import { dossierRoutes } from './ingest/http/dossier-routes.ts'
import { surveyResponseRoutes } from './ingest/http/survey-response-routes.ts'
import { measureRoutes } from './ingest/http/measure-routes.ts'
import { offerRoutes } from './ingest/http/offer-routes.ts'
import { createOfferBoard } from './ingest/offers/offer-board.ts'
import { createStoredOffers } from './ingest/offers/stored-offers.ts'
import { phoneRatingRoutes } from './ingest/http/phone-rating-routes.ts'
import { ratingLinkRoutes } from './ingest/http/rating-link-routes.ts'
import { ratingRoutes } from './ingest/http/rating-routes.ts'
import type { DeadLetters } from './ingest/queue/dead-letters.ts'
import type { FactGroup } from './ingest/queue/fact-batch.ts'
import { apiDocs } from './platform/api-docs.ts'
import type { Clock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import { AppError } from './platform/errors.ts'
import { notFound, problemHandler } from './platform/http.ts'
import { shelved } from './platform/shelved.ts'
import type { Lifecycle } from './platform/lifecycle.ts'
import type { AppQueue } from './platform/queue/queues.ts'
import type { FigureStamps } from './platform/warehouse/figure-stamps.ts'
import type { Warehouse } from './platform/warehouse/warehouse.ts'
import type { RecordStore } from './platform/record/record.ts'
import { maskPersonalData } from './ingest/pipeline/personal-mask.ts'
import { createLoop, loopRoutes } from './response/create-loop.ts'
import { petitionAndReportRoutes } from './response/create-petitions.ts'
import { builtFiles } from './platform/built-files.ts'
import { webFiles } from './platform/web-files.ts'
import type { Registry } from './registry/create-registry.ts'
import { createDueAlarmBook } from './registry/due-alarms/due-alarm-book.ts'
import { dueAlarmSettingRoutes } from './registry/due-alarms/due-alarm-setting-routes.ts'
import { createDueAlarmSettings } from './registry/due-alarms/due-alarm-settings.ts'
import { createSurveys, type Surveys } from './registry/questionnaires/create-surveys.ts'
import { createPublishedPeriods } from './registry/published-periods.ts'
import { createPhoneRating, type PhoneRating } from './registry/rating-links/create-rating-links.ts'
import type { RestrictedOriginals } from './registry/restricted-originals.ts'

interface HttpDeps {
  config: Config
  version: string
  access: Access
  registry: Registry
  record: RecordStore
  redis: Redis
  warehouse: Warehouse
  figureStamps: FigureStamps
  custody: Custody
  facts: AppQueue<FactGroup>
  deadLetters: DeadLetters
  originals: RestrictedOriginals
  clock: Clock
  logger: Logger
  /** Resolves when every store answers. */
  pingStores(): Promise<unknown>
  onStop: Lifecycle['onStop']
}

/** A sender's allowance is an average over this time, so that a tablet that was offline may send its backlog at once. */
const ALLOWANCE_WINDOW_SECONDS = 10

/** Styles in attributes are what charts draw with; scripts come from here only. */
const CONTENT_SECURITY = {
  directives: { 'default-src': ["'self'"], 'script-src': ["'self'"], 'style-src': ["'self'"], 'style-src-attr': ["'unsafe-inline'"], 'img-src': ["'self'", 'data:'], 'connect-src': ["'self'"], 'frame-ancestors': ["'self'"], 'upgrade-insecure-requests': null },
}

/** The routes of the roles asked for. What takes facts comes first and passes through as little as possible. */
export function createHttpApp(deps: HttpDeps): Express {
  const { config, logger, access, registry } = deps
  const app = express().disable('x-powered-by').disable('etag').set('query parser', 'simple').set('trust proxy', [...config.trustedProxies])
  const surveys = createSurveys({ ...deps, ...registry, box: access.box, publicUrl: config.publicUrl, privateHosts: config.webhookPrivateHosts })
  const phones = createPhoneRating({ ...deps, places: registry.places, box: access.box, publicUrl: config.publicUrl })
  app.use(healthRoutes(deps))
  if (config.roles.has('ingest')) app.use(ingestRoutes(deps, surveys, phones))
  if (config.roles.has('web')) {
    // A worker is bound by the policy that its own file comes with.
    app.use(helmet({ contentSecurityPolicy: CONTENT_SECURITY, strictTransportSecurity: config.publicUrl.startsWith('https:') }), builtFiles(), compression())
    app.use(access.identify, createGuard({ tree: registry.places }))
    const publishedPeriods = createPublishedPeriods(deps)
    const figureSettings = createFigureSettings({ ...deps, publishedPeriods })
    const frozenValues = createFrozenValues({ ...deps, ...registry })
    const figureState = createFigureState({ ...deps, ...registry, stamps: deps.figureStamps, frozenValues, figureSettings })
    const results = { ...deps, ...registry, figureSettings, frozenValues, figureState, keptAnswers: createKeptAnswers({ figureState }), demo: config.demo }
    const routers: Router[] = []
    routers.push(indicatorRoutes(results), estimateRoutes(results), indexRoutes(results), ownResultsRoutes(results), dossierClockRoutes(results), reorganisationPreviewRoutes(results), reportingRoutes(results))
    routers.push(instanceRoutes(deps), access.routes, registry.routes, surveys.routes, phones.routes)
    routers.push(auditRoutes({ auditLog: access.auditLog, readSeals: () => readAuditSeals(deps.warehouse) }))
    // The feed's address would be that of a month too.
    routers.push(editionFileRoutes({ ...results, signingKeys: createSigningKeys({ ...deps, box: access.box }), publicUrl: config.publicUrl }), editionRoutes(results), editionReviewRoutes({ ...results, auditLog: access.auditLog }))
    const boards = createLiveBoards({ ...deps, ...registry })
    deps.onStop('live boards', boards.close, { first: true })
    const marks = createCommentMarks(deps)
    const loop = createLoop({ ...results, box: access.box, mask: maskPersonalData, keepDays: config.commentRetentionDays, hasMail: config.mail !== null })
    const { routes: ofLoop, saidDoneAt } = loopRoutes(loop, { redis: deps.redis, demo: config.demo, saidDoneOfComments: (centre) => marks.saidDone(countersOfCentre(registry.places, centre)) })
    routers.push(ofLoop, displayRoutes({ ...results, saidDoneAt }))
    routers.push(liveRoutes({ boards, ...registry, identifyAgain: access.identifyAgain }), commentRoutes({ ...results, marks }))
    routers.push(findingRoutes({ ...results, entries: createFindingEntries(deps) }), ratingQualityRoutes({ ...results, decisions: createQualityDecisions(deps) }), promptingRoutes(results))
    routers.push(petitionAndReportRoutes({ ...results, countCases: loop.readings.countOpened, box: access.box, mask: maskPersonalData, keepDays: config.commentRetentionDays }))
    routers.push(surveyResultRoutes({ ...results, invitations: surveys.invitations }))
    routers.push(dossierProgressRoutes(results), dossierLookUpRoutes({ ...results, isOpen: config.publicDossierClock }))
    const dueAlarms = { settings: createDueAlarmSettings({ ...deps, places: registry.places, box: access.box, privateHosts: config.webhookPrivateHosts }), book: createDueAlarmBook(deps) }
    routers.push(dueAlarmRoutes({ ...results, dueAlarms }), dueAlarmSettingRoutes({ settings: dueAlarms.settings, places: registry.places }))
    routers.push(figureSettingRoutes({ figureSettings }), recomputationRoutes({ ...results, recomputations: createRecomputations(deps), publishedPeriods }))
    routers.push(deadLetterRoutes(deps), custodyRoutes({ ...deps, ...registry }), restrictedOriginalRoutes({ ...deps, ...registry }), apiDocs(config.publicUrl, deps.version))
    app.use(shelved(...routers))
    const sharing = { ...results, figures: createSharedFigures(results), publicUrl: config.publicUrl }
    app.use(shareRoutes(sharing), webFiles({ publicUrl: config.publicUrl, describe: createDescribePage(sharing) }))
  }
  app.use(notFound)
  app.use(problemHandler(logger))
  return app
}

/** Bodies being read or waiting for Redis; beyond it a sender is asked to come again. */
const IN_FLIGHT_BYTES = 64 * 1024 * 1024
const QUEUED_JOBS = 500_000

function ingestRoutes({ config, access, registry, custody, facts, clock, redis, logger, onStop }: HttpDeps, { tickets }: Pick<Surveys, 'tickets'>, phones: PhoneRating): RequestHandler {
  const limiter = new RateLimiterMemory({ points: config.ratingsPerSecond * ALLOWANCE_WINDOW_SECONDS, duration: ALLOWANCE_WINDOW_SECONDS })
  const groupCommit = createGroupCommit({ facts, custody })
  const admission = createAdmission({
    redis, facts, groupCommit, logger,
    limits: { inFlightBytes: IN_FLIGHT_BYTES, queuedJobs: QUEUED_JOBS, redisBytes: config.queueMemoryMb * 1024 * 1024 },
  })
  onStop('admission', admission.close)
  const deps = { apiKeys: access.apiKeys, devices: registry.devices, places: registry.places, admission, groupCommit, limiter, clock }
  const offers = createOfferBoard({ ...registry, redis, clock, logger })
  onStop('offers', offers.close, { first: true })
  const byPhone = { ...deps, ...phones, kioskSettings: registry.kioskSettings, procedures: registry.procedures, demo: config.demo }
  return shelved(
    ratingRoutes(deps),
    dossierRoutes({ ...deps, offers }),
    offerRoutes({ ...deps, offers, storedOffers: createStoredOffers(redis) }),
    measureRoutes(deps),
    ratingLinkRoutes(byPhone),
    phoneRatingRoutes(byPhone),
    surveyResponseRoutes({ ...deps, tickets, questionnaires: registry.questionnaires, redis, mask: maskPersonalData }),
    deviceRoutes({ ...deps, ...registry, custody, redis, demo: config.demo }),
  )
}

function instanceRoutes({ config, version, clock }: HttpDeps): Router {
  return Router().get('/api/v1/instance', (_request, response) => {
    const answer: Instance = { name: 'Thước Đo', version, demo: config.demo, serverTime: new Date(clock()).toISOString(), singleSignOn: config.oidc && { name: config.oidc.name }, dossierClock: config.publicDossierClock }
    response.json(answer)
  })
}

/** `/livez`: the process turns. `/readyz`: every store answers. */
function healthRoutes({ pingStores }: HttpDeps): Router {
  const router = Router()
  router.get('/livez', (_request, response) => void response.json({ status: 'alive' }))
  router.get('/readyz', async (_request, response) => {
    await pingStores().catch((error: unknown) => {
      throw new AppError('unavailable', `A store does not answer: ${String(error)}`, { retryAfterSeconds: 2 })
    })
    response.json({ status: 'ready' })
  })
  return router
}
