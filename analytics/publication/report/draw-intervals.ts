import { CustomChart } from 'echarts/charts'
import { GridComponent } from 'echarts/components'
import { init, use, type EChartsCoreOption } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { CustomSeriesRenderItem } from 'echarts'

use([CustomChart, GridComponent, SVGRenderer])

/** A place on the chart, in the numbers that people read; `interval` null where nothing is published. */
export interface DrawnPlace { name: string; tone: 'better' | 'worse' | 'unsure'; interval: { lower: number; value: number; upper: number } | null }

/** The colours of the site (web/ui/tokens.css), as paper has them. */
export const TONES = { better: { mark: '#0B5B7F', band: '#BCD3DE' }, worse: { mark: '#A8371A', band: '#E6C4BA' }, unsure: { mark: '#54666B', band: '#CBD2D4' } }
const [INK, LINE, TICK] = ['#3D5259', '#D5DEDC', '#72868A']
const FONT = 'Be Vietnam Pro'
const [WIDTH, ROW, TOP, BOTTOM, NAMES] = [680, 20, 10, 26, 190]

/** Intervals of places beside the country's value, one row each, as an SVG of 680 px width. A place without a figure keeps its empty row. */
export function drawIntervals(places: readonly DrawnPlace[], reference: number | null): string {
  const height = TOP + BOTTOM + ROW * places.length
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height })
  chart.setOption(toOption(places, reference))
  const svg = chart.renderToSVGString()
  chart.dispose()
  return svg
}

function toOption(places: readonly DrawnPlace[], reference: number | null): EChartsCoreOption {
  const text = { color: INK, fontFamily: FONT, fontSize: 11 }
  const draw: CustomSeriesRenderItem = (_, api) => {
    const row = Number(api.value(0))
    const { mark, band } = TONES[places[row]?.tone ?? 'unsure']
    const [[left = 0, y = 0], [middle = 0], [right = 0]] = [1, 2, 3].map((at) => api.coord([api.value(at), row])) as [number[], number[], number[]]
    const upright = (x: number, size: number, width: number) => ({ type: 'rect' as const, shape: { x: x - width / 2, y: y - size / 2, width, height: size }, style: { fill: mark } })
    return { type: 'group', children: [
      { type: 'rect', shape: { x: left, y: y - 4, width: Math.max(1.5, right - left), height: 8 }, style: { fill: band } }, upright(left, 8, 1), upright(right, 8, 1), upright(middle, 14, 2.4),
    ] }
  }
  const referenceLine: CustomSeriesRenderItem = (_, api) => {
    const [x = 0] = api.coord([api.value(0), 0])
    return { type: 'line', shape: { x1: x, x2: x, y1: TOP, y2: TOP + ROW * places.length }, style: { stroke: INK, lineWidth: 1, lineDash: [4, 3] } }
  }
  const ends = places.flatMap(({ interval }) => (interval ? [interval.lower, interval.upper] : [])).concat(reference === null ? [] : [reference])
  return {
    animation: false,
    grid: { left: NAMES, right: 18, top: TOP, bottom: BOTTOM },
    xAxis: {
      type: 'value', scale: true, min: ends.length > 0 ? Math.floor(Math.min(...ends)) : 0, max: ends.length > 0 ? Math.ceil(Math.max(...ends)) : 100,
      axisLine: { show: true, lineStyle: { color: TICK } }, axisTick: { show: true, lineStyle: { color: TICK } }, splitLine: { lineStyle: { color: LINE } }, axisLabel: text,
    },
    yAxis: { type: 'category', inverse: true, data: places.map((it) => it.name), axisLine: { show: false }, axisTick: { show: false }, axisLabel: { ...text, width: NAMES - 14, overflow: 'truncate', interval: 0 } },
    series: [
      ...(reference === null ? [] : [{ type: 'custom', silent: true, renderItem: referenceLine, data: [[reference]], z: 1 }]),
      { type: 'custom', silent: true, renderItem: draw, encode: { x: [1, 2, 3], y: 0 }, z: 2, data: places.flatMap(({ interval }, row) => (interval ? [[row, interval.lower, interval.value, interval.upper]] : [])) },
    ],
  }
}
