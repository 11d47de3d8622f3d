import { HANOI_OFFSET_MS, toHanoiDay } from '../contract/period.ts'
import type { Rating } from '../contract/rating.ts'
import { RATINGS_PER_REQUEST } from '../contract/rating.ts'
import type { Citizens, GivenRating } from './citizens.ts'
import { daysThrough } from './opening-hours.ts'
import { createRandom } from './random.ts'

/** One request as it leaves: what a network or one tablet sends at a moment. */
export interface RatingDelivery { sentAt: string, ratings: Rating[] }

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const WEEK_MS = 7 * DAY_MS
const OUTAGE_CHANCE_PER_WEEK = 0.05
const OUTAGE_LONGEST_MS = 5 * DAY_MS
/** A tablet with a network sends at once; the request leaves a moment after the tap. */
const ON_LINE_DELAY_MS = 400

/** The moment at which a tablet that is cut off at `epochMs` has its network back, or null while it has one. */
export function findOutageEnd(seed: number, counterCode: string, epochMs: number): number | null {
  const week = Math.floor((epochMs + HANOI_OFFSET_MS) / WEEK_MS)
  for (const each of [week - 1, week]) {
    const random = createRandom(seed, 'outage', counterCode, each)
    if (!random.chance(OUTAGE_CHANCE_PER_WEEK)) continue
    const from = each * WEEK_MS - HANOI_OFFSET_MS + random.below(WEEK_MS)
    const to = from + Math.min(OUTAGE_LONGEST_MS, random.logNormal(9 * HOUR_MS, 1.1))
    if (epochMs >= from && epochMs < to) return Math.floor(to)
  }
  return null
}

/**
 * The ratings given after `after` and up to `until` (milliseconds) as they arrive: at the end of each day those of tablets with
 * a network, in full requests; those of a tablet that was cut off in one piece once its network is back, hours or days later
 * and so out of order. At `until` every tablet has delivered.
 */
export function* deliverRatings({ seed, citizens, after, until }: {
  seed: number, citizens: Citizens, after: number, until: number
}): Generator<RatingDelivery> {
  const held = new Map<string, { sendsAt: number, ratings: GivenRating[] }>()

  function* release(upTo: number): Generator<RatingDelivery> {
    for (const [tablet, { sendsAt, ratings }] of held) {
      if (sendsAt > upTo) continue
      held.delete(tablet)
      yield* toDeliveries(ratings, () => Math.min(sendsAt, until))
    }
  }

  for (const day of daysThrough(toHanoiDay(after), toHanoiDay(until))) {
    const onLine: GivenRating[] = []
    for (const given of citizens.ratingsOf(day)) {
      if (given.occurredMs <= after || given.occurredMs > until) continue
      const sendsAt = findOutageEnd(seed, given.counterCode, given.occurredMs)
      if (sendsAt === null) {
        onLine.push(given)
        continue
      }
      const tablet = `${given.counterCode} ${sendsAt}`
      const waiting = held.get(tablet) ?? { sendsAt, ratings: [] }
      waiting.ratings.push(given)
      held.set(tablet, waiting)
    }
    yield* toDeliveries(onLine, (lastMs) => Math.min(lastMs + ON_LINE_DELAY_MS, until))
    yield* release(Date.parse(`${day}T23:59:59.999+07:00`))
  }
  yield* release(Number.MAX_SAFE_INTEGER)
}

/** Cuts into requests, each stamped with the moment it leaves. */
function* toDeliveries(given: GivenRating[], toSentMs: (lastMs: number) => number): Generator<RatingDelivery> {
  for (let from = 0; from < given.length; from += RATINGS_PER_REQUEST) {
    const part = given.slice(from, from + RATINGS_PER_REQUEST)
    yield { sentAt: new Date(toSentMs(part.at(-1)!.occurredMs)).toISOString(), ratings: part.map(({ rating }) => rating) }
  }
}
