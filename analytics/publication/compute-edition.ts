import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { publicLevels, type EditionContents, type EditionKind, type PublicLevel } from '../../contract/edition.ts'
import type { IndicatorValue } from '../../contract/indicator.ts'
import { toDayRange, toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { Places } from '../../registry/places.ts'
import { stretchNear } from '../../registry/stretch.ts'
import type { Indicator } from '../indicators/indicator.ts'
import { indicators } from '../indicators/registry.ts'
import { toValue } from '../indicators/to-value.ts'
import type { FigureSettings } from '../origins/figure-settings.ts'
import { withReported } from '../origins/with-reported.ts'
import { selectCellsOfAll } from '../queries/indicator-cells.ts'
import { readSetAsideShares } from '../queries/set-aside-shares.ts'
import type { Build } from './edition-table.ts'
import { readInputMark, readInputs } from './edition-inputs.ts'
import { insertFigures, insertIndices, type Figure, type IndexFigure, type Whereabouts } from './figure-table.ts'
import { protectEdition } from './protect-edition.ts'
import { readFigures, type StoredBuild } from './read-edition.ts'
import { noteCounted, scoreUnits, type CountedFigures } from './score-units.ts'
import { sealEdition } from './seal-edition.ts'

export interface ComputeDeps {
  warehouse: Warehouse
  places: Pick<Places, 'nameOf' | 'unitHistory'>
  figureSettings: FigureSettings
  clock: Clock
  codeVersion: string
  /** Called between one level and the next: the work is long, and somebody waits to take it over. */
  onProgress(): Promise<void>
}

const FIGURES_AT_ONCE = 20_000

/** Composites are scored from what is published: otherwise a composite would tell what its parts hide. */
function toScored(ours: readonly { indicator: Indicator; rows: readonly IndicatorValue[] }[], safe: readonly Figure[]): CountedFigures {
  const hidden = new Set(safe.filter((it) => it.hidden === 'all').map((it) => `${it.indicator} ${it.value.unit}`))
  const counted: CountedFigures = new Map()
  for (const { indicator, rows } of ours) {
    noteCounted(counted, indicator, rows.map((row) => (hidden.has(`${indicator.definition.id} ${row.unit}`) ? { ...row, value: null, lower: null, upper: null, reason: 'sample-too-small' } : row)))
  }
  return counted
}

const isPublicLevel = (kind: string): kind is PublicLevel => publicLevels.some((it) => it === kind)

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
 * read back and hashed. `before`: the edition that everybody knows already; figures of a provisional `kind` say so. `inputMark` is of before the first figure: where it is still the same afterwards, all of them are of one state.
 */
export async function computeEdition(deps: ComputeDeps, period: string, { before, kind }: { before: StoredBuild | null; kind: EditionKind }): Promise<Build> {
  const { warehouse, places, clock, codeVersion, onProgress } = deps
  const days = toDayRange(period)
  if (!days) throw new Error(`"${period}" is no period`)
  const lastDay = new Date(Date.parse(days.to) - 1).toISOString().slice(0, 10)
  const [build, computedAt, today] = [randomUUID(), new Date(clock()).toISOString(), toHanoiDay(clock())]
  const inputMark = await readInputMark(warehouse, period, days)
  const lay = new Map(await warehouse.select(whereabouts, { to: days.to }))
  const whereaboutsOf = (unit: string): Whereabouts => lay.get(unit) ?? { province: '', ancestors: [unit] }
  const nameOf = (unit: string) => places.nameOf(unit, lastDay) ?? { vi: unit, en: unit }

  const context = { period, segment: null, computedAt, provisional: kind === 'provisional', maySeeSmallCounts: true, isStoredComplete: true }
  const figures: Figure[] = []
  const ours: { indicator: Indicator; rows: readonly IndicatorValue[] }[] = []
  for (const level of publicLevels) {
    const request = { ...days, today, level, parent: null, bucket: null, segment: null }
    const cells = await selectCellsOfAll(warehouse, indicators, request, 'job')
    const setAsideOf = await readSetAsideShares(warehouse, indicators, request)
    const rows = indicators.map((indicator, index) => ({
      indicator,
      rows: (cells[index] ?? []).map((cell) => toValue(indicator, cell, { ...context, unitName: nameOf(cell.unit), setAside: setAsideOf(indicator, cell) })),
    }))
    ours.push(...rows)
    const values = await withReported(deps, { request, period, contextOf: (unit) => ({ ...context, unitName: nameOf(unit) }) }, rows)
    indicators.forEach((indicator, index) => {
      const sums = new Map((cells[index] ?? []).map((it) => [it.unit, it]))
      for (const value of values[index] ?? []) {
        const cell = value.origin === 'counted' ? sums.get(value.unit) : undefined
        figures.push({ indicator: indicator.definition.id, level, ...whereaboutsOf(value.unit), value, hidden: '', held: null, squares: cell?.squares ?? null, histogram: cell?.histogram ?? null })
      }
    })
    await onProgress()
  }
  const safe = protectEdition(figures, before ? await readFigures(warehouse, before) : [])
  for (let start = 0; start < safe.length; start += FIGURES_AT_ONCE) {
    await insertFigures(warehouse, build, safe.slice(start, start + FIGURES_AT_ONCE))
    await onProgress()
  }
  const counted = toScored(ours, safe)
  const levelOf = (unit: string) => {
    const kind = stretchNear(places.unitHistory(unit), lastDay)?.kind
    return kind && isPublicLevel(kind) ? kind : null
  }
  const { schemes, answers } = await scoreUnits(deps, { period, days, computedAt, counted, nameOf })
  for (const some of answers) {
    await insertIndices(warehouse, build, some.flatMap((answer): IndexFigure[] => {
      const level = levelOf(answer.unit)
      return level ? [{ level, province: whereaboutsOf(answer.unit).province, answer }] : []
    }))
    await onProgress()
  }
  const contents: EditionContents = { inputs: await readInputs(warehouse, period, days, before !== null), definitions: indicators.map((it) => it.definition), schemes }
  return { build, computedAt, codeVersion, inputMark, contents, ...await sealEdition(warehouse, { build, period, contents }, onProgress) }
}
