import { stringify } from 'csv-stringify/sync'
import type { DemoCentre } from './demo-centres.ts'
import { demoProcedures } from './procedures.ts'

/** The demo's units as the file that `POST /api/v1/imports` with kind `units` takes; parents come before their children. */
export const toUnitsCsv = (centres: readonly DemoCentre[]) => stringify(
  uniqueUnits(centres).map((unit) => [unit.code, unit.parentCode, unit.kind, unit.nameVi, unit.nameEn, unit.validFrom, '']),
  { header: true, columns: ['code', 'parentCode', 'kind', 'nameVi', 'nameEn', 'validFrom', 'validTo'] },
)

/** The counters as the file for kind `counters`; each is there from the day its centre opened. */
export const toCountersCsv = (centres: readonly DemoCentre[]) => stringify(
  centres.flatMap(({ unit, counters }) => counters.map((it) => [it.code, it.centreCode, it.nameVi, it.nameEn, unit.validFrom, ''])),
  { header: true, columns: ['code', 'centreCode', 'nameVi', 'nameEn', 'validFrom', 'validTo'] },
)

/** The catalogue of procedures as the file for kind `procedures`, headed as other systems head it. */
export const toProceduresCsv = (centres: readonly DemoCentre[]) => stringify(
  demoProcedures(centres).map((it) => [it.code, it.nameVi, it.sector.code, it.sector.nameVi, it.limitHours ?? '', it.limitWorkingDays ?? '', it.fee, LEVELS[it.onlineLevel]]),
  { header: true, columns: ['Mã thủ tục', 'Tên thủ tục', 'Mã lĩnh vực', 'Lĩnh vực', 'Thời hạn (giờ)', 'Thời hạn (ngày làm việc)', 'Lệ phí', 'Mức độ trực tuyến'] },
)

const LEVELS = { full: 'Toàn trình', partial: 'Một phần', none: 'Không' } as const

/** Agencies may serve at two centres of one province; each is listed once. */
const uniqueUnits = (centres: readonly DemoCentre[]) => [...new Map(centres.flatMap(({ units }) => units).map((unit) => [unit.code, unit])).values()]
