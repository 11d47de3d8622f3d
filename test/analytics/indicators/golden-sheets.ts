import { randomUUID } from 'node:crypto'
import { refreshRollups } from '../../../analytics/rollups/refresh-rollups.ts'
import { STANDARD_QUESTIONNAIRE } from '../../../contract/questionnaire.ts'
import type { SurveyRow } from '../../../ingest/queue/fact-batch.ts'
import { writeSurveyAnswers } from '../../../ingest/writer/survey-writer.ts'
import { createDirtyDays } from '../../../platform/warehouse/dirty-days.ts'
import { testService } from '../../support/service.ts'
import { sharedRedis } from '../../support/stores.ts'
import type { GoldenCase } from './golden-case.ts'
import { GOLDEN_VERSION, goldenMeasures, toLevels } from './survey.case.ts'

const MONTH = '2026-03'
const NOW = Date.parse('2026-04-20T10:00:00+07:00')

/** Sheets and invitations of golden cases: by the real writer and rollup, of a version of the questionnaire that is in no record and so of no other test. */
export async function storeGoldenSheets(cases: readonly { centre: string; golden: GoldenCase }[]): Promise<void> {
  const { warehouse } = await testService()
  const dirtyDays = createDirtyDays(await sharedRedis())
  const facts = cases.flatMap(({ centre, golden }) => golden.facts(centre).map((it) => ({ centre, times: 1, ...it })))
  await warehouse.insert('survey_measures', ['questionnaire', 'version', 'measure', 'series', 'items', 'copied_at'],
    Object.entries(goldenMeasures).map(([measure, items]) => [STANDARD_QUESTIONNAIRE, GOLDEN_VERSION, measure, GOLDEN_VERSION, items, 1]))
  await warehouse.insert('survey_invited', ['month', 'questionnaire', 'centre_code', 'procedure_code', 'channel', 'outcome', 'invited', 'copied_at'],
    facts.flatMap((it) => (it.invited ? [[MONTH, STANDARD_QUESTIONNAIRE, it.centre, '', it.invited, 'finished', it.times, 1]] : [])))
  const rows = facts.flatMap(({ centre, times, sheet }) => (sheet ? Array.from({ length: times }, (): SurveyRow => {
    const numbers: [string, number][] = sheet.recommend === undefined ? [] : [['recommend', sheet.recommend]]
    return [randomUUID(), STANDARD_QUESTIONNAIRE, GOLDEN_VERSION, centre, '', MONTH, sheet.outcome ?? 'finished', sheet.channel ?? 'card', 'vi', NOW, sheet.finished ?? true, toLevels(sheet), numbers, [], [], []]
  }) : []))
  await writeSurveyAnswers({ warehouse, dirtyDays, publishedPeriods: { all: async () => new Set() } }, [{ version: 1, kind: 'surveys', sender: 'survey', receivedAt: NOW, rows }])
  await refreshRollups({ warehouse, dirtyDays, clock: () => NOW })
}
