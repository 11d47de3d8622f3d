import { setImmediate } from 'node:timers/promises'
import type { RestrictedOriginals } from '../../registry/restricted-originals.ts'
import { maskPersonalData } from './personal-mask.ts'
import type { RatingFact } from './rating-fact.ts'
import type { Step } from './run-pipeline.ts'

/** Reading a long comment takes up to a millisecond; whoever sends a rating meanwhile must not wait for a whole file of them. */
const COMMENTS_BETWEEN_PAUSES = 100

/**
 * Masks names, telephone and identity numbers in comments before anything is stored. A comment in which something was found is
 * kept as it was written in the restricted table of the record, for the case handler alone and for a limited time.
 */
export const createMaskComment = ({ originals }: { originals: RestrictedOriginals }): Step => ({
  name: 'mask-comment',
  run: async (facts) => {
    const changed: RatingFact[] = []
    const masked = [...facts]
    let read = 0
    for (const [index, fact] of facts.entries()) {
      if (fact.comment === '') continue
      if (++read % COMMENTS_BETWEEN_PAUSES === 0) await setImmediate()
      const { masked: comment, found } = maskPersonalData(fact.comment)
      if (found.length === 0) continue
      changed.push(fact)
      masked[index] = { ...fact, comment }
    }
    await originals.keep(changed.map((it) => ({
      sender: it.sender, eventId: it.id, original: it.comment, centreCode: it.centreCode, counterCode: it.counterCode, receivedAt: it.receivedAt,
    })))
    return { facts: masked }
  },
})
