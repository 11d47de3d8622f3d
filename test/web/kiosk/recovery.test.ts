import assert from 'node:assert/strict'
import { createRecovery } from '../../../web/kiosk/recovery.ts'

describe('a kiosk whose page has an error', () => {
  it('loads itself again once for each start, later and later', () => {
    const kept = new Map<string, string>()
    const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) }
    const waits: number[] = []
    for (let start = 0; start < 9; start += 1) {
      const recover = createRecovery({ storage, reload: () => {}, setTimer: (_then, ms) => waits.push(ms) })
      recover()
      recover()
    }
    assert.deepEqual(waits, [5_000, 10_000, 20_000, 40_000, 80_000, 160_000, 320_000, 600_000, 600_000])
  })
})
