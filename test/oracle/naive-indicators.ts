import type { RatingFact } from '../../ingest/pipeline/rating-fact.ts'
import type { DossierRow, OfferRow } from '../../ingest/queue/fact-batch.ts'
import { toOfferId } from '../../ingest/offers/offer-board.ts'
import { toDay } from './random-facts.ts'

/**
 * Every indicator once more, by plain loops over all facts and written apart from the product: only the definitions in words are shared.
 * Slow and simple; what the product says must be equal for counts, and to 1e-9 for everything else.
 */
export interface Naive { numerator: number | null; denominator: number; sampleSize: number; value: number | null; lower: number | null; upper: number | null }

/** Whether a fact belongs to the group on a day; facts are placed by the day on which they count. */
export type RatingFilter = (rating: RatingFact, day: string) => boolean
export type DossierFilter = (dossier: NaiveDossier, day: string) => boolean
export interface Span { from: string; to: string; today: string }

export interface NaiveDossier {
  agency: string; code: string; centre: string; counter: string; procedure: string; sector: string; channel: string; status: number
  received: string; due: string | null; ended: string | null; updated: string; asked: string[]; waits: [string, string | null][]
  components: number; handedOver: number | null; digitised: number; reused: number; electronic: boolean; eligible: boolean; fee: number; paidOnline: string
}

/** The first delivery of a rating counts. */
export function currentRatings(facts: readonly RatingFact[]): RatingFact[] {
  const first = new Map<string, RatingFact>()
  for (const it of facts) {
    const known = first.get(it.id)
    if (!known || it.receivedAt < known.receivedAt) first.set(it.id, it)
  }
  return [...first.values()]
}

/** The newest state of a dossier counts. */
export function currentDossiers(rows: readonly DossierRow[]): NaiveDossier[] {
  const newest = new Map<string, DossierRow>()
  for (const row of rows) {
    const key = `${row[0]}|${row[1]}`
    const known = newest.get(key)
    if (!known || row[21] > known[21]) newest.set(key, row)
  }
  const dayOf = (it: number | null) => (it === null ? null : toDay(it))
  return [...newest.values()].map((it) => ({
    agency: it[0], code: it[1], centre: it[2], counter: it[3], procedure: it[4], sector: it[5], channel: it[6], status: it[7],
    received: toDay(it[8]), due: dayOf(it[9]), ended: dayOf(it[10] ?? it[11]), updated: toDay(it[21]), asked: it[12].map(([asked]) => toDay(asked)).sort(),
    waits: it[12].map(([asked, brought]) => [toDay(asked), dayOf(brought)]),
    components: it[13], handedOver: it[11] ?? (it[7] === 10 ? it[10] : null), digitised: it[14], reused: it[15], electronic: it[16], eligible: it[17], fee: it[18], paidOnline: it[20],
  }))
}

const Z = 1.959963984540054
export function wilson(p: number, n: number): [number, number] {
  const middle = p + (Z * Z) / (2 * n)
  const spread = Z * Math.sqrt((p * (1 - p)) / n + (Z * Z) / (4 * n * n))
  return [(middle - spread) / (1 + (Z * Z) / n), (middle + spread) / (1 + (Z * Z) / n)].map((it) => Math.min(1, Math.max(0, it))) as [number, number]
}
export const MINIMUM = 10
const hidden = (numerator: number | null, denominator: number, sampleSize: number): Naive => ({ numerator, denominator, sampleSize, value: null, lower: null, upper: null })

function ratio(numerator: number, denominator: number, sampleSize = denominator, { factor = 1, n = sampleSize } = {}): Naive | null {
  if (denominator === 0) return null
  if (sampleSize < MINIMUM) return hidden(numerator, denominator, sampleSize)
  const [lower, upper] = wilson(numerator / denominator, n)
  return { numerator, denominator, sampleSize, value: (factor * numerator) / denominator, lower: factor * lower, upper: factor * upper }
}

function mean(points: readonly number[]): Naive | null {
  const n = points.length
  if (n === 0) return null
  const sum = points.reduce((a, b) => a + b, 0)
  if (n < MINIMUM) return hidden(sum, n, n)
  const m = sum / n / 100
  const variance = points.reduce((total, it) => total + (it / 100 - m) ** 2, 0) / (n - 1)
  const effective = variance === 0 ? n : n * Math.min(8, Math.max(1, (m * (1 - m)) / variance))
  const [lower, upper] = wilson(m, effective)
  return { numerator: sum, denominator: n, sampleSize: n, value: 100 * m, lower: 100 * lower, upper: 100 * upper }
}

