import type { IndicatorValue, Level } from '../../contract/indicator.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import type { ProcedureIndex } from '../../registry/procedures/procedure-index.ts'
import type { Indicator } from '../indicators/indicator.ts'
import { toValue, type ValueContext } from '../indicators/to-value.ts'
import type { FigureSettings } from '../origins/figure-settings.ts'
import { withReported } from '../origins/with-reported.ts'
import { toPublic } from '../publication/figure-table.ts'
import type { FrozenValues } from '../publication/frozen-values.ts'
import type { CellRequest } from '../queries/cell-request.ts'
import { selectCellsOfAll } from '../queries/indicator-cells.ts'
import { selectSectorCells } from '../queries/sector-cells.ts'
import { readSetAsideShares } from '../queries/set-aside-shares.ts'

export interface ValueDeps {
  warehouse: Warehouse; record: RecordStore; places: PlaceIndex; procedures: ProcedureIndex; figureSettings: FigureSettings; frozenValues: FrozenValues; clock: Clock
}

/** Which values of which indicators, for whom. Officials are named where the reader may read names: `officialNames` finds them by code. */
export interface ValueRequest {
  indicators: readonly Indicator[]
  request: CellRequest
  period: string | undefined
  maySeeSmallCounts: boolean
  officialNames(codes: readonly string[]): Promise<ReadonlyMap<string, string>>
}

/** Rows by month, those of published months as they were published, in the order of units and months. */
function withPublishedMonths(rows: readonly IndicatorValue[], published: ReadonlyMap<string, readonly IndicatorValue[]> | undefined): IndicatorValue[] {
  if (!published || published.size === 0) return [...rows]
  const keyOf = ({ unit, period }: IndicatorValue) => `${unit} ${period}`
  return [...rows.filter((it) => !published.has(it.period)), ...[...published.values()].flat()].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
}

/** A name that is the same in both languages. */
const toPlainName = (name: string) => ({ vi: name, en: name })

/**
 * The rows of several indicators, in their order: what an edition has frozen, and for the rest what is counted now, with what other
 * systems have reported. Indicators that count the same facts share one reading of them.
 */
export async function readValues(deps: ValueDeps, { indicators, request, period, maySeeSmallCounts, officialNames }: ValueRequest): Promise<IndicatorValue[][]> {
  const { warehouse, places, procedures, clock } = deps
  const published = await deps.frozenValues.values({ indicators: indicators.map((it) => it.definition.id), period, request, maySeeSmallCounts })
  const open = indicators.filter((it) => !published.has(it.definition.id))
  if (open.length === 0) return indicators.map((it) => published.get(it.definition.id) ?? [])

  const sectorOf = (procedure: string) => (procedures.on(procedure, request.today) ?? procedures.historyOf(procedure).at(-1))?.sectorCode ?? null
  const [cells, setAsideOf] = await Promise.all([
    request.level === 'sector' ? selectSectorCells(warehouse, open, request, sectorOf) : selectCellsOfAll(warehouse, open, request), readSetAsideShares(warehouse, open, request),
  ])
  const names = await officialNames(request.level === 'official' ? [...new Set(cells.flat().map((it) => it.unit))] : [])

  const computedAt = new Date(clock()).toISOString()
  // Names as they were at the end of what is told, or are today.
  const lastDay = new Date(Date.parse(request.to) - 1).toISOString().slice(0, 10)
  const namedOn = lastDay < request.today ? lastDay : request.today
  const nameOf = (asked: Level, unit: string) => (asked === 'official' ? toPlainName(names.get(unit) ?? unit)
    : (asked === 'procedure' ? procedures.nameOf(unit) : asked === 'sector' ? procedures.sectorNameOf(unit) : places.nameOf(unit, namedOn)) ?? toPlainName(unit))
  const contextOf = (cell: { unit: string; bucket?: string; segment?: string }): ValueContext => ({
    period: cell.bucket || (period ?? `${request.from}/${request.to}`), segment: request.segment ? cell.segment ?? null : null,
    unitName: nameOf(request.level, cell.unit), computedAt, provisional: true, maySeeSmallCounts,
  })
  const counted = open.map((indicator, index) => ({
    indicator, rows: (cells[index] ?? []).map((cell) => toValue(indicator, cell, { ...contextOf(cell), setAside: setAsideOf(indicator, cell) })),
  }))
  const complete = await withReported(deps, { request, period, contextOf: (unit) => contextOf({ unit }) }, counted)
  const isHidden = maySeeSmallCounts ? () => false : await deps.frozenValues.hiddenWithin({ indicators: open.map((it) => it.definition.id), request })
  const months = await deps.frozenValues.months({ indicators: open.map((it) => it.definition.id), request, maySeeSmallCounts })
  const values = complete.map((rows, index) => {
    const id = open[index]?.definition.id ?? ''
    const safe = rows.map((value) => (isHidden(id, value.unit, request.bucket === null ? '' : value.period) ? toPublic({ value, hidden: 'all', held: null }) : value))
    return withPublishedMonths(safe, months.get(id))
  })
  return indicators.map((it) => published.get(it.definition.id) ?? values[open.indexOf(it)] ?? [])
}
