import type { RecordSession } from '../../platform/record/record.ts'
import type { z } from 'zod'
import type { StretchRow, StretchTable } from '../stretch-table.ts'
import type { Breach } from '../unit-rules.ts'
import type { Column } from './columns.ts'
import type { StretchPlan } from './stretch-plan.ts'

/** A row of the file that has the right shape. */
export interface ShapedRow<Row> { line: number; row: Row }

export interface PlanInput<Row> {
  session: RecordSession
  rows: ShapedRow<Row>[]
  /** The unit the importer may write in; null is the whole country. */
  unitCode: string | null
}

export interface PlanResult<Row extends StretchRow> { plan: StretchPlan<Row>; breaches: Map<number, Breach> }

/** One kind of file: its columns, the shape of a row, the table it goes to and the rules between rows. */
export interface ImportDefinition<Row extends StretchRow> {
  columns: readonly Column[]
  /** Parses the cells of one row, given by column name; empty cells are left out. */
  shape: z.ZodType<Row>
  table: StretchTable<Row>
  /** Judges the rows against each other and the record; breaches by line. */
  plan(input: PlanInput<Row>): Promise<PlanResult<Row>>
}
