import { setPlatformAPI } from 'echarts/core'
import latin from '@fontsource/be-vietnam-pro/files/be-vietnam-pro-latin-400-normal.woff2?url'
import latinBold from '@fontsource/be-vietnam-pro/files/be-vietnam-pro-latin-600-normal.woff2?url'
import vietnamese from '@fontsource/be-vietnam-pro/files/be-vietnam-pro-vietnamese-400-normal.woff2?url'
import vietnameseBold from '@fontsource/be-vietnam-pro/files/be-vietnam-pro-vietnamese-600-normal.woff2?url'
import figures from '../fonts/thuoc-do-figures-400.woff2?url'
import figuresBold from '../fonts/thuoc-do-figures-600.woff2?url'
import { drawChart, type ChartRequest, type DrawnChart } from './draw-chart.ts'

/** The page's own fonts (see fonts.css), for measuring words: the files are in the browser's memory already. */
const FONTS = [
  ['Thuoc Do Figures', figures, '400', 'U+30-39'], ['Thuoc Do Figures', figuresBold, '600', 'U+30-39'],
  ['Be Vietnam Pro', latin, '400', 'U+0-FF'], ['Be Vietnam Pro', latinBold, '600', 'U+0-FF'],
  ['Be Vietnam Pro', vietnamese, '400', 'U+102-1B0, U+1EA0-1EF9'], ['Be Vietnam Pro', vietnameseBold, '600', 'U+102-1B0, U+1EA0-1EF9'],
] as const

// The page's types know no worker: `self` is one here, and an older browser's has no fonts.
const { fonts } = self as unknown as { fonts?: FontFaceSet }
const isReady = Promise.allSettled(FONTS.map(async ([family, url, weight, unicodeRange]) => {
  fonts?.add(await new FontFace(family, `url(${url})`, { weight, unicodeRange }).load())
}))
// Without a page the library guesses how wide words are; this browser can measure them anyway. Of the canvas it wants no more than that.
setPlatformAPI({ createCanvas: () => new OffscreenCanvas(1, 1) as unknown as HTMLCanvasElement })

self.addEventListener('message', ({ data }: MessageEvent<{ id: number, request: string }>) => void answer(data))

async function answer(data: { id: number, request: string }): Promise<void> {
  await isReady
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker is spoken to by nobody else
  self.postMessage({ id: data.id, drawn: tryToDraw(data.request) })
}

/** null where it cannot be drawn: the page must hear of that too, and shows the figures as a table. */
function tryToDraw(request: string): DrawnChart | null {
  try {
    return drawChart(JSON.parse(request) as ChartRequest)
  } catch {
    return null
  }
}
