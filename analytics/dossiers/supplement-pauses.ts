import type { Pause } from '../../registry/working-calendar/due-date.ts'

/** A request for supplements; milliseconds UTC, `completedAt` null while it is awaited. */
export interface Supplement { requestedAt: number; completedAt: number | null }

/** Whether the answer does not come before the question; another one pauses nothing. */
export const isReadable = ({ requestedAt, completedAt }: Supplement): boolean => completedAt === null || completedAt >= requestedAt

/**
 * The times in which the clock of a dossier stood still, in order and without overlap. What is awaited when the dossier ends is awaited
 * no longer: its pause lasts until then.
 */
export function toPauses(supplements: readonly Supplement[], end: number | null): Pause[] {
  const pauses: Pause[] = []
  const spans = supplements.filter(isReadable).map((it) => ({ from: it.requestedAt, to: it.completedAt })).sort((a, b) => a.from - b.from)
  for (const { from, to: asked } of spans) {
    const to = end === null ? asked : Math.min(asked ?? end, end)
    if (to !== null && to <= from) continue
    const last = pauses.at(-1)
    if (!last || (last.to !== null && last.to < from)) pauses.push({ from, to })
    else if (last.to !== null) last.to = to === null ? null : Math.max(last.to, to)
  }
  return pauses
}
