import { z } from 'zod'
import type { EditionContents } from '../../contract/edition.ts'
import type { IndicatorValue } from '../../contract/indicator.ts'
import { toDayRange, type DayRange } from '../../contract/period.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { Indicator } from '../indicators/indicator.ts'
import type { CompositeScheme } from '../indices/composite-scheme.ts'
import { COUNTED_PARTS, COUNTED_PETITIONS } from '../indices/counted-parts.ts'
import { schemeOn, type IndexScheme } from '../indices/index-scheme.ts'
import { compositeSchemes, indexSchemes } from '../indices/registry.ts'
import { scoreComposite } from '../indices/score-composite.ts'
import { scoreIndex, type KnownFigure } from '../indices/score-index.ts'
import { toSchemeRow } from '../indices/scheme-row.ts'
import type { FigureSettings } from '../origins/figure-settings.ts'
import { toKnownMeasures } from '../origins/known-measures.ts'
import { toCompositeParts } from '../queries/composite-parts.ts'
import { PETITIONS_FROM, readPetitionCounts } from '../queries/petition-counts.ts'
import { readReportedMeasuresOf } from '../queries/reported-measures.ts'
import type { IndexAnswer } from './figure-table.ts'

/** What was counted, by unit and indicator. */
export type CountedFigures = Map<string, Map<string, IndicatorValue>>

export function noteCounted(counted: CountedFigures, { definition }: Indicator, rows: readonly IndicatorValue[]): void {
  for (const row of rows) {
    const ofUnit = counted.get(row.unit)
    if (ofUnit) ofUnit.set(definition.id, row)
    else counted.set(row.unit, new Map([[definition.id, row]]))
  }
}

const unitsOfMeasures = defineQuery<{ period: string }, string>({
  name: 'edition-units-with-measures', lane: 'job', row: z.object({ unit_code: z.string() }).transform((it) => it.unit_code),
  sql: 'SELECT DISTINCT unit_code FROM reported_measures_current WHERE period = {period:String} ORDER BY unit_code',
})

interface ScoringDeps { warehouse: Warehouse; figureSettings: FigureSettings }
interface Scoring { period: string; computedAt: string; counted: CountedFigures; nameOf(unit: string): { vi: string; en: string } }

/** Scores one unit by one composite, of points or of shares. */
export interface Scorer {
  byPoints(scheme: IndexScheme, unit: string): Extract<IndexAnswer, { groupsScored: number }>
  byShares(scheme: CompositeScheme, unit: string): Extract<IndexAnswer, { withheld: unknown }>
}

/**
 * Reads what was reported of some units, and answers how each scores, as the API does for one: what other systems reported and what was
 * counted, of which one stands by the setting.
 */
export async function openScoring({ warehouse, figureSettings }: ScoringDeps, { period, computedAt, counted, nameOf }: Scoring, units: readonly string[]): Promise<Scorer> {
  const reported = new Map<string, Awaited<ReturnType<typeof readReportedMeasuresOf>>>()
  for (const it of await readReportedMeasuresOf(warehouse, units, period)) {
    const known = reported.get(it.unitCode)
    if (known) known.push(it)
    else reported.set(it.unitCode, [it])
  }
  const preference = await figureSettings.originPreference(period)
  const head = (scheme: { id: string; version: number }, unit: string) => ({ index: scheme.id, schemeVersion: scheme.version, unit, unitName: nameOf(unit), period, computedAt })
  const days = toDayRange(period)
  const petitions = new Map<string, KnownFigure>()
  for (const { unit, metric, numerator, denominator } of days ? await readPetitionCounts(warehouse, units, days) : []) {
    if (denominator >= PETITIONS_FROM) petitions.set(`${unit} ${metric}`, { numerator, denominator, value: null, source: metric, origin: 'counted' })
  }
  const petitionParts = (index: string, unit: string) => (COUNTED_PETITIONS[index] ?? []).flatMap((metric): [string, KnownFigure][] => {
    const figure = petitions.get(`${unit} ${metric}`)
    return figure ? [[metric, figure]] : []
  })
  const countedParts = (index: string, unit: string) => new Map([...petitionParts(index, unit), ...Object.entries(COUNTED_PARTS[index] ?? {}).flatMap(([metric, indicator]): [string, KnownFigure][] => {
    const row = counted.get(unit)?.get(indicator)
    return row && row.reason === null ? [[metric, { numerator: row.numerator, denominator: row.denominator, value: null, source: indicator, origin: 'counted' }]] : []
  })])
  return {
    byPoints: (scheme, unit) => ({ ...head(scheme, unit), ...scoreIndex(scheme, toKnownMeasures(reported.get(unit) ?? [], countedParts(scheme.id, unit), preference)) }),
    byShares: (scheme, unit) => {
      const reports = new Map((reported.get(unit) ?? []).map((it) => [it.metric, it]))
      return { ...head(scheme, unit), ...scoreComposite(scheme, toCompositeParts(scheme, { valueOf: (it) => counted.get(unit)?.get(it.definition.id) ?? null, reported: reports, preference })) }
    },
  }
}

/** Scores every unit of which anything is known by every composite that was in force on the first day. Answers one list for each composite. */
export async function scoreUnits(deps: ScoringDeps, { days, ...scoring }: Scoring & { days: DayRange }): Promise<{ schemes: EditionContents['schemes']; answers: IndexAnswer[][] }> {
  const units = [...new Set([...scoring.counted.keys(), ...await deps.warehouse.select(unitsOfMeasures, { period: scoring.period })])].sort()
  const scorer = await openScoring(deps, scoring, units)
  const ofPoints = Object.values(indexSchemes).flatMap((versions) => schemeOn(versions, days.from) ?? [])
  const ofShares = Object.values(compositeSchemes).flatMap((versions) => schemeOn(versions, days.from) ?? [])
  return {
    schemes: [...ofPoints.map((it) => JSON.parse(JSON.stringify(it)) as EditionContents['schemes'][number]), ...ofShares.map(toSchemeRow)],
    answers: [...ofPoints.map((scheme) => units.map((unit) => scorer.byPoints(scheme, unit))), ...ofShares.map((scheme) => units.map((unit) => scorer.byShares(scheme, unit)))],
  }
}
