import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { ProgressColumn, ProgressCut } from '../../../contract/dossier-progress.ts'
import { useSession } from '../account/use-session.ts'
import { useApi } from '../api/use-api.ts'

/** Dossiers come all the time; a page that is looked at asks again so often. */
export const COUNTED_EVERY_MS = 30_000

/** Where the dossiers of a unit stand; one's own unit where none is named. Asks again while the page is looked at. */
export function useProgress(unit: MaybeRefOrGetter<string | undefined>, by: MaybeRefOrGetter<ProgressCut>) {
  const api = useApi()
  const { may } = useSession()
  return useQuery({
    queryKey: computed(() => ['dossier-progress', toValue(unit) ?? null, toValue(by)]),
    queryFn: ({ signal }) => api.dossierProgress({ unit: toValue(unit), by: toValue(by) }, signal),
    enabled: computed(() => may('results:read')), refetchInterval: COUNTED_EVERY_MS, staleTime: COUNTED_EVERY_MS / 2,
  })
}

/** The alarms of the last working morning for a unit. */
export function useDueAlarms(unit: MaybeRefOrGetter<string | undefined>) {
  const api = useApi()
  const { may } = useSession()
  return useQuery({
    queryKey: computed(() => ['due-alarms', toValue(unit) ?? null]),
    queryFn: ({ signal }) => api.dueAlarms(toValue(unit), signal),
    enabled: computed(() => may('results:read')), refetchInterval: 2 * COUNTED_EVERY_MS, staleTime: COUNTED_EVERY_MS,
  })
}

/** The list of exactly the dossiers behind a count. */
export const toDossiersOf = (unit: string | undefined, progress: ProgressColumn, cut: Partial<Record<ProgressCut, string>> = {}) => ({ name: 'dossiers', query: { unit, progress, ...cut } })
