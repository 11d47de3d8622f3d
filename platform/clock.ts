/** The clock is a dependency: milliseconds since the epoch, UTC. Tests hand in their own. */
export type Clock = () => number

export const systemClock: Clock = () => Date.now()
