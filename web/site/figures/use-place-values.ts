import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { IndicatorValue } from '../../../contract/indicator.ts'
import { useApi } from '../api/use-api.ts'
import type { ValuesQuery } from '../api/value-api.ts'

/** The values of many places: several indicators of all units of one level, in one request. */
export function usePlaceValues(indicators: MaybeRefOrGetter<readonly string[]>, query: MaybeRefOrGetter<ValuesQuery>, enabled: MaybeRefOrGetter<boolean> = true) {
  const api = useApi()
  const ids = computed(() => toValue(indicators).join(','))
  const { data, isPending, error, refetch } = useQuery({
    queryKey: computed(() => ['place-values', ids.value, toValue(query)]),
    queryFn: async ({ signal }) => (await api.severalValues({ ...toValue(query), indicators: ids.value }, signal)).values,
    enabled: computed(() => ids.value !== '' && toValue(enabled)),
  })
  return {
    isPending, error, refetch,
    /** undefined while not known. */
    rowsOf: (indicator: string): IndicatorValue[] | undefined => data.value && (data.value.find((it) => it.indicator === indicator)?.rows ?? []),
  }
}