/** Ranks l and u with P(B < l) ≤ 2.5 % and P(B ≥ u) ≤ 2.5 % for B ~ Binomial(n, ½), the tightest of them. */
function median(values: readonly number[]): Naive | null {
  const sorted = [...values].sort((a, b) => a - b)
  const n = sorted.length
  if (n === 0) return null
  if (n < MINIMUM) return hidden(null, n, n)
  const logFactorial = [0]
  for (let k = 1; k <= n; k += 1) logFactorial.push((logFactorial[k - 1] ?? 0) + Math.log(k))
  const chanceOf = (k: number) => Math.exp((logFactorial[n] ?? 0) - (logFactorial[k] ?? 0) - (logFactorial[n - k] ?? 0) - n * Math.LN2)
  let [low, below] = [0, 0]
  while (below + chanceOf(low) <= 0.025) below += chanceOf(low++)
  return { numerator: null, denominator: n, sampleSize: n, value: sorted[Math.ceil(n / 2) - 1] ?? null, lower: low >= 1 ? sorted[low - 1] ?? null : null, upper: low >= 1 ? sorted[n - low] ?? null : null }
}

const within = (day: string | null, { from, to }: Span): day is string => day !== null && day >= from && day < to
const dayBefore = (day: string) => toDay(Date.parse(`${day}T00:00:00+07:00`) - 1)
const daysBetween = (a: string, b: string) => Math.round((Date.parse(b) - Date.parse(a)) / 86_400_000)

export function naiveOfRatings(id: string, ratings: readonly RatingFact[], belongs: RatingFilter, span: Span): Naive | null {
  const scale = id.startsWith('counter-satisfaction-3') ? 3 : 5
  const scores: number[] = []
  for (const it of ratings) {
    const day = toDay(it.correctedAt)
    if (it.scale === scale && within(day, span) && belongs(it, day)) scores.push(it.score)
  }
  const count = (holds: (score: number) => boolean) => scores.filter(holds).length
  switch (id) {
    case 'counter-satisfaction': return ratio(count((it) => it >= 4), scores.length)
    case 'counter-satisfaction-3': return ratio(count((it) => it === 3), scores.length)
    case 'dissatisfied-per-1000': return ratio(count((it) => it <= 2), scores.length, scores.length, { factor: 1000 })
    default: return mean(scores.map((it) => (100 * (it - 1)) / (scale - 1)))
  }
}

/** When Decision 766 calls a dossier late: from this day on; null for never (as far as is known). */
function lateFrom(it: NaiveDossier): string | null {
  if (it.due === null) return null
  const second = it.asked[1]
  if (second !== undefined) return second > it.received ? second : it.received
  let end = it.ended
  if (end === null && it.asked.length === 1 && it.waits[0]?.[1] === null) end = it.asked[0] ?? null
  if (end === null && [3, 7, 8].includes(it.status)) end = it.updated
  return end !== null && end <= it.due ? null : toDay(Date.parse(`${it.due}T12:00:00+07:00`) + 86_400_000)
}

/** Whether what was done at a counter on a day belongs to the group. */
export type CounterFilter = (counter: string, centre: string, day: string) => boolean

export function naiveOfOffers(id: string, { ratings, dossiers, offers }: { ratings: readonly RatingFact[]; dossiers: readonly NaiveDossier[]; offers: readonly OfferRow[] }, belongs: CounterFilter, span: Span): Naive | null {
  if (id === 'offer-rate') {
    const shown = new Map<string, number>()
    const busy = new Set<string>()
    for (const [offer, at, counter] of offers) {
      shown.set(offer, at)
      busy.add(`${counter} ${toDay(at)}`)
    }
    let [asked, equipped] = [0, 0]
    for (const it of dossiers) {
      if (it.handedOver === null || it.counter === '') continue
      const day = toDay(it.handedOver)
      if (!within(day, span) || !belongs(it.counter, it.centre, day)) continue
      const at = shown.get(toOfferId(it.agency, it.code))
      const wasAsked = at !== undefined && Math.abs(at - it.handedOver) <= 3_600_000
      if (wasAsked) asked += 1
      if (wasAsked || busy.has(`${it.counter} ${day}`)) equipped += 1
    }
    return ratio(asked, equipped)
  }
  const days = new Map<string, { counter: string; centre: string; day: string; offers: number; answers: number }>()
  const of = (counter: string, centre: string, day: string) => {
    const key = `${counter} ${centre} ${day}`
    const known = days.get(key) ?? { counter, centre, day, offers: 0, answers: 0 }
    days.set(key, known)
    return known
  }
  for (const [, at, counter, centre] of offers) of(counter, centre, toDay(at)).offers += 1
  for (const it of ratings) if (it.trigger === 'dossier-closed') of(it.counterCode, it.centreCode, toDay(it.correctedAt)).answers += 1
  const here = [...days.values()].filter((it) => within(it.day, span) && belongs(it.counter, it.centre, it.day))
  return ratio(here.reduce((sum, it) => sum + Math.min(it.offers, it.answers), 0), here.reduce((sum, it) => sum + it.offers, 0))
}

