import { z } from 'zod'
import { PROGRESS_COLUMNS, type ProgressCounts, type ProgressCut } from '../../contract/dossier-progress.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { DaysByAgency } from '../dossiers/agency-days.ts'
import { progressSql, TOLD_COLUMNS } from '../dossiers/progress-columns.ts'
import type { ProgressDays } from '../dossiers/progress-days.ts'
import { manyCurrentStates, type PlaceCodes } from './current-dossiers.ts'

export interface ProgressSearch { places: PlaceCodes; /** a day of Hanoi */ today: string; days: DaysByAgency<ProgressDays> }

/** Counts under one code as the dossiers carry it, '' where they carry none; `longest` is the overdue dossier with the earliest due day. */
export interface ProgressCell { code: string; counts: ProgressCounts; longest: { dueOn: string; agencyCode: string; code: string } | null }

/** The column of `dossiers` that a cut goes by; communes are found from agencies. */
const CUT_COLUMNS: Record<ProgressCut, string> = {
  agency: 'agency_code', commune: 'agency_code', centre: 'centre_code', sector: 'sector_code', procedure: 'procedure_code',
}

const count = z.coerce.number()
const cellRow = z.object({
  cut_code: z.string(), counts: z.array(count), longest: z.tuple([z.string(), z.string(), z.string()]),
}).transform(({ cut_code: carried, counts, longest: [dueOn, agencyCode, code] }): ProgressCell => ({
  code: carried, counts: Object.fromEntries(PROGRESS_COLUMNS.map((it, index) => [it, counts[index] ?? 0])) as ProgressCounts,
  longest: code === '' ? null : { dueOn, agencyCode, code },
}))

/** Every code of the cut under which anything is counted, in one statement over the current states. */
export async function selectProgress(warehouse: Warehouse, { places, today, days }: ProgressSearch, by: ProgressCut): Promise<ProgressCell[]> {
  const { columns, mayCount, params } = progressSql(today, days)
  const states = manyCurrentStates({ places, condition: mayCount, columns: `${TOLD_COLUMNS}, code, ${CUT_COLUMNS[by]} AS cut` })
  const query = defineQuery<Record<string, unknown>, ProgressCell>({
    name: 'dossier-progress', row: cellRow,
    sql: `SELECT toString(cut) AS cut_code, [${PROGRESS_COLUMNS.map((it) => `countIf(${columns[it]})`).join(', ')}] AS counts,
            minIf((toString(due_on), toString(agency_code), code), ${columns.overdue}) AS longest
          FROM ${states} GROUP BY cut HAVING arrayMax(counts) > 0`,
  })
  return await warehouse.select(query, { ...params, ...places })
}
