import { setTimeout as sleep } from 'node:timers/promises'
import { Router } from 'express'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { Clock } from '../platform/clock.ts'
import { createQueue, startWorker } from '../platform/queue/queues.ts'
import type { RecordStore } from '../platform/record/record.ts'
import { counterRoutes } from './counter-routes.ts'
import { deviceAdministrationRoutes, type ReadWatermark } from './device-administration-routes.ts'
import { createDevices, type Devices } from './devices.ts'
import { createDeviceImport } from './imports/device-import.ts'
import { createImportChunks, type ImportChunks } from './imports/import-chunks.ts'
import type { FactImports } from './imports/import-kinds.ts'
import { importRoutes } from './imports/import-routes.ts'
import { createImports, type Imports } from './imports/imports.ts'
import { createImportProcessor } from './imports/process-import.ts'
import { createKioskSettings, type KioskSettings } from './kiosk/kiosk-settings.ts'
import { kioskSettingRoutes } from './kiosk/kiosk-setting-routes.ts'
import { createOpeningHours, type OpeningHours } from './opening-hours/opening-hours.ts'
import { openingHoursRoutes } from './opening-hours/opening-hours-routes.ts'
import { officialRoutes } from './officials/official-routes.ts'
import { createOfficials, type Officials } from './officials/officials.ts'
import { createShiftChanges, type ShiftChangeLog } from './officials/shift-changes.ts'
import { createProcedureIndex, type ProcedureIndex } from './procedures/procedure-index.ts'
import { procedureRoutes } from './procedures/procedure-routes.ts'
import { createProcedureWriter } from './procedures/write-procedure.ts'
import { createQuestionnaireBook, type QuestionnaireBook } from './questionnaires/questionnaire-book.ts'
import { questionnaireRoutes } from './questionnaires/questionnaire-routes.ts'
import { createPlaceEdits } from './place-edits.ts'
import { createPlaceIndex, type PlaceIndex } from './place-index.ts'
import { reorganisationRoutes } from './reorganisations/reorganisation-routes.ts'
import { createReorganisations } from './reorganisations/reorganisations.ts'
import { unitRoutes } from './unit-routes.ts'
import type { WorkingDays } from './opening-hours/open-spans.ts'
import type { Calendar } from './working-calendar/calendar.ts'
import { createCalendarEntries } from './working-calendar/calendar-entries.ts'
import { dueDateRoutes } from './working-calendar/due-date-routes.ts'
import { createWorkingCalendar } from './working-calendar/working-calendar.ts'
import { workingCalendarRoutes } from './working-calendar/working-calendar-routes.ts'

const IMPORT_QUEUE = 'imports'
/** A list of units need not wait for a year of ratings. */
const IMPORTS_AT_ONCE = 3

/** After so long every process has loaded what another has written: it asks each second, and then loads. */
const KNOWN_EVERYWHERE_MS = 2_500

export interface RegistryDeps {
  record: RecordStore
  redis: Redis
  clock: Clock
  publicUrl: string
  logger: Logger
  /** Whether other processes work on the same record. */
  isShared?: boolean
  /** After so many days a tablet gets another token; 180 when left out. */
  deviceTokenDays?: number
  /** What of a tablet's numbers is stored, as custody knows it. */
  readWatermark?: ReadWatermark
}

