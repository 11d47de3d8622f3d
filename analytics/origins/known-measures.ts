import type { KnownFigure, KnownMeasure } from '../indices/score-index.ts'
import { chooseOrigin } from '../indices/choose-origin.ts'
import { COUNTED_PARTS } from '../indices/counted-parts.ts'
import { readReportedMeasures } from '../queries/reported-measures.ts'
import type { FigureSettings } from './figure-settings.ts'
import { readOwnCount, type OwnCountDeps } from './own-counts.ts'

export interface KnownMeasureDeps extends OwnCountDeps { figureSettings: FigureSettings }

/**
 * What is known of every metric of a composite for a unit and a period: as reported (of several sources the newest word) and as counted by
 * us, of which one stands by the setting and the other is beside it. What we count stands from the indicator's minimum sample on only,
 * since everybody may read composites.
 */
export async function readKnownMeasures(deps: KnownMeasureDeps, indexId: string, unit: string, period: string): Promise<Map<string, KnownMeasure>> {
  const reported = new Map((await readReportedMeasures(deps.warehouse, unit, period)).map(({ metric, numerator, denominator, value, source }) =>
    [metric, { numerator, denominator, value, source, origin: 'reported' as const }]))
  const counted = new Map<string, KnownFigure>()
  await Promise.all(Object.entries(COUNTED_PARTS[indexId] ?? {}).map(async ([metric, indicator]) => {
    const own = await readOwnCount(deps, indicator, unit, period)
    if (own && !own.isSmall) counted.set(metric, { numerator: own.numerator, denominator: own.denominator, value: null, source: indicator, origin: 'counted' })
  }))
  const preference = await deps.figureSettings.originPreference(period)
  const known = new Map<string, KnownMeasure>()
  for (const metric of new Set([...reported.keys(), ...counted.keys()])) {
    const { stands, beside } = chooseOrigin<KnownFigure>(reported.get(metric) ?? null, counted.get(metric) ?? null, preference)
    if (stands) known.set(metric, { ...stands, beside })
  }
  return known
}
