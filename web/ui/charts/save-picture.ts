import { CustomChart, LineChart, ScatterChart } from 'echarts/charts'
import { GridComponent, MarkAreaComponent, MarkLineComponent } from 'echarts/components'
import { init, use, type EChartsCoreOption } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { CanvasRenderer } from 'echarts/renderers'
import { toOption, type Drawing } from './drawing.ts'
import type { Palette } from './to-trend-option.ts'

use([LabelLayout, LineChart, CustomChart, ScatterChart, GridComponent, MarkAreaComponent, MarkLineComponent, CanvasRenderer])

/** Twice as many dots as a page has, so that print and slides stay sharp. */
const DENSITY = 2
const PADDING = 24
const TITLE = { size: 20, line: 27 }
const NOTE = { size: 13, line: 20 }

export interface Picture {
  drawing: Drawing
  size: { width: number, height: number }
  /** The finding, over the chart. */
  title: string
  /** Where the picture is from, under it. */
  source: string
  palette: Palette
}

type Plain = Record<string, unknown>
const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

/** The stripe of a hatching as a small image: a canvas knows no patterns made of SVG. */
function toStripe({ svgElement, svgWidth, svgHeight, rotation }: Plain): Plain {
  const stripe = document.createElement('canvas')
  stripe.width = Number(svgWidth)
  stripe.height = Number(svgHeight)
  const brush = stripe.getContext('2d')
  const attributes = isPlain(svgElement) && isPlain(svgElement['attrs']) ? svgElement['attrs'] : {}
  if (brush) {
    brush.fillStyle = String(attributes['fill'])
    brush.fillRect(0, 0, Number(attributes['width']), Number(attributes['height']))
  }
  return { image: stripe, repeat: 'repeat', rotation }
}

/** An option as a canvas can draw it. */
export function forCanvas(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(forCanvas)
  if (!isPlain(value)) return value
  if ('svgElement' in value) return toStripe(value)
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, forCanvas(inner)]))
}

function toLines(brush: CanvasRenderingContext2D, text: string, width: number): string[] {
  return text.split(' ').reduce<string[]>((lines, word) => {
    const tried = lines.length ? `${lines.at(-1)} ${word}` : word
    return lines.length && brush.measureText(tried).width <= width ? [...lines.slice(0, -1), tried] : [...lines, word]
  }, [])
}

function toCanvas({ drawing, size }: Picture): HTMLCanvasElement {
  const box = document.createElement('div')
  const chart = init(box, null, { renderer: 'canvas', devicePixelRatio: DENSITY, ...size })
  chart.setOption(forCanvas(toOption(drawing)) as EChartsCoreOption)
  const picture = chart.renderToCanvas({ pixelRatio: DENSITY })
  chart.dispose()
  return picture
}

/** The chart with its finding above and its source below, as a PNG of twice the page's density on the page's own ground. */
export async function drawPicture(picture: Picture): Promise<Blob> {
  const { size, title, source, palette } = picture
  const canvas = document.createElement('canvas')
  const brush = canvas.getContext('2d')
  if (!brush) throw new Error('this browser draws no canvas')
  const family = getComputedStyle(document.documentElement).fontFamily
  const titleFont = `600 ${TITLE.size}px ${family}`
  brush.font = titleFont
  const lines = toLines(brush, title, size.width)
  const top = PADDING + lines.length * TITLE.line + PADDING / 2
  canvas.width = (size.width + 2 * PADDING) * DENSITY
  canvas.height = (top + size.height + NOTE.line + 2 * PADDING) * DENSITY
  brush.scale(DENSITY, DENSITY)
  brush.fillStyle = palette.paper
  brush.fillRect(0, 0, canvas.width, canvas.height)
  brush.fillStyle = palette.ink
  brush.font = titleFont
  lines.forEach((line, index) => brush.fillText(line, PADDING, PADDING + (index + 0.75) * TITLE.line))
  brush.drawImage(toCanvas(picture), PADDING, top, size.width, size.height)
  brush.fillStyle = palette.inkFaint
  brush.font = `400 ${NOTE.size}px ${family}`
  brush.fillText(source, PADDING, top + size.height + PADDING + NOTE.size)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('this browser made no picture'))), 'image/png')
  })
}
