import { indicators } from '../../analytics/indicators/registry.ts'
import type { Cell, Indicator } from '../../analytics/indicators/indicator.ts'
import { PRESENT_TREE } from '../../analytics/dimensions/tree-tables.ts'
import type { CellRequest, Grouping } from '../../analytics/queries/cell-request.ts'
import { breakdownObstacle, selectCellsOfAll } from '../../analytics/queries/indicator-cells.ts'
import { refreshRollups } from '../../analytics/rollups/refresh-rollups.ts'
import type { DossierRow, OfferRow, SurveyRow } from '../../ingest/queue/fact-batch.ts'
import { createDossierWriter } from '../../ingest/writer/dossier-writer.ts'
import { createOfferWriter } from '../../ingest/writer/offer-writer.ts'
import { createRatingWriter } from '../../ingest/writer/rating-writer.ts'
import { writeSurveyAnswers } from '../../ingest/writer/survey-writer.ts'
import { STANDARD_QUESTIONNAIRE } from '../../contract/questionnaire.ts'
import { createDirtyDays } from '../../platform/warehouse/dirty-days.ts'
import { testService } from '../support/service.ts'
import { quietLogger, sharedRedis } from '../support/stores.ts'
import { centreOfCounter, MOVED_ON, TODAY, type SeedPlaces } from './random-facts.ts'
import { INVITED_COLUMNS, measureRows, type Invited } from './random-sheets.ts'

const clock = () => Date.parse(`${TODAY}T12:00:00+07:00`)

/** Whether the rollup of an indicator answers such a breakdown; ratings and sheets come to their sector by the procedures of the registry. */
export const isCountedBy = (indicator: Indicator, request: CellRequest) =>
  breakdownObstacle(indicator, request) === null && !(request.level === 'sector' && indicator.rollup !== 'dossier_daily')

/**
 * The real writers, rollups and queries on the warehouse of `testService`, at noon of TODAY, for places that are made here. Nothing
 * happens by the clock but what the service does itself.
 */
export async function openOracleRoom(places: readonly SeedPlaces[]) {
  const { warehouse, client } = await testService()
  await client.importCsv('units', toUnitsFile(places))
  await client.importCsv('counters', toCountersFile(places))
  const redis = await sharedRedis()
  await redis.flushall()
  const dirtyDays = createDirtyDays(redis)
  const deps = { warehouse, dirtyDays, clock, logger: quietLogger, publishedPeriods: { all: async () => new Set<string>() }, custody: { mayBeStored: async () => () => true } }
  const [ratingWriter, dossierWriter] = [createRatingWriter(deps), createDossierWriter(deps)]

  const offerWriter = createOfferWriter({ ...deps, storedOffers: { note: async () => {} } })

  return {
    warehouse, client, dirtyDays,
    writeRatings: ratingWriter.write,
    /** `delivery`: the later one came later. */
    writeDossiers: (rows: DossierRow[], sender: string, delivery: number) => dossierWriter.write(rows, sender, clock() + delivery),
    writeOffers: (rows: OfferRow[], sender: string) => offerWriter.write([{ version: 1, kind: 'offers', sender, receivedAt: clock(), rows }]),
    writeSheets: (rows: SurveyRow[]) => writeSurveyAnswers(deps, [{ version: 1, kind: 'surveys', sender: 'survey', receivedAt: clock(), rows }]),
    writeInvited: async (invited: readonly Invited[]) => {
      await warehouse.insert('survey_measures', ['questionnaire', 'version', 'measure', 'series', 'items', 'copied_at'], measureRows())
      await warehouse.insert('survey_invited', INVITED_COLUMNS, invited.map((it) => [it.month, STANDARD_QUESTIONNAIRE, it.centre, it.procedure, it.channel, it.outcome, it.invited, 1]))
      await dirtyDays.mark('surveys', invited.map((it) => ({ day: `${it.month}-01`, centreCode: it.centre })))
    },
    refresh: () => refreshRollups({ warehouse, dirtyDays, clock }),
    /** Cells of every indicator that can be broken down like that, by its id. */
    cellsOfAll: async (request: CellRequest, grouping: Grouping = { tree: PRESENT_TREE }): Promise<Map<string, Cell[]>> => {
      const counted = indicators.filter((it) => isCountedBy(it, request))
      const cells = await selectCellsOfAll(warehouse, counted, request, 'read', grouping)
      return new Map(counted.map((it, index) => [it.definition.id, cells[index] ?? []]))
    },
  }
}
export type OracleRoom = Awaited<ReturnType<typeof openOracleRoom>>

function toUnitsFile(places: readonly SeedPlaces[]): string {
  const units = places.flatMap(({ province, agencies, commune, centres }) => [
    ...agencies.map((it) => [it, province, 'agency']), [commune, province, 'commune'],
    [centres[0], agencies[0], 'centre'], [centres[1], agencies[0], 'centre'], [centres[2], commune, 'centre'],
  ])
  return `code,parentCode,kind,nameVi,validFrom\n${units.map(([code, parent, kind]) => `${code},${parent},${kind},${code},2025-07-01`).join('\n')}\n`
}

function toCountersFile(all: readonly SeedPlaces[]): string {
  const counters = all.flatMap((places) => places.counters.flatMap((counter) => {
    const first = centreOfCounter(places, counter, '2025-07-01')
    return counter === places.moving ? [[counter, first, '2025-07-01', MOVED_ON], [counter, places.centres[1], MOVED_ON, '']] : [[counter, first, '2025-07-01', '']]
  }))
  return `code,centreCode,nameVi,validFrom,validTo\n${counters.map(([code, centre, from, to]) => `${code},${centre},Quầy,${from},${to}`).join('\n')}\n`
}
