import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { Cell } from '../indicators/indicator.ts'
import { addUpSurveyCells } from '../indicators/survey-cell.ts'
import type { CellRequest, Countable } from './cell-request.ts'
import { selectCellsOfAll } from './indicator-cells.ts'

const addUp = (a: Cell, b: Cell, { answers }: Countable): Cell => (answers ? addUpSurveyCells(a, b, answers) : {
  ...a, numerator: a.numerator + b.numerator, denominator: a.denominator + b.denominator, sampleSize: a.sampleSize + b.sampleSize,
  squares: (a.squares ?? 0) + (b.squares ?? 0), coverage: null,
})

/**
 * Cells of several indicators by sector, in their order. Dossiers say theirs; a rating or a sheet knows its procedure at most, and lies in the sector
 * that the register of procedures gives it (`sectorOf`, null for an unknown procedure). What has no known procedure lies in no sector.
 */
export async function selectSectorCells(
  warehouse: Warehouse, indicators: readonly Countable[], request: CellRequest, sectorOf: (procedure: string) => string | null,
): Promise<Cell[][]> {
  const [ofPeople, ofDossiers] = [indicators.filter((it) => it.rollup !== 'dossier_daily'), indicators.filter((it) => it.rollup === 'dossier_daily')]
  const byProcedure = await selectCellsOfAll(warehouse, ofPeople, { ...request, level: 'procedure' })
  const bySector = await selectCellsOfAll(warehouse, ofDossiers, request)
  return indicators.map((it) => (it.rollup !== 'dossier_daily' ? inSectors(it, byProcedure[ofPeople.indexOf(it)] ?? [], sectorOf) : bySector[ofDossiers.indexOf(it)] ?? []))
}

function inSectors(indicator: Countable, cells: readonly Cell[], sectorOf: (procedure: string) => string | null): Cell[] {
  const sectors = new Map<string, Cell>()
  for (const cell of cells) {
    const sector = sectorOf(cell.unit)
    if (sector === null) continue
    const key = `${sector}|${cell.bucket}|${cell.segment}`
    const known = sectors.get(key)
    sectors.set(key, known ? addUp(known, cell, indicator) : { ...cell, unit: sector, coverage: null })
  }
  return [...sectors.values()].sort((a, b) => (a.unit < b.unit ? -1 : 1))
}
