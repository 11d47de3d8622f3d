import { stringify } from 'csv-stringify/sync'
import type { DemoCentre } from './demo-centres.ts'

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

/** Agencies may serve at two centres of one province; each is listed once. */
const uniqueUnits = (centres: readonly DemoCentre[]) => [...new Map(centres.flatMap(({ units }) => units).map((unit) => [unit.code, unit])).values()]
