import type { Side } from '../../../contract/words/side.ts'
import type { Estimate } from '../../../contract/words/format.ts'

/** A place in a chart of places: its figure, or why it has none; `side` is null where there is nothing to compare with. */
export interface PlaceEstimate {
  code: string
  name: string
  kind: string
  estimate: Estimate | null
  /** A value that was reported without counts, so without an interval. */
  alone: number | null
  side: Side | null
  /** In two words, where there is no estimate. */
  missing: string
}
