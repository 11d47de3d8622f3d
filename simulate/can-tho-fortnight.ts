import type { Dossier } from '../contract/dossier.ts'
import { toHanoiDay } from '../contract/period.ts'
import { canThoCentre } from './demo-centres.ts'
import { drawPayment, toDossierCode } from './dossiers.ts'
import { daysThrough, drawArrival, drawOpenMoment, toOpeningSpans, type Span } from './opening-hours.ts'
import { drawProcedureCode } from './procedures.ts'
import { createRandom, type Random } from './random.ts'

/** The days of Cần Thơ's first published figures (14/3/2024), and what was published. */
export const fortnight = { firstDay: '2024-02-26', lastDay: '2024-03-07' } as const

/**
 * How many of the 7,642 dossiers, chosen so that each share rounds to the published percentage:
 * 61.5 % online, 39.9 % and 42.6 % digitised, 19.2 % paid online.
 */
export const fortnightCounts = { received: 7642, online: 4700, componentsDigitised: 3049, resultElectronic: 3256, paidOnline: 1467 } as const

/** The same in every dossier, so that the share of dossiers and the share of components agree. */
const COMPONENTS_EACH = 3
const LATE_SHARE = 0.03
const RETURNED_SHARE = 0.6

/** The dossiers of 26/2–7/3/2024, each received and resolved within those days during opening hours. */
export function receiveFortnight(seed: number): Dossier[] {
  const random = createRandom(seed, 'can-tho-fortnight')
  const days = [...daysThrough(fortnight.firstDay, fortnight.lastDay)]
  const openDays = days.map((day) => toOpeningSpans(canThoCentre, day)).filter((spans) => spans.length > 0)
  const arrivals = Array.from({ length: fortnightCounts.received }, () => {
    const dayIndex = random.below(openDays.length)
    return { dayIndex, receivedMs: drawArrival(random, openDays[dayIndex]!) }
  }).sort((a, b) => a.receivedMs - b.receivedMs)

  const isOnline = drawMembers(random, fortnightCounts.online)
  const isDigitised = drawMembers(random, fortnightCounts.componentsDigitised)
  const isElectronic = drawMembers(random, fortnightCounts.resultElectronic)
  const isPaidOnline = drawMembers(random, fortnightCounts.paidOnline)

  return arrivals.map(({ dayIndex, receivedMs }, index): Dossier => {
    const counter = random.pick(canThoCentre.counters)
    const day = toHanoiDay(receivedMs)
    const { finishedMs, returnedMs, dueMs } = drawEnd(random, openDays.slice(dayIndex), receivedMs)
    return {
      code: toDossierCode(counter.agencyCode, day, index + 1),
      agencyCode: counter.agencyCode, centreCode: canThoCentre.unit.code, counterCode: counter.code,
      procedureCode: drawProcedureCode(random, canThoCentre), sectorCode: counter.sector.code,
      channel: isOnline.has(index) ? 'online' : 'direct',
      status: returnedMs === null ? 9 : 10,
      receivedAt: toInstant(receivedMs), dueAt: toInstant(dueMs), finishedAt: toInstant(finishedMs),
      returnedAt: returnedMs === null ? null : toInstant(returnedMs),
      components: COMPONENTS_EACH, componentsDigitised: isDigitised.has(index) ? COMPONENTS_EACH : 0,
      resultElectronic: isElectronic.has(index),
      onlineEligible: true,
      fee: counter.sector.fee || 20_000, paid: true,
      paidOnline: isPaidOnline.has(index) ? drawPayment(random, 1) : 'no',
      updatedAt: toInstant(returnedMs ?? finishedMs),
    }
  })
}

/** Which of the dossiers have a property: exactly `count`, spread evenly over all. */
const drawMembers = (random: Random, count: number) =>
  new Set(random.shuffle(Array.from({ length: fortnightCounts.received }, (_, index) => index)).slice(0, count))

/** Up to three open days later, never after the last of them; now and then past the due moment. */
function drawEnd(random: Random, daysLeft: Span[][], receivedMs: number) {
  const finishingDay = daysLeft[Math.min(random.below(4), daysLeft.length - 1)]!
  const finishedMs = drawOpenMoment(random, finishingDay, receivedMs)
  const isLate = finishedMs > receivedMs && random.chance(LATE_SHARE)
  return {
    finishedMs,
    returnedMs: random.chance(RETURNED_SHARE) ? drawOpenMoment(random, finishingDay, finishedMs) : null,
    dueMs: isLate ? receivedMs + Math.floor((finishedMs - receivedMs) / 2) : finishedMs + 24 * 3_600_000,
  }
}

const toInstant = (epochMs: number) => new Date(epochMs).toISOString()
