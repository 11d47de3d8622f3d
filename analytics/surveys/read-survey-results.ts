import type { IndicatorValue } from '../../contract/indicator.ts'
import { addMonths } from '../../contract/period.ts'
import { answerablesOf, toSeries } from '../../contract/questionnaire-logic.ts'
import { factors, type Questionnaire } from '../../contract/questionnaire.ts'
import type { SurveyMeasure, SurveyResults } from '../../contract/survey-results.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { Invitations } from '../../registry/questionnaires/invitations.ts'
import type { HeldQuestionnaire, QuestionnaireBook } from '../../registry/questionnaires/questionnaire-book.ts'
import type { CatalogueSector } from '../queries/stratified-cells.ts'
import { countThemes } from '../comments/count-themes.ts'
import { readComments } from '../comments/read-comments.ts'
import { findDrivers } from '../statistics/drivers.ts'
import { toFactorIndex } from '../statistics/factor-index.ts'
import { wilson } from '../statistics/wilson.ts'
import { compareChannels } from './compare-channels.ts'
import { readSurveyStrata } from './survey-strata.ts'
import { weighOverall } from './weigh-overall.ts'
import { countDropOff, countPatterns, countSheets, readMeans, type CountedPattern, type SheetScope } from './survey-counts.ts'

const MINIMUM_SAMPLE = 10
const MONTHS_POOLED = 12
const MEASURES: readonly SurveyMeasure[] = [...factors, 'overall']

interface Deps { warehouse: Warehouse; book: Pick<QuestionnaireBook, 'contentOf'>; invitations: Pick<Invitations, 'count'>; clock: Clock; demo: boolean; sectorOf: CatalogueSector; sectorName(sector: string): { vi: string; en: string } }
/** `months` are the first and the last; `centres` null is the whole country, `listed` are all of them by name. */
export interface ResultsRequest { held: HeldQuestionnaire; unit: string; unitName: { vi: string; en: string }; centres: readonly string[] | null; listed: readonly string[]; period: string; months: { first: string; last: string } }

type Counts = { value: number | null; lower: number | null; upper: number | null; sampleSize: number; numerator: number | null; denominator: number }

/** The items of a measure, in their order. */
const itemsOf = (content: Questionnaire, measure: SurveyMeasure) => answerablesOf(content).filter(({ question }) => question.kind === 'likert' && (measure === 'overall' ? question.overall === true : question.factor === measure))
const isMain = ({ outcome, channel }: CountedPattern) => outcome === 'finished' && channel !== 'open'

function toShare(numerator: number, denominator: number): Counts {
  const interval = wilson(numerator, denominator)
  return { value: interval && numerator / denominator, lower: interval?.lower ?? null, upper: interval?.upper ?? null, sampleSize: denominator, numerator, denominator }
}

