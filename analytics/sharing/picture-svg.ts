import { formatNumber, type Estimate } from '../../contract/words/format.ts'
import { toShown, type ValueUnit } from '../../contract/words/format-value.ts'
import { isThin, toFullScale, toLabels, toPosition, toTickPath } from '../../contract/words/ruler-scale.ts'
import type { Language } from '../../contract/words/translator.ts'

/** What stands on a picture to share; every text as it is to be read. */
export interface PictureWords {
  finding: string
  name: string
  figure: { digits: string; mark: string } | null
  /** In the place of a figure that is missing. */
  missing: string
  interval: string | null
  counted: string | null
  period: string
  state: string
  source: string
}

export const PICTURE_SIZE = { width: 1200, height: 630 }
const MARGIN = 64
const INK = { strong: '#10242B', soft: '#3D5259', faint: '#56696F', tick: '#72868A', line: '#D5DEDC', paper: '#F5F8F7', brand: '#0B5563', hatch: '#B9C6C5' }

const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escape = (text: string) => text.replaceAll(/[&<>"]/g, (sign) => ESCAPED[sign] ?? '')

/** How wide a letter of Be Vietnam Pro is, in parts of the type's size; marks add nothing. */
function widthOf(letter: string): number {
  if (/[\sil.,:;'’|!()/-]/.test(letter)) return 0.3
  if (/[mwMW%@–—]/.test(letter)) return 0.9
  return /[A-ZĐ0-9]/.test(letter) ? 0.68 : 0.58
}
const toWidth = (text: string, size: number) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').split('').reduce((sum, letter) => sum + widthOf(letter), 0) * size

/** A text in lines that fit, at most so many; what is left over ends in an ellipsis. A no-break space keeps its words together. */
export function toLines(text: string, size: number, width: number, most: number): string[] {
  const lines = text.split(' ').reduce<string[]>((done, word) => {
    const last = done.at(-1)
    const tried = last === undefined ? word : `${last} ${word}`
    return last !== undefined && toWidth(tried, size) <= width ? [...done.slice(0, -1), tried] : [...done, word]
  }, [])
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), `${lines[most - 1]}…`]
}

interface TextStyle { x: number; y: number; size: number; weight?: number; colour?: string; end?: boolean }
const write = (text: string, { x, y, size, weight = 400, colour = INK.strong, end = false }: TextStyle) =>
  `<text x="${x}" y="${y}" font-family="Be Vietnam Pro" font-size="${size}" font-weight="${weight}" fill="${colour}"${end ? ' text-anchor="end"' : ''}>${escape(text.replaceAll('\u00a0', ' '))}</text>`

/** The mark of the house, as it stands in the header. */
const MARK = `<g transform="translate(${MARGIN} 52) scale(1.5)"><path d="M1 16H37M1.9 16V23M7.75 16V20M13.6 16V20M19.45 16V23M25.3 16V20M31.15 16V20M36.1 16V23" stroke="${INK.strong}" stroke-width="1.8" fill="none"/>`
  + `<rect x="11" y="4.5" width="18" height="7.5" fill="${INK.brand}" opacity=".28"/><path d="M11 3V13.5M29 3V13.5" stroke="${INK.brand}" stroke-width="1.8"/><path d="M21.5 0V16" stroke="${INK.brand}" stroke-width="3.6"/></g>`

/** The edge of a rule along the top. */
const EDGE = `<path d="M0 0H1200V18H0Z" fill="#FFFFFF"/><path d="${Array.from({ length: 151 }, (_, index) => `M${index * 8} 0V${index % 10 === 0 ? 18 : index % 5 === 0 ? 13 : 8}`).join('')}" stroke="${INK.tick}" stroke-width="1.5"/>`

const RULER = { x: 560, y: 444, width: 576 }
/** How much longer the ticks are than on a page. */
const TICK = 2.6

function drawRuler(language: Language, unit: ValueUnit, estimate: Estimate | null): string {
  const scale = toFullScale(unit, [estimate?.upper])
  const at = (shown: number) => RULER.x + toPosition(shown, scale) * RULER.width / 100
  const labels = toLabels(scale).map((it) => `<text x="${at(it)}" y="${RULER.y + 60}" font-family="Be Vietnam Pro" font-size="22" fill="${INK.faint}" text-anchor="${it === scale.from ? 'start' : it === scale.to ? 'end' : 'middle'}">${formatNumber(language, it)}</text>`).join('')
  // The path of a rule is 100 wide; here it is drawn in the picture's own measure, so that its lines stay thin.
  const path = toTickPath(scale).replaceAll(/M([\d.]+) 0/g, (_, x) => `M${RULER.x + Number(x) * RULER.width / 100} ${RULER.y}`)
    .replaceAll(/V([\d.]+)/g, (_, height) => `V${RULER.y + Number(height) * TICK}`).replace('H100', `H${RULER.x + RULER.width}`)
  const rule = `<path d="${path}" stroke="${INK.tick}" stroke-width="2" fill="none"/>`
  if (!estimate) {
    const stripes = Array.from({ length: 38 }, (_, index) => `M${RULER.x + index * 15} ${RULER.y - 12}l14 -26`).join('')
    return rule + labels + `<path d="${stripes}" stroke="${INK.hatch}" stroke-width="4"/>`
  }
  const [lower, value, upper] = [estimate.lower, estimate.value, estimate.upper].map((it) => at(toShown(unit, it))) as [number, number, number]
  const band = isThin(estimate, scale, unit)
    ? `<rect x="${value - 11}" y="${RULER.y - 34}" width="22" height="22" fill="${INK.brand}" opacity=".22"/>`
    : `<rect x="${lower}" y="${RULER.y - 34}" width="${upper - lower}" height="22" fill="${INK.brand}" opacity=".22"/><path d="M${lower} ${RULER.y - 38}V${RULER.y - 8}M${upper} ${RULER.y - 38}V${RULER.y - 8}" stroke="${INK.brand}" stroke-width="4"/>`
  return rule + labels + band + `<path d="M${value} ${RULER.y - 52}V${RULER.y}" stroke="${INK.brand}" stroke-width="7"/>`
}

/** The picture of a finding, 1200 × 630, as SVG: finding, value with its interval and count on the rule, period, state and source. */
export function toPictureSvg(language: Language, words: PictureWords, { unit, estimate }: { unit: ValueUnit; estimate: Estimate | null }): string {
  const size = words.finding.length > 90 ? 42 : 52
  const finding = toLines(words.finding, size, PICTURE_SIZE.width - 2 * MARGIN, 3)
    .map((line, index) => write(line, { x: MARGIN, y: 176 + index * size * 1.28, size, weight: 600 })).join('')
  const figure = words.figure
    ? `<text x="${MARGIN}" y="456" font-family="Be Vietnam Pro" font-size="${words.figure.mark.length > 1 ? 92 : 118}" font-weight="600" fill="${INK.strong}" letter-spacing="-3">${escape(words.figure.digits)}<tspan font-size="${words.figure.mark.length > 1 ? 30 : 62}" dx="${words.figure.mark.length > 1 ? 12 : 0}" letter-spacing="0">${escape(words.figure.mark.replaceAll('\u00a0', ' ').trim())}</tspan></text>`
    : write(words.missing, { x: MARGIN, y: 446, size: 42, weight: 600, colour: INK.soft })
  const stands = [words.interval, words.counted].flatMap((it) => (it ? [it] : []))
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${PICTURE_SIZE.width}" height="${PICTURE_SIZE.height}" viewBox="0 0 ${PICTURE_SIZE.width} ${PICTURE_SIZE.height}">
<rect width="100%" height="100%" fill="${INK.paper}"/>${EDGE}${MARK}${write('Thước Đo', { x: MARGIN + 72, y: 82, size: 30, weight: 700 })}${write(words.period, { x: PICTURE_SIZE.width - MARGIN, y: 82, size: 28, weight: 600, colour: INK.soft, end: true })}
${finding}${figure}${stands.map((line, index) => write(line, { x: MARGIN, y: 496 + index * 32, size: 24, colour: INK.faint })).join('')}
${write(words.name, { x: RULER.x, y: 372, size: 24, weight: 600, colour: INK.soft })}${drawRuler(language, unit, estimate)}
<path d="M${MARGIN} 558H${PICTURE_SIZE.width - MARGIN}" stroke="${INK.line}" stroke-width="2"/>
${write(words.state, { x: MARGIN, y: 597, size: 24, weight: 500, colour: INK.brand })}${write(words.source, { x: PICTURE_SIZE.width - MARGIN, y: 597, size: 24, colour: INK.soft, end: true })}
</svg>`
}
