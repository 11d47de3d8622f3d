import { z } from 'zod'
import type { EditionContents } from '../../contract/edition.ts'
import type { IndicatorValue } from '../../contract/indicator.ts'
import type { DayRange } from '../../contract/period.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { Indicator } from '../indicators/indicator.ts'
import { COUNTED_PARTS } from '../indices/counted-parts.ts'
import { schemeOn } from '../indices/index-scheme.ts'
import { compositeSchemes, indexSchemes } from '../indices/registry.ts'
import { scoreComposite } from '../indices/score-composite.ts'
import { scoreIndex, type KnownFigure } from '../indices/score-index.ts'
import { toSchemeRow } from '../indices/scheme-row.ts'
import type { FigureSettings } from '../origins/figure-settings.ts'
import { toKnownMeasures } from '../origins/known-measures.ts'
import { toCompositeParts } from '../queries/composite-parts.ts'
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

interface Scoring { period: string; days: DayRange; computedAt: string; counted: CountedFigures; nameOf(unit: string): { vi: string; en: string } }

/**
 * Scores every unit of which anything is known by every composite that was in force on the first day, as the API does for one: what other
 * systems reported and what was counted, of which one stands by the setting. Answers one list for each composite.
 */
export async function scoreUnits(
  { warehouse, figureSettings }: { warehouse: Warehouse; figureSettings: FigureSettings }, { period, days, computedAt, counted, nameOf }: Scoring,
): Promise<{ schemes: EditionContents['schemes']; answers: IndexAnswer[][] }> {
  const units = [...new Set([...counted.keys(), ...await warehouse.select(unitsOfMeasures, { period })])].sort()
  const reported = new Map<string, Awaited<ReturnType<typeof readReportedMeasuresOf>>>()
  for (const it of await readReportedMeasuresOf(warehouse, units, period)) reported.set(it.unitCode, [...(reported.get(it.unitCode) ?? []), it])
  const preference = await figureSettings.originPreference(period)
  const ofPoints = Object.values(indexSchemes).flatMap((versions) => schemeOn(versions, days.from) ?? [])
  const ofShares = Object.values(compositeSchemes).flatMap((versions) => schemeOn(versions, days.from) ?? [])
  const head = (scheme: { id: string; version: number }, unit: string) => ({ index: scheme.id, schemeVersion: scheme.version, unit, unitName: nameOf(unit), period, computedAt })
  const countedParts = (index: string, unit: string) => new Map(Object.entries(COUNTED_PARTS[index] ?? {}).flatMap(([metric, indicator]): [string, KnownFigure][] => {
    const row = counted.get(unit)?.get(indicator)
    return row && row.reason === null ? [[metric, { numerator: row.numerator, denominator: row.denominator, value: null, source: indicator, origin: 'counted' }]] : []
  }))
  return {
    schemes: [...ofPoints.map((it) => JSON.parse(JSON.stringify(it)) as EditionContents['schemes'][number]), ...ofShares.map(toSchemeRow)],
    answers: [
      ...ofPoints.map((scheme) => units.map((unit): IndexAnswer =>
        ({ ...head(scheme, unit), ...scoreIndex(scheme, toKnownMeasures(reported.get(unit) ?? [], countedParts(scheme.id, unit), preference)) }))),
      ...ofShares.map((scheme) => units.map((unit): IndexAnswer => {
        const reports = new Map((reported.get(unit) ?? []).map((it) => [it.metric, it]))
        return { ...head(scheme, unit), ...scoreComposite(scheme, toCompositeParts(scheme, { valueOf: (it) => counted.get(unit)?.get(it.definition.id) ?? null, reported: reports, preference })) }
      })),
    ],
  }
}
