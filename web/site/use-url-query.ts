import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** The filters of a page live in its address. `set` changes the named ones and keeps the others; undefined removes. */
export function useUrlQuery(): { query: ComputedRef<Record<string, string | undefined>>, set(patch: Record<string, string | undefined>): void } {
  const route = useRoute()
  const router = useRouter()
  const query = computed(() =>
    Object.fromEntries(Object.entries(route.query).map(([name, value]) => [name, (Array.isArray(value) ? value[0] : value) ?? undefined])),
  )
  return { query, set: (patch) => void router.replace({ query: { ...route.query, ...patch }, hash: route.hash }) }
}
