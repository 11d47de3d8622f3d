import { ref, type Ref } from 'vue'
import type { MessageKey, Say } from '../../i18n/messages.ts'

/** What was just done, in words, and how it is taken back; only the last can be. */
export interface Undo {
  said: Ref<string>
  canUndo: Ref<boolean>
  /** Remembers what was done; without `back` it cannot be taken back. */
  done(text: string, back?: () => Promise<unknown>): void
  /** Takes it back. */
  undo(): Promise<void>
}

export function useUndo(say: Say, saidAfter: MessageKey = 'undone'): Undo {
  const said = ref('')
  const canUndo = ref(false)
  let takeBack: (() => Promise<unknown>) | null = null
  return {
    said, canUndo,
    done(text, back) {
      said.value = text
      takeBack = back ?? null
      canUndo.value = takeBack !== null
    },
    async undo() {
      await takeBack?.()
      takeBack = null
      canUndo.value = false
      said.value = say(saidAfter)
    },
  }
}
