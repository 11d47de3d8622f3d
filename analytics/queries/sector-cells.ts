import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { Cell } from '../indicators/indicator.ts'
import type { CellRequest, Countable } from './cell-request.ts'
import { selectIndicatorCells } from './indicator-cells.ts'

const addUp = (a: Cell, b: Cell): Cell => ({
  ...a, numerator: a.numerator + b.numerator, denominator: a.denominator + b.denominator, sampleSize: a.sampleSize + b.sampleSize,
  squares: (a.squares ?? 0) + (b.squares ?? 0), coverage: null,
})

/**
 * Cells of an indicator by sector. Dossiers say theirs; a rating knows its procedure at most, and lies in the sector that the register of
 * procedures gives it (`sectorOf`, null for an unknown procedure). Ratings without a known procedure lie in no sector.
 */
export async function selectSectorCells(
  warehouse: Warehouse, indicator: Countable, request: CellRequest, sectorOf: (procedure: string) => string | null,
): Promise<Cell[]> {
  if (indicator.rollup === 'dossier_daily') return await selectIndicatorCells(warehouse, indicator, request)
  const sectors = new Map<string, Cell>()
  for (const cell of await selectIndicatorCells(warehouse, indicator, { ...request, level: 'procedure' })) {
    const sector = sectorOf(cell.unit)
    if (sector === null) continue
    const key = `${sector}|${cell.bucket}|${cell.segment}`
    const known = sectors.get(key)
    sectors.set(key, known ? addUp(known, cell) : { ...cell, unit: sector, coverage: null })
  }
  return [...sectors.values()].sort((a, b) => (a.unit < b.unit ? -1 : 1))
}
