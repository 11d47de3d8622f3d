import type { AlertFacts, AlertKind } from '../../contract/alert.ts'

/**
 * Something that a rule finds now. `subject` is the same as long as it lasts and names one thing (a counter, `device:<id>`, a centre, a rating with a
 * contact); `placeCode` is the counter or unit that is told; `since` in milliseconds UTC.
 */
export interface Signal { subject: string; placeCode: string; centreCode: string; provinceCode: string; facts: AlertFacts; since: number }

const MINUTE_MS = 60_000

/**
 * So long a subject must not have been found any more before its alert ends. What comes and goes by the minute would else be raised by the minute;
 * what is counted by days ends with the first count that does not find it.
 */
export const CALM_MS: Record<AlertKind, number> = {
  'silent-tablets': 30 * MINUTE_MS, 'ingest-gap': 0, 'dissatisfied-share': 0, 'counter-finding': 0, 'late-dossiers': 0, 'very-bad-rating': 0,
}
