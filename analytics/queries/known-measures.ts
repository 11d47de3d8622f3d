import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { KnownMeasure } from '../indices/score-index.ts'
import { readReportedMeasures } from './reported-measures.ts'

/** What a composite can be made of for a unit and a period: of several sources of one metric the newest report stands. */
export const readKnownMeasures = async (warehouse: Warehouse, unit: string, period: string): Promise<ReadonlyMap<string, KnownMeasure>> =>
  new Map((await readReportedMeasures(warehouse, unit, period)).map(({ metric, numerator, denominator, value, source }) =>
    [metric, { numerator, denominator, value, source, origin: 'reported' as const }]))
