/** What the reading cursor of a chart steps along: columns of an x axis, rows of a y axis, or single points in the order given. */
export type CursorPath = { along: 'columns' } | { along: 'rows' } | { along: 'points', points: readonly (readonly [number, number])[] }

/** Where the cursor stands in the plot, in pixels: a line across at `left` or `top`, or a ring around a point. */
export interface CursorPlace { left?: number, top?: number }

const BACK = { columns: ['ArrowLeft'], rows: ['ArrowUp'], points: ['ArrowLeft', 'ArrowUp'] }
const ONWARD = { columns: ['ArrowRight'], rows: ['ArrowDown'], points: ['ArrowRight', 'ArrowDown'] }

/**
 * The reading a key leads to from `at` (null: none yet), among so many; null for a key that leads nowhere. A first step backwards begins at
 * the end, a first step onwards at the start.
 */
export function toStep(along: CursorPath['along'], key: string, at: number | null, count: number): number | null {
  const last = count - 1
  if (last < 0) return null
  const clamp = (index: number) => Math.min(last, Math.max(0, index))
  if (key === 'Home') return 0
  if (key === 'End') return last
  if (BACK[along].includes(key)) return clamp(at === null ? last : at - 1)
  if (ONWARD[along].includes(key)) return clamp(at === null ? 0 : at + 1)
  return null
}

/** The nearest of the places to a pointer, no farther than `within` pixels; null where there is none. */
export function toNearest(places: readonly (readonly [number, number])[], [x, y]: readonly [number, number], within: number): number | null {
  const distances = places.map(([left, top]) => Math.hypot(left - x, top - y))
  const least = Math.min(...distances)
  return least <= within ? distances.indexOf(least) : null
}

/** The nearest of places in a row to a pointer; null beyond the outer ones by more than half of what lies between two. */
export function toNearestAlong(places: readonly number[], at: number): number | null {
  const distances = places.map((place) => Math.abs(place - at))
  const least = Math.min(...distances)
  const reach = places.length > 1 ? Math.abs((places[1] ?? 0) - (places[0] ?? 0)) / 2 : Infinity
  return places.length > 0 && least <= reach ? distances.indexOf(least) : null
}
