import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { NewFindingEntry, NewOwnEntry } from '../../../contract/finding.ts'
import { useSession } from '../account/use-session.ts'
import { useApi } from '../api/use-api.ts'

/** What is found of a counter; of the counter where one sat last where `counter` is null. */
export function useFinding(counter: MaybeRefOrGetter<string | null>) {
  const api = useApi()
  const cache = useQueryClient()
  const key = computed(() => ['finding', toValue(counter)])
  const found = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => {
      const code = toValue(counter)
      return code === null ? api.ownFinding(signal) : api.counterFinding(code, signal)
    },
    staleTime: Infinity, refetchOnWindowFocus: false, refetchOnReconnect: false,
  })
  const add = useMutation({
    mutationFn: async (entry: NewFindingEntry | NewOwnEntry) => {
      const code = toValue(counter)
      if (code !== null && entry.kind !== 'answer') await api.addFindingEntry(code, entry)
      else if (entry.kind === 'answer' || entry.kind === 'appeal') await api.addOwnEntry(entry)
    },
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: key.value })
      await cache.invalidateQueries({ queryKey: ['appeals'] })
    },
  })
  return { found, add }
}

/** Findings of every counter of a centre, for those who may see them. */
export function useCentreFindings(centre: MaybeRefOrGetter<string>) {
  const api = useApi()
  const { may } = useSession()
  return useQuery({
    queryKey: computed(() => ['findings', toValue(centre)]), queryFn: ({ signal }) => api.centreFindings(toValue(centre), signal), enabled: computed(() => may('results:read')), staleTime: 300_000,
  })
}
