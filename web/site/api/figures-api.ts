import { figureSettings, type FigureSettingChange } from '../../../contract/figure-setting.ts'
import { reportedMeasures } from '../../../contract/measure.ts'
import { recomputations, recomputationStarted } from '../../../contract/recomputation.ts'
import { toAddress, type Way } from './way.ts'

const RECOMPUTE = '/api/v1/recompute'
const SETTINGS = '/api/v1/figure-settings'

/** Counting figures afresh, what other systems report, and which of both stands. */
export const createFiguresApi = ({ get, write, read }: Way) => ({
  recomputations: async (signal?: AbortSignal) => (await get(RECOMPUTE, recomputations, signal)).rows,
  /** Days half open; without a unit the whole country. */
  recompute: async (range: { from: string, to: string, unitCode?: string }) => read(await write('POST', RECOMPUTE, range), recomputationStarted),

  measures: (unit: string, period: string, signal?: AbortSignal) => get(toAddress('/api/v1/measures', { unit, period }), reportedMeasures, signal),
  figureSettings: async (signal?: AbortSignal) => (await get(SETTINGS, figureSettings, signal)).rows,
  putFigureSetting: async (change: FigureSettingChange) => (await read(await write('PUT', SETTINGS, change), figureSettings)).rows,
})
