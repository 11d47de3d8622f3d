import type { Say } from '../i18n/messages.ts'
import { RequestFailed } from './api-client.ts'
import { toPlainFailure } from './plain-failure.ts'

/**
 * What the server found wrong, by the field it is about (`validFrom`, `parts/0/code`), for showing beside that field; `rest` is what
 * concerns no field of the form, in plain words, or null.
 */
export function toFieldProblems(failure: unknown, fields: readonly string[], say: Say): { of: Record<string, string>, rest: string | null } {
  const of: Record<string, string> = {}
  if (!failure) return { of, rest: null }
  const breaches = failure instanceof RequestFailed ? failure.problem?.errors ?? [] : []
  for (const { pointer, message } of breaches) of[pointer.slice(1)] ??= message
  const isShown = breaches.length > 0 && breaches.every(({ pointer }) => fields.includes(pointer.slice(1)))
  return { of, rest: isShown ? null : toPlainFailure(failure, say) }
}
