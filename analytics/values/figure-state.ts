import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import type { FigureStamps } from '../../platform/warehouse/figure-stamps.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import type { FigureSettings } from '../origins/figure-settings.ts'
import type { FrozenValues } from '../publication/frozen-values.ts'

/** In which state figures are, for whoever keeps what was made of them. */
export interface FigureState {
  /** Of days `[from, to)`, and of the period they are where they are one: another text after every change of what they are made of. */
  of(days: { from: string; to: string }, period?: string): Promise<string>
}

interface Deps { stamps: FigureStamps; places: Pick<PlaceIndex, 'onChange'>; frozenValues: FrozenValues; figureSettings: FigureSettings; clock: Clock }

/** The tree, the day of asking, the facts of the days, and for a period what an edition has frozen and which of two figures stands. */
export function createFigureState({ stamps, places, frozenValues, figureSettings, clock }: Deps): FigureState {
  // What is being made for others when the tree changes is theirs still; it is only not given to those who ask later.
  let tree = 0
  places.onChange(() => { tree += 1 })
  return {
    of: async (days, period) => {
      const ofPeriod = period === undefined ? [] : [await figureSettings.originPreference(period)]
      return [tree, toHanoiDay(clock()), await stamps.of(days), await frozenValues.stateOf(days), ...ofPeriod].join(' ')
    },
  }
}
