import type { ReportingState, SentFacts } from '../../contract/reporting-gaps.ts'

/** So many working days in a row without anything are no chance any more, also where few people come (our own convention). */
export const SILENT_RUN_DAYS = 3

type Judged = Pick<SentFacts, 'state' | 'days' | 'daysWithout' | 'gapDays' | 'silentSince'>

/** Runs of days without anything, in order. */
function toRuns(expected: readonly string[], has: (day: string) => boolean): string[][] {
  const runs: string[][] = []
  let run: string[] | null = null
  for (const day of expected) {
    if (has(day)) run = null
    else if (run) run.push(day)
    else runs.push(run = [day])
  }
  return runs
}

/**
 * What one kind of facts amounts to over the working days on which they were to be expected (in order). `sent` are all days that have any,
 * so whoever sends on a Saturday only has not sent nothing.
 */
export function judgeDays(expected: readonly string[], sent: ReadonlySet<string>): Judged {
  const runs = toRuns(expected, (day) => sent.has(day))
  const daysWithout = runs.reduce((sum, it) => sum + it.length, 0)
  const long = runs.filter((it) => it.length >= SILENT_RUN_DAYS)
  const last = long.at(-1)
  const silentSince = last !== undefined && last.at(-1) === expected.at(-1) ? last[0] ?? null : null
  const state: ReportingState = sent.size === 0 ? 'nothing' : silentSince !== null ? 'stopped' : long.length > 0 ? 'gaps' : 'complete'
  return { state, days: expected.length - daysWithout, daysWithout, gapDays: long.reduce((sum, it) => sum + it.length, 0), silentSince }
}

/** What both kinds amount to; ratings are null of a unit without a place of its own to rate. */
export function joinStates(ratings: ReportingState | null, dossiers: ReportingState): ReportingState {
  const states = ratings === null ? [dossiers] : [ratings, dossiers]
  if (states.every((it) => it === 'nothing')) return 'nothing'
  if (states.some((it) => it === 'nothing' || it === 'stopped')) return 'stopped'
  return states.includes('gaps') ? 'gaps' : 'complete'
}
