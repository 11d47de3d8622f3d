import { LRUCache } from 'lru-cache'
import type { IndicatorDefinition, IndicatorValue } from '../../contract/indicator.ts'
import { toDayRange, toHanoiDay } from '../../contract/period.ts'
import type { UnitKind } from '../../contract/unit.ts'
import { findIndicator } from '../indicators/registry.ts'
import type { FigureState } from '../values/figure-state.ts'
import { readValues, type ValueDeps } from '../values/read-values.ts'

/** Like other kept answers. */
const KEPT_MS = 600_000
const KEPT_ENTRIES = 2_000

/** What is asked for: indicators of the units of a level, within a unit (all where null), in a reporting period. */
export interface SharedQuery { indicators: readonly string[]; level: UnitKind; parent: string | null; period: string }

/** Figures as everybody may see them, for what is made of them outside the API: link previews and pictures. */
export interface SharedFigures {
  /** The rows of each indicator, in the order asked for. Throws where an indicator or the period is not known. */
  read(query: SharedQuery): Promise<IndicatorValue[][]>
  definitionOf(indicator: string): IndicatorDefinition | null
}

export function createSharedFigures(deps: ValueDeps & { figureState: FigureState }): SharedFigures {
  const toDays = (period: string) => {
    const days = toDayRange(period)
    if (!days) throw new Error(`not a period: ${period}`)
    return days
  }
  const kept = new LRUCache<string, IndicatorValue[][], SharedQuery>({
    max: KEPT_ENTRIES, ttl: KEPT_MS, ignoreFetchAbort: true,
    fetchMethod: (_key, _stale, { context: { indicators, level, parent, period } }) => readValues(deps, {
      indicators: indicators.map((id) => findIndicator(id) ?? fail(id)), period, maySeeSmallCounts: false, officialNames: () => Promise.resolve(new Map()),
      request: { ...toDays(period), today: toHanoiDay(deps.clock()), level, parent, bucket: null, segment: null },
    }),
  })
  return {
    read: async (query) => await kept.forceFetch([...query.indicators, query.level, query.parent ?? '', query.period, await deps.figureState.of(toDays(query.period), query.period)].join(' '), { context: query }),
    definitionOf: (indicator) => findIndicator(indicator)?.definition ?? null,
  }
}

function fail(indicator: string): never {
  throw new Error(`there is no indicator ${indicator}`)
}
