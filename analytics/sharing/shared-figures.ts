import { LRUCache } from 'lru-cache'
import type { IndicatorDefinition, IndicatorValue } from '../../contract/indicator.ts'
import { toDayRange, toHanoiDay } from '../../contract/period.ts'
import type { UnitKind } from '../../contract/unit.ts'
import type { Estimate } from '../../contract/words/format.ts'
import type { FigureStamps } from '../../platform/warehouse/figure-stamps.ts'
import { findIndicator } from '../indicators/registry.ts'
import { readValues, type ValueDeps } from '../values/read-values.ts'

/** Like other kept answers: names and settings change too, so nothing is kept longer. */
const KEPT_MS = 30_000
const KEPT_ENTRIES = 2_000

/** What is asked for: indicators of the units of a level, within a unit (all where null), in a reporting period. */
export interface SharedQuery { indicators: readonly string[]; level: UnitKind; parent: string | null; period: string }

/** Figures as everybody may see them, for what is made of them outside the API: link previews and pictures. */
export interface SharedFigures {
  /** The rows of each indicator, in the order asked for. Throws where an indicator or the period is not known. */
  read(query: SharedQuery): Promise<IndicatorValue[][]>
  definitionOf(indicator: string): IndicatorDefinition | null
  /** In which state the figures of a period are: another text after every change. */
  stateOf(period: string): Promise<string>
}

export function createSharedFigures(deps: ValueDeps & { stamps: FigureStamps }): SharedFigures {
  const toDays = (period: string) => {
    const days = toDayRange(period)
    if (!days) throw new Error(`not a period: ${period}`)
    return days
  }
  const stateOf = async (period: string) =>
    [toHanoiDay(deps.clock()), await deps.stamps.of(toDays(period)), await deps.frozenValues.stateOf(period), await deps.figureSettings.originPreference(period)].join(' ')

  const kept = new LRUCache<string, IndicatorValue[][], SharedQuery>({
    max: KEPT_ENTRIES, ttl: KEPT_MS,
    fetchMethod: (_key, _stale, { context: { indicators, level, parent, period } }) => readValues(deps, {
      indicators: indicators.map((id) => findIndicator(id) ?? fail(id)), period, maySeeSmallCounts: false, officialNames: () => Promise.resolve(new Map()),
      request: { ...toDays(period), today: toHanoiDay(deps.clock()), level, parent, bucket: null, segment: null },
    }),
  })
  deps.places.onChange(() => kept.clear())
  return {
    read: async (query) => await kept.forceFetch([...query.indicators, query.level, query.parent ?? '', query.period, await stateOf(query.period)].join(' '), { context: query }),
    definitionOf: (indicator) => findIndicator(indicator)?.definition ?? null,
    stateOf,
  }
}

function fail(indicator: string): never {
  throw new Error(`there is no indicator ${indicator}`)
}

/** The estimate in a row; null where the value or its interval is missing. */
export function toEstimate(row: IndicatorValue | undefined): Estimate | null {
  if (!row || row.value === null || row.lower === null || row.upper === null) return null
  return { value: row.value, lower: row.lower, upper: row.upper, sampleSize: row.sampleSize }
}
