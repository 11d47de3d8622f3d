import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { useSession } from '../account/use-session.ts'
import { useApi } from '../api/use-api.ts'

const ASKED_EVERY_MS = 60_000

/** How many notices one has not read; 0 for strangers. */
export function useUnreadNotices() {
  const api = useApi()
  const { person } = useSession()
  const { data } = useQuery({
    queryKey: ['notices', 'unread'], queryFn: ({ signal }) => api.notices({ limit: 1, state: 'unread' }, signal), enabled: computed(() => Boolean(person.value && !person.value.mustSetUpSecondFactor)),
    refetchInterval: ASKED_EVERY_MS, retry: false,
  })
  return computed(() => (person.value ? data.value?.unread ?? 0 : 0))
}
