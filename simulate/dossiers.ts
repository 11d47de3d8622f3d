import type { Channel, Dossier } from '../contract/dossier.ts'
import { toHanoiDay } from '../contract/period.ts'
import type { DemoCentre, DemoCounter } from './demo-centres.ts'
import { addWorkingDays, daysThrough, drawArrival, drawOpenMoment, toOpeningSpans, toWeekday } from './opening-hours.ts'
import { drawProcedureCode } from './procedures.ts'
import { createRandom, type Random } from './random.ts'

/** The whole life of a dossier, known beforehand; all moments in milliseconds since the epoch. */
export interface DossierLife {
  /** What is settled at reception and never changes. */
  reception: Pick<Dossier, 'code' | 'agencyCode' | 'centreCode' | 'counterCode' | 'procedureCode' | 'sectorCode' | 'channel' | 'components' | 'componentsDigitised' | 'componentsReused' | 'onlineEligible' | 'fee' | 'paid' | 'paidOnline'>
  receivedMs: number
  dueMs: number
  supplement: { requestedMs: number, completedMs: number } | null
  finishedMs: number
  /** 9 resolved; 3, 7 and 8 are refused, withdrawn and stopped. */
  ending: 3 | 7 | 8 | 9
  returnedMs: number | null
  resultElectronic: boolean
}

const MONDAY_TO_SATURDAY = [0, 1.1, 1.05, 1, 1, 0.9, 0.3]
const ELIGIBLE_ONLINE = 0.92
const LATE_MEDIAN_DAYS = 4

/** The dossiers received at a centre on a day, in the order of time; numbered by agency as they come. */
export function receiveDossiers(seed: number, centre: DemoCentre, day: string): DossierLife[] {
  const spans = toOpeningSpans(centre, day)
  if (spans.length === 0 || day < centre.unit.validFrom) return []
  const random = createRandom(seed, 'dossiers', centre.unit.code, day)
  const count = random.poisson(centre.dossiersPerDay * MONDAY_TO_SATURDAY[toWeekday(day)]!)
  const arrivals = Array.from({ length: count }, () => drawArrival(random, spans)).sort((a, b) => a - b)
  return arrivals.map((receivedMs, index) => live(random, centre, random.pick(centre.counters), receivedMs, index + 1))
}

function live(random: Random, centre: DemoCentre, counter: DemoCounter, receivedMs: number, number: number): DossierLife {
  const { conduct } = centre
  const { sector } = counter
  const day = toHanoiDay(receivedMs)
  const onlineEligible = random.chance(ELIGIBLE_ONLINE)
  const channel = drawChannel(random, onlineEligible ? conduct.online : 0)
  const components = 1 + random.poisson(2.2)
  const withFee = random.chance(sector.withFee)
  const dueDay = addWorkingDays(day, sector.limitDays)
  const finishedMs = drawFinish(random, centre, counter, receivedMs)
  const ending = random.pickWeighted([9, 3, 7, 8] as const, [0.965, 0.012, 0.013, 0.01])
  const requestedMs = drawOpenMoment(random, toOpeningSpans(centre, day), receivedMs)
  const isSupplemented = sector.limitDays >= 5 && random.chance(0.05) && requestedMs < finishedMs
  return {
    reception: {
      code: toDossierCode(counter.agencyCode, day, number),
      agencyCode: counter.agencyCode, centreCode: centre.unit.code, counterCode: counter.code,
      procedureCode: drawProcedureCode(random, centre), sectorCode: sector.code, channel,
      components,
      componentsDigitised: random.binomial(components, conduct.componentsDigitised),
      componentsReused: random.binomial(components, 0.15),
      onlineEligible,
      fee: withFee ? sector.fee : 0,
      ...(withFee ? { paid: true, paidOnline: drawPayment(random, conduct.paidOnline) } : {}),
    },
    receivedMs,
    dueMs: toOpeningSpans(centre, dueDay).at(-1)!.to,
    supplement: isSupplemented ? { requestedMs, completedMs: requestedMs + Math.floor((finishedMs - requestedMs) * random.unit() * 0.6) } : null,
    finishedMs, ending,
    returnedMs: ending === 9 && random.chance(0.9) ? drawReturn(random, centre, finishedMs, channel) : null,
    resultElectronic: ending === 9 && random.chance(conduct.resultElectronic),
  }
}

