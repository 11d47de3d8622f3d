import type { EditionContents } from '../../contract/edition.ts'
import type { IndicatorDefinition } from '../../contract/indicator.ts'
import type { Lane, Warehouse } from '../../platform/warehouse/warehouse.ts'
import { selectFigures, selectIndices, type Figure, type IndexFigure } from './figure-table.ts'

/** A build and what it is made of, by which its figures are found. */
export interface StoredBuild { build: string; period: string; contents: EditionContents }

/** The figures of one indicator with what their values are given in, or the composites of one scheme. */
export type EditionChunk = { kind: 'figures'; figures: Figure[]; unit: IndicatorDefinition['unit'] } | { kind: 'indices'; indices: IndexFigure[] }

/** Every stored figure, complete, always in the same order: indicators as they are defined, levels from the top, units by code; then composites. */
export async function* readEdition(warehouse: Warehouse, { build, period, contents }: StoredBuild, lane: Lane = 'read'): AsyncGenerator<EditionChunk> {
  for (const { id: indicator, unit } of contents.definitions) {
    const figures = await selectFigures(warehouse, { build, period, indicators: [indicator], level: null, within: null }, lane)
    if (figures.length > 0) yield { kind: 'figures', figures, unit }
  }
  for (const { id: index } of contents.schemes) {
    const indices = await selectIndices(warehouse, { build, index, unit: '' }, lane)
    if (indices.length > 0) yield { kind: 'indices', indices }
  }
}

/** All stored figures at once. */
export const readFigures = (warehouse: Warehouse, { build, period, contents }: StoredBuild, lane: Lane = 'job'): Promise<Figure[]> =>
  selectFigures(warehouse, { build, period, indicators: contents.definitions.map((it) => it.id), level: null, within: null }, lane)
