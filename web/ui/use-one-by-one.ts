import { computed, ref, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { nextFrame } from './next-task.ts'

/**
 * How many of a list's parts are to be there: one more after another, a frame of its own for each, until all are. Drawn at once they would
 * keep a slow phone from answering a finger meanwhile. Once all were there, later lists are drawn whole.
 */
export function useOneByOne(count: MaybeRefOrGetter<number>) {
  const shown = ref(1)
  const isDone = ref(false)
  const showAll = async () => {
    await nextFrame()
    while (shown.value < toValue(count)) {
      shown.value += 1
      await nextFrame()
    }
    if (toValue(count) > 0) isDone.value = true
  }
  watch(() => toValue(count) > 0, (hasAny) => { if (hasAny && !isDone.value) void showAll() }, { immediate: true })
  return computed(() => (isDone.value ? toValue(count) : shown.value))
}
