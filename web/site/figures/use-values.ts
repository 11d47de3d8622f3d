import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { toEstimate } from '../../../contract/words/estimate.ts'
import { toMissingReason } from '../../ui/estimate.ts'
import type { IndicatorValue, Level, SeveralValues } from '../../../contract/indicator.ts'
import type { ApiClient } from '../api/api-client.ts'
import type { ValuesQuery } from '../api/value-api.ts'
import type { Span } from '../periods/periods.ts'
import { useApi } from '../api/use-api.ts'

/**
 * A unit of the tree as the pages pass it on, or a counter or procedure `within` the unit or counter it is looked at in. The country has
 * no code of its own: there is only one.
 */
export interface UnitRef { kind: Level, code: string | null, within?: string }

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

/** The query that makes the server answer with one unit's own rows. */
export const toUnitQuery = (unit: UnitRef, span: Span): ValuesQuery => ({ ...span, level: unit.kind, parent: unit.within ?? unit.code ?? undefined })

/** Every indicator of one unit for one span: the question and its answer, which all parts of a page share. */
export const unitValuesQuery = (api: ApiClient, unit: UnitRef, span: Span) => ({
  queryKey: ['unit-values', unit, span] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) => api.severalValues(toUnitQuery(unit, span), signal),
})

/** The unit's own row of an indicator in that answer. */
export function toUnitRow({ values }: SeveralValues, unit: UnitRef, indicator: string): IndicatorValue | undefined {
  const rows = values.find((it) => it.indicator === indicator)?.rows
  return unit.code === null ? rows?.[0] : rows?.find((it) => it.unit === unit.code)
}

/** One unit's value for one span, as an estimate or the reason why there is none; `against` says why it cannot be counted for that span. */
export function useUnitValue(
  indicator: MaybeRefOrGetter<string>, unit: MaybeRefOrGetter<UnitRef>, span: MaybeRefOrGetter<Span>, options: ValuesOptions = {},
) {
  const api = useApi()
  const { data, isPending, error, refetch } = useQuery({
    queryKey: computed(() => unitValuesQuery(api, toValue(unit), toValue(span)).queryKey),
    queryFn: (context) => unitValuesQuery(api, toValue(unit), toValue(span)).queryFn(context),
    enabled: computed(() => toValue(options.enabled) ?? true),
    refetchInterval: computed(() => toValue(options.everyMs) ?? false),
  })
  const row = computed(() => data.value && toUnitRow(data.value, toValue(unit), toValue(indicator)))
  return {
    row, isPending, error, refetch,
    against: computed(() => data.value?.notCounted.find((it) => it.indicator === toValue(indicator))?.rule ?? null),
    estimate: computed(() => toEstimate(row.value)),
    reason: computed(() => toMissingReason(row.value)),
  }
}
