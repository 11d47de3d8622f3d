import type { Router } from 'express'
import type { Redis } from 'ioredis'
import type { SecretBox } from '../../access/secret-box.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { PlaceIndex } from '../place-index.ts'
import type { ProcedureIndex } from '../procedures/procedure-index.ts'
import { createInvitations, type Invitations } from './invitations.ts'
import { createOpenLinks } from './open-links.ts'
import type { QuestionnaireBook } from './questionnaire-book.ts'
import { sendInvitations } from './send-invitations.ts'
import { createSurveyDeliveries } from './survey-deliveries.ts'
import { createSurveyGateways } from './survey-gateways.ts'
import { createSurveyQuotas } from './survey-quotas.ts'
import { surveyRoutes } from './survey-routes.ts'
import { createSurveyTickets, type SurveyTickets } from './survey-tickets.ts'

export interface SurveyDeps {
  record: RecordStore; redis: Redis; places: PlaceIndex; procedures: ProcedureIndex; questionnaires: QuestionnaireBook; box: SecretBox; clock: Clock; publicUrl: string
  /** Hosts that are not on the internet and may be posted to all the same. */
  privateHosts: readonly string[]
}
export interface Surveys {
  tickets: SurveyTickets
  invitations: Invitations
  routes: Router
  /** Posts what is due to the gateways. */
  send(): Promise<{ sent: number; failed: number }>
}

/** Inviting people to surveys: what routes and the job that posts invitations share. */
export function createSurveys(deps: SurveyDeps): Surveys {
  const gateways = createSurveyGateways(deps)
  const quotas = createSurveyQuotas(deps)
  const deliveries = createSurveyDeliveries({ ...deps, gateways })
  const tickets = createSurveyTickets(deps)
  const invitations = createInvitations({ ...deps, gateways, quotas })
  const openLinks = createOpenLinks(deps)
  return { tickets, invitations, routes: surveyRoutes({ ...deps, book: deps.questionnaires, gateways, deliveries, quotas, tickets, invitations, openLinks }), send: () => sendInvitations({ ...deps, gateways }) }
}
