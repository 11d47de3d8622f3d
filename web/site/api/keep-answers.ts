import { dehydrate, hydrate, useQueryClient, type DehydratedState } from '@tanstack/vue-query'
import { onScopeDispose } from 'vue'

/** Not who is signed in: what is kept is for whoever stands before the screen. */
const isForAll = ([name]: readonly unknown[]) => name !== 'session'

/**
 * What the page was answered last is kept in the browser under `name`, each answer with its time, and is there again at once after a reload
 * without a network. For pages that show only what everybody may know.
 */
export function keepAnswers(name: string): void {
  const client = useQueryClient()
  try {
    hydrate(client, JSON.parse(localStorage.getItem(name) ?? '{}') as Partial<DehydratedState>)
  } catch {
    // Nothing was kept, or another release kept it.
  }
  // They are old, however short the reload was.
  void client.invalidateQueries()
  onScopeDispose(client.getQueryCache().subscribe(({ type, query }) => {
    if (type !== 'updated' || query.state.status !== 'success' || query.state.fetchStatus !== 'idle') return
    try {
      localStorage.setItem(name, JSON.stringify(dehydrate(client, {
        shouldDehydrateQuery: ({ queryKey, state }) => isForAll(queryKey) && state.data !== undefined, shouldDehydrateMutation: () => false,
      })))
    } catch {
      // No room, or private mode: nothing depends on it.
    }
  }))
}
