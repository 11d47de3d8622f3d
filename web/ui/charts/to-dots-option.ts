import type { CustomSeriesRenderItem } from 'echarts'
import type { EChartsCoreOption } from 'echarts/core'
import type { IndicatorDefinition } from '../../../contract/indicator.ts'
import { toTone, type Side } from '../../../contract/words/side.ts'
import { formatNumber } from '../../../contract/words/format.ts'
import { formatValue, toShown, type ValueUnit } from '../../../contract/words/format-value.ts'
import type { Language } from '../../../contract/words/translator.ts'
import type { PlaceEstimate } from './place-estimate.ts'
import { hatching, toTrendAxis, type Palette, type TrendAxis } from './to-trend-option.ts'
import { toShortNames } from './short-names.ts'

export interface Dots {
  places: readonly PlaceEstimate[]
  unit: ValueUnit
  direction: IndicatorDefinition['direction']
  /** What the places are compared with, labelled at the top; null where it is not known. */
  reference: { label: string, value: number } | null
  language: Language
  palette: Palette
  /** On a phone a name stands above its interval. */
  narrow: boolean
}

export const ROW_HEIGHT = { wide: 28, narrow: 52 }
const TOP = 34
const BOTTOM = 30
const BAND = 9
const CAP = 13
const NEEDLE = 19

/** How high the chart must be for its rows. */
export const toDotsHeight = (rows: number, narrow: boolean) => TOP + BOTTOM + Math.max(1, rows) * (narrow ? ROW_HEIGHT.narrow : ROW_HEIGHT.wide)

/** The axis of all intervals and of what they are compared with. */
export function toDotsAxis(places: readonly PlaceEstimate[], unit: ValueUnit, reference: number | null): TrendAxis {
  const bare = (value: number | null) => (value === null ? null : { value, lower: value, upper: value, sampleSize: null })
  const estimates = [...places.map(({ estimate, alone }) => estimate ?? bare(alone)), bare(reference)]
  return toTrendAxis(estimates.map((estimate) => ({ period: '', estimate, provisional: false, definitionVersion: null })), unit)
}

/** The colours of one place: a colour only where its interval lies wholly on one side. */
function toColours(palette: Palette, side: Side | null, direction: Dots['direction']): { mark: string, band: string } {
  const tone = side === null ? 'unsure' : toTone(side, direction)
  return { better: { mark: palette.better, band: palette.betterBand }, worse: { mark: palette.worse, band: palette.worseBand }, unsure: { mark: palette.unsure, band: palette.unsureBand } }[tone]
}

/** Band, two caps and a needle of the row at hand; on a phone the lower part of the row is theirs. */
const drawInterval = (colours: readonly { mark: string, band: string }[], narrow: boolean): CustomSeriesRenderItem => (_, api) => {
  const row = Number(api.value(0))
  const [left = 0, centre = 0] = api.coord([api.value(1), row])
  const [middle = 0] = api.coord([api.value(2), row])
  const [right = 0] = api.coord([api.value(3), row])
  const y = centre + (narrow ? 10 : 0)
  const { mark, band } = colours[row] ?? { mark: '', band: '' }
  const upright = (x: number, height: number, width: number) => ({ type: 'rect' as const, shape: { x: x - width / 2, y: y - height / 2, width, height }, style: { fill: mark } })
  return {
    type: 'group',
    children: [
      { type: 'rect', shape: { x: left, y: y - BAND / 2, width: Math.max(2, right - left), height: BAND }, style: { fill: band } },
      upright(left, CAP, 1.5), upright(right, CAP, 1.5), upright(middle, NEEDLE, 3),
    ],
  }
}

function toRowLabel({ language, unit }: Dots, { estimate, alone, missing }: PlaceEstimate): string {
  if (estimate) {
    const counted = estimate.sampleSize === null ? '' : `  {n|n = ${formatNumber(language, estimate.sampleSize)}}`
    return `{value|${formatValue(language, unit === 'per-1000' ? 'points' : unit, estimate.value, estimate.sampleSize).replace(/\u00a0.*$/, '')}}${counted}`
  }
  return alone === null ? `{n|${missing}}` : `{value|${formatValue(language, unit, alone, null)}}`
}

/**
 * The ECharts option of the interval dot plot, which stands in the place of league tables: for each place a band with caps and a needle, a
 * reference line labelled at the top, too few or nothing hatched across, a colour only where an interval lies wholly on one side. The order
 * is that of the places; there are no rank numbers.
 */
