import { useQueryClient } from '@tanstack/vue-query'
import type { IndicatorDefinition } from '../../../contract/indicator.ts'
import { toValuesSheet } from '../../ui/charts/to-trend-points.ts'
import { saveFile } from '../../ui/save-file.ts'
import { toCsv } from '../../ui/to-csv.ts'
import { useApi } from '../api/use-api.ts'
import { toPeriodText, type Span } from '../periods/periods.ts'
import { toUnitRow, unitValuesQuery, type UnitRef } from './use-values.ts'

/** Hands the values of one unit for one span to the reader as CSV. */
export function useValuesFile() {
  const api = useApi()
  const cache = useQueryClient()
  return async (definitions: readonly IndicatorDefinition[], unit: UnitRef, span: Span): Promise<void> => {
    const answer = await cache.fetchQuery(unitValuesQuery(api, unit, span))
    // What is counted by whole months has no rows for other days; the file is of the rest.
    const sheets = definitions.map(({ id }) => {
      const row = toUnitRow(answer, unit, id)
      return toValuesSheet(id, row ? [row] : [])
    })
    const head = sheets[0]?.head ?? []
    const name = `thuoc-do-${unit.code ?? 'ca-nuoc'}-${toPeriodText(span).replace('/', '-')}.csv`
    saveFile(name, toCsv({ head, rows: sheets.flatMap(({ rows }) => rows) }), 'text/csv;charset=utf-8')
  }
}
