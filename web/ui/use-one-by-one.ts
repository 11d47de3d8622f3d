import { computed, ref, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { nextFrame } from './next-task.ts'

/**
 * How many of a list's parts are to be there: one more after another, a frame of its own for each, until all are. Drawn at once they would
 * keep a slow phone from answering a finger meanwhile. Once all were there, later lists are drawn whole.
 */
export function useOneByOne(count: MaybeRefOrGetter<number>) {
  const shown = ref(1)
  const isDone = ref(false)
  const next = () => {
    if (shown.value < toValue(count)) {
      shown.value += 1
      void nextFrame().then(next)
    } else if (toValue(count) > 0) {
      isDone.value = true
    }
  }
  watch(() => toValue(count) > 0, (hasAny) => { if (hasAny && !isDone.value) void nextFrame().then(next) }, { immediate: true })
  return computed(() => (isDone.value ? toValue(count) : shown.value))
}
