import { CustomChart, LineChart, ScatterChart } from 'echarts/charts'
import { GridComponent, MarkAreaComponent, MarkLineComponent } from 'echarts/components'
import { init, use, type ECharts } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { SVGRenderer } from 'echarts/renderers'
import type { CursorPath, CursorPlace } from './chart-cursor.ts'
import { toOption, type Drawing } from './drawing.ts'

use([LabelLayout, LineChart, CustomChart, ScatterChart, GridComponent, MarkAreaComponent, MarkLineComponent, SVGRenderer])

export interface ChartRequest {
  drawing: Drawing
  /** In pixels. */
  size: { width: number, height: number }
  cursor: CursorPath
  /** How many places the reading cursor has. */
  readings: number
}

/** The chart as SVG, and where in it the reading cursor stands at each of its places. */
export interface DrawnChart { svg: string, places: CursorPlace[] }

/** Draws a chart without any page: in a worker beside it, or in a test. */
export function drawChart({ drawing, size, cursor, readings }: ChartRequest): DrawnChart {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size })
  try {
    chart.setOption(toOption(drawing))
    return { svg: withoutStyles(chart.renderToSVGString()), places: Array.from({ length: readings }, (_, index) => placeOf(chart, cursor, index)) }
  } finally {
    chart.dispose()
  }
}

const IS_LOOK = /^(font-|fill|stroke|opacity|paint-order|text-anchor|dominant-baseline)/

/** What a picture says of its looks as attributes: our pages allow no styles in the text of a page, and a text without its font is another text. */
function withoutStyles(svg: string): string {
  return svg.replaceAll(/<style[\s\S]*?<\/style>/g, '').replaceAll(/ style="([^"]*)"/g, (_, styles: string) =>
    styles.split(';').map((it) => it.split(':').map((part) => part.trim())).filter(([name = '', value]) => IS_LOOK.test(name) && value).map(([name, value]) => ` ${name}="${value}"`).join(''))
}

function placeOf(chart: ECharts, cursor: CursorPath, index: number): CursorPlace {
  if (cursor.along === 'columns') return { left: chart.convertToPixel({ xAxisIndex: 0 }, index) }
  if (cursor.along === 'rows') return { top: chart.convertToPixel({ yAxisIndex: 0 }, index) }
  const [left, top] = chart.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [...cursor.points[index] ?? []])
  return { ...(left === undefined ? {} : { left }), ...(top === undefined ? {} : { top }) }
}
