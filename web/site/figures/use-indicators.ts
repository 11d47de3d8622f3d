import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { useApi } from '../api/use-api.ts'

/** The definitions, in the order the server lists them. */
export function useIndicators() {
  const api = useApi()
  const { data, error, refetch } = useQuery({
    queryKey: ['indicators'], queryFn: ({ signal }) => api.indicators(signal), staleTime: 600_000,
  })
  return { definitions: computed(() => data.value ?? []), error, refetch }
}
