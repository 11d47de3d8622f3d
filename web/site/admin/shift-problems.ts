import { formatInstant } from '../../../contract/words/format.ts'
import type { Say } from '../../i18n/messages.ts'
import type { Language } from '../../../contract/words/translator.ts'

/** The rules of shifts as the server states them, and what they are called here; groups are an official, a counter, instants. */
const RULES = [
  [/^one official at a counter at a time: (?<official>\S+) has (?<counter>\S+) from (?<from>\S+)$/, 'shiftTaken'],
  [/^one official at a counter at a time: (?<official>\S+) has (?<counter>\S+) from (?<from>\S+) to (?<to>\S+)$/, 'shiftTakenUntil'],
  [/^no overlap with this official's shift from (?<from>\S+)$/, 'shiftOverlap'],
  [/^before (?<from>\S+), when this official left$/, 'shiftAfterLeaving'],
  [/^a known counter$/, 'shiftUnknownCounter'],
  [/^a counter that is open on the day the shift begins$/, 'shiftClosedCounter'],
  [/^validTo is after validFrom$/, 'shiftEndsEarly'],
] as const

/** A rule of shifts in the reader's words; one that is not known stays as the server says it. */
export function toShiftProblem(rule: string, language: Language, say: Say): string {
  for (const [pattern, key] of RULES) {
    const groups = pattern.exec(rule)?.groups ?? (pattern.test(rule) ? {} : null)
    if (!groups) continue
    const values = Object.entries(groups).map(([name, text]) => [name, name === 'from' || name === 'to' ? formatInstant(language, text) : text])
    return say(key, Object.fromEntries(values) as Record<string, string>)
  }
  return rule
}

/** The same for every field of a form. */
export const toShiftProblems = (of: Record<string, string>, language: Language, say: Say): Record<string, string> =>
  Object.fromEntries(Object.entries(of).map(([field, rule]) => [field, toShiftProblem(rule, language, say)]))