/** On time lies before the due day, late some working days after it; land has its own share. */
function drawFinish(random: Random, centre: DemoCentre, { sector }: DemoCounter, receivedMs: number): number {
  const onTime = random.chance(sector.code === 'land' ? centre.conduct.landOnTime : centre.conduct.onTime)
  const daysTaken = onTime
    ? Math.floor(sector.limitDays * (0.25 + 0.75 * random.unit()))
    : sector.limitDays + Math.ceil(random.logNormal(LATE_MEDIAN_DAYS, 0.8))
  return drawOpenMoment(random, toOpeningSpans(centre, addWorkingDays(toHanoiDay(receivedMs), daysTaken)), receivedMs)
}

function drawReturn(random: Random, centre: DemoCentre, finishedMs: number, channel: Channel): number {
  if (channel === 'online') return finishedMs
  const day = addWorkingDays(toHanoiDay(finishedMs), random.poisson(1.2))
  return drawOpenMoment(random, toOpeningSpans(centre, day), finishedMs)
}

function drawChannel(random: Random, online: number): Channel {
  if (random.chance(online)) return 'online'
  return random.chance(0.06) ? 'postal' : 'direct'
}

export const drawPayment = (random: Random, online: number) => {
  if (!random.chance(online)) return 'no'
  return random.chance(0.75) ? 'national' : 'local'
}

/** Shaped like the codes of 2026 (`G09.20-20260609-0092637`): agency, day, number of the day. */
export const toDossierCode = (agencyCode: string, day: string, number: number) =>
  `${agencyCode}-${day.replaceAll('-', '')}-${String(number).padStart(7, '0')}`

/** The state a system would report at `atMs`; the dossier must have been received by then. */
export function toStateAt(life: DossierLife, atMs: number): Dossier {
  const { supplement, returnedMs, finishedMs } = life
  const isFinished = finishedMs <= atMs
  return {
    ...life.reception,
    status: toStatus(life, atMs),
    receivedAt: toInstant(life.receivedMs),
    dueAt: toInstant(life.dueMs),
    ...(isFinished ? { finishedAt: toInstant(finishedMs) } : {}),
    ...(returnedMs !== null && returnedMs <= atMs ? { returnedAt: toInstant(returnedMs) } : {}),
    ...(supplement && supplement.requestedMs <= atMs ? {
      supplements: [{ requestedAt: toInstant(supplement.requestedMs), completedAt: supplement.completedMs <= atMs ? toInstant(supplement.completedMs) : null }],
    } : {}),
    ...(isFinished && life.ending === 9 ? { resultElectronic: life.resultElectronic } : {}),
    updatedAt: toInstant(lastChangeBy(life, atMs)),
  }
}

function toStatus({ returnedMs, finishedMs, ending, supplement }: DossierLife, atMs: number): number {
  if (returnedMs !== null && returnedMs <= atMs) return 10
  if (finishedMs <= atMs) return ending
  if (supplement && supplement.requestedMs <= atMs && atMs < supplement.completedMs) return 5
  return 4
}

/** The newest moment up to `atMs` at which something happened to the dossier. */
export function lastChangeBy({ receivedMs, supplement, finishedMs, returnedMs }: DossierLife, atMs: number): number {
  const moments = [receivedMs, supplement?.requestedMs, supplement?.completedMs, finishedMs, returnedMs]
  return Math.max(...moments.filter((moment) => moment != null && moment <= atMs) as number[])
}

const toInstant = (epochMs: number) => new Date(epochMs).toISOString()

/** A dossier's state, and whether it is one that was not there at `after`. */
export interface ReportedDossier { dossier: Dossier, isNew: boolean }

/**
 * Every dossier received from `startsOn` on to which something happened after `after` and up to `until` (milliseconds), in its
 * state at `until`.
 */
export function* reportDossiers({ seed, centres, startsOn, after, until }: {
  seed: number, centres: readonly DemoCentre[], startsOn: string, after: number, until: number
}): Generator<ReportedDossier> {
  for (const day of daysThrough(startsOn, toHanoiDay(until))) {
    for (const centre of centres) {
      for (const life of receiveDossiers(seed, centre, day)) {
        if (life.receivedMs > until || lastChangeBy(life, until) <= after) continue
        yield { dossier: toStateAt(life, until), isNew: life.receivedMs > after }
      }
    }
  }
}
