import { useQueryClient } from '@tanstack/vue-query'
import { ref } from 'vue'
import type { ReorganisationRow } from '../../../../contract/reorganisation.ts'
import { useAction } from '../../use-action.ts'
import { useApi } from '../../api/use-api.ts'

/** What has just been done to a place; a reorganisation can be taken back. */
export type Outcome =
  | { kind: 'unit-added' | 'counter-added' | 'counter-changed', code: string, name: string }
  | { kind: 'reorganised', reorganisation: ReorganisationRow }
  | { kind: 'undone' }

/** What is fetched anew once the tree has changed. */
const CHANGED = ['units', 'counters', 'devices', 'reorganisations', 'values', 'start']

/** Remembers what was done last, says it and undoes it; whatever was read of the tree before is read again. */
export function useOutcome() {
  const api = useApi()
  const cache = useQueryClient()
  const last = ref<Outcome | null>(null)
  const readAgain = () => Promise.all(CHANGED.map((key) => cache.invalidateQueries({ queryKey: [key] })))
  const undo = useAction(async (id: string) => {
    await api.undoReorganisation(id)
    last.value = { kind: 'undone' }
    await readAgain()
  })
  return {
    last, undo,
    async remember(outcome: Outcome) {
      last.value = outcome
      undo.failure.value = null
      await readAgain()
    },
  }
}
