import type { CustomSeriesRenderItem } from 'echarts'
import type { EChartsCoreOption } from 'echarts/core'
import { formatNumber } from '../../../contract/words/format.ts'
import type { Language } from '../../../contract/words/translator.ts'
import { TAIL_95, TAIL_998, toFunnelLimits, toSteps } from './funnel-limits.ts'
import { toShortNames } from './short-names.ts'
import { hatching, type Palette } from './to-trend-option.ts'

export interface FunnelPlace { code: string, name: string, n: number, value: number }

export interface Funnel {
  places: readonly FunnelPlace[]
  /** The share that all of them would have if they were the same, and what it is called on its line. */
  expected: { label: string, share: number }
  /** Whether a share above is good: decides the colour of who lies outside. */
  higherIsBetter: boolean
  axisName: string
  language: Language
  palette: Palette
}

/** Below this many cases nothing is published, so nothing is drawn: the stretch is hatched. */
const TOO_FEW = 10

/** Where a place lies against the 99.8 % limits of its own number of cases. */
export function toOutside({ n, value }: FunnelPlace, expected: number): 'higher' | 'lower' | null {
  const { lower, upper } = toFunnelLimits(n, expected, TAIL_998)
  return value > upper ? 'higher' : value < lower ? 'lower' : null
}

/** Ends of both axes: n on a scale of tenfolds, the share around everything that is drawn, in whole fives of percent. */
export function toFunnelAxes({ places, expected }: Pick<Funnel, 'places' | 'expected'>): { n: [number, number], share: [number, number] } {
  const counts = places.map(({ n }) => n)
  const least = Math.max(TOO_FEW, Math.min(...counts))
  const shares = [...places.map(({ value }) => value), ...Object.values(toFunnelLimits(least, expected.share, TAIL_998))]
  const [lowest, highest] = [Math.floor(Math.min(...shares) * 20) * 5, Math.ceil(Math.max(...shares) * 20) * 5]
  return {
    n: [10 ** Math.floor(Math.log10(least)), 10 ** Math.ceil(Math.log10(Math.max(...counts, least + 1)))],
    share: [Math.max(0, lowest), Math.min(100, Math.max(highest, lowest + 10))],
  }
}

/** Names near an end of the axis are written away from it, so that none is cut off. */
function toAlign(n: number, [least, most]: readonly [number, number]): 'left' | 'center' | 'right' {
  const along = Math.log(n / least) / Math.log(most / least)
  return along > 0.75 ? 'right' : along < 0.25 ? 'left' : 'center'
}

const toPercent = (share: number) => Math.round(share * 10_000) / 100

/** One closed area, whatever the data. */
const drawArea = (edges: readonly (readonly [number, number])[], fill: string): CustomSeriesRenderItem => (_, api) =>
  ({ type: 'polygon', shape: { points: edges.map(([n, share]) => api.coord([n, share])) }, style: { fill } })

/**
 * The ECharts option of a funnel: how many across, the share up, 95 % limits filled and 99.8 % limits dashed around the expected line.
 * Only who lies outside the outer limits is filled and named; below ten cases the plot is hatched.
 */
export function toFunnelOption(funnel: Funnel): EChartsCoreOption {
  const { places, expected, higherIsBetter, axisName, language, palette } = funnel
  const axes = toFunnelAxes(funnel)
  const steps = toSteps(Math.max(TOO_FEW, axes.n[0]), axes.n[1])
  const shortNames = toShortNames(places.map((it) => it.name))
  const clamp = (share: number) => Math.min(axes.share[1], Math.max(axes.share[0], toPercent(share)))
  const limits = (tail: number) => steps.map((n) => ({ n, ...toFunnelLimits(n, expected.share, tail) }))
  const [inner, outer] = [limits(TAIL_95), limits(TAIL_998)]
  const text = { color: palette.inkFaint, fontFamily: palette.figures, fontSize: 12 }
  const edges = [...inner.map((it) => [it.n, clamp(it.upper)] as const), ...inner.map((it) => [it.n, clamp(it.lower)] as const).reverse()]
  const dashed = (end: 'lower' | 'upper') => ({
    type: 'line', symbol: 'none', silent: true, z: 2, lineStyle: { color: palette.unsure, type: 'dashed', width: 1.25 }, data: outer.map((it) => [it.n, clamp(it[end])]),
  })
  return {
    animation: false,
    textStyle: { fontFamily: palette.figures },
    grid: { left: 44, right: 24, top: 24, bottom: 48 },
    xAxis: {
      type: 'log', min: axes.n[0], max: axes.n[1], name: axisName, nameLocation: 'middle', nameGap: 30, nameTextStyle: text,
      axisLine: { lineStyle: { color: palette.tick } }, axisTick: { lineStyle: { color: palette.tick } }, splitLine: { show: false },
      axisLabel: { ...text, alignMaxLabel: 'right', formatter: (n: number) => formatNumber(language, n) },
    },
    yAxis: {
      type: 'value', min: axes.share[0], max: axes.share[1], axisLine: { show: true, onZero: false, lineStyle: { color: palette.tick } },
      axisTick: { show: true, lineStyle: { color: palette.tick } }, splitLine: { lineStyle: { color: palette.line } },
      axisLabel: { ...text, formatter: (shown: number) => formatNumber(language, shown) },
    },
    series: [
      { type: 'custom', silent: true, z: 1, renderItem: drawArea(edges, palette.unsureBand), data: edges.slice(0, 1) },
      dashed('lower'), dashed('upper'),
      {
        type: 'line', data: [], silent: true,
        markLine: {
          silent: true, symbol: 'none', lineStyle: { color: palette.ink, type: 'solid', width: 1.25 },
          label: { position: 'insideStartTop', formatter: expected.label, color: palette.ink, fontWeight: 600, fontSize: 12, fontFamily: palette.figures },
          data: [{ yAxis: toPercent(expected.share) }],
        },
        markArea: {
          silent: true, itemStyle: { color: hatching(palette) },
          data: axes.n[0] < TOO_FEW ? [[{ xAxis: axes.n[0] }, { xAxis: TOO_FEW }]] : [],
        },
      },
      {
        type: 'scatter', silent: true, z: 4, symbolSize: 9,
        labelLayout: { hideOverlap: true },
        data: places.map((place, index) => {
          const outside = toOutside(place, expected.share)
          const colour = outside === null ? null : (outside === 'higher') === higherIsBetter ? palette.better : palette.worse
          return {
            value: [place.n, toPercent(place.value)],
            itemStyle: colour ? { color: colour } : { color: palette.surface, borderColor: palette.unsure, borderWidth: 1.5 },
            label: { show: colour !== null, position: outside === 'higher' ? 'top' : 'bottom', align: toAlign(place.n, axes.n), formatter: shortNames[index], color: palette.ink, fontSize: 12, lineHeight: 20, padding: [0, 4], fontFamily: palette.figures },
          }
        }),
      },
    ],
  }
}
