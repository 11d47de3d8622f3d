import type { Rating } from '../contract/rating.ts'
import { toComment } from './comments.ts'
import type { DemoCentre, DemoCounter, Oddity, Trouble } from './demo-centres.ts'
import { drawOddTaps } from './odd-taps.ts'
import { addDays, drawArrival, toMinuteOfDay, toOpeningSpans, toWeekday } from './opening-hours.ts'
import { drawProcedureCode } from './procedures.ts'
import { createRandom, drawUuidV7, type Random } from './random.ts'

/** A rating with the moment it was given, in milliseconds since the epoch. */
export interface GivenRating { occurredMs: number, counterCode: string, rating: Rating }

export interface Citizens {
  /** Every rating of a calendar day (Asia/Ho_Chi_Minh) in all centres, in the order of time. */
  ratingsOf(day: string): GivenRating[]
  /** One rating at a busy counter right now, whether or not the centre is open. */
  rateNow(random: Random, epochMs: number): GivenRating
}

interface CounterCharacter { centre: DemoCentre, counter: DemoCounter, share: number, logit: number, trouble: Trouble | undefined }

const SCALE = 5
/** Longer than the longest holiday. */
const LONGEST_CLOSED_DAYS = 14
const TROUBLE_LOGIT = -1.9
const MONDAY_TO_SATURDAY = [0, 1.15, 1.05, 1, 1, 0.9, 0.4]
const REASONS = ['waiting-time', 'unclear-guidance', 'repeated-supplements', 'repeated-visits', 'late-result', 'staff-attitude'] as const
const REASON_WEIGHTS = [0.34, 0.2, 0.16, 0.12, 0.11, 0.07]

const toLogit = (share: number) => Math.log(share / (1 - share))
const toShare = (logit: number) => 1 / (1 + Math.exp(-logit))

/** The people who rate. The draws of a counter's day depend on the seed, the counter and the day alone. */
export function createCitizens({ seed, startsOn, centres, troubles, oddities = [] }: {
  seed: number, startsOn: string, centres: readonly DemoCentre[], troubles: readonly Trouble[], oddities?: readonly Oddity[]
}): Citizens {
  const characters = centres.flatMap((centre) => describeCounters(seed, centre, troubles))

  function ratingsOf(day: string): GivenRating[] {
    const given = [...characters.flatMap((character) => rateThroughDay(character, day)), ...oddities.flatMap((it) => rateOddly(it, day))]
    return given.sort((a, b) => a.occurredMs - b.occurredMs)
  }

  function rateThroughDay(character: CounterCharacter, day: string): GivenRating[] {
    const { centre, counter, share } = character
    const spans = toOpeningSpans(centre, day)
    if (spans.length === 0 || day < centre.unit.validFrom) return []
    const random = createRandom(seed, 'ratings', counter.code, day)
    const people = random.poisson(centre.ratingsPerDay * share * MONDAY_TO_SATURDAY[toWeekday(day)]!)
    return Array.from({ length: people }, () => rate(random, character, drawArrival(random, spans)))
  }

  /** What no citizen meant, on the first day from the planned one on that its centre is open. */
  function rateOddly({ counterCode, afterDays, kind }: Oddity, day: string): GivenRating[] {
    const centre = centres.find((it) => it.counters.some((counter) => counter.code === counterCode))
    if (!centre) return []
    const planned = Array.from({ length: LONGEST_CLOSED_DAYS }, (_, later) => addDays(startsOn, afterDays + later)).find((it) => toOpeningSpans(centre, it).length > 0)
    if (planned !== day) return []
    const random = createRandom(seed, 'oddity', counterCode, day)
    return drawOddTaps(kind, random, toOpeningSpans(centre, day)).map(({ at, score }) => ({
      occurredMs: at, counterCode, rating: { id: drawUuidV7(random, at), occurredAt: new Date(at).toISOString(), scale: SCALE, score, language: 'vi', counterCode, trigger: 'citizen' },
    }))
  }

  function rate(random: Random, { centre, counter, logit, trouble }: CounterCharacter, occurredMs: number): GivenRating {
    const troubled = trouble !== undefined && occurredMs >= Date.parse(`${addDays(startsOn, trouble.afterDays)}T00:00:00+07:00`)
    const satisfied = random.chance(toShare(logit + hourEffect(occurredMs) + (troubled ? TROUBLE_LOGIT : 0)))
    const score = satisfied ? random.pickWeighted([5, 4], [0.62, 0.38]) : random.pickWeighted([3, 2, 1], [0.52, 0.29, 0.19])
    const reasons = !satisfied && random.chance(0.7) ? drawReasons(random, troubled ? trouble.reason : null) : null
    const id = drawUuidV7(random, occurredMs)
    const comment = toComment(id, score)
    const rating: Rating = {
      id,
      occurredAt: new Date(occurredMs).toISOString(),
      scale: SCALE, score,
      ...(reasons ? { reasons } : {}),
      ...(comment === null ? {} : { comment }),
      language: random.chance(0.975) ? 'vi' : 'en',
      counterCode: counter.code,
      procedureCode: drawProcedureCode(random, centre),
      trigger: random.chance(0.8) ? 'citizen' : 'dossier-closed',
    }
    return { occurredMs, counterCode: counter.code, rating }
  }

  const shares = characters.map(({ centre, share }) => centre.ratingsPerDay * share)
  return { ratingsOf, rateNow: (random, epochMs) => rate(random, random.pickWeighted(characters, shares), epochMs) }
}

/** Busy and quiet counters, kind and unkind ones; together they make the centre's volume. */
function describeCounters(seed: number, centre: DemoCentre, troubles: readonly Trouble[]): CounterCharacter[] {
  const random = createRandom(seed, 'counters', centre.unit.code)
  const weights = centre.counters.map(() => random.logNormal(1, 0.6))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return centre.counters.map((counter, index) => ({
    centre, counter,
    share: weights[index]! / total,
    logit: toLogit(counter.sector.satisfied) + 0.25 * random.normal(),
    trouble: troubles.find((it) => it.counterCode === counter.code),
  }))
}

/** The morning rush and the last half hour before lunch cost some patience. */
function hourEffect(occurredMs: number): number {
  const hour = toMinuteOfDay(occurredMs) / 60
  if (hour >= 8 && hour < 10) return -0.25
  if (hour >= 11 && hour < 12) return -0.15
  return 0.1
}

function drawReasons(random: Random, usual: string | null): string[] {
  const first = usual !== null && random.chance(0.65) ? usual : random.pickWeighted(REASONS, REASON_WEIGHTS)
  const second = random.pickWeighted(REASONS, REASON_WEIGHTS)
  return second !== first && random.chance(0.25) ? [first, second] : [first]
}
