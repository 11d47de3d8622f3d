import { ref, type Ref } from 'vue'

export interface Action<Args extends unknown[]> {
  busy: Ref<boolean>
  failure: Ref<unknown>
  run(...args: Args): Promise<void>
}

/** Something a person does by a button: one at a time, its failure kept for showing. */
export function useAction<Args extends unknown[]>(act: (...args: Args) => Promise<void>): Action<Args> {
  const busy = ref(false)
  const failure = ref<unknown>(null)
  return {
    busy, failure,
    async run(...args) {
      if (busy.value) return
      busy.value = true
      failure.value = null
      try {
        await act(...args)
      } catch (error) {
        failure.value = error
      } finally {
        busy.value = false
      }
    },
  }
}
