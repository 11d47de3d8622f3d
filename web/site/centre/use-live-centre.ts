import { useQueryClient } from '@tanstack/vue-query'
import { onScopeDispose, ref, shallowRef, toValue, watch, type MaybeRefOrGetter, type Ref, type ShallowRef } from 'vue'
import { liveCentre, type LiveCentre } from '../../../contract/live.ts'
import { liveAddress } from '../api/centre-api.ts'
import { useApi } from '../api/use-api.ts'

/** How often is asked where nothing can be listened to, and after how long listening is tried once more. */
const [ASK_EVERY_MS, LISTEN_AGAIN_MS] = [4_000, 60_000]

export interface Live {
  state: ShallowRef<LiveCentre | null>
  /** Whether the last try to hear of it has failed; what is shown is then as old as it says. */
  failed: Ref<boolean>
}

/**
 * What comes in at a centre today, as it comes (server-sent events); asked every few seconds where that does not go through: a proxy that
 * collects answers, or too many boards open. Nobody listens while the page is hidden: a browser has few connections.
 */
export function useLiveCentre(centre: MaybeRefOrGetter<string>): Live {
  const api = useApi()
  const cache = useQueryClient()
  const state = shallowRef<LiveCentre | null>(null)
  const failed = ref(false)
  let stop = () => {}

  const take = (fresh: LiveCentre) => {
    state.value = fresh
    failed.value = false
  }

  /** Asks until told to stop; answers how. */
  function ask(code: string): () => void {
    const giveUp = new AbortController()
    const again = async () => {
      await api.liveCentre(code, giveUp.signal).then(take, () => { failed.value = !giveUp.signal.aborted })
    }
    void again()
    const timer = setInterval(() => void again(), ASK_EVERY_MS)
    return () => { clearInterval(timer); giveUp.abort() }
  }

  function listen(code: string): () => void {
    const source = new EventSource(liveAddress(code))
    let stopAsking = () => {}
    let later: ReturnType<typeof setTimeout> | undefined
    source.addEventListener('live', (event) => {
      const parsed = liveCentre.safeParse(JSON.parse(String(event.data)))
      if (parsed.success) take(parsed.data)
    })
    // The session has ended: to come again is of no use, and the page finds out who is signed in.
    source.addEventListener('end', () => {
      source.close()
      void cache.invalidateQueries({ queryKey: ['session'] })
    })
    source.addEventListener('error', () => {
      failed.value = true
      // A browser that is still trying comes again by itself; one that was refused does not.
      if (source.readyState !== EventSource.CLOSED) return
      stopAsking = ask(code)
      later = setTimeout(begin, LISTEN_AGAIN_MS)
    })
    return () => { source.close(); stopAsking(); clearTimeout(later) }
  }

  function begin(): void {
    stop()
    const code = toValue(centre)
    stop = document.hidden ? () => {} : typeof EventSource === 'undefined' ? ask(code) : listen(code)
  }

  watch(() => toValue(centre), () => { state.value = null; begin() }, { immediate: true })
  document.addEventListener('visibilitychange', begin)
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', begin)
    stop()
  })
  return { state, failed }
}
