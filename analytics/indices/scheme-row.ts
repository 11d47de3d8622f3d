import type { IndexSchemes } from '../../contract/index-values.ts'
import type { CompositeScheme } from './composite-scheme.ts'

/** A composite of shares in the row shape of every index; its groups have a weight where others have points. */
export const toSchemeRow = ({ required, groups, ...scheme }: CompositeScheme): IndexSchemes['rows'][number] => ({
  ...scheme, requiredGroups: required.map((it) => it.group), grades: [],
  groups: groups.map(({ id, weight, parts }) => ({ id, max: weight, scoreMetric: null, parts: parts.map((it) => ({ ...it })) })),
})
