import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { MeasureBatch } from '../queue/fact-batch.ts'

const COLUMNS = ['unit_code', 'period', 'metric', 'source', 'numerator', 'denominator', 'value', 'sender', 'reported_at', 'received_at'] as const

/** Writes reported measures; resolves when they are in the warehouse. They are few and every column was judged, so they come as they are. */
export const writeMeasures = (warehouse: Warehouse, batches: readonly MeasureBatch[]): Promise<void> => warehouse.insert(
  'reported_measures', COLUMNS,
  batches.flatMap(({ sender, receivedAt, rows }) => rows.map(([unitCode, period, metric, source, numerator, denominator, value, reportedAt]) => [
    unitCode, period, metric, source, numerator, denominator, value, sender, new Date(reportedAt).toISOString(), new Date(receivedAt).toISOString(),
  ])),
)
