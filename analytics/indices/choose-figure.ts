import { chooseOrigin } from './choose-origin.ts'
import type { KnownPart } from './score-composite.ts'

const withValue = (part: KnownPart | null) => (part?.value === null ? null : part)

/**
 * Which of two figures for the same part of a composite stands: what we counted, or what another system reported. Where both have a value
 * the setting decides; where one has none, the other; where neither has, what we know about ours.
 */
export function chooseFigure(counted: KnownPart | null, reported: KnownPart | null, preference: 'reported' | 'counted'): KnownPart | null {
  return chooseOrigin(withValue(reported), withValue(counted), preference).stands ?? counted ?? reported
}
