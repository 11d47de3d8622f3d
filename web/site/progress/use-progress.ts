import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { ProgressCut } from '../../../contract/dossier-progress.ts'
import type { DueAlarms } from '../../../contract/due-alarm.ts'
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

/** How many agencies have alarms of open dossiers that the reader has not seen. */
export const countUnseen = (alarms: DueAlarms | undefined): number =>
  new Set((alarms?.rows ?? []).filter((it) => it.seenAt === null && it.open > 0).map((it) => it.agencyCode)).size