export interface Registry {
  /** Units and counters in memory, at most two seconds old. */
  places: PlaceIndex
  /** Which days are worked, by country and unit; as old as `places`. */
  workingCalendar: Calendar
  /** Procedures and sectors; as old as `places`. */
  procedures: ProcedureIndex
  devices: Devices
  officials: Officials
  /** What the warehouse has not been told of shifts. */
  shiftChanges: ShiftChangeLog
  /** When centres and counters are open, in memory, at most two seconds old. */
  openingHours: OpeningHours
  questionnaires: QuestionnaireBook
  /** How tablets ask; each reading is at most two seconds old. */
  kioskSettings: KioskSettings
  imports: Imports
  importChunks: ImportChunks
  routes: Router
  /** Works imports off, those first that an earlier process left unfinished. */
  startWorkers(factImports?: Partial<FactImports>, more?: { untilShiftsCount?(): Promise<unknown> }): { close(): Promise<void> }
  /** Puts unfinished imports into the queue (again). */
  takeUpImports(): Promise<void>
  /** Throws when the record does not answer. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** What opening hours ask of the calendar: a weekly day off is no holiday, whoever opens then is open. */
const toWorkingDays = (calendar: Calendar): WorkingDays => ({
  isWorkingDay: calendar.isWorkingDay,
  isHoliday: (day, unitCode) => !['working', 'weekend', 'working-by-decision'].includes(calendar.dayOf(day, unitCode).kind),
})

/** Who and where. The record must be migrated; resolves when units and counters are in memory. */
export async function createRegistry(deps: RegistryDeps): Promise<Registry> {
  const { record, redis, clock, publicUrl, logger, isShared = false, deviceTokenDays, readWatermark = async () => null } = deps
  const places = await createPlaceIndex({ record, clock, logger })
  const workingCalendar = await createWorkingCalendar({ record, places })
  const procedures = await createProcedureIndex({ record, places, clock })
  const officials = createOfficials({ record, clock })
  const shiftChanges = createShiftChanges({ record })
  const openingHours = await createOpeningHours({ record, places, workingDays: toWorkingDays(workingCalendar) })
  const kioskSettings = createKioskSettings({ record, places, clock })
  const devices = createDevices({ record, clock, ...(deviceTokenDays === undefined ? {} : { tokenDays: deviceTokenDays }) })
  const questionnaires = createQuestionnaireBook({ record, clock })
  const imports = createImports({ record })
  const importChunks = createImportChunks({ record })
  const queue = createQueue<{ importId: string }>({ redis, name: IMPORT_QUEUE })
  const enqueue = (importId: string) => queue.add({ importId })
  const takeUpImports = async () => {
    for (const id of await imports.unfinished()) await enqueue(id)
  }

  const routes = Router()
  routes.use(workingCalendarRoutes({ calendar: workingCalendar, entries: createCalendarEntries({ record, places }), places }))
  routes.use(dueDateRoutes({ calendar: workingCalendar, procedures, places }))
  routes.use(procedureRoutes({ procedures, writer: createProcedureWriter({ record, places }), clock }))
  const edits = createPlaceEdits({ record, places })
  routes.use(unitRoutes({ places, edits, clock }))
  routes.use(counterRoutes({ places, edits, clock }))
  routes.use(reorganisationRoutes({ reorganisations: createReorganisations({ record, places, clock }) }))
  routes.use(importRoutes({ imports, chunks: importChunks, enqueue }))
  routes.use(officialRoutes({ officials, record, places, clock }))
  routes.use(questionnaireRoutes({ book: questionnaires, places }))
  routes.use(openingHoursRoutes({ openingHours, places, clock }))
  routes.use(kioskSettingRoutes({ settings: kioskSettings, places, procedures }))
  routes.use(deviceAdministrationRoutes({ devices, places, publicUrl, clock, readWatermark }))

  return {
    places, workingCalendar, procedures, devices, officials, shiftChanges, openingHours, kioskSettings, questionnaires, imports, importChunks, routes, takeUpImports,
    startWorkers: (factImports = {}, { untilShiftsCount = async () => {} } = {}) => {
      // The queue has these jobs too, unless its data was lost; working one off twice changes nothing.
      Promise.all([takeUpImports(), importChunks.removeOrphans()])
        .catch((error: unknown) => logger.warn({ err: error }, 'unfinished imports could not be taken up'))
      const untilKnownEverywhere = async () => { if (isShared) await sleep(KNOWN_EVERYWHERE_MS) }
      const ownImports = { devices: createDeviceImport({ record, places, imports, chunks: importChunks, clock, forgetRemembered: devices.forgetRemembered }) }
      const process = createImportProcessor({ record, places, imports, chunks: importChunks, factImports, ownImports, clock, untilKnownEverywhere, untilShiftsCount })
      return startWorker({ redis, name: IMPORT_QUEUE, concurrency: IMPORTS_AT_ONCE, process, logger })
    },
    ping: async () => void (await record.query('SELECT 1')),
    close: async () => {
      await places.close()
      await queue.close()
    },
  }
}
