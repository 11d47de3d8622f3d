import { onBeforeUnmount, ref, watch, type Ref } from 'vue'

/** So long before it comes into view. */
const AHEAD = '400px'

/** Whether an element has been near the view once: what is far down a page need not be asked for before. */
export function useSeen(element: Readonly<Ref<HTMLElement | null>>): Ref<boolean> {
  const seen = ref(false)
  let observer: IntersectionObserver | null = null
  const stop = () => observer?.disconnect()
  watch(element, (found) => {
    stop()
    if (!found || seen.value) return
    observer = new IntersectionObserver((entries) => {
      if (!entries.some((it) => it.isIntersecting)) return
      seen.value = true
      stop()
    }, { rootMargin: AHEAD })
    observer.observe(found)
  }, { immediate: true })
  onBeforeUnmount(stop)
  return seen
}
