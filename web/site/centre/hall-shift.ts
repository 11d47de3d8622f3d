/** Places in a ring of a few pixels: each a step from the one before, so that the move is hardly seen. */
const RING = [[0, 0], [6, 0], [6, 6], [0, 6], [-6, 6], [-6, 0], [-6, -6], [0, -6], [6, -6]] as const

/** How far a display moves its picture in a minute: what never moves burns into a screen. */
export function toHallShift(minute: number): string {
  const [x, y] = RING[minute % RING.length] ?? [0, 0]
  return `translate(${x}px, ${y}px)`
}
