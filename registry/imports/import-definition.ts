import type { RecordSession } from '../../platform/record/record.ts'
import type { z } from 'zod'
import type { StretchRow, StretchTable } from '../stretch-table.ts'
import type { Breach } from '../unit-rules.ts'
import type { Column } from './columns.ts'
import type { OpenImport } from './imports.ts'
import type { StretchPlan } from './stretch-plan.ts'

/** A row of the file that has the right shape. */
export interface ShapedRow<Row> { line: number; row: Row }

export interface PlanInput<Row> {
  session: RecordSession
  rows: ShapedRow<Row>[]
  /** The unit the importer may write in; null is the whole country. */
  unitCode: string | null
  /** The day of the import, in Hanoi: the one from which on changes count that say no day. */
  today: string
}

export interface PlanResult<Row extends StretchRow> { plan: StretchPlan<Row>; breaches: Map<number, Breach> }

/** What a row of a file looks like. */
export interface RowDefinition<Row> {
  columns: readonly Column[]
  /** Parses the cells of one row, given by column name; empty cells are left out. */
  shape: z.ZodType<Row>
}

/** One kind of file: its columns, the shape of a row, the table it goes to and the rules between rows. */
export interface ImportDefinition<Row extends StretchRow> extends RowDefinition<Row> {
  table: StretchTable<Row>
  /** Judges the rows against each other and the record; breaches by line. */
  plan(input: PlanInput<Row>): Promise<PlanResult<Row>>
}

/** A kind of file whose rows are more than stretches of one table: its plan says how they are written, with an audit line of their own. */
export interface WritingImport<Row extends object> {
  columns: readonly Column[]
  shape: z.ZodType<Row>
  plan(input: PlanInput<Row>): Promise<{ breaches: Map<number, Breach>; write(open: OpenImport): Promise<void> }>
}