/** Reads what a survey says about a unit; see the contract for what is counted in what. Null where no version was published. */
export async function readSurveyResults({ warehouse, book, invitations, clock, demo, sectorOf, sectorName }: Deps, { held, unit, unitName, centres, listed, period, months }: ResultsRequest): Promise<SurveyResults | null> {
  const allSeries = toSeries(held.versions.filter((it) => it.state === 'published'))
  const versions = allSeries.at(-1)
  const newest = versions?.at(-1)
  const content = newest === undefined ? null : await book.contentOf(held.code, newest)
  if (!versions || !content) return null
  const computedAt = new Date(clock()).toISOString()
  const scopeOf = (these: readonly number[]): SheetScope => ({ questionnaire: held.code, versions: these, centres, fromMonth: months.first, toMonth: months.last })
  const scope = scopeOf(versions)

  const toRow = (counts: Counts | null, more: { period?: string; segment?: string } = {}): IndicatorValue => {
    const { value = null, lower = null, upper = null, sampleSize = 0, numerator = null, denominator = 0 } = counts ?? {}
    const tooSmall = sampleSize < MINIMUM_SAMPLE
    return {
      // What nine people answered stays theirs, also before those who see small counts elsewhere: a survey promises it.
      unit, unitName, period: more.period ?? period, segment: more.segment ?? null, numerator: tooSmall ? null : numerator, denominator, sampleSize, coverage: null, setAside: null,
      value: tooSmall ? null : value, lower: tooSmall ? null : lower, upper: tooSmall ? null : upper, reason: tooSmall ? 'sample-too-small' : null,
      quality: ['provisional', ...(tooSmall ? ['small-sample' as const] : [])], computedAt, definitionVersion: newest ?? 1, origin: 'counted', source: null,
    }
  }
  /** The index of some patterns; its counts are sums of answers, which the mean of shares cannot be computed from. */
  const toIndex = (patterns: readonly CountedPattern[], items: number): Counts | null => {
    const index = toFactorIndex(patterns, items)
    if (!index) return null
    const sum = index.items.reduce((all, it) => ({ satisfied: all.satisfied + (it?.satisfied ?? 0), n: all.n + (it?.n ?? 0) }), { satisfied: 0, n: 0 })
    return { value: index.value, lower: index.lower, upper: index.upper, sampleSize: index.n, numerator: sum.satisfied, denominator: sum.n }
  }

  const measured = MEASURES.map((measure) => ({ measure, items: itemsOf(content, measure) })).filter((it) => it.items.length > 0)
  const measures: SurveyResults['measures'] = []
  let ofOverall: CountedPattern[] = []
  for (const { measure, items } of measured) {
    const patterns = await countPatterns(warehouse, scope, items.map((it) => it.key))
    if (measure === 'overall') ofOverall = patterns
    const main = patterns.filter(isMain)
    const shares = toFactorIndex(main, items.length)?.items ?? []
    measures.push({
      measure, row: toRow(toIndex(main, items.length)),
      items: items.map(({ key, text }, index) => ({ key, text, row: toRow(shares[index] ? toShare(shares[index].satisfied, shares[index].n) : null) })),
    })
  }
  const overallItems = itemsOf(content, 'overall').length
  const apart = [...new Set(ofOverall.map((it) => `${it.outcome}|${it.channel}`))].sort().flatMap((pair) => {
    const some = ofOverall.filter((it) => `${it.outcome}|${it.channel}` === pair)
    const [first] = some
    return first ? [{ outcome: first.outcome, channel: first.channel, row: toRow(toIndex(some, overallItems), { segment: pair }) }] : []
  })

  const overallItem = itemsOf(content, 'overall')[0]?.key
  const strata = overallItem === undefined ? null : await readSurveyStrata(warehouse, scope, overallItem, sectorOf)

  const written = await readComments(warehouse, scope, overallItem ?? '')

  const sheets = await countSheets(warehouse, scope)
  const invited = (await invitations.count(listed, held.code)).filter((it) => it.month >= months.first && it.month <= months.last).reduce((sum, it) => sum + it.invited, 0)
  const begun = sheets.filter((it) => it.channel !== 'open').reduce((sum, it) => sum + it.sheets, 0)
  const [all, finished] = [sheets.reduce((sum, it) => sum + it.sheets, 0), sheets.reduce((sum, it) => sum + it.finished, 0)]

  const lost = new Map((await countDropOff(warehouse, scope)).map((it) => [it.key, it]))
  const series: SurveyResults['series'] = []
  for (const these of allSeries) {
    const asked = await book.contentOf(held.code, these.at(-1) ?? 1)
    const items = asked ? itemsOf(asked, 'overall') : []
    const patterns = items.length > 0 ? (await countPatterns(warehouse, { ...scopeOf(these), fromMonth: addMonths(months.last, 1 - MONTHS_POOLED) }, items.map((it) => it.key))).filter(isMain) : []
    const rows = [...new Set(patterns.map((it) => it.month))].sort().map((month) => toRow(toIndex(patterns.filter((it) => it.month === month), items.length), { period: month }))
    if (rows.length > 0) series.push({ versions: these, rows })
  }

  const byDriver = measured.filter((it) => it.measure !== 'overall')
  const overall = measured.find((it) => it.measure === 'overall')
  const rows = overall ? await readMeans(warehouse, { ...scope, fromMonth: addMonths(months.last, 1 - MONTHS_POOLED) }, [overall, ...byDriver].map((it) => it.items.map(({ key }) => key))) : []
  const drivers = byDriver.length > 1 ? findDrivers(rows) : null
  return {
    questionnaire: held.code, title: content.title, versions, period, demo, measures, apart,
    weighted: strata && weighOverall(strata.ofSheets, sectorName),
    channels: strata && compareChannels(strata),
    themes: [countThemes('survey', written.survey), countThemes('tablet', written.tablet)].filter((it) => it.comments > 0),
    rates: { response: toRow(toShare(Math.min(begun, invited), invited)), completion: toRow(toShare(finished, all)) },
    dropOff: all < MINIMUM_SAMPLE ? [] : answerablesOf(content).flatMap(({ key, text }) => {
      const found = lost.get(key)
      return found ? [{ key, text, shown: found.shown, answered: found.answered }] : []
    }),
    series,
    drivers: drivers && { n: drivers.n, r2: drivers.r2, distinguishable: drivers.distinguishable, parts: byDriver.map(({ measure }, index) => ({ measure, ...(drivers.shares[index] ?? { share: 0, lower: 0, upper: 0 }) })) },
  }
}
