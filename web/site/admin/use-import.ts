import { onUnmounted, ref } from 'vue'
import type { ImportKind, ImportStatus } from '../../../contract/import.ts'
import { useAction } from '../use-action.ts'
import { useApi } from '../api/use-api.ts'

const ASK_AGAIN_MS = 400

/** Sends a file, first to be checked and then to be stored; `checked` and `stored` say how far each is. */
export function useImport() {
  const api = useApi()
  const left = new AbortController()
  onUnmounted(() => left.abort())
  const checked = ref<ImportStatus | null>(null)
  const stored = ref<ImportStatus | null>(null)

  const send = (into: typeof checked, dryRun: boolean) => useAction(async (kind: ImportKind, file: File) => {
    const { importId } = await api.startImport(kind, file, dryRun)
    do {
      into.value = await api.importStatus(importId, left.signal)
      if (into.value.status === 'done' || into.value.status === 'failed') return
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS))
    } while (!left.signal.aborted)
  })
  const check = send(checked, true)
  const store = send(stored, false)
  return {
    checked, stored, check, store,
    forget() {
      for (const status of [checked, stored]) status.value = null
      for (const action of [check, store]) action.failure.value = null
    },
  }
}
