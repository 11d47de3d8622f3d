import { ref } from 'vue'
import type { PublicSaidDone } from '../../contract/said-done.ts'

/** What people said, and what was done about it. */
export type SaidAndDone = PublicSaidDone['rows'][number]

const AGAIN_AFTER_MS = 15 * 60_000
const SHOWN = 3

/** What the centre has done about what people said; what came last stays when the network is gone. */
export function useSaidDone() {
  const rows = ref<SaidAndDone[]>([])
  let timer = 0
  let centre = ''

  async function ask() {
    clearTimeout(timer)
    timer = window.setTimeout(() => void ask(), AGAIN_AFTER_MS)
    const response = await fetch(`/api/v1/centres/${encodeURIComponent(centre)}/said-done`).catch(() => null)
    const answer = response && response.ok ? ((await response.json().catch(() => null)) as PublicSaidDone | null) : null
    if (answer && Array.isArray(answer.rows)) rows.value = answer.rows.slice(0, SHOWN)
  }
  return {
    rows,
    of: (code: string): void => {
      if (code === centre) return
      centre = code
      void ask()
    },
    stop: () => clearTimeout(timer),
  }
}
