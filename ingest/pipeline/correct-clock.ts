import { isStorableInstant } from '../../contract/codes.ts'
import { toCorrection } from '../http/judge-ratings.ts'
import type { SetAside } from './rating-fact.ts'
import type { Step } from './run-pipeline.ts'

/** Before this day no counter can have been rated; a clock that says so is broken, not early. */
const EARLIEST_PLAUSIBLE = Date.parse('2015-01-01T00:00:00+07:00')
const AHEAD_TOLERATED_MS = 60_000
/** Tablets and telephones go by clocks that nobody looks after. */
const hasOwnClock = (sender: string) => sender.startsWith('device:') || sender.startsWith('phone:')

/**
 * Corrects a device's times by the skew between its `sentAt` and our clock; systems are believed.
 * What is implausible even then is set aside, raw: the rating is real, only its day cannot be known.
 */
export const correctClock: Step = {
  name: 'correct-clock',
  run: async (facts) => {
    const setAside: SetAside[] = []
    const kept = facts.flatMap((fact) => {
      const correction = hasOwnClock(fact.sender) ? toCorrection(fact.sentAt, fact.receivedAt) : 0
      const correctedAt = fact.occurredAt + correction
      // A raw time outside what the warehouse's days reach over cannot even be sorted.
      if (isStorableInstant(fact.occurredAt) && correctedAt >= EARLIEST_PLAUSIBLE && correctedAt <= fact.receivedAt + AHEAD_TOLERATED_MS) {
        return [{ ...fact, correctedAt, flags: correction === 0 ? fact.flags : [...fact.flags, 'clock-corrected' as const] }]
      }
      setAside.push({ fact, reason: 'implausible-time' })
      return []
    })
    return { facts: kept, setAside }
  },
}
