import type { ComparedMeasure, ReportedMeasures } from '../../contract/measure.ts'
import { toDayRange } from '../../contract/period.ts'
import { indicatorOfMetric } from '../indices/counted-parts.ts'
import { reconcileMeasure } from '../indices/reconcile-measure.ts'
import { reconcileSet } from '../indices/reconcile-set.ts'
import { readReportedMeasures, readReportedMeasuresOf } from '../queries/reported-measures.ts'
import type { KnownMeasureDeps } from './known-measures.ts'
import { readOwnCount, type OwnCount } from './own-counts.ts'

/** The units directly below one at the end of a period. */
function unitsBelow({ places, clock }: KnownMeasureDeps, unit: string, period: string): string[] {
  const end = toDayRange(period)?.to ?? ''
  const lastMoment = Math.min(Date.parse(end) - 1, clock())
  const lastDay = new Date(lastMoment).toISOString().slice(0, 10)
  return places.unitsOn(lastDay).filter((it) => it.parentCode === unit).map((it) => it.code)
}

/**
 * What other systems have reported of a unit for a period, each beside what we have counted of the same, with what does not add up in it,
 * among all of it, and with the units below. Of several sources of one metric the newest word stands, or our count where the setting says so.
 */
export async function compareMeasures(
  deps: KnownMeasureDeps, unit: string, period: string, { maySeeSmallCounts }: { maySeeSmallCounts: boolean },
): Promise<ReportedMeasures> {
  const reported = await readReportedMeasures(deps.warehouse, unit, period)
  const preference = await deps.figureSettings.originPreference(period)
  // The newest of a metric comes last.
  const newest = new Map(reported.map((it) => [it.metric, it.source]))
  const counted = new Map<string, OwnCount>()
  for (const metric of newest.keys()) {
    const own = await readOwnCount(deps, indicatorOfMetric(metric), unit, period)
    if (own && (maySeeSmallCounts || !own.isSmall)) counted.set(metric, own)
  }
  const rows = reported.map((it): ComparedMeasure => {
    const own = counted.get(it.metric)
    return {
      ...it, warnings: reconcileMeasure(it),
      counted: own ? { indicator: own.indicator, numerator: own.numerator, denominator: own.denominator, sampleSize: own.sampleSize } : null,
      stands: own && !own.isSmall && preference === 'counted' ? 'counted' : newest.get(it.metric) === it.source ? 'this' : 'newer-report',
    }
  })
  const units = reported.length === 0 ? [] : unitsBelow(deps, unit, period)
  const below = await readReportedMeasuresOf(deps.warehouse, units, period)
  return { rows, warnings: reconcileSet(reported, { units, below }), preference }
}
