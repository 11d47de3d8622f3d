import type { Logger } from 'pino'
import type { AuditLog } from '../access/audit-log.ts'
import type { JudgeDaysDeps } from '../analytics/quality/judge-days.ts'
import type { IdleAccounts } from '../access/idle-accounts.ts'
import { createQualityDecisions } from '../analytics/quality/quality-decisions.ts'
import type { FigureSettings } from '../analytics/origins/figure-settings.ts'
import type { Recomputations } from '../analytics/recomputation/recomputations.ts'
import type { Clock } from '../platform/clock.ts'
import type { RecordStore } from '../platform/record/record.ts'
import type { DirtyDays } from '../platform/warehouse/dirty-days.ts'
import type { Warehouse } from '../platform/warehouse/warehouse.ts'
import type { Devices } from '../registry/devices.ts'
import type { Officials } from '../registry/officials/officials.ts'
import type { ShiftChangeLog } from '../registry/officials/shift-changes.ts'
import type { SigningKeys } from '../analytics/publication/signing-keys.ts'
import type { PublishedPeriods } from '../registry/published-periods.ts'
import type { IsOpenAt } from '../registry/opening-hours/open-spans.ts'
import type { PlaceIndex } from '../registry/place-index.ts'
import type { ProcedureIndex } from '../registry/procedures/procedure-index.ts'
import type { QuestionnaireBook } from '../registry/questionnaires/questionnaire-book.ts'
import type { Surveys } from '../registry/questionnaires/create-surveys.ts'
import type { RestrictedOriginals } from '../registry/restricted-originals.ts'
import type { TendDeps } from '../response/petitions/tend-petitions.ts'
import type { LoopJobs } from '../response/create-loop.ts'
import type { Calendar } from '../registry/working-calendar/calendar.ts'
import { computeIndicesJob } from './compute-indices.ts'
import { copyShiftsJob } from './copy-shifts.ts'
import { copySurveysJob } from './copy-surveys.ts'
import { copyTabletPlacesJob } from './copy-tablet-places.ts'
import { deleteExpiredOriginalsJob } from './delete-expired-originals.ts'
import { disableIdleAccountsJob } from './disable-idle-accounts.ts'
import { detachOfficialNamesJob } from './detach-official-names.ts'
import { findUnderperformingJob } from './find-underperforming.ts'
import { askAnnualRevisionJob } from './ask-annual-revision.ts'
import { freezeEditionsJob } from './freeze-editions.ts'
import type { JobDefinition } from './job.ts'
import { judgeRatingsJob } from './judge-ratings.ts'
import { judgeDevicesJob } from './judge-devices.ts'
import { markOpenStockJob } from './mark-open-stock.ts'
import { raiseDueAlarmsJob, type RaiseDeps } from './raise-due-alarms.ts'
import { raiseQuickAlertsJob, raiseSlowAlertsJob } from './raise-alerts.ts'
import { recomputeJob } from './recompute.ts'
import { reconcileCustodyJob } from './reconcile-custody.ts'
import { refreshRollupsJob, type RefreshPace } from './refresh-rollups.ts'
import { sealAuditLogJob } from './seal-audit-log.ts'
import { tendPetitionsJob } from './tend-petitions.ts'
import { sendSurveyInvitationsJob } from './send-survey-invitations.ts'
import { sendNoticesJob } from './send-notices.ts'
import { tendCasesJob } from './tend-cases.ts'

export interface JobDeps {
  record: RecordStore
  warehouse: Warehouse
  dirtyDays: DirtyDays
  devices: Devices
  places: PlaceIndex
  procedures: ProcedureIndex
  workingCalendar: Calendar
  dueAlarms: RaiseDeps['dueAlarms']
  isOpenAt: IsOpenAt
  openingHours: JudgeDaysDeps['openingHours']
  originals: RestrictedOriginals
  officials: Officials
  shiftChanges: ShiftChangeLog
  publishedPeriods: PublishedPeriods
  figureSettings: FigureSettings
  recomputations: Recomputations
  officialNameKeepDays: number
  auditLog: AuditLog
  idleAccounts: IdleAccounts
  petitions: TendDeps
  loop: LoopJobs
  questionnaires: QuestionnaireBook
  surveys: Pick<Surveys, 'send'>
  clock: Clock
  logger: Logger
  /** Another pace of recomputation than the usual one. */
  refreshPace?: RefreshPace | undefined
  /** Of this program; stands in what it publishes. */
  codeVersion: string
  /** Who publishes signs; files say whether the figures are a demonstration's. */
  signingKeys: SigningKeys
  demo: boolean
}

/** Everything that happens by the clock. */
export const createJobs = (deps: JobDeps): readonly JobDefinition[] =>
  [
    refreshRollupsJob(deps), computeIndicesJob(deps), reconcileCustodyJob(deps), deleteExpiredOriginalsJob(deps), sealAuditLogJob(deps),
    disableIdleAccountsJob(deps), copyShiftsJob(deps), copyTabletPlacesJob(deps), markOpenStockJob(deps), detachOfficialNamesJob(deps), judgeDevicesJob(deps), recomputeJob(deps),
    freezeEditionsJob(deps), askAnnualRevisionJob(deps), raiseDueAlarmsJob(deps), findUnderperformingJob(deps), judgeRatingsJob({ ...deps, decisions: createQualityDecisions(deps) }), tendPetitionsJob(deps.petitions),
    raiseQuickAlertsJob(deps.loop), raiseSlowAlertsJob(deps.loop), tendCasesJob(deps.loop), sendNoticesJob(deps.loop), sendSurveyInvitationsJob(deps), copySurveysJob(deps),
  ]
