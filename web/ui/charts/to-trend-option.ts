import type { EChartsCoreOption } from 'echarts/core'
import { formatNumber, formatTick, type Estimate } from '../../../contract/words/format.ts'
import { formatFigure, formatMark, formatRange, toShown, type ValueUnit } from '../../../contract/words/format-value.ts'
import type { Language } from '../../../contract/words/translator.ts'

/** Colours and the figures' font, as plain CSS values. */
export interface Palette {
  series: string, band: string, ink: string, inkFaint: string, line: string, tick: string
  paper: string, surface: string, hatch: string, brass: string, figures: string
  better: string, betterBand: string, worse: string, worseBand: string, unsure: string, unsureBand: string
}

export interface TrendPoint {
  period: string
  /** null where the period has no data or too few: the line breaks, the column is hatched */
  estimate: Estimate | null
  provisional: boolean
  revised?: boolean
  definitionVersion: number | null
}

export interface Trend {
  points: readonly TrendPoint[]
  /** What the values are given in. */
  unit: ValueUnit
  language: Language
  palette: Palette
  /** The words over a hatched stretch. */
  missingLabel: string
}

/** A stretch of consecutive points, `to` included. */
interface Stretch { from: number, to: number }

const toPlace = (unit: ValueUnit, value: number) => Math.round(toShown(unit, value) * 1000) / 1000

/** Consecutive indexes whose points satisfy `belongs`, as stretches. */
function stretchesOf(points: readonly TrendPoint[], belongs: (point: TrendPoint) => boolean): Stretch[] {
  return points.reduce<Stretch[]>((stretches, point, index) => {
    if (!belongs(point)) return stretches
    const last = stretches.at(-1)
    return last?.to === index - 1 ? [...stretches.slice(0, -1), { from: last.from, to: index }] : [...stretches, { from: index, to: index }]
  }, [])
}

/** Indexes at which the definition differs from that of the last known point before. */
function definitionChanges(points: readonly TrendPoint[]): number[] {
  const known = points.flatMap(({ definitionVersion }, index) => (definitionVersion === null ? [] : [{ index, definitionVersion }]))
  return known.flatMap((point, order) => (order > 0 && known[order - 1]?.definitionVersion !== point.definitionVersion ? [point.index] : []))
}

/** Whole steps around all intervals, at least two of them high. */
function toOpenAxis(highest: number): TrendAxis {
  const step = [1, 2, 5, 10, 20, 50, 100, 200].find((it) => highest <= it * 6) ?? 500
  return { min: 0, max: Math.max(2, Math.ceil(highest / step)) * step, step }
}

export interface TrendAxis { min: number, max: number, step: number }

/** The y axis of shares and points: whole fives around all intervals, at least ten high; from 0 as far as it goes for everything else. */
export function toTrendAxis(points: readonly TrendPoint[], unit: ValueUnit): TrendAxis {
  const estimates = points.flatMap(({ estimate }) => (estimate ? [estimate] : []))
  const highest = Math.max(0, ...estimates.map(({ upper }) => toShown(unit, upper)))
  if (unit === 'per-1000' || unit === 'days') return toOpenAxis(highest)
  if (unit === 'net-points') return { min: -100, max: 100, step: 50 }
  if (estimates.length === 0) return { min: 0, max: 100, step: 20 }
  const max = Math.min(100, Math.ceil(highest / 5) * 5)
  const min = Math.max(0, Math.floor(Math.min(...estimates.map(({ lower }) => toShown(unit, lower))) / 5) * 5)
  const ends = max - min >= 10 ? { min, max } : { min: Math.max(0, max - 10), max: Math.max(10, max) }
  const height = ends.max - ends.min
  return { ...ends, step: height > 50 ? 20 : height > 20 ? 10 : 5 }
}

/** The stripes of what is missing or too few; an SVG pattern (a canvas gets it as an image, see save-picture). */
export function hatching(palette: Palette) {
  const lines = { tag: 'rect', key: 'hatch', attrs: { width: 2, height: 7, fill: palette.hatch } }
  return { svgElement: lines, svgWidth: 7, svgHeight: 7, rotation: Math.PI / 4 }
}

/** A long mark stands in the axis' name already. */
const shortMark = (language: Language, unit: ValueUnit, figure: string) => (unit === 'per-1000' ? '' : formatMark(language, unit, figure))

const lastPointLabel = ({ language, palette, unit }: Trend, estimate: Estimate, figure = formatFigure(language, unit, estimate.value, estimate.sampleSize)) => ({
  show: true,
  position: 'right',
  distance: 10,
  align: 'left',
  formatter: `{value|${figure}${shortMark(language, unit, figure)}}\n{interval|${formatRange(language, unit, estimate, 'chart')}}`,
  rich: {
    value: { color: palette.series, fontWeight: 600, fontSize: 14, lineHeight: 19, fontFamily: palette.figures },
    interval: { color: palette.inkFaint, fontSize: 12, lineHeight: 16, fontFamily: palette.figures },
  },
})

