import assert from 'node:assert/strict'
import { drawChart } from '../../../../web/ui/charts/draw-chart.ts'
import type { Palette, TrendPoint } from '../../../../web/ui/charts/to-trend-option.ts'
import { toTilesSize, type Tiles } from '../../../../web/ui/charts/to-tiles-option.ts'

const palette: Palette = {
  series: '#0b5563', band: '#cde', ink: '#111', inkFaint: '#555', line: '#ddd', tick: '#777', paper: '#fff', surface: '#fff', hatch: '#b9c6c5', brass: '#ad7716', figures: "'Thuoc Do Figures', 'Be Vietnam Pro', sans-serif",
  better: '#0b5b7f', betterBand: '#9cf', worse: '#a8371a', worseBand: '#fca', unsure: '#54666b', unsureBand: '#ccc',
}
const size = { width: 800, height: 320 }
const point = (month: number, value: number | null): TrendPoint => ({
  period: `2026-${String(month).padStart(2, '0')}`, provisional: false, definitionVersion: 1,
  estimate: value === null ? null : { value, lower: value - 0.02, upper: value + 0.02, sampleSize: 500 },
})

describe('a chart drawn without a page', () => {
  it('says where each month of a trend stands, from left to right, with and without a figure', () => {
    const points = [point(1, 0.8), point(2, null), point(3, 0.9)]
    const { svg, places } = drawChart({ drawing: { kind: 'trend', of: { points, unit: 'share', language: 'vi', palette, missingLabel: 'thiếu' } }, size, cursor: { along: 'columns' }, readings: 3 })
    const lefts = places.map(({ left }) => left ?? Number.NaN)
    assert.ok(lefts.every((left, index) => left > (lefts[index - 1] ?? 0) && left < size.width), String(lefts))
    assert.match(svg, /^<svg[^>]* width="800" height="320"/)
    assert.match(svg, /thiếu/)
  })

  it('writes sizes, weights and fonts as attributes, for pages and viewers that allow no styles', () => {
    const { svg } = drawChart({ drawing: { kind: 'trend', of: { points: [point(1, 0.8), point(2, 0.9)], unit: 'share', language: 'vi', palette, missingLabel: 'thiếu' } }, size, cursor: { along: 'columns' }, readings: 2 })
    assert.doesNotMatch(svg, /style/)
    assert.match(svg, /<text[^>]* font-size="1\dpx"[^>]* font-family="'Thuoc Do Figures', 'Be Vietnam Pro', sans-serif"/)
    assert.match(svg, /<text[^>]* font-weight="600"/)
    // Well-formed: each attribute a name and one quoted value, as in the file that is downloaded.
    for (const [, attributes = ''] of svg.matchAll(/<[a-z]+((?:\s[^<>]*?)?)\s*\/?>/gi)) assert.match(attributes, /^(\s+[\w:-]+="[^"<]*")*\s*$/)
  })

  it('writes names as text, whatever stands in them', () => {
    const name = '<img src=x onerror=alert(1)> "Quầy" & một'
    const places = [{ code: 'A', name, n: 900, value: 0.9 }, { code: 'B', name: 'B', n: 800, value: 0.1 }]
    const drawn = drawChart({
      drawing: { kind: 'funnel', of: { places, expected: { label: 'chung', share: 0.5 }, higherIsBetter: true, axisName: 'n', language: 'vi', palette } },
      size, cursor: { along: 'points', points: places.map(({ n, value }) => [n, value * 100]) }, readings: 2,
    })
    assert.doesNotMatch(drawn.svg, /<img/)
    assert.match(drawn.svg, /&lt;img/)
    assert.ok((drawn.places[0]?.top ?? 0) < (drawn.places[1]?.top ?? 0))
  })

  it('draws the map of tiles with names, figures, stripes and the islands', () => {
    const of: Tiles = {
      palette, islands: [{ text: 'Hoàng Sa (Đà Nẵng)', at: [2, 0] }],
      tiles: [{ name: 'Huế', figure: '91,2', tone: 'better', bar: 'top', at: [0, 0] }, { name: 'Cà Mau', figure: 'dưới 10', tone: 'hatched', bar: null, at: [1, 1] }],
    }
    assert.deepEqual(toTilesSize(of), { width: 312, height: 100 })
    const { svg } = drawChart({ drawing: { kind: 'tiles', of }, size: toTilesSize(of), cursor: { along: 'points', points: [] }, readings: 0 })
    for (const said of ['Huế', '91,2', 'Cà Mau', 'dưới 10', 'Hoàng Sa', palette.better, '<pattern']) assert.ok(svg.includes(said), said)
  })
})
