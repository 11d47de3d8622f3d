import { z } from 'zod'
import { answerablesOf, toSeries } from '../../contract/questionnaire-logic.ts'
import { factors, type Questionnaire } from '../../contract/questionnaire.ts'
import type { SurveyMeasure } from '../../contract/survey-results.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { DirtyDay, DirtyDays } from '../../platform/warehouse/dirty-days.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { PublishedPeriods } from '../../registry/published-periods.ts'
import type { QuestionnaireBook } from '../../registry/questionnaires/questionnaire-book.ts'
import { ITEMS_COUNTED, RECOMMEND } from '../rollups/survey-daily.ts'

/** The keys of what is answered under a measure; those of a series are in the same order in all of its versions. */
export const itemsOf = (content: Questionnaire, measure: SurveyMeasure): string[] => answerablesOf(content)
  .filter(({ question }) => question.kind === 'likert' && (measure === 'overall' ? question.overall === true : question.factor === measure)).map((it) => it.key).sort().slice(0, ITEMS_COUNTED)
const recommendOf = (content: Questionnaire): string[] => answerablesOf(content).filter(({ question }) => question.kind === 'scale10' && question.recommend === true).slice(0, 1).map((it) => it.key)

interface Deps {
  warehouse: Warehouse; record: RecordStore; questionnaires: Pick<QuestionnaireBook, 'list' | 'contentOf'>
  dirtyDays: Pick<DirtyDays, 'mark' | 'nextVersion'>; publishedPeriods: PublishedPeriods; clock: Clock
}

const measureRow = z.object({ questionnaire: z.string(), version: z.number(), measure: z.string(), series: z.number(), items: z.array(z.string()) })
type Measure = z.infer<typeof measureRow>
const measuresThere = defineQuery<Record<string, never>, Measure>({
  name: 'survey-measures', lane: 'job', sql: 'SELECT questionnaire, version, measure, series, items FROM survey_measures FINAL', row: measureRow,
})
const sheetDays = defineQuery<{ questionnaire: string; versions: number[] }, DirtyDay>({
  name: 'survey-sheet-days', lane: 'job',
  sql: `SELECT DISTINCT concat(month, '-01') AS day, centre_code FROM survey_answers WHERE questionnaire = {questionnaire:String} AND version IN {versions:Array(UInt16)}`,
  row: z.object({ day: z.string(), centre_code: z.string() }).transform((it): DirtyDay => ({ day: it.day, centreCode: it.centre_code })),
})

/** What is measured by every published version. */
async function measuresOf(questionnaires: Deps['questionnaires']): Promise<Measure[]> {
  const measures: Measure[] = []
  for (const { code, versions } of await questionnaires.list()) {
    for (const series of toSeries(versions.filter((it) => it.state === 'published'))) {
      for (const version of series) {
        const content = await questionnaires.contentOf(code, version)
        if (!content) continue
        const of = (measure: string, items: string[]): Measure => ({ questionnaire: code, version, measure, series: series[0] ?? version, items })
        measures.push(...[...factors, 'overall' as const].map((it) => of(it, itemsOf(content, it))), of(RECOMMEND, recommendOf(content)))
      }
    }
  }
  return measures
}

/** What is new of one kind, and which months of centres count otherwise with it. */
interface News { days: DirtyDay[]; insert(version: number): Promise<void> }
const NO_NEWS: News = { days: [], insert: async () => undefined }

async function newMeasures({ warehouse, questionnaires }: Deps): Promise<News> {
  const keyOf = (it: Measure) => JSON.stringify([it.questionnaire, it.version, it.measure, it.series, it.items])
  const there = new Set((await warehouse.select(measuresThere, {})).map(keyOf))
  const changed = (await measuresOf(questionnaires)).filter((it) => !there.has(keyOf(it)))
  if (changed.length === 0) return NO_NEWS
  const days: DirtyDay[] = []
  for (const questionnaire of new Set(changed.map((it) => it.questionnaire))) {
    days.push(...await warehouse.select(sheetDays, { questionnaire, versions: [...new Set(changed.filter((it) => it.questionnaire === questionnaire).map((it) => it.version))] }))
  }
  return {
    days,
    insert: (copiedAt) => warehouse.insert(
      'survey_measures', ['questionnaire', 'version', 'measure', 'series', 'items', 'copied_at'], changed.map((it) => [it.questionnaire, it.version, it.measure, it.series, it.items, copiedAt]),
    ),
  }
}

