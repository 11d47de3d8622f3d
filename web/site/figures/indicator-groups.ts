import { idsOf, INDICATOR_GROUPS, type IndicatorGroup } from '../../../contract/indicator-groups.ts'
import type { IndicatorDefinition } from '../../../contract/indicator.ts'

export interface ShownGroup<Definition extends IndicatorDefinition = IndicatorDefinition> extends Pick<IndicatorGroup, 'id' | 'name'> {
  headline: Definition
  others: Definition[]
}

/** The indicators that the server knows, group by group, the one that is shown first apart. A group of none is left out. */
export function groupIndicators<Definition extends IndicatorDefinition>(definitions: readonly Definition[]): ShownGroup<Definition>[] {
  const byId = new Map(definitions.map((it) => [it.id, it]))
  return INDICATOR_GROUPS.flatMap((group) => {
    const [headline, ...others] = idsOf(group).flatMap((id) => byId.get(id) ?? [])
    return headline ? [{ id: group.id, name: group.name, headline, others }] : []
  })
}
