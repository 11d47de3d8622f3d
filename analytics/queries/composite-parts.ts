import type { Origin } from '../../contract/figure-setting.ts'
import type { IndicatorValue } from '../../contract/indicator.ts'
import type { ReportedMeasure } from '../../contract/measure.ts'
import { toDayRange } from '../../contract/period.ts'
import type { UnitKind } from '../../contract/unit.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { Indicator } from '../indicators/indicator.ts'
import { findIndicator } from '../indicators/registry.ts'
import { toValue, type ValueContext } from '../indicators/to-value.ts'
import { chooseFigure } from '../indices/choose-figure.ts'
import type { CompositePartScheme, CompositeScheme } from '../indices/composite-scheme.ts'
import type { KnownPart } from '../indices/score-composite.ts'
import { wilson } from '../statistics/wilson.ts'
import { selectCellsOfAll } from './indicator-cells.ts'
import { readReportedMeasures } from './reported-measures.ts'

type Reported = Omit<ReportedMeasure, 'warnings'>

/** What the parts of a composite are made of: our own values and what was reported, of one unit and period; `preference`: what stands where both are known. */
export interface PartSources { valueOf(indicator: Indicator): IndicatorValue | null; reported: ReadonlyMap<string, Reported>; preference: Origin }

/** What we counted ourselves of an indicator; the reason where there is no value. */
function toCountedPart({ definition }: Indicator, counted: IndicatorValue | null): KnownPart {
  const facts = { source: null, definitionVersion: definition.version }
  const nothing = { ...facts, value: null, lower: null, upper: null, sampleSize: null, origin: null }
  if (definition.unit !== 'share') return { ...nothing, note: 'not-a-share' }
  if (!counted) return { ...nothing, note: 'no-data' }
  const { value, lower, upper, sampleSize } = counted
  return { ...facts, value, lower, upper, sampleSize, origin: 'counted', note: value === null ? 'sample-too-small' : null }
}

/** A share another system reports under the id of one of our indicators: by its counts, or in percent, which comes without an interval. */
function toReportedShare({ numerator, denominator, value, source }: Reported, minimumSample: number): KnownPart {
  const facts = { sampleSize: denominator, origin: 'reported' as const, source, definitionVersion: null }
  const nothing = { ...facts, sampleSize: null, value: null, lower: null, upper: null }
  if (denominator !== null && denominator < minimumSample) return { ...nothing, note: denominator === 0 ? 'no-data' : 'sample-too-small' }
  const share = numerator !== null && denominator !== null ? numerator / denominator : (value ?? Number.NaN) / 100
  if (!(share >= 0 && share <= 1)) return { ...nothing, note: 'not-a-share' }
  const interval = numerator !== null && denominator !== null ? wilson(numerator, denominator) : null
  return { ...facts, value: share, lower: interval?.lower ?? null, upper: interval?.upper ?? null, note: null }
}

/** Points as a share of what can be had. */
function toReportedPoints({ value, source }: Reported, outOf: number): KnownPart {
  const share = (value ?? Number.NaN) / outOf
  const isShare = share >= 0 && share <= 1
  return { value: isShare ? share : null, lower: null, upper: null, sampleSize: null, origin: 'reported', source, definitionVersion: null, note: isShare ? null : 'not-a-share' }
}

/** The parts of a composite by the id of their indicator or metric; one that is neither counted here nor reported is left out. */
export function toCompositeParts(scheme: CompositeScheme, { valueOf, reported, preference }: PartSources): Map<string, KnownPart> {
  const toPart = (part: CompositePartScheme): KnownPart | null => {
    const report = reported.get(part.indicator)
    if (part.kind === 'reported-points') return report ? toReportedPoints(report, part.outOf) : null
    const indicator = findIndicator(part.indicator)
    if (!indicator) return null
    return chooseFigure(toCountedPart(indicator, valueOf(indicator)), report ? toReportedShare(report, indicator.definition.minimumSample) : null, preference)
  }
  return new Map(scheme.groups.flatMap((it) => it.parts).flatMap((part): [string, KnownPart][] => {
    const figure = toPart(part)
    return figure ? [[part.indicator, figure]] : []
  }))
}

/** One unit and period, as everybody may see it; `today` is the day up to which what is known only later is counted. */
export interface CompositeRequest { unit: string; kind: UnitKind; period: string; today: string; preference: Origin; context: ValueContext }

/** The same, read for one unit. Of several sources of one metric the newest report stands. */
export async function readCompositeParts(warehouse: Warehouse, scheme: CompositeScheme, { unit, kind, period, today, preference, context }: CompositeRequest): Promise<Map<string, KnownPart>> {
  const days = toDayRange(period)
  if (!days) throw new Error(`"${period}" is no period`)
  const reported = new Map((await readReportedMeasures(warehouse, unit, period)).map((it) => [it.metric, it]))
  const values = new Map<Indicator, IndicatorValue>()
  const indicators = scheme.groups.flatMap((it) => it.parts).flatMap((it) => findIndicator(it.indicator) ?? [])
  const found = await selectCellsOfAll(warehouse, indicators, { ...days, today, level: kind, parent: unit, bucket: null, segment: null })
  indicators.forEach((indicator, index) => {
    const cell = found[index]?.find((it) => it.unit === unit)
    if (cell) values.set(indicator, toValue(indicator, cell, context))
  })
  return toCompositeParts(scheme, { valueOf: (it) => values.get(it) ?? null, reported, preference })
}
