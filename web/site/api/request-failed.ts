import type { Problem } from '../../../contract/problem.ts'

export type FailureKind = 'offline' | 'late' | 'refused' | 'unreadable'

/** A request that brought no usable answer; `problem` is what the server said, where it said anything. */
export class RequestFailed extends Error {
  override name = 'RequestFailed'
  readonly kind: FailureKind
  readonly status: number | null
  readonly problem: Problem | null
  /** How long to wait before the next try, where the server said so. */
  retryAfterSeconds: number | null = null

  constructor(kind: FailureKind, message: string, status: number | null = null, saidProblem: Problem | null = null) {
    super(message)
    this.kind = kind
    this.status = status
    this.problem = saidProblem
  }
}
