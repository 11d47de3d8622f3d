import type { ClockStep } from '../../../contract/dossier-clock.ts'
import { addDays } from '../periods/periods.ts'

/** A line of the story: a day, uneventful days in one, or days that the server has left out. */
export type DayLine =
  | { kind: 'day', key: string, step: ClockStep }
  | { kind: 'run', key: string, from: string, to: string, working: number, off: number, isAfter: boolean }
  | { kind: 'left-out', key: string }

/** A story of fewer days is told whole. */
const TOLD_WHOLE = 40
/** Fewer uneventful days are not worth a line that has to be read. */
const SHORTEST_RUN = 6

const isUneventful = ({ marks, why }: ClockStep) => marks.length === 0 && why.kind !== 'paused'

/** Days in lines; `whole` tells each of them. */
export function toDayLines(steps: readonly ClockStep[], whole: boolean): DayLine[] {
  const lines: DayLine[] = []
  let run: ClockStep[] = []
  const endRun = () => {
    const [first, last] = [run[0], run.at(-1)]
    if (first && last && run.length >= SHORTEST_RUN && !whole && steps.length > TOLD_WHOLE) {
      const working = run.filter((it) => it.counts).length
      lines.push({ kind: 'run', key: first.day, from: first.day, to: last.day, working, off: run.length - working, isAfter: first.isAfter })
    } else lines.push(...run.map((step): DayLine => ({ kind: 'day', key: step.day, step })))
    run = []
  }
  for (const [index, step] of steps.entries()) {
    const before = steps[index - 1]
    const isGap = before !== undefined && addDays(before.day, 1) !== step.day
    if (isGap || !isUneventful(step) || before?.isAfter !== step.isAfter) endRun()
    if (isGap) lines.push({ kind: 'left-out', key: `before ${step.day}` })
    if (isUneventful(step)) run.push(step)
    else lines.push({ kind: 'day', key: step.day, step })
  }
  endRun()
  return lines
}