/** Line and band of one stretch in which the definition did not change; a line never crosses a change. */
function toSegmentSeries(trend: Trend, { from, to }: Stretch, lastIndex: number) {
  const { points, palette, unit } = trend
  const place = (value: number) => toPlace(unit, value)
  const inside = points.map((point, index) => (index >= from && index <= to ? point.estimate : null))
  const alone = inside.flatMap((estimate, index) => (estimate && !inside[index - 1] && !inside[index + 1] ? [{ index, estimate }] : []))
  const stack = `band-${from}`
  const hidden = { type: 'line', stack, symbol: 'none', silent: true, connectNulls: false, lineStyle: { opacity: 0 }, z: 1 }
  return [
    { ...hidden, data: inside.map((estimate) => (estimate ? place(estimate.lower) : null)) },
    {
      ...hidden,
      areaStyle: { color: palette.band, opacity: 1 },
      data: inside.map((estimate) => (estimate ? place(estimate.upper - estimate.lower) : null)),
    },
    {
      type: 'line', connectNulls: false, silent: true, symbol: 'circle', symbolSize: 7, showAllSymbol: true, z: 3,
      lineStyle: { color: palette.series, width: 2.25, join: 'round' },
      itemStyle: { color: palette.series },
      data: inside.map((estimate, index) => ({
        value: estimate ? place(estimate.value) : null,
        ...(points[index]?.revised ? { symbol: 'diamond', symbolSize: 11 } : {}),
        ...(points[index]?.provisional ? { symbolSize: 9, itemStyle: { color: palette.surface, borderColor: palette.series, borderWidth: 2 } } : {}),
        ...(estimate && index === lastIndex ? { label: lastPointLabel(trend, estimate) } : {}),
      })),
      // A point without neighbours has no band to stand in; a bar carries its interval instead.
      markLine: {
        silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: palette.series, type: 'solid', width: 1.5, opacity: 0.6 },
        data: alone.map(({ index, estimate }) => [{ coord: [index, place(estimate.lower)] }, { coord: [index, place(estimate.upper)] }]),
      },
    },
  ]
}

/**
 * The ECharts option of a trend by the chart grammar: band under the line, breaks hatched with their reason, the last
 * point labelled with value and interval, provisional points hollow, revised ones diamonds, no line across a change of definition.
 */
export function toTrendOption(trend: Trend): EChartsCoreOption {
  const { points, language, palette, missingLabel, unit } = trend
  const { min, max, step } = toTrendAxis(points, unit)
  const lastIndex = points.findLastIndex(({ estimate }) => estimate !== null)
  const changes = definitionChanges(points)
  const starts = [0, ...changes]
  const segments = starts.map((from, order) => ({ from, to: (starts[order + 1] ?? points.length) - 1 }))
  const axisText = { color: palette.inkFaint, fontFamily: palette.figures, fontSize: 12 }
  return {
    animation: false,
    textStyle: { fontFamily: palette.figures },
    grid: { left: 40, right: 92, top: 30, bottom: 28 },
    xAxis: [
      {
        type: 'category', boundaryGap: true, data: points.map(({ period }, index) => formatTick(period, index === 0)),
        axisLine: { lineStyle: { color: palette.tick } }, axisTick: { alignWithLabel: true, lineStyle: { color: palette.tick } },
        axisLabel: { ...axisText, hideOverlap: true },
      },
      // A second, hidden axis in which a column has edges (index ± ½); the category axis knows only its middle.
      { type: 'value', show: false, min: -0.5, max: points.length - 0.5 },
    ],
    yAxis: {
      type: 'value', min, max, interval: step,
      axisLine: { show: true, onZero: false, lineStyle: { color: palette.tick } }, splitLine: { lineStyle: { color: palette.line } },
      axisTick: { show: true, lineStyle: { color: palette.tick } }, minorTick: { show: true, splitNumber: 5, lineStyle: { color: palette.tick } },
      axisLabel: { ...axisText, formatter: (shown: number) => formatNumber(language, shown) },
    },
    series: [
      {
        type: 'line', xAxisIndex: 1, data: [], silent: true,
        markArea: {
          silent: true, itemStyle: { color: hatching(palette) }, label: { ...axisText, position: 'top', distance: 6 },
          data: stretchesOf(points, ({ estimate }) => estimate === null).map(({ from, to }) => [
            { xAxis: from - 0.5, name: to - from >= 1 || points.length <= 14 ? missingLabel : '' }, { xAxis: to + 0.5 },
          ]),
        },
        markLine: {
          silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: palette.brass, type: 'dotted', width: 1.5 },
          data: changes.map((index) => ({ xAxis: index - 0.5 })),
        },
      },
      ...segments.flatMap((segment) => toSegmentSeries(trend, segment, lastIndex)),
    ],
  }
}
