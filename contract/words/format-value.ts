import type { IndicatorDefinition } from '../indicator.ts'
import { formatNumber, percentDecimals, type Estimate } from './format.ts'
import type { Language } from './translator.ts'

/** What a value is given in; see `indicatorDefinition`. */
export type ValueUnit = IndicatorDefinition['unit']

const NO_BREAK = '\u00a0'
/** A share is written in percent; everything else as it comes over the wire. */
const FACTORS: Record<ValueUnit, number> = { 'share': 100, 'points': 1, 'per-1000': 1, 'days': 1, 'net-points': 1 }

/** The number that people read: 0.824 as a share is 82.4; points, cases in 1,000 and days stay what they are. */
export const toShown = (unit: ValueUnit, value: number): number => value * FACTORS[unit]

/** Whole days have no decimals, whatever the sample; the rest as a percentage of the same sample. */
const decimalsOf = (unit: ValueUnit, shown: number, sampleSize: number | null) =>
  (unit === 'days' ? (Number.isInteger(shown) ? 0 : 1) : percentDecimals(sampleSize))

/** The figure alone, without what it is given in: `82,4`, `3`. */
export function formatFigure(language: Language, unit: ValueUnit, value: number, sampleSize: number | null): string {
  const shown = toShown(unit, value)
  return formatNumber(language, shown, decimalsOf(unit, shown, sampleSize))
}

const isOne = (figure: string) => figure === '1' || figure === '−1'

/** What stands behind a figure: `%`, ` điểm`, ` trên 1.000 lượt`, ` ngày`. In English a single day is ` day`. */
export function formatMark(language: Language, unit: ValueUnit, figure = ''): string {
  if (unit === 'share') return '%'
  const vi = language === 'vi'
  if (unit === 'points' || unit === 'net-points') return `${NO_BREAK}${vi ? 'điểm' : 'points'}`
  if (unit === 'days') return `${NO_BREAK}${vi ? 'ngày' : isOne(figure) ? 'day' : 'days'}`
  return `${NO_BREAK}${vi ? 'trên 1.000 lượt' : 'per 1,000 ratings'}`
}

/** A value with what it is given in: `82,4%`, `82,4 điểm`, `12,3 trên 1.000 lượt`, `3 ngày`. */
export function formatValue(language: Language, unit: ValueUnit, value: number, sampleSize: number | null): string {
  const figure = formatFigure(language, unit, value, sampleSize)
  return figure + formatMark(language, unit, figure)
}

/** `78,2 đến 78,6`, in the numbers that people read; one decimal more where both ends would come out equal. */
export function formatRange(language: Language, unit: ValueUnit, estimate: Estimate, style: 'text' | 'chart' = 'text'): string {
  const shown = [estimate.lower, estimate.upper].map((end) => toShown(unit, end))
  const decimals = Math.max(...shown.map((end) => decimalsOf(unit, end, estimate.sampleSize)))
  const ends = (places: number) => shown.map((end) => formatNumber(language, end, places))
  const coarse = ends(decimals)
  const [lower, upper] = coarse[0] === coarse[1] && decimals === 1 && estimate.lower !== estimate.upper ? ends(2) : coarse
  if (style === 'chart') return `${lower}–${upper}`
  return `${lower} ${language === 'vi' ? 'đến' : 'to'} ${upper}`
}

/** A difference without its sign: two shares lie so many (percentage) points apart, two medians so many days. */
export function formatDifference(language: Language, unit: ValueUnit, difference: number, sampleSize: number | null): string {
  const figure = formatFigure(language, unit, Math.abs(difference), sampleSize)
  return figure + (unit === 'share' ? formatMark(language, 'points') : formatMark(language, unit, figure))
}
