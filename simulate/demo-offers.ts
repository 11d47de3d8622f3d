import { createHash } from 'node:crypto'
import { newDeviceAnswer, type EnrolAnswer, type Heartbeat } from '../contract/device.ts'
import type { Dossier } from '../contract/dossier.ts'
import { toHanoiDay } from '../contract/period.ts'
import { thuDucCentre, type DemoCounter } from './demo-centres.ts'
import { toDossierCode } from './dossiers.ts'
import { addDays, addWorkingDays, daysThrough, drawOpenMoment, toOpeningSpans } from './opening-hours.ts'
import { drawProcedureCode } from './procedures.ts'
import { createRandom, type Random } from './random.ts'
import { sendRequest } from './replay.ts'
import type { Wire } from './wire.ts'

/** Counters where dossiers are handed over all day and a tablet asks; at the last of them it rarely asks when a dossier is late. */
const ASKING = thuDucCentre.counters.slice(0, 3)
export const selectiveCounter = ASKING.at(-1)?.code ?? ''

const DAYS_BACK = 62
const HAND_OVERS_A_DAY = 7
const LATE = 0.3
const [ASKED, ASKED_IF_LATE] = [0.86, 0.15]
const LONGEST_WAIT_MS = 20_000
/** Beyond every number that the centre's own dossiers of a day have. */
const FIRST_NUMBER = 900_000
const OFFERS_PER_REQUEST = 500
const APP_VERSION = 'demo'

/** What a tablet of the demo is known by. */
export interface DemoTablet { counterCode: string; token: string }
interface HandOver { dossier: Dossier; offeredAt: string | null }

/** The dossiers handed over at a counter on a day, and when its tablet asked about each. The same seed gives the same. */
export function handOver(seed: number, counter: DemoCounter, day: string): HandOver[] {
  const spans = toOpeningSpans(thuDucCentre, day)
  if (spans.length === 0) return []
  const random = createRandom(seed, 'hand-overs', counter.code, day)
  return Array.from({ length: random.poisson(HAND_OVERS_A_DAY) }, (_, index) => {
    const isLate = random.chance(LATE)
    const returnedMs = drawOpenMoment(random, spans, 0)
    const isAsked = random.chance(isLate && counter.code === selectiveCounter ? ASKED_IF_LATE : ASKED)
    return { dossier: toDossier(random, counter, { day, index, returnedMs, isLate }), offeredAt: isAsked ? toInstant(returnedMs + random.below(LONGEST_WAIT_MS)) : null }
  })
}

/** The id that a tablet is told with an offer. These were never told, being past: it is made here as the server makes it, which a test holds together. */
export function toTabletOfferId({ agencyCode, code }: Pick<Dossier, 'agencyCode' | 'code'>): string {
  const hex = createHash('sha256').update(`offer\n${agencyCode}\n${code}`).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-')
}

const toInstant = (epochMs: number) => new Date(epochMs).toISOString()
const onDay = (day: string, clock: string) => toInstant(Date.parse(`${day}T${clock}+07:00`))

function toDossier(random: Random, counter: DemoCounter, { day, index, returnedMs, isLate }: { day: string; index: number; returnedMs: number; isLate: boolean }): Dossier {
  const dueDay = isLate ? addDays(day, -1 - random.below(6)) : addWorkingDays(day, random.below(4))
  const receivedDay = addDays(isLate ? dueDay : day, -7 - random.below(10))
  return {
    code: toDossierCode(counter.agencyCode, day, FIRST_NUMBER + 1_000 * ASKING.indexOf(counter) + index), agencyCode: counter.agencyCode, centreCode: thuDucCentre.unit.code, counterCode: counter.code,
    procedureCode: drawProcedureCode(random, thuDucCentre), sectorCode: counter.sector.code, channel: 'direct', status: 10,
    receivedAt: onDay(receivedDay, '09:00:00'), dueAt: onDay(dueDay, '17:00:00'), finishedAt: toInstant(returnedMs), returnedAt: toInstant(returnedMs),
    components: 3, componentsDigitised: 2, resultElectronic: true, onlineEligible: true, fee: 0, updatedAt: toInstant(returnedMs),
  }
}

/** Makes and enrols the tablets of the demo that ask. */
export async function enrolDemoTablets(person: Wire, anybody: Wire): Promise<DemoTablet[]> {
  const tablets: DemoTablet[] = []
  for (const { code: counterCode } of ASKING) {
    const { enrolmentCode } = newDeviceAnswer.parse((await person.call('POST', '/api/v1/devices', { json: { counterCode } })).body)
    const { body } = await anybody.call('POST', '/api/v1/devices/enrol', { json: { enrolmentCode, appVersion: APP_VERSION } })
    tablets.push({ counterCode, token: (body as EnrolAnswer).token })
  }
  return tablets
}

/** Tells of the hand-overs of the last two months, as the dossier system does, and of what the tablets asked, as they do. What was told before folds into itself. */
export async function sendDemoOffers({ seed, system, tablets, wireOf, clock }: {
  seed: number; system: Wire; tablets: readonly DemoTablet[]; wireOf(token: string): Wire; clock(): number
}): Promise<void> {
  const today = toHanoiDay(clock())
  for (const { counterCode, token } of tablets) {
    const counter = ASKING.find((it) => it.code === counterCode)
    if (!counter) continue
    const all = [...daysThrough(addDays(today, -DAYS_BACK), addDays(today, -1))].flatMap((day) => handOver(seed, counter, day))
    await sendRequest(system, { path: '/api/v1/dossiers', body: { dossiers: all.map((it) => it.dossier) } })
    const offers = all.flatMap(({ dossier, offeredAt }) => (offeredAt === null ? [] : [{ id: toTabletOfferId(dossier), offeredAt }]))
    for (let start = 0; start < offers.length; start += OFFERS_PER_REQUEST) {
      await wireOf(token).call('POST', '/api/v1/offers', { json: { sentAt: toInstant(clock()), offers: offers.slice(start, start + OFFERS_PER_REQUEST) } })
    }
  }
}

/** Signs of life, so that the demo's tablets are not missed. */
export async function beatDemoTablets({ tablets, wireOf, clock }: { tablets: readonly DemoTablet[]; wireOf(token: string): Wire; clock(): number }): Promise<void> {
  const beat: Heartbeat = { sentAt: toInstant(clock()), appVersion: APP_VERSION, battery: 0.9, charging: true, queued: 0, seq: 0 }
  for (const { token } of tablets) await wireOf(token).call('POST', '/api/v1/devices/heartbeat', { json: beat })
}
