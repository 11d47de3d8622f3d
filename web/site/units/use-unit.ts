import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useApi } from '../api/use-api.ts'

/** The unit that carries a code today; `unit` is null when there is none, undefined while it is not known. */
export function useUnit(code: MaybeRefOrGetter<string | null | undefined>) {
  const api = useApi()
  const { data, error, refetch } = useQuery({
    queryKey: computed(() => ['units', 'code', toValue(code)]),
    queryFn: async ({ signal }) => {
      const asked = toValue(code) ?? ''
      return (await api.findUnits({ code: asked }, signal)).find((unit) => unit.code === asked) ?? null
    },
    enabled: computed(() => Boolean(toValue(code))),
    staleTime: 300_000,
  })
  return { unit: data, error, refetch }
}
