const FIRST_MS = 5_000
const LONGEST_MS = 600_000
const COUNTED = 'recoveries'

interface RecoveryDeps {
  /** Outlives the reload and not the day. */
  storage: { getItem(key: string): string | null; setItem(key: string, value: string): void }
  reload(): void
  setTimer?(then: () => void, ms: number): unknown
}

/**
 * After an error of the page nobody can trust what is on the screen, and nobody is there to reload it: it does so itself, later and later, so that an error that
 * comes at every start does not burn the battery. The journal has everything that was tapped.
 */
export function createRecovery({ storage, reload, setTimer = (then, ms) => setTimeout(then, ms) }: RecoveryDeps): () => void {
  let isPlanned = false
  return () => {
    if (isPlanned) return
    isPlanned = true
    const before = Number(storage.getItem(COUNTED)) || 0
    storage.setItem(COUNTED, String(before + 1))
    setTimer(reload, Math.min(LONGEST_MS, FIRST_MS * Math.pow(2, before)))
  }
}
