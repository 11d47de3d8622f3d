import type { Say } from '../../i18n/messages.ts'
import { RequestFailed } from '../api/request-failed.ts'
import { toPlainFailure } from '../api/plain-failure.ts'

/** What to say where a code was asked for: the usual is that it was wrong. */
export function toCodeProblem(failure: unknown, say: Say): string | null {
  if (!failure) return null
  const isWrong = failure instanceof RequestFailed && failure.problem?.errors?.[0]?.pointer === '/code'
  return isWrong ? say('codeWrong') : toPlainFailure(failure, say)
}
