/** The figure that stands, and the one beside it where both are known. */
export interface Chosen<Figure> { stands: Figure | null; beside: Figure | null }

/**
 * Which of a reported and a counted figure stands. Where only one is known it stands, whatever was settled: a setting chooses among
 * figures, it never takes the only one away.
 */
export function chooseOrigin<Figure>(reported: Figure | null, counted: Figure | null, preference: 'reported' | 'counted'): Chosen<Figure> {
  const [first, second] = preference === 'counted' ? [counted, reported] : [reported, counted]
  return { stands: first ?? second, beside: first === null ? null : second }
}