const stratumRow = z.object({
  month: z.string(), questionnaire: z.string(), centre_code: z.string(), procedure_code: z.string(), channel: z.string(), outcome: z.string(), invited: z.coerce.number(),
})
type Stratum = z.infer<typeof stratumRow>
const STRATUM = ['month', 'questionnaire', 'centre_code', 'procedure_code', 'channel', 'outcome'] as const
const strataThere = defineQuery<{ months: string[] }, Stratum>({
  name: 'survey-invited', lane: 'job', sql: `SELECT ${STRATUM.join(', ')}, invited FROM survey_invited FINAL WHERE month IN {months:Array(String)}`, row: stratumRow,
})

/** Counts of the months of which invitations were issued since an instant; all of them where it is null. */
async function newInvited({ warehouse, record }: Deps, since: Date | null): Promise<News> {
  const here = z.array(stratumRow).parse(await record.query(
    `SELECT month, questionnaire, centre_code, coalesce(procedure_code, '') AS procedure_code, channel, outcome, count(*) AS invited FROM survey_invitation
     WHERE $1::timestamptz IS NULL OR month IN (SELECT DISTINCT month FROM survey_invitation WHERE created_at >= $1) GROUP BY 1, 2, 3, 4, 5, 6`, [since],
  ))
  if (here.length === 0) return NO_NEWS
  const keyOf = (it: Stratum) => JSON.stringify(STRATUM.map((name) => it[name]))
  const there = new Map((await warehouse.select(strataThere, { months: [...new Set(here.map((it) => it.month))] })).map((it) => [keyOf(it), it.invited]))
  const changed = here.filter((it) => there.get(keyOf(it)) !== it.invited)
  return changed.length === 0 ? NO_NEWS : {
    days: changed.map((it) => ({ day: `${it.month}-01`, centreCode: it.centre_code })),
    insert: (copiedAt) => warehouse.insert('survey_invited', [...STRATUM, 'invited', 'copied_at'], changed.map((it) => [...STRATUM.map((name) => it[name]), it.invited, copiedAt])),
  }
}

/** Invitations carry the hour in which they were issued. */
const [LOOKED_BACK_MS, DAY_MS] = [2 * 3_600_000, 24 * 3_600_000]

/**
 * Tells the warehouse what published questionnaires measure and how many people were invited, and marks the months of centres that count otherwise now (before
 * and after, as facts do), but for published ones. The first run of a process, and one each day, looks at everything; the others at what was issued lately.
 */
export function createSurveyCopy(deps: Deps) {
  const { dirtyDays, publishedPeriods, clock } = deps
  let lastWhole = Number.NEGATIVE_INFINITY
  return async (): Promise<void> => {
    const now = clock()
    const isWhole = now - lastWhole > DAY_MS
    const news = [await newMeasures(deps), await newInvited(deps, isWhole ? null : new Date(now - LOOKED_BACK_MS))]
    const published = await publishedPeriods.all()
    const days = [...new Map(news.flatMap((it) => it.days).filter((it) => !published.has(it.day.slice(0, 7))).map((it) => [`${it.day} ${it.centreCode}`, it])).values()]
    if (news.some((it) => it !== NO_NEWS)) {
      await dirtyDays.mark('surveys', days)
      const copiedAt = await dirtyDays.nextVersion()
      for (const it of news) await it.insert(copiedAt)
      await dirtyDays.mark('surveys', days)
    }
    if (isWhole) lastWhole = now
  }
}
