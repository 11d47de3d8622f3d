import type { MessageKey, Say } from '../i18n/messages.ts'
import type { Language } from '../../contract/words/translator.ts'
import { RequestFailed } from './api/request-failed.ts'
import { toFieldProblems } from './field-problems.ts'

/** What the server's rules are called on a page: the beginning of a rule and the message for it. */
export type RuleWords = readonly (readonly [beginning: string, words: MessageKey])[]

/** As `toFieldProblems`, in the reader's language where the rule has words; the server's own words otherwise. */
export function toSpokenProblems(failure: unknown, fields: readonly string[], words: RuleWords, say: Say, language: Language) {
  const problems = toFieldProblems(failure, fields, say, language)
  const breaches = failure instanceof RequestFailed ? failure.problem?.errors ?? [] : []
  for (const { pointer, rule } of breaches.toReversed()) {
    const found = words.find(([beginning]) => rule.startsWith(beginning))
    if (found) problems.of[pointer.slice(1)] = say(found[1])
  }
  return problems
}
