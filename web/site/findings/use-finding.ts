import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { FindingDetail, NewFindingEntry, NewOwnEntry, OwnFinding } from '../../../contract/finding.ts'
import { useSession } from '../account/use-session.ts'
import { useApi } from '../api/use-api.ts'

/** What is found of a counter and what explains it; where `counter` is null of one's own: the `chosen`, or that where one sat last. */
export function useFinding(counter: MaybeRefOrGetter<string | null>, chosen: MaybeRefOrGetter<string | undefined>) {
  const api = useApi()
  const cache = useQueryClient()
  const key = computed(() => ['finding', toValue(counter), toValue(chosen)])
  // Every reading of one's own is written down, and a week's finding stays: none is made that nobody asked for.
  const once = { staleTime: Infinity, refetchOnWindowFocus: false, refetchOnReconnect: false }
  const found = useQuery({
    queryKey: key,
    queryFn: async ({ signal }): Promise<FindingDetail & Partial<Pick<OwnFinding, 'counter' | 'counters'>>> => {
      const code = toValue(counter)
      return code === null ? await api.ownFinding(toValue(chosen), signal) : await api.counterFinding(code, signal)
    },
    ...once,
  })
  const background = useQuery({
    queryKey: computed(() => ['finding-background', toValue(counter), toValue(chosen)]),
    queryFn: ({ signal }) => {
      const code = toValue(counter)
      return code === null ? api.ownFindingBackground(toValue(chosen), signal) : api.findingBackground(code, signal)
    },
    enabled: computed(() => Boolean(found.data.value?.finding)), ...once,
  })
  const add = useMutation({
    mutationFn: async (entry: NewFindingEntry | NewOwnEntry) => {
      const code = toValue(counter)
      if (code !== null && entry.kind !== 'answer') await api.addFindingEntry(code, entry)
      else if (entry.kind === 'answer' || entry.kind === 'appeal') await api.addOwnEntry(entry, toValue(chosen))
    },
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: key.value })
      await cache.invalidateQueries({ queryKey: ['appeals'] })
    },
  })
  return { found, background, add }
}

/** Findings of every counter of a centre, for those who may see them. */
export function useCentreFindings(centre: MaybeRefOrGetter<string>) {
  const api = useApi()
  const { may } = useSession()
  return useQuery({
    queryKey: computed(() => ['findings', toValue(centre)]), queryFn: ({ signal }) => api.centreFindings(toValue(centre), signal), enabled: computed(() => may('results:read')), staleTime: 300_000,
  })
}
