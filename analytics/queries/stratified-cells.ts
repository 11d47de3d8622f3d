import { z } from 'zod'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { PRESENT_TREE } from '../dimensions/tree-tables.ts'
import { counterSatisfaction } from '../indicators/counter-satisfaction.ts'
import type { Rollup } from '../indicators/indicator.ts'
import { sensitivityBand, toResponseLabel, type ResponseLabel } from '../statistics/non-response.ts'
import { postStratify, toFieldMeans, type StratifiedEstimate } from '../statistics/post-stratify.ts'
import { spreadRatings, type RatingGroup, type SpreadRatings, type Work } from '../statistics/spread-ratings.ts'
import { toSource } from './indicator-cells.ts'

/** The unit whose cells are asked for, and days, half open. */
interface UnitDays { [name: string]: string; parent: string; from: string; to: string }

interface RatedProcedure { counter: string; procedure: string; channel: string; satisfied: number; ratings: number }
interface ServedProcedure { counter: string; procedure: string; sector: string; channel: string; transactions: number }

const text = z.string()
const count = z.coerce.number()

/** The source asks only whether there is a unit; which one is bound. */
const SOME_UNIT = ''

/** The cells of a rollup that lie within a unit, each on its day: FROM and the beginning of WHERE. */
const within = (rollup: Rollup) => `
  ${toSource({ rollup }, { level: 'centre', parent: SOME_UNIT }, { tree: PRESENT_TREE })} AS cells
  INNER JOIN ${PRESENT_TREE.ancestry} AS within ON within.code = cells.place
  WHERE within.ancestor_code = {parent:String} AND cells.day >= within.valid_from AND cells.day < within.valid_to`

const ratedProcedures = defineQuery<UnitDays, RatedProcedure>({
  name: 'rated-procedures',
  sql: `SELECT cells.counter_code AS counter, cells.procedure_code AS procedure, cells.channel AS channel,
          ${counterSatisfaction.numerator} AS satisfied, ${counterSatisfaction.denominator} AS ratings_given
        FROM ${within('rating_daily')} AND ${counterSatisfaction.where}
        GROUP BY counter, procedure, channel ORDER BY counter, procedure, channel`,
  row: z.object({ counter: text, procedure: text, channel: text, satisfied: count, ratings_given: count })
    .transform(({ ratings_given: ratings, ...it }): RatedProcedure => ({ ...it, ratings })),
})

const servedProcedures = defineQuery<UnitDays, ServedProcedure>({
  name: 'served-procedures',
  sql: `SELECT cells.counter_code AS counter, cells.procedure_code AS procedure, cells.sector_code AS sector, cells.channel AS channel, sum(resolved) AS transactions
        FROM ${within('dossier_daily')}
        GROUP BY counter, procedure, sector, channel HAVING transactions > 0 ORDER BY counter, procedure, sector, channel`,
  row: z.object({ counter: text, procedure: text, sector: text, channel: text, transactions: count }),
})

/** The sector of a procedure by the catalogue; null for one that is not in it. */
export type CatalogueSector = (procedure: string) => string | null

/**
 * The sector under which a procedure's dossiers are counted: that of most of them, so that ratings and dossiers speak of the same cells
 * even where a system has sector codes of its own; else the catalogue's; '' when neither knows it.
 */
function toSectorOf(served: readonly ServedProcedure[], catalogue: CatalogueSector): (procedure: string) => string {
  const most = new Map<string, { sector: string; transactions: number }>()
  const sums = new Map<string, number>()
  for (const { procedure, sector, transactions } of served) {
    if (procedure === '' || sector === '') continue
    const key = `${procedure}\n${sector}`
    const sum = (sums.get(key) ?? 0) + transactions
    sums.set(key, sum)
    if (sum > (most.get(procedure)?.transactions ?? 0)) most.set(procedure, { sector, transactions: sum })
  }
  return (procedure) => (procedure === '' ? '' : most.get(procedure)?.sector ?? catalogue(procedure) ?? '')
}

/** Ratings and work of one unit, by counter, sector and channel. */
interface Strata { groups: RatingGroup[]; work: Work[] }

/** Groups of ratings and work by counter (of surveys: by centre), sector and channel. */
export function toStrata(rated: readonly RatedProcedure[], served: readonly ServedProcedure[], catalogue: CatalogueSector): Strata {
  const sectorOf = toSectorOf(served, catalogue)
  const work = new Map<string, Work>()
  for (const { counter, procedure, sector, channel, transactions } of served) {
    const field = sector === '' ? sectorOf(procedure) : sector
    const key = [counter, field, channel].join('\n')
    work.set(key, { counter, field, channel, transactions: (work.get(key)?.transactions ?? 0) + transactions })
  }
  return { groups: rated.map(({ procedure, ...it }) => ({ ...it, field: sectorOf(procedure) })), work: [...work.values()] }
}

async function readStrata(warehouse: Warehouse, days: UnitDays, catalogue: CatalogueSector): Promise<Strata> {
  const [served, rated] = await Promise.all([warehouse.select(servedProcedures, days), warehouse.select(ratedProcedures, days)])
  return toStrata(rated, served, catalogue)
}

/**
 * Cells counter × sector × channel of a unit's five-level ratings and resolved dossiers (where they were served, whoever handled them), and
 * those of the region whose fields they are drawn towards.
 */
export interface StratifiedCells { ours: SpreadRatings; region: SpreadRatings }

export async function selectStratifiedCells(
  warehouse: Warehouse, { unit, region, from, to, catalogue }: { unit: string; region: string; from: string; to: string; catalogue: CatalogueSector },
): Promise<StratifiedCells> {
  const spread = async (of: string) => {
    const { groups, work } = await readStrata(warehouse, { parent: of, from, to }, catalogue)
    return spreadRatings(groups, work)
  }
  const ours = await spread(unit)
  return { ours, region: region === unit ? ours : await spread(region) }
}

/** What opinion may do to readiness to answer, at the most that is shown (odds). */
const SENSITIVITY_FACTOR = 1.5

/** An estimate with what has to be known beside it. `responseRate` counts every rating, also those of no work that is known. */
export interface UnitEstimate extends StratifiedEstimate { responseRate: number; label: ResponseLabel | null; sensitivity: { factor: number; lower: number; upper: number } }

/** The satisfaction of all transactions of a unit; null where nothing was completed or nobody rated what was. */
export function estimateStratified({ ours, region }: StratifiedCells): UnitEstimate | null {
  const means = toFieldMeans(region.cells) ?? toFieldMeans(ours.cells)
  const estimate = means && postStratify(ours.cells, means)
  if (!estimate) return null
  const responseRate = (estimate.ratings + ours.unplaced) / estimate.transactions
  return { ...estimate, responseRate, label: toResponseLabel(responseRate), sensitivity: { factor: SENSITIVITY_FACTOR, ...sensitivityBand(estimate.value, SENSITIVITY_FACTOR) } }
}
