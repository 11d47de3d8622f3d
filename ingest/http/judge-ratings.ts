import { rating, type Rating, type RejectedItem } from '../../contract/rating.ts'
import type { RuleBreach } from '../../contract/problem.ts'
import { toRuleBreaches } from '../../platform/errors.ts'
import type { Places } from '../../registry/places.ts'
import type { RatingRow, RefusedRow } from '../queue/fact-batch.ts'
import type { Sender } from './sender-auth.ts'

/** A sender's clock may be a little ahead of itself between two readings, not more (api.md). */
const AHEAD_OF_SENDING_MS = 60_000
/** From this skew on, a device's own clock is not believed (statistics.md, api.md). */
export const SKEW_TOLERATED_MS = 30_000

/** `refusedRows` are the numbered ones of `rejected`: the device parks such a rating, and its number is settled. */
export interface Judged { rows: RatingRow[]; accepted: string[]; rejected: RejectedItem[]; refusedRows: RefusedRow[] }

interface Context { places: Places; sender: Sender; sentAt: number; receivedAt: number }

/** Judges every rating on its own: one bad row never costs the good ones. */
export function judgeRatings(items: readonly unknown[], context: Context): Judged {
  const judged: Judged = { rows: [], accepted: [], rejected: [], refusedRows: [] }
  for (const [index, item] of items.entries()) {
    const parsed = rating.safeParse(item)
    const verdict = parsed.success ? toRow(parsed.data, context) : toRuleBreaches(parsed.error, item)
    if (isRow(verdict)) {
      judged.rows.push(verdict)
      judged.accepted.push((item as Rating).id)
    } else {
      judged.rejected.push({ index, ...idOf(item), errors: verdict })
      judged.refusedRows.push(...toRefusedRow(item, verdict))
    }
  }
  return judged
}

const isRow = (verdict: RatingRow | RuleBreach[]): verdict is RatingRow => typeof verdict[0] === 'string'
const fieldOf = (item: unknown, name: string): unknown =>
  typeof item === 'object' && item !== null ? (item as Record<string, unknown>)[name] : undefined
const idOf = (item: unknown) => {
  const id = fieldOf(item, 'id')
  return typeof id === 'string' && id.length <= 100 ? { id } : {}
}
/** Half of a character, as when a text was cut inside an emoji: the warehouse cannot read it, and nobody misses it. */
const toWellFormed = (text: string) => text.replace(/\p{Surrogate}/gu, '\ufffd')
const RULES_KEPT = 5
const RULE_LENGTH = 100

/** A refused number counts as settled: the device parks that rating and must not be asked for it again. */
function toRefusedRow(item: unknown, errors: readonly RuleBreach[]): RefusedRow[] {
  const seq = fieldOf(item, 'seq')
  if (!Number.isSafeInteger(seq) || (seq as number) <= 0) return []
  const rules = errors.slice(0, RULES_KEPT).map(({ pointer, rule }) => toWellFormed(`${pointer} ${rule}`.slice(0, RULE_LENGTH)))
  return [[seq as number, toWellFormed(idOf(item).id ?? ''), rules]]
}

function toRow(it: Rating, { places, sender, sentAt, receivedAt }: Context): RatingRow | RuleBreach[] {
  const occurredAt = Date.parse(it.occurredAt)
  if (occurredAt > sentAt + AHEAD_OF_SENDING_MS) {
    return [{ pointer: '/occurredAt', value: it.occurredAt, rule: 'occurredAt ≤ sentAt + 60 s', message: 'The rating lies in the future of its own sending.' }]
  }
  if (sender.kind === 'system' && occurredAt > receivedAt + AHEAD_OF_SENDING_MS) {
    return [{ pointer: '/occurredAt', value: it.occurredAt, rule: 'occurredAt ≤ now + 60 s', message: 'The rating lies in the future.' }]
  }
  const place = sender.kind === 'system'
    ? placeOfSystem(it, occurredAt, places, sender.unitCode)
    : placeOfDevice(sender.places, occurredAt + toCorrection(sentAt, receivedAt), places)
  if (Array.isArray(place)) return place
  return [
    it.id.toLowerCase(), it.seq ?? 0, occurredAt, it.scale, it.score, it.reasons ?? [], toWellFormed(it.comment ?? ''), it.language ?? '',
    place.counterCode, place.centreCode, it.procedureCode ?? '', sender.kind === 'system' ? (it.officialCode ?? '') : '',
    it.trigger ?? '', it.dossierCode ?? '',
  ]
}

/** What must be added to a device's times; 0 while its clock is within the tolerance. */
export const toCorrection = (sentAt: number, receivedAt: number) =>
  Math.abs(receivedAt - sentAt) > SKEW_TOLERATED_MS ? receivedAt - sentAt : 0

type Place = { counterCode: string; centreCode: string }

function placeOfSystem(it: Rating, occurredAt: number, places: Places, unitCode: string | null): Place | RuleBreach[] {
  if (it.counterCode === undefined) {
    return [{ pointer: '/counterCode', rule: 'required of a system', message: 'Say at which counter the service was given.' }]
  }
  const place = places.counterAt(it.counterCode, occurredAt)
  if (!place) {
    return [{ pointer: '/counterCode', value: it.counterCode, rule: 'a counter open on that day', message: 'No counter of this code is registered for that day.' }]
  }
  if (unitCode !== null && !places.isWithin(place.centreCode, unitCode)) {
    return [{ pointer: '/counterCode', value: it.counterCode, rule: `a counter within ${unitCode}`, message: 'This API key may not write for that counter.' }]
  }
  return place
}

/** A device's place at the moment of the tap; what it recorded before its first place counts there. */
function placeOfDevice(stays: Extract<Sender, { kind: 'device' }>['places'], at: number, places: Places): Place | RuleBreach[] {
  const stay = stays.find((it) => at >= it.from && (it.to === null || at < it.to)) ?? stays[0]
  const place = stay && places.counterAt(stay.counterCode, Math.max(at, stay.from))
  if (!place) return [{ pointer: '', rule: 'a device with a place', message: 'This device stood at no open counter at that time.' }]
  return place
}
