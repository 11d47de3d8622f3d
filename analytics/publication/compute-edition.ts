import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { publicLevels, type EditionContents, type PublicLevel } from '../../contract/edition.ts'
import { toDayRange, toHanoiDay, type DayRange } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { Places } from '../../registry/places.ts'
import { stretchNear } from '../../registry/stretch.ts'
import { TRANSACTIONS, type Cell, type Indicator } from '../indicators/indicator.ts'
import { indicators } from '../indicators/registry.ts'
import { toValue } from '../indicators/to-value.ts'
import { schemeOn, type IndexScheme } from '../indices/index-scheme.ts'
import { indexSchemes } from '../indices/registry.ts'
import { scoreIndex } from '../indices/score-index.ts'
import { selectCellsTogether, selectIndicatorCells, type CellRequest } from '../queries/indicator-cells.ts'
import { readKnownMeasures } from '../queries/known-measures.ts'
import { inReadings } from '../queries/readings.ts'
import { readSetAsideShares } from '../queries/set-aside-shares.ts'
import type { Build } from './edition-table.ts'
import { readInputMark, readInputs } from './edition-inputs.ts'
import { insertFigures, insertIndices, type Figure, type Whereabouts } from './figure-table.ts'
import { sealEdition } from './seal-edition.ts'

export interface ComputeDeps {
  warehouse: Warehouse
  places: Pick<Places, 'nameOf' | 'unitHistory'>
  clock: Clock
  codeVersion: string
  /** Called between one level and the next: the work is long, and somebody waits to take it over. */
  onProgress(): Promise<void>
}

const isPublicLevel = (kind: string): kind is PublicLevel => publicLevels.some((it) => it === kind)

/** The composites that were in force on the first day, with the version of that day. */
export const schemesOf = (days: DayRange): IndexScheme[] => Object.values(indexSchemes).flatMap((versions) => schemeOn(versions, days.from) ?? [])

const whereabouts = defineQuery<{ to: string }, [code: string, Whereabouts]>({
  name: 'edition-whereabouts', lane: 'job',
  row: z.object({ code: z.string(), ancestors: z.array(z.string()), province: z.string() }).transform(({ code, ...it }): [string, Whereabouts] => [code, it]),
  // Of a unit that ended within the month: where it lay on its last day.
  sql: `WITH ends AS (SELECT code, least(max(valid_to), toDate32({to:String})) AS until FROM unit_ancestry WHERE code = ancestor_code AND valid_from < toDate32({to:String}) GROUP BY code)
        SELECT unit.code AS code, arraySort(groupUniqArray(toString(unit.ancestor_code))) AS ancestors, anyIf(toString(unit.ancestor_code), unit.ancestor_kind = 'province') AS province
        FROM unit_ancestry AS unit INNER JOIN ends ON ends.code = unit.code
        WHERE unit.valid_from < ends.until AND unit.valid_to >= ends.until GROUP BY code`,
})

/**
 * Computes every indicator on every public level, and every composite of every unit that something is reported of, and stores them in the
 * warehouse under a build of their own: nobody reads them until the record says so. May be broken off anywhere. Answers what was stored,
 * read back and hashed. `inputMark` is of before the first figure: where it is still the same afterwards, all of them are of one state.
 */
export async function computeEdition(deps: ComputeDeps, period: string): Promise<Build> {
  const { warehouse, places, clock, codeVersion, onProgress } = deps
  const days = toDayRange(period)
  if (!days) throw new Error(`"${period}" is no period`)
  const lastDay = new Date(Date.parse(days.to) - 1).toISOString().slice(0, 10)
  const [build, computedAt, today] = [randomUUID(), new Date(clock()).toISOString(), toHanoiDay(clock())]
  const inputMark = await readInputMark(warehouse, period, days)
  const schemes = schemesOf(days)
  const lay = new Map(await warehouse.select(whereabouts, { to: days.to }))
  const whereaboutsOf = (unit: string): Whereabouts => lay.get(unit) ?? { province: '', ancestors: [unit] }
  const nameOf = (unit: string) => places.nameOf(unit, lastDay) ?? { vi: unit, en: unit }

  for (const level of publicLevels) {
    const request = { ...days, today, level, parent: null, bucket: null, segment: null }
    const figures: Figure[] = []
    for (const { indicator, cells } of await selectAll(warehouse, request)) {
      const setAside = await readSetAsideShares(warehouse, indicator, request, cells)
      figures.push(...cells.map((cell): Figure => ({
        indicator: indicator.definition.id, level, ...whereaboutsOf(cell.unit),
        value: toValue(indicator, cell, {
          period, segment: null, unitName: nameOf(cell.unit), computedAt, provisional: false, maySeeSmallCounts: true, setAside: setAside.get(cell.unit) ?? null,
        }),
      })))
    }
    await insertFigures(warehouse, build, figures)
    await onProgress()
  }
  for (const scheme of schemes) {
    const units = (await unitsWithMeasures(warehouse, period)).flatMap((unit) => {
      const kind = stretchNear(places.unitHistory(unit), lastDay)?.kind
      return kind && isPublicLevel(kind) ? [{ unit, level: kind }] : []
    })
    await insertIndices(warehouse, build, await Promise.all(units.map(async ({ unit, level }) => ({
      level, province: whereaboutsOf(unit).province,
      answer: {
        index: scheme.id, schemeVersion: scheme.version, unit, unitName: nameOf(unit), period, computedAt,
        ...scoreIndex(scheme, await readKnownMeasures(warehouse, unit, period)),
      },
    }))))
    await onProgress()
  }
  const contents: EditionContents = {
    inputs: await readInputs(warehouse, period, days), definitions: indicators.map((it) => it.definition), schemes: schemes.map(toPlain),
  }
  return { build, computedAt, codeVersion, inputMark, contents, ...await sealEdition(warehouse, { build, period, contents }, onProgress) }
}

/** Cells of all indicators on one level, as the API counts them; those that need nothing of their own are read together. */
async function selectAll(warehouse: Warehouse, request: CellRequest): Promise<{ indicator: Indicator; cells: Cell[] }[]> {
  const counted: { indicator: Indicator; cells: Cell[] }[] = []
  for (const indicator of indicators.filter((it) => it.coverage === TRANSACTIONS)) {
    counted.push({ indicator, cells: await selectIndicatorCells(warehouse, indicator, request, 'job') })
  }
  for (const together of inReadings(indicators.filter((it) => it.coverage !== TRANSACTIONS))) {
    const found = await selectCellsTogether(warehouse, together, request, 'job')
    counted.push(...together.map((indicator, index) => ({ indicator, cells: found[index] ?? [] })))
  }
  return counted
}

/** A scheme as JSON shows it. */
const toPlain = (scheme: IndexScheme) => JSON.parse(JSON.stringify(scheme)) as EditionContents['schemes'][number]

const unitsOfMeasures = defineQuery<{ period: string }, string>({
  name: 'edition-units-with-measures', lane: 'job', row: z.object({ unit_code: z.string() }).transform((it) => it.unit_code),
  sql: 'SELECT DISTINCT unit_code FROM reported_measures_current WHERE period = {period:String} ORDER BY unit_code',
})
const unitsWithMeasures = (warehouse: Warehouse, period: string) => warehouse.select(unitsOfMeasures, { period })
