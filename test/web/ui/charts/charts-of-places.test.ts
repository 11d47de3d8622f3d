import assert from 'node:assert/strict'
import type { PlaceEstimate } from '../../../../web/ui/charts/place-estimate.ts'
import { toShortNames } from '../../../../web/ui/charts/short-names.ts'
import { toDotsAxis, toDotsHeight, toDotsOption } from '../../../../web/ui/charts/to-dots-option.ts'
import { toFunnelAxes, toFunnelOption, toOutside } from '../../../../web/ui/charts/to-funnel-option.ts'

const palette = {
  series: 'series', band: 'band', ink: 'ink', inkFaint: 'faint', line: 'line', tick: 'tick', paper: 'paper', surface: 'surface', hatch: 'hatch', brass: 'brass', figures: 'figures',
  better: 'better', betterBand: 'better band', worse: 'worse', worseBand: 'worse band', unsure: 'unsure', unsureBand: 'unsure band',
}
const place = (name: string, part: Partial<PlaceEstimate> = {}): PlaceEstimate =>
  ({ code: name, name, kind: 'province', estimate: { value: 0.8, lower: 0.75, upper: 0.84, sampleSize: 300 }, alone: null, side: 'cannot-tell', missing: 'dưới 10', ...part })
const few = place('Sở Ngoại vụ', { estimate: null, side: null })

/** What a series says, read as a test may: by name. */
const read = (value: unknown, ...path: (string | number)[]): unknown =>
  path.reduce<unknown>((inner, step) => (typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[String(step)] : undefined), value)

describe('names on a narrow axis', () => {
  it('leave out the words with which all of them begin, and keep what tells them apart', () => {
    assert.deepEqual(
      toShortNames(['Trung tâm Phục vụ hành chính công phường Bến Thành', 'Trung tâm Phục vụ hành chính công phường Thủ Đức', 'Trung tâm Phục vụ hành chính công thành phố Huế']),
      ['… phường Bến Thành', '… phường Thủ Đức', '… thành phố Huế'],
    )
  })

  it('leave out the words with which all of them end', () => {
    assert.deepEqual(toShortNames(['Hue City Public Administration Service Centre', 'Thu Duc Public Administration Service Centre']), ['Hue City …', 'Thu Duc …'])
  })

  it('stay whole where they begin alike by a word or two, where one is all, or where nothing would be left', () => {
    for (const names of [['Xã An Bình', 'Xã Tân Dân'], ['Trung tâm Phục vụ hành chính công Huế'], ['Sở Xây', 'Sở Xây'], []]) assert.deepEqual(toShortNames(names), names)
    assert.deepEqual(toShortNames(['Trung tâm hành chính công', 'Trung tâm hành chính công xã Sơn']), ['… công', '… công xã Sơn'])
  })
})

describe('the interval dot plot', () => {
  const option = toDotsOption({
    places: [place('xã Bản Nguyên', { side: 'higher' }), few, place('phường Việt Trì', { estimate: null, alone: 0.77, side: null })],
    unit: 'share', direction: 'lower-is-better', reference: { label: 'toàn tỉnh 78,4', value: 0.784 }, language: 'vi', palette, narrow: false,
  })

  it('draws each interval in the numbers people read, at its own row', () => {
    assert.deepEqual(read(option, 'series', 0, 'data'), [[0, 75, 80, 84]])
    assert.deepEqual(read(option, 'series', 2, 'data'), [[77, 2]])
  })

  it('hatches a row with too few across the whole axis', () => {
    assert.deepEqual(read(option, 'series', 1, 'markArea', 'data'), [[{ coord: [75, 0.8] }, { coord: [85, 1.2] }]])
  })

  it('labels the reference at its line', () => {
    assert.equal(read(option, 'series', 0, 'markLine', 'label', 'formatter'), 'toàn tỉnh 78,4')
    assert.deepEqual(read(option, 'series', 0, 'markLine', 'data'), [{ xAxis: 78.4 }])
  })

  it('colours by what a side means to people: higher is worse where lower is better', () => {
    const api = { value: (dimension: number) => [0, 75, 80, 84][dimension], coord: ([x = 0]: number[]) => [x * 10, 100] }
    const drawn = (read(option, 'series', 0, 'renderItem') as (params: object, api: object) => unknown)({}, api)
    assert.equal(read(drawn, 'children', 0, 'style', 'fill'), 'worse band')
    assert.deepEqual(read(drawn, 'children', 3, 'shape', 'x'), 798.5)
  })

  it('writes value and count beside a row, and in its place why there is none', () => {
    const label = read(option, 'yAxis', 1, 'axisLabel', 'formatter') as (name: string, row: number) => string
    assert.deepEqual([label('', 0), label('', 1), label('', 2)], ['{value|80,0%}  {n|n = 300}', '{n|dưới 10}', '{value|77,0%}'])
  })

  it('grows with its rows, and keeps the reference on its axis', () => {
    assert.ok(toDotsHeight(34, false) > 30 * 28 && toDotsHeight(34, true) > toDotsHeight(34, false))
    assert.deepEqual(toDotsAxis([place('a')], 'share', 0.4).min, 40)
  })
})

describe('the funnel', () => {
  const places = [{ code: 'a', name: 'A', n: 40, value: 0.8 }, { code: 'b', name: 'B', n: 900, value: 0.6 }, { code: 'c', name: 'C', n: 5_000, value: 0.9 }]
  const funnel = { places, expected: { label: 'mức chung 80%', share: 0.8 }, higherIsBetter: true, axisName: 'n', language: 'vi' as const, palette }

  it('tells who lies outside the limits of so many cases', () => {
    assert.deepEqual(places.map((it) => toOutside(it, 0.8)), [null, 'lower', 'higher'])
  })

  it('fills and names only those', () => {
    const points = [0, 1, 2].map((index) => read(toFunnelOption(funnel), 'series', 4, 'data', index))
    assert.deepEqual(points.map((it) => [read(it, 'label', 'show'), read(it, 'itemStyle', 'color')]), [[false, 'surface'], [true, 'worse'], [true, 'better']])
  })

  it('names them shortly, and near an end of the axis away from it', () => {
    const centres = places.map((it) => ({ ...it, name: `Trung tâm Phục vụ hành chính công ${it.name}` }))
    const labels = [1, 2].map((index) => read(toFunnelOption({ ...funnel, places: centres }), 'series', 4, 'data', index, 'label'))
    assert.deepEqual(labels.map((it) => [read(it, 'formatter'), read(it, 'align')]), [['… B', 'center'], ['… C', 'right']])
  })

  it('takes in every place and the limits of the one with the fewest cases', () => {
    const { n, share } = toFunnelAxes(funnel)
    assert.deepEqual(n, [10, 10_000])
    assert.ok(share[0] <= 55 && share[1] === 100)
  })

  it('hatches what lies below ten cases only where the axis begins there', () => {
    assert.deepEqual(read(toFunnelOption(funnel), 'series', 3, 'markArea', 'data'), [])
  })
})
