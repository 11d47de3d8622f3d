import { computed, ref, toValue, watch, type MaybeRefOrGetter, type Ref } from 'vue'
import { untilWanted } from './until-wanted.ts'

/**
 * How many of a list's parts are to be there: one more after another, a frame of its own for each, until all are. Drawn at once they would
 * keep a slow phone from answering a finger meanwhile. `end` stands behind the last of them: while it is far below what is seen, they wait for a
 * reader. Once all were there, later lists are drawn whole.
 */
export function useOneByOne(count: MaybeRefOrGetter<number>, end: Readonly<Ref<HTMLElement | null>>) {
  const shown = ref(1)
  const isDone = ref(false)
  const showAll = async () => {
    await untilWanted(end.value)
    while (shown.value < toValue(count)) {
      shown.value += 1
      await untilWanted(end.value)
    }
    if (toValue(count) > 0) isDone.value = true
  }
  watch(() => toValue(count) > 0, (hasAny) => { if (hasAny && !isDone.value) void showAll() }, { immediate: true })
  return computed(() => (isDone.value ? toValue(count) : shown.value))
}
