import assert from 'node:assert/strict'
import { toSendings } from '../../../web/kiosk/sendings.ts'

const at = (time: string): string => `2026-10-14T${time}:00.000Z`
const entry = (seq: number, time: string) => ({ seq, occurredAt: at(time) })
const shown = (...entries: ReturnType<typeof entry>[]) => toSendings(entries, Date.parse(at('09:00'))).map((it) => [new Date(it.sentAt).toISOString(), ...it.entries.map(({ seq }) => seq)])

describe('what a tablet sends after its clock was set back', () => {
  it('is one sending while no tap lies ahead of the clock', () => {
    assert.deepEqual(shown(entry(1, '08:00'), entry(2, '09:00')), [[at('09:00'), 1, 2]])
  })

  it('never lies in the future of its own sending, and keeps the order of the taps', () => {
    assert.deepEqual(shown(entry(1, '08:00'), entry(2, '11:00'), entry(3, '11:30'), entry(4, '08:30'), entry(5, '10:00')), [
      [at('09:00'), 1], [at('11:30'), 2, 3], [at('09:00'), 4], [at('10:00'), 5],
    ])
  })
})
