import type { Origin } from '../../contract/figure-setting.ts'
import type { KnownFigure, KnownMeasure } from '../indices/score-index.ts'
import { chooseOrigin } from '../indices/choose-origin.ts'
import { COUNTED_PARTS, COUNTED_PETITIONS } from '../indices/counted-parts.ts'
import { readReportedMeasures } from '../queries/reported-measures.ts'
import type { FigureSettings } from './figure-settings.ts'
import { readOwnCount, type OwnCountDeps } from './own-counts.ts'

export interface KnownMeasureDeps extends OwnCountDeps { figureSettings: FigureSettings }

type Reported = Awaited<ReturnType<typeof readReportedMeasures>>[number]

/** Of what was reported of a unit and what we counted of it, one figure of each metric stands by the setting, and the other is beside it. */
export function toKnownMeasures(reports: readonly Reported[], counted: ReadonlyMap<string, KnownFigure>, preference: Origin): Map<string, KnownMeasure> {
  // The newest of a metric comes last and stands.
  const reported = new Map(reports.map(({ metric, numerator, denominator, value, source }) => [metric, { numerator, denominator, value, source, origin: 'reported' as const }]))
  const known = new Map<string, KnownMeasure>()
  for (const metric of new Set([...reported.keys(), ...counted.keys()])) {
    const { stands, beside } = chooseOrigin<KnownFigure>(reported.get(metric) ?? null, counted.get(metric) ?? null, preference)
    if (stands) known.set(metric, { ...stands, beside })
  }
  return known
}

/**
 * What is known of every metric of a composite for a unit and a period: as reported (of several sources the newest word) and as counted by
 * us. What we count stands from the indicator's minimum sample on only, since everybody may read composites.
 */
export async function readKnownMeasures(deps: KnownMeasureDeps, indexId: string, unit: string, period: string): Promise<Map<string, KnownMeasure>> {
  const counted = new Map<string, KnownFigure>()
  const petitions = (COUNTED_PETITIONS[indexId] ?? []).map((metric) => [metric, metric] as const)
  await Promise.all([...Object.entries(COUNTED_PARTS[indexId] ?? {}), ...petitions].map(async ([metric, indicator]) => {
    const own = await readOwnCount(deps, indicator, unit, period)
    if (own && !own.isSmall) counted.set(metric, { numerator: own.numerator, denominator: own.denominator, value: null, source: indicator, origin: 'counted' })
  }))
  return toKnownMeasures(await readReportedMeasures(deps.warehouse, unit, period), counted, await deps.figureSettings.originPreference(period))
}
