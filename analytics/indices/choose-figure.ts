import type { KnownPart } from './score-composite.ts'

/**
 * Which of two figures for the same part stands: what we counted, or what another system reported. Where both have a value it is the
 * reported one, as the wire contract says; where one has none, the other; where neither has, what we know about ours.
 */
export function chooseFigure(counted: KnownPart | null, reported: KnownPart | null): KnownPart | null {
  if (reported && reported.value !== null) return reported
  if (counted && counted.value !== null) return counted
  return counted ?? reported
}
