import { findDaysOfOtherHours, findDueDays, type CentreDay } from '../analytics/quality/due-days.ts'
import { judgeDay, type JudgeDaysDeps } from '../analytics/quality/judge-days.ts'
import type { JobDefinition } from './job.ts'

const EVERY_MS = 300_000
/** Then the next run goes on; other jobs want the engine too. */
const LONGEST_MS = 60_000

/** Every five minutes: judges days of devices that are over and whose ratings, dossiers or opening hours have changed, the newest first. */
export const judgeRatingsJob = (deps: JudgeDaysDeps): JobDefinition => ({ id: 'judge-ratings', schedule: { everyMs: EVERY_MS }, run: async () => void (await judgeRatings(deps)) })

/** Answers how many days of centres were judged. May run twice, and beside itself. */
export async function judgeRatings(deps: JudgeDaysDeps, longestMs = LONGEST_MS): Promise<number> {
  const begun = performance.now()
  let judged = 0
  for (let due = [...await findDaysOfOtherHours(deps), ...await findDueDays(deps)]; due.length > 0 && performance.now() - begun < longestMs; due = await findDueDays(deps)) {
    for (const [day, cells] of byDay(due)) {
      await judgeDay(deps, day, cells)
      judged += cells.length
    }
  }
  return judged
}

function byDay(cells: readonly CentreDay[]): Map<string, CentreDay[]> {
  const days = new Map<string, CentreDay[]>()
  for (const cell of cells) days.set(cell.day, [...(days.get(cell.day) ?? []), cell])
  return days
}
