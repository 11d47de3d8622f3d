import { Router } from 'express'
import type { Redis } from 'ioredis'
import type { SecretBox } from '../access/secret-box.ts'
import type { Clock } from '../platform/clock.ts'
import type { RecordStore } from '../platform/record/record.ts'
import type { Warehouse } from '../platform/warehouse/warehouse.ts'
import type { PlaceIndex } from '../registry/place-index.ts'
import type { RestrictedOriginals } from '../registry/restricted-originals.ts'
import type { Calendar } from '../registry/working-calendar/calendar.ts'
import type { Mask } from './mask.ts'
import { createPetitionLimits } from './petitions/petition-limits.ts'
import { petitionRoutes } from './petitions/petition-routes.ts'
import { createPetitionSteps } from './petitions/petition-steps.ts'
import { publicPetitionRoutes } from './petitions/public-petition-routes.ts'
import { createPetitionReadings } from './petitions/read-petitions.ts'
import { createPetitionIntake } from './petitions/take-petition.ts'
import { monitoringReportRoutes } from './reports/monitoring-report-routes.ts'
import { createMonitoringReports } from './reports/monitoring-reports.ts'
import type { FigureDeps } from './reports/report-figures.ts'

export interface ResponseDeps {
  record: RecordStore; warehouse: Warehouse; redis: Redis; places: PlaceIndex; workingCalendar: Calendar; box: SecretBox; mask: Mask; originals: RestrictedOriginals; clock: Clock; demo: boolean
  /** For so long the words of petitions as they were written are kept, and how to reach their senders. */
  keepDays: number
  countCases: FigureDeps['countCases']
}

/** Where petitions are taken, handled and read: what routes and the job that tends them share. */
export function createPetitions(deps: Pick<ResponseDeps, 'record' | 'places' | 'workingCalendar' | 'box' | 'mask' | 'clock' | 'keepDays'>) {
  const limits = createPetitionLimits(deps)
  const intakeDeps = { ...deps, calendar: deps.workingCalendar, limits }
  return { limits, intakeDeps, intake: createPetitionIntake(intakeDeps), steps: createPetitionSteps(intakeDeps) }
}

/** What is done about what people say: petitions, and the monthly report of the monitoring unit. */
export function petitionAndReportRoutes(deps: ResponseDeps): Router {
  const { limits, intakeDeps, intake, steps } = createPetitions(deps)
  const readings = createPetitionReadings({ ...intakeDeps, demo: deps.demo })
  const reports = createMonitoringReports(deps)
  return Router().use(
    publicPetitionRoutes({ ...deps, intake, steps, readings }), petitionRoutes({ ...deps, intake, steps, readings, limits }),
    monitoringReportRoutes({ ...deps, ...intakeDeps, reports }),
  )
}
