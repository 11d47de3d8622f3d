import type { Say } from '../i18n/messages.ts'
import type { Language } from '../../contract/words/translator.ts'
import { sayRule } from '../i18n/vi-rules.ts'
import { RequestFailed } from './api/request-failed.ts'
import { toPlainFailure } from './api/plain-failure.ts'

/** The field of a form that a pointer speaks of: itself, or the one that holds it (`/unitCodes/3` is about `unitCodes`). */
const fieldOf = (pointer: string, fields: readonly string[]): string | undefined => {
  const path = pointer.slice(1)
  return fields.filter((field) => path === field || path.startsWith(`${field}/`)).sort((one, other) => other.length - one.length)[0]
}

/**
 * What the server found wrong, by the field it is about (`validFrom`, `parts/0/code`), for showing beside that field; in Vietnamese
 * where `language` asks for it and the rule is known in it. `rest` is what concerns no field of the form, in plain words, or null.
 */
export function toFieldProblems(
  failure: unknown, fields: readonly string[], say: Say, language: Language = 'en',
): { of: Record<string, string>, rest: string | null } {
  const of: Record<string, string> = {}
  if (!failure) return { of, rest: null }
  const breaches = failure instanceof RequestFailed ? failure.problem?.errors ?? [] : []
  for (const { pointer, rule, message } of breaches) of[fieldOf(pointer, fields) ?? pointer.slice(1)] ??= sayRule(language, rule) ?? message
  const isShown = breaches.length > 0 && breaches.every(({ pointer }) => fieldOf(pointer, fields) !== undefined)
  return { of, rest: isShown ? null : toPlainFailure(failure, say, language) }
}
