import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { toEstimate, toMissingReason } from '../../ui/estimate.ts'
import type { UnitKind } from '../../../contract/unit.ts'
import type { ValuesQuery } from '../api/api-client.ts'
import type { Span } from '../periods/periods.ts'
import { useApi } from '../api/use-api.ts'

/** A unit of the tree as the pages pass it on. The country has no code of its own: there is only one. */
export interface UnitRef { kind: UnitKind, code: string | null }

export const THE_COUNTRY: UnitRef = { kind: 'country', code: null }

/** How often a page that is looked at asks again for figures that change while it is open. */
export const LIVE_MS = 3_000
/** How often for figures beside it that change more slowly. */
export const CALM_MS = 30_000

export interface ValuesOptions { enabled?: MaybeRefOrGetter<boolean>, /** null or absent: only when asked */ everyMs?: MaybeRefOrGetter<number | null> }

/** An indicator's values; asked again every `everyMs` while the page is visible. */
export function useValues(indicator: MaybeRefOrGetter<string>, query: MaybeRefOrGetter<ValuesQuery>, options: ValuesOptions = {}) {
  const api = useApi()
  return useQuery({
    queryKey: computed(() => ['values', toValue(indicator), toValue(query)]),
    queryFn: ({ signal }) => api.values(toValue(indicator), toValue(query), signal),
    enabled: computed(() => toValue(options.enabled) ?? true),
    refetchInterval: computed(() => toValue(options.everyMs) ?? false),
  })
}

/** The query that makes the server answer with one unit's own row. */
export const toUnitQuery = (unit: UnitRef, span: Span): ValuesQuery => ({ ...span, level: unit.kind, parent: unit.code ?? undefined })

/** One unit's value for one span, as an estimate or the reason why there is none. */
export function useUnitValue(
  indicator: MaybeRefOrGetter<string>, unit: MaybeRefOrGetter<UnitRef>, span: MaybeRefOrGetter<Span>, options: ValuesOptions = {},
) {
  const { data, isPending, error, refetch } = useValues(indicator, () => toUnitQuery(toValue(unit), toValue(span)), options)
  const row = computed(() => {
    const { code } = toValue(unit)
    return code === null ? data.value?.[0] : data.value?.find((candidate) => candidate.unit === code)
  })
  return {
    row, isPending, error, refetch,
    estimate: computed(() => toEstimate(row.value)),
    reason: computed(() => toMissingReason(row.value)),
  }
}
