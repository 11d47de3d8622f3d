import type { ImportProblem } from '../../contract/import.ts'

export interface SheetRow { /** counted from 1, the header's line */ line: number; cells: string[] }

/** A file of which no (further) row can be read. */
export class UnreadableSheet extends Error {
  readonly problem: ImportProblem

  constructor(problem: ImportProblem) {
    super(problem.rule)
    this.problem = problem
  }
}
