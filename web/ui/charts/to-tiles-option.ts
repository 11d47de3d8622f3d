import type { CustomSeriesRenderItem } from 'echarts'
import type { EChartsCoreOption } from 'echarts/core'
import { hatching, type Palette } from './to-trend-option.ts'

export interface Tile {
  name: string
  /** Its value, or why there is none. */
  figure: string
  tone: 'better' | 'worse' | 'unsure' | 'hatched'
  /** Which edge carries the bar that doubles the colour. */
  bar: 'top' | 'bottom' | null
  /** Column and row, from 0. */
  at: readonly [number, number]
}

export interface Tiles {
  tiles: readonly Tile[]
  /** What lies off the coast, in words. */
  islands: readonly { text: string, at: readonly [number, number] }[]
  palette: Palette
}

export const TILE = { width: 104, height: 50, gap: 4, bar: 4 }

/** Columns and rows of all tiles and islands. */
export const toTilesSize = ({ tiles, islands }: Pick<Tiles, 'tiles' | 'islands'>): { width: number, height: number } => {
  const across = [...tiles, ...islands].map(({ at }) => at)
  return { width: (Math.max(...across.map(([column]) => column)) + 1) * TILE.width, height: (Math.max(...across.map(([, row]) => row)) + 1) * TILE.height }
}

/** A tile with its bar, its name and its figure; on hatching words get a ground of their own. */
const drawTile = ({ tiles, palette }: Tiles): CustomSeriesRenderItem => (params, api) => {
  const tile = tiles[params.dataIndex]
  if (!tile) return { type: 'group', children: [] }
  const [left = 0, top = 0] = api.coord([tile.at[0], tile.at[1]])
  const box = { x: left, y: top, width: TILE.width - TILE.gap, height: TILE.height - TILE.gap }
  const mark = tile.tone === 'better' ? palette.better : palette.worse
  const words = (text: string, y: number, size: number, fill: string, fontWeight: 400 | 600) => ({
    type: 'text' as const,
    style: {
      text, x: left + box.width / 2, y, align: 'center' as const, verticalAlign: 'middle' as const, fill, font: `${fontWeight} ${size}px ${palette.figures}`,
      ...(tile.tone === 'hatched' ? { backgroundColor: palette.paper, padding: [1, 3] } : {}),
    },
  })
  return {
    type: 'group',
    children: [
      { type: 'rect', shape: box, style: { fill: api.visual('color') } },
      ...(tile.bar && tile.tone !== 'hatched' && tile.tone !== 'unsure' ? [{ type: 'rect' as const, shape: { ...box, y: tile.bar === 'top' ? top : top + box.height - TILE.bar, height: TILE.bar }, style: { fill: mark } }] : []),
      words(tile.name, top + 16, 12.5, palette.ink, 600), words(tile.figure, top + 32, 12, palette.ink, 400),
    ],
  }
}

const drawIsland = ({ islands, palette }: Tiles): CustomSeriesRenderItem => (params, api) => {
  const island = islands[params.dataIndex]
  const [left = 0, top = 0] = api.coord([...island?.at ?? [0, 0]])
  const box = { x: left + 0.5, y: top + 0.5, width: TILE.width - TILE.gap - 1, height: TILE.height - TILE.gap - 1 }
  return {
    type: 'group',
    children: [
      { type: 'rect', shape: box, style: { fill: 'none', stroke: palette.tick, lineDash: [3, 3] } },
      { type: 'text', style: { text: island?.text ?? '', x: left + box.width / 2, y: top + box.height / 2, align: 'center', verticalAlign: 'middle', fill: palette.inkFaint, font: `400 11px ${palette.figures}`, width: box.width - 6, overflow: 'break' } },
    ],
  }
}

/** The ECharts option of the map of tiles, for taking it away as a picture; on the page it is made of links. */
export function toTilesOption(map: Tiles): EChartsCoreOption {
  const { tiles, islands, palette } = map
  const { width, height } = toTilesSize(map)
  const fills = { better: palette.betterBand, worse: palette.worseBand, unsure: palette.unsureBand, hatched: hatching(palette) }
  return {
    animation: false,
    textStyle: { fontFamily: palette.figures },
    grid: { left: 0, right: 0, top: 0, bottom: 0 },
    xAxis: { type: 'value', show: false, min: 0, max: width / TILE.width },
    yAxis: { type: 'value', show: false, min: 0, max: height / TILE.height, inverse: true },
    series: [
      { type: 'custom', silent: true, renderItem: drawTile(map), data: tiles.map(({ at, tone }) => ({ value: [...at], itemStyle: { color: fills[tone] } })) },
      { type: 'custom', silent: true, renderItem: drawIsland(map), data: islands.map(({ at }) => ({ value: [...at] })) },
    ],
  }
}
