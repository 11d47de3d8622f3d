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
import { toPublic, selectFigures, selectFiguresOfMonths, selectIndices, selectIndicesOfLevel, type Figure, type IndexAnswer } from './figure-table.ts'

/** What frozen editions answer in the place of what would be counted now. */
export interface FrozenValues {
  /** The published figures of a month by indicator, on public levels without a breakdown; of what was not published nothing. */
  values(asked: { indicators: readonly string[]; period: string | undefined; request: CellRequest; maySeeSmallCounts: boolean }): Promise<Map<string, IndicatorValue[]>>
  /** The same of every published month that lies wholly within the days, by indicator and month, where values are asked for by month. */
  months(asked: { indicators: readonly string[]; request: CellRequest; maySeeSmallCounts: boolean }): Promise<Map<string, Map<string, IndicatorValue[]>>>
  /** Tells what is hidden of a published month: by its days, weeks or channels it must not be told either. `bucket` is '' of all the days, which then lie in one month. */
  hiddenWithin(asked: { indicators: readonly string[]; request: CellRequest }): Promise<(indicator: string, unit: string, bucket: string) => boolean>
  /** Which editions answer for the months that days `[from, to)` touch: another text after another was frozen; '' where none is. */
  stateOf(days: { from: string; to: string }): Promise<string>
  /** A unit's published composite; null where the month is not published, or nothing was known of it for this unit. */
  index(asked: { index: string; unit: string; period: string }): Promise<IndexAnswer | null>
  /** The same of all units of a level; null where the month is not published with this composite. */
  indices(asked: { index: string; level: PublicLevel; parent: string | null; period: string }): Promise<IndexAnswer[] | null>
}

/** From the top down; agencies and communes may lie in each other. */
const DEPTH: Record<PublicLevel, number> = { country: 0, province: 1, agency: 2, commune: 2, centre: 3 }
const isPublic = (level: Level): level is PublicLevel => publicLevels.some((it) => it === level)

const hiddenFigures = defineQuery<{ builds: readonly string[]; indicators: readonly string[]; level: PublicLevel }, string>({
  name: 'edition-hidden-figures', row: z.object({ key: z.string() }).transform((it) => it.key),
  sql: `SELECT DISTINCT concat(toString(build), ' ', indicator, ' ', unit_code) AS key FROM edition_figures FINAL
        WHERE build IN {builds:Array(UUID)} AND indicator IN {indicators:Array(String)} AND level = {level:String} AND hidden = 'all' AND held = ''`,
})

/** Few answers to a survey stay with those who gave them, also before readers who see small counts elsewhere. */
const isPromised = ({ indicator, value }: Figure) => value.reason === 'sample-too-small' && findIndicator(indicator)?.keepsSmallCounts === true
const marked = (edition: BuiltEdition, it: IndicatorValue): IndicatorValue => (edition.kind === 'revision' ? { ...it, quality: ['revised', ...it.quality] } : it)

/** The months that days `[from, to)` touch. */
function monthsOf({ from, to }: { from: string; to: string }): string[] {
  const months: string[] = []
  for (let month = from.slice(0, 7); `${month}-01` < to; month = addMonths(month, 1)) months.push(month)
  return months
}
const DAY_MS = 86_400_000
/** The months in which a bucket lies, two where its week does. */
function monthsOfBucket(bucket: string): string[] {
  const [, year, week] = /^(\d{4})-W(\d{2})$/.exec(bucket) ?? []
  if (!year || !week) return [bucket.slice(0, 7)]
  // The 4th of January lies in the first week (ISO 8601).
  const fourth = Date.UTC(Number(year), 0, 4)
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY_MS + (Number(week) - 1) * 7 * DAY_MS
  return [...new Set([monday, monday + 6 * DAY_MS].map((it) => new Date(it).toISOString().slice(0, 7)))]
}

interface Deps { record: RecordStore; warehouse: Warehouse; places: Pick<Places, 'unitKind'>; clock: Clock }

export function createFrozenValues({ record, warehouse, places, clock }: Deps): FrozenValues {
  const memory = createBriefMemory({
    clock,
    // The newest edition of a month comes first and stays.
    fetch: async () => new Map((await listEditions(record)).reverse().filter(isBuilt).filter((it) => it.state === 'frozen').map((it): [string, BuiltEdition] => [it.period, it])),
  })
  const editionOf = async (period: string | undefined) => (period === undefined ? undefined : (await memory.get('all')).get(period))
  const editionsOf = async (months: readonly string[]) => {
    const all = await memory.get('all')
    return months.flatMap((it) => all.get(it) ?? [])
  }
  /** What lies above a unit is counted within it only by asking the facts. */
  const isWithin = (level: PublicLevel, parent: string | null) => {
    const kind = parent === null ? 'country' : places.unitKind(parent)
    return kind !== null && DEPTH[kind] <= DEPTH[level]
  }
  const publishedOf = (edition: BuiltEdition, indicators: readonly string[]) => edition.contents.definitions.map((it) => it.id).filter((it) => indicators.includes(it))
  const shownTo = (maySeeSmallCounts: boolean, edition: BuiltEdition) => (it: Figure): IndicatorValue => marked(edition, maySeeSmallCounts && !isPromised(it) ? it.value : toPublic(it))

  return {
    values: async ({ indicators, period, request: { level, parent, bucket, segment }, maySeeSmallCounts }) => {
      const edition = await editionOf(period)
      if (!edition || bucket !== null || segment !== null || !isPublic(level) || !isWithin(level, parent)) return new Map()
      const published = publishedOf(edition, indicators)
      if (published.length === 0) return new Map()
      const figures = await selectFigures(warehouse, { build: edition.build, period: edition.period, indicators: published, level, within: parent })
      return new Map(published.map((id) => [id, figures.filter((it) => it.indicator === id).map(shownTo(maySeeSmallCounts, edition))]))
    },
    months: async ({ indicators, request: { from, to, level, parent, bucket, segment, counter }, maySeeSmallCounts }) => {
      if (bucket !== 'month' || segment !== null || (counter ?? null) !== null || !isPublic(level) || !isWithin(level, parent)) return new Map()
      const editions = await editionsOf(monthsOf({ from, to }).filter((it) => `${it}-01` >= from && `${addMonths(it, 1)}-01` <= to))
      if (editions.length === 0) return new Map()
      const figures = await selectFiguresOfMonths(warehouse, { editions, indicators, level, within: parent })
      return new Map(indicators.map((id) => [id, new Map(editions.filter((it) => publishedOf(it, [id]).length > 0).map((edition) =>
        [edition.period, figures.filter((it) => it.indicator === id && it.value.period === edition.period).map(shownTo(maySeeSmallCounts, edition))]))]))
    },
    hiddenWithin: async ({ indicators, request: { from, to, level, bucket } }) => {
      const months = monthsOf({ from, to })
      const editions = isPublic(level) && (months.length === 1 || bucket !== null) ? await editionsOf(months) : []
      if (editions.length === 0 || !isPublic(level)) return () => false
      const hidden = new Set(await warehouse.select(hiddenFigures, { builds: editions.map((it) => it.build), indicators, level }))
      const buildOf = new Map(editions.map((it) => [it.period, it.build]))
      return (indicator, unit, one) => (one === '' || months.length === 1 ? months : monthsOfBucket(one)).some((it) => hidden.has(`${buildOf.get(it)} ${indicator} ${unit}`))
    },
    stateOf: async (days) => (await editionsOf(monthsOf(days))).map((it) => it.build).join(' '),
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