export function toDotsOption(dots: Dots): EChartsCoreOption {
  const { places, unit, direction, reference, palette, narrow, language } = dots
  const { min, max, step } = toDotsAxis(places, unit, reference?.value ?? null)
  const text = { color: palette.inkFaint, fontFamily: palette.figures, fontSize: 12 }
  const names = { color: palette.ink, fontSize: 13, fontFamily: palette.figures }
  const rows = { type: 'category' as const, inverse: true, data: toShortNames(places.map(({ name }) => name)), axisLine: { show: false }, axisTick: { show: false } }
  /** Where in a row the hatching lies: across its middle, or under the name. */
  const hatched: [number, number] = narrow ? [0.1, 0.34] : [-0.2, 0.2]
  const line = { color: palette.ink, type: 'solid' as const, width: 1.25 }
  const lift = narrow ? { verticalAlign: 'bottom' as const, padding: [0, 0, 4, 0] } : {}
  return {
    animation: false,
    textStyle: { fontFamily: palette.figures },
    grid: narrow ? { left: 2, right: 2, top: TOP, bottom: BOTTOM } : { left: 232, right: 148, top: TOP, bottom: BOTTOM },
    xAxis: {
      type: 'value', min, max, interval: step, axisLine: { show: true, onZero: false, lineStyle: { color: palette.tick } },
      axisTick: { show: true, lineStyle: { color: palette.tick } }, splitLine: { lineStyle: { color: palette.line } },
      axisLabel: { ...text, alignMinLabel: 'left', alignMaxLabel: 'right', formatter: (shown: number) => formatNumber(language, shown) },
    },
    yAxis: [
      { ...rows, axisLabel: { ...names, interval: 0, inside: narrow, margin: narrow ? 0 : 216, align: 'left', width: narrow ? 210 : 210, overflow: 'truncate', ...lift } },
      {
        ...rows, position: 'right',
        axisLabel: {
          interval: 0, inside: narrow, margin: narrow ? 0 : 12, align: narrow ? 'right' : 'left', formatter: (_: string, index: number) => (places[index] ? toRowLabel(dots, places[index]) : ''), ...lift,
          rich: { value: { color: palette.ink, fontWeight: 600, fontSize: 13, fontFamily: palette.figures }, n: { ...text, fontSize: 12 } },
        },
      },
      // A third, hidden axis in which a row has height; the category axes know only its middle.
      { type: 'value', show: false, inverse: true, min: -0.5, max: places.length - 0.5 },
    ],
    series: [
      {
        type: 'custom', silent: true, clip: false, encode: { x: [1, 2, 3], y: 0 }, renderItem: drawInterval(places.map(({ side }) => toColours(palette, side, direction)), narrow),
        data: places.flatMap(({ estimate }, row) => (estimate ? [[row, toShown(unit, estimate.lower), toShown(unit, estimate.value), toShown(unit, estimate.upper)]] : [])),
        markLine: {
          silent: true, symbol: 'none', lineStyle: narrow ? { ...line, width: 0 } : line,
          label: { position: 'start', distance: 6, formatter: reference?.label ?? '', color: palette.ink, fontWeight: 600, fontSize: 12, fontFamily: palette.figures },
          data: reference ? [{ xAxis: toShown(unit, reference.value) }] : [],
        },
      },
      {
        type: 'line', yAxisIndex: 2, data: [], silent: true,
        // On a phone the words stand in the plot: there the line goes through the intervals only.
        markLine: {
          silent: true, symbol: 'none', label: { show: false }, lineStyle: line,
          data: narrow && reference ? places.map((_, row) => [{ coord: [toShown(unit, reference.value), row + 0.02] }, { coord: [toShown(unit, reference.value), row + 0.42] }]) : [],
        },
        markArea: {
          silent: true, itemStyle: { color: hatching(palette) },
          data: places.flatMap(({ estimate, alone }, row) => (estimate || alone !== null ? [] : [[{ coord: [min, row + hatched[0]] }, { coord: [max, row + hatched[1]] }]])),
        },
      },
      {
        type: 'scatter', silent: true, symbol: 'rect', symbolSize: [3, NEEDLE], symbolOffset: narrow ? [0, 10] : [0, 0], itemStyle: { color: palette.inkFaint },
        data: places.flatMap(({ estimate, alone }, row) => (!estimate && alone !== null ? [[toShown(unit, alone), row]] : [])),
      },
    ],
  }
}
