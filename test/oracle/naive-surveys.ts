import type { SurveyRow } from '../../ingest/queue/fact-batch.ts'
import { MINIMUM, wilson, type Naive, type Span } from './naive-indicators.ts'
import { itemsOf, SERIES, type Invited } from './random-sheets.ts'

type Belongs = (placed: { centre: string; procedure: string }, day: string) => boolean
const MEASURES: Readonly<Record<string, string>> = {
  'survey-satisfaction': 'overall', 'survey-access': 'access', 'survey-procedures': 'procedures', 'survey-officials': 'officials', 'survey-results': 'results', 'survey-feedback': 'feedback', 'survey-nps': 'recommend',
}

function ratio(numerator: number, denominator: number): Naive | null {
  if (denominator === 0) return null
  if (denominator < MINIMUM) return { numerator, denominator, sampleSize: denominator, value: null, lower: null, upper: null }
  const [lower, upper] = wilson(numerator / denominator, denominator)
  return { numerator, denominator, sampleSize: denominator, value: numerator / denominator, lower, upper }
}

/** Survey figures once more, sheet by sheet: the share of each item, their mean, and the spread of what each person adds to it. */
export function naiveOfSurveys(id: string, sheets: readonly SurveyRow[], invited: readonly Invited[], belongs: Belongs, span: Span): Naive | null {
  const isMeant = (month: string, centre: string, procedure: string) => `${month}-01` >= span.from && `${month}-01` < span.to && belongs({ centre, procedure }, `${month}-01`)
  const all = sheets.filter((it) => isMeant(it[5], it[3], it[4]))
  if (id === 'survey-completion-rate') return ratio(all.filter((it) => it[10]).length, all.length)
  if (id === 'survey-response-rate') {
    const asked = invited.filter((it) => isMeant(it.month, it.centre, it.procedure)).reduce((sum, it) => sum + it.invited, 0)
    return ratio(Math.min(asked, all.filter((it) => it[7] !== 'open').length), asked)
  }
  const measure = MEASURES[id] ?? ''
  const main = all.filter((it) => it[6] === 'finished' && it[7] !== 'open')
  const answered = main.filter((it) => (measure === 'recommend' ? it[12].length > 0 : it[11].some(([key, level]) => level > 0 && itemsOf(measure, it[2]).includes(key))))
  if (answered.length === 0) return null
  const newest = Math.max(...answered.map((it) => SERIES[it[2]] ?? 0))
  const counted = answered.filter((it) => SERIES[it[2]] === newest)
  return measure === 'recommend' ? net(counted.map((it) => it[12][0]?.[1] ?? 0)) : index(counted.map((it) => new Map(it[11].filter(([, level]) => level > 0))), itemsOf(measure, newest))
}

function net(answers: readonly number[]): Naive {
  const n = answers.length
  const [promoters, detractors] = [answers.filter((it) => it >= 9).length, answers.filter((it) => it <= 6).length]
  const counts = { numerator: 100 * promoters + 50 * (n - promoters - detractors), denominator: n, sampleSize: n }
  if (n < MINIMUM) return { ...counts, value: null, lower: null, upper: null }
  const points: number[] = answers.map((it) => (it >= 9 ? 1 : it <= 6 ? 0 : 0.5))
  const mean = points.reduce((sum, it) => sum + it, 0) / n
  const variance = points.reduce((sum, it) => sum + (it - mean) ** 2, 0) / (n - 1)
  const effective = variance === 0 ? n : n * Math.min(8, Math.max(1, (mean * (1 - mean)) / variance))
  const [lower, upper] = wilson(mean, effective)
  return { ...counts, value: (100 * (promoters - detractors)) / n, lower: 200 * lower - 100, upper: 200 * upper - 100 }
}

function index(people: readonly ReadonlyMap<string, number>[], items: readonly string[]): Naive {
  const shares = new Map<string, { n: number; share: number }>()
  let [numerator, denominator] = [0, 0]
  for (const item of items) {
    const levels = people.flatMap((it) => it.get(item) ?? [])
    const satisfied = levels.filter((it) => it >= 4).length
    if (levels.length > 0) shares.set(item, { n: levels.length, share: satisfied / levels.length })
    numerator += satisfied
    denominator += levels.length
  }
  const n = people.length
  const counts = { numerator, denominator, sampleSize: n }
  if (n < MINIMUM) return { ...counts, value: null, lower: null, upper: null }
  const k = shares.size
  const value = [...shares.values()].reduce((sum, it) => sum + it.share, 0) / k
  let spread = 0
  for (const person of people) {
    let added = 0
    for (const [item, { n: answers, share }] of shares) {
      const level = person.get(item)
      if (level !== undefined) added += ((level >= 4 ? 1 : 0) - share) / (k * answers)
    }
    spread += added ** 2
  }
  const variance = spread * n
  const effective = k === 1 || variance <= 0 ? n : n * Math.min(8, Math.max(1, (value * (1 - value)) / variance))
  const [lower, upper] = wilson(value, effective)
  return { ...counts, value, lower, upper }
}
