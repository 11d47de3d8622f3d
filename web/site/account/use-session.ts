import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed } from 'vue'
import type { Right } from '../../../contract/access.ts'
import { useApi } from '../api/use-api.ts'

const isOfSomebody = ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[0] !== 'session'

/** Who is signed in: `person` is undefined until known, null for the public. */
export function useSession() {
  const api = useApi()
  const cache = useQueryClient()
  const { data, error, refetch } = useQuery({ queryKey: ['session'], queryFn: ({ signal }) => api.session(signal), staleTime: 60_000 })
  return {
    person: computed(() => data.value),
    error, refetch,
    mayReadCounters: computed(() => Boolean(data.value?.rights.includes('results:read'))),
    /** Whether one of these rights is there; for showing what can be done, the server decides. */
    may: (...rights: readonly Right[]) => rights.some((right) => data.value?.rights.includes(right)),
    /** Signs in and forgets what was fetched as somebody else; throws RequestFailed. */
    async signIn(email: string, password: string, code?: string) {
      await api.signIn(email, password, code)
      const person = await api.session()
      cache.setQueryData(['session'], person)
      await cache.resetQueries({ predicate: isOfSomebody })
      return person
    },
    async signOut() {
      await api.signOut()
      cache.setQueryData(['session'], null)
      await cache.resetQueries({ predicate: isOfSomebody })
    },
  }
}
