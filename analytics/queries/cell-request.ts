import type { Bucket, Level, Segment } from '../../contract/indicator.ts'
import type { TreeTables } from '../dimensions/tree-tables.ts'
import type { Counts } from '../indicators/indicator.ts'

/** Which cells are asked for: days half open, an ancestor whose subtree they lie in, and the breakdown. */
export interface CellRequest {
  from: string
  to: string
  /** The day of the asking: what has not come about yet is not counted. */
  today: string
  level: Level
  parent: string | null
  /** Only what was counted at this counter, wherever it lay; then without a `parent`, and not by unit. */
  counter?: string | null
  bucket: Bucket | null
  segment: Segment | null
}

/** What is counted, by the name it goes by. */
export type Countable = Counts & { definition: { id: string } }

/** Which tree the facts are placed in, and, where `centres` names a table of ours, that only facts stored under its codes are looked at. */
export interface Grouping { tree: TreeTables; centres?: string }