export function naiveOfDossiers(id: string, dossiers: readonly NaiveDossier[], belongs: DossierFilter, span: Span): Naive | null {
  const past = { ...span, to: span.to < span.today ? span.to : span.today }
  const received = (holds: (it: NaiveDossier) => boolean, during = span) => dossiers.filter((it) => within(it.received, during) && belongs(it, it.received) && holds(it))
  const resolved = dossiers.filter((it) => [9, 10].includes(it.status) && within(it.ended, span) && belongs(it, it.ended))
  const judged = resolved.filter((it) => it.due !== null)
  const inTime = judged.filter((it) => (it.ended ?? '') <= (it.due ?? ''))
  const withPapers = received((it) => it.components > 0)
  const withFee = received((it) => it.fee > 0)
  // The stock of a period that runs is that of now, and stands on the last day of this month.
  const endOfMonth = (day: string) => dayBefore(`${toDay(Date.parse(`${day.slice(0, 7)}-28T00:00:00+07:00`) + 5 * 86_400_000).slice(0, 7)}-01`)
  const last = [dayBefore(span.to), endOfMonth(span.today)].sort()[0] ?? ''
  const isOpenOn = (it: NaiveDossier, day: string) => it.status !== 7 && it.received <= day && (it.ended === null || it.ended > day)
  const open = dossiers.filter((it) => isOpenOn(it, last) && belongs(it, last))
  const overdue = open.filter((it) => it.due !== null && it.due <= last && it.due < span.today)
  switch (id) {
    case 'on-time-due': {
      const due = dossiers.filter((it) => it.status !== 7 && within(it.due, past) && belongs(it, it.due))
      return ratio(due.filter((it) => it.ended !== null && it.ended <= (it.due ?? '')).length, due.length)
    }
    case 'on-time-resolved': return ratio(inTime.length, judged.length)
    case 'early-share': return ratio(judged.filter((it) => (it.ended ?? '') < (it.due ?? '')).length, judged.length)
    case 'on-time-workload': {
      const carried = dossiers.filter((it) => it.status !== 7 && it.received < span.from && (it.ended === null || it.ended >= span.from) && span.from <= span.today && belongs(it, span.from))
      const late = dossiers.filter((it) => it.status !== 7 && within(it.ended, span) && belongs(it, it.ended) && it.due !== null && (it.ended ?? '') > it.due)
      const workload = carried.length + received((it) => it.status !== 7).length
      return workload > 0 ? ratio(Math.max(0, workload - late.length - overdue.length), workload) : null
    }
    case 'overdue-backlog': return ratio(overdue.length, open.filter((it) => it.due !== null).length)
    case 'progress-766': case 'satisfaction-766': {
      const all = received(() => true, past)
      const without = all.filter((it) => it.due === null)
      const late = dossiers.filter((it) => {
        const day = lateFrom(it)
        return within(day, past) && it.received >= span.from && belongs(it, day)
      })
      return ratio(all.length - without.length - late.length, all.length)
    }
    case 'median-handling-days': return median(resolved.map((it) => {
      const waited = it.waits.reduce((sum, [asked, brought]) => sum + (brought === null ? 0 : Math.max(0, daysBetween(asked, brought))), 0)
      return Math.max(0, daysBetween(it.received, it.ended ?? '') - waited)
    }))
    case 'component-digitisation': {
      const sum = (pick: (it: NaiveDossier) => number) => received(() => true).reduce((total, it) => total + pick(it), 0)
      return ratio(sum((it) => it.digitised), sum((it) => it.components), withPapers.length)
    }
    case 'full-digitisation': return ratio(withPapers.filter((it) => it.digitised === it.components).length, withPapers.length)
    case 'digitised-reuse': return ratio(withPapers.filter((it) => it.reused > 0).length, withPapers.length)
    case 'result-digitisation': return ratio(resolved.filter((it) => it.electronic).length, resolved.length)
    case 'digitisation-766': return ratio(resolved.filter((it) => it.electronic && it.digitised > 0).length, resolved.length)
    case 'online-submission': return ratio(received((it) => it.eligible && it.channel === 'online').length, received((it) => it.eligible).length)
    case 'online-submission-all': return ratio(received((it) => it.channel === 'online').length, received(() => true).length)
    case 'online-payment': return ratio(withFee.filter((it) => it.paidOnline !== 'no').length, withFee.length)
    case 'online-payment-value': {
      const [all, online] = [withFee, withFee.filter((it) => it.paidOnline !== 'no')].map((some) => some.reduce((sum, it) => sum + it.fee, 0)) as [number, number]
      const squares = withFee.reduce((sum, it) => sum + it.fee ** 2, 0)
      return all === 0 ? null : ratio(online, all, withFee.length, { n: Math.min(withFee.length, all ** 2 / squares) })
    }
    default: throw new Error(`The oracle does not know ${id}.`)
  }
}
