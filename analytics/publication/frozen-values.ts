import { z } from 'zod'
import { createBriefMemory } from '../../access/brief-memory.ts'
import { publicLevels, type PublicLevel } from '../../contract/edition.ts'
import type { IndicatorValue, Level } from '../../contract/indicator.ts'
import { addMonths } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { Places } from '../../registry/places.ts'
import { findIndicator } from '../indicators/registry.ts'
import type { CellRequest } from '../queries/cell-request.ts'
import { isBuilt, listEditions, type BuiltEdition } from './edition-table.ts'
import { toPublic, selectFigures, selectIndices, selectIndicesOfLevel, type Figure, type IndexAnswer } from './figure-table.ts'

/** What frozen editions answer in the place of what would be counted now. */
export interface FrozenValues {
  /** The published figures of a month by indicator, on public levels without a breakdown; of what was not published nothing. */
  values(asked: { indicators: readonly string[]; period: string | undefined; request: CellRequest; maySeeSmallCounts: boolean }): Promise<Map<string, IndicatorValue[]>>
  /** What is hidden of the published month in which these days lie, as `indicator unit`: by days or channels it must not be told either. */
  hiddenWithin(asked: { indicators: readonly string[]; request: CellRequest }): Promise<ReadonlySet<string>>
  /** Which edition answers for a period: another text after another was frozen; '' where none is. */
  stateOf(period: string | undefined): Promise<string>
  /** A unit's published composite; null where the month is not published, or nothing was known of it for this unit. */
  index(asked: { index: string; unit: string; period: string }): Promise<IndexAnswer | null>
  /** The same of all units of a level; null where the month is not published with this composite. */
  indices(asked: { index: string; level: PublicLevel; parent: string | null; period: string }): Promise<IndexAnswer[] | null>
}

/** From the top down; agencies and communes may lie in each other. */
const DEPTH: Record<PublicLevel, number> = { country: 0, province: 1, agency: 2, commune: 2, centre: 3 }
const isPublic = (level: Level): level is PublicLevel => publicLevels.some((it) => it === level)

const hiddenFigures = defineQuery<{ build: string; indicators: readonly string[]; level: PublicLevel }, string>({
  name: 'edition-hidden-figures', row: z.object({ key: z.string() }).transform((it) => it.key),
  sql: `SELECT DISTINCT concat(indicator, ' ', unit_code) AS key FROM edition_figures FINAL
        WHERE build = {build:UUID} AND indicator IN {indicators:Array(String)} AND level = {level:String} AND hidden = 'all' AND held = ''`,
})

/** Few answers to a survey stay with those who gave them, also before readers who see small counts elsewhere. */
const isPromised = ({ indicator, value }: Figure) => value.reason === 'sample-too-small' && findIndicator(indicator)?.keepsSmallCounts === true

interface Deps { record: RecordStore; warehouse: Warehouse; places: Pick<Places, 'unitKind'>; clock: Clock }

export function createFrozenValues({ record, warehouse, places, clock }: Deps): FrozenValues {
  const memory = createBriefMemory({
    clock,
    // The newest edition of a month comes first and stays.
    fetch: async () => new Map((await listEditions(record)).reverse().filter(isBuilt).filter((it) => it.state === 'frozen').map((it): [string, BuiltEdition] => [it.period, it])),
  })
  const editionOf = async (period: string | undefined) => (period === undefined ? undefined : (await memory.get('all')).get(period))

  return {
    values: async ({ indicators, period, request: { level, parent, bucket, segment }, maySeeSmallCounts }) => {
      const edition = await editionOf(period)
      if (!edition || bucket !== null || segment !== null || !isPublic(level)) return new Map()
      const published = edition.contents.definitions.map((it) => it.id).filter((it) => indicators.includes(it))
      // What lies above a unit is counted within it only by asking the facts.
      const kind = parent === null ? 'country' : places.unitKind(parent)
      if (published.length === 0 || kind === null || DEPTH[kind] > DEPTH[level]) return new Map()
      const figures = await selectFigures(warehouse, { build: edition.build, period: edition.period, indicators: published, level, within: parent })
      const valuesOf = (id: string) => figures.filter((it) => it.indicator === id).map((it) => (maySeeSmallCounts && !isPromised(it) ? it.value : toPublic(it)))
      return new Map(published.map((id) => [id, valuesOf(id)]))
    },
    hiddenWithin: async ({ indicators, request: { from, to, level } }) => {
      const month = from.slice(0, 7)
      const edition = to <= `${addMonths(month, 1)}-01` ? await editionOf(month) : undefined
      return edition && isPublic(level) ? new Set(await warehouse.select(hiddenFigures, { build: edition.build, indicators, level })) : new Set()
    },
    stateOf: async (period) => (await editionOf(period))?.build ?? '',
    index: async ({ index, unit, period }) => {
      const edition = await editionOf(period)
      return edition ? (await selectIndices(warehouse, { build: edition.build, index, unit }))[0]?.answer ?? null : null
    },
    indices: async ({ index, level, parent, period }) => {
      const edition = await editionOf(period)
      if (!edition?.contents.schemes.some((it) => it.id === index)) return null
      return (await selectIndicesOfLevel(warehouse, { build: edition.build, index, level, within: parent })).map((it) => it.answer)
    },
  }
}
