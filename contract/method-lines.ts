import type { DescribedIndex } from './index-values.ts'
import type { DescribedIndicator } from './indicator.ts'
import { DIRECTIONS, GRADES, INTERVALS_IN_ENGLISH, OF_NOTHING, PART_OF_NOTHING, SAID, UNITS, type Language } from './method-words.ts'
import { METRIC_NAMES } from './metric-names.ts'

/** An item of a list, and what it is made of. */
export interface MethodItem { text: string; parts?: string[] }
/** One fact of a method: what it is about, and what there is to say; `items` where it is a list. */
export interface MethodLine { label: string; text: string; items?: MethodItem[] }

/** `1.460.000` and `46,8` in Vietnamese, `1,460,000` and `46.8` in English; so many decimals at most. */
function toLocal(value: number, language: Language, decimals = 1): string {
  const [whole = '0', fraction] = String(Number(value.toFixed(decimals))).split('.')
  const [point, group] = language === 'vi' ? [',', '.'] : ['.', ',']
  return whole.replace(/\B(?=(\d{3})+$)/g, group) + (fraction ? point + fraction : '')
}

/** `2024-01-31` as Vietnamese write it; English readers get it as it is. */
const toLocalDay = (day: string, language: Language) => (language === 'vi' ? day.split('-').map(Number).reverse().join('/') : day)

const MARKS: Readonly<Record<DescribedIndicator['unit'], Record<Language, string>>> = {
  'share': { vi: '%', en: '%' }, 'points': { vi: ' điểm', en: ' points' }, 'per-1000': { vi: ' trên 1.000 lượt', en: ' per 1,000' }, 'days': { vi: ' ngày', en: ' days' }, 'net-points': { vi: ' điểm', en: ' points' },
}
const toShown = ({ unit }: DescribedIndicator, value: number) => (unit === 'share' ? value * 100 : value)

/** The worked example: its facts, then numerator, denominator, value and interval. */
function toExample(definition: DescribedIndicator, language: Language): string | null {
  const { example, unit } = definition
  if (!example) return null
  const local = (value: number) => toLocal(toShown(definition, value), language)
  const factor = unit === 'per-1000' ? `${toLocal(1000, language)} × ` : ''
  // An index is no ratio of its sums, and a net score no sum of points by their number.
  const counts = example.numerator === null || definition.kind === 'index' || unit === 'net-points' ? '' : `${factor}${toLocal(example.numerator, language)} / ${toLocal(example.denominator, language)} = `
  const interval = example.lower === null || example.upper === null ? ''
    : language === 'vi' ? `, khoảng tin cậy ${local(example.lower)} đến ${local(example.upper)}` : `, interval ${local(example.lower)} to ${local(example.upper)}`
  return `${example.facts[language]} ${language === 'vi' ? 'Kết quả' : 'Result'}: ${counts}${local(example.value)}${MARKS[unit][language]}${interval}.`
}

const toVersion = ({ version, effectiveFrom }: { version: number; effectiveFrom: string }, language: Language) =>
  (language === 'vi' ? `bản ${version}, áp dụng từ ${toLocalDay(effectiveFrom, language)}` : `version ${version}, in force from ${effectiveFrom}`)

const toEnglishInterval = (interval: string) => INTERVALS_IN_ENGLISH.reduce((text, [vi, en]) => text.replace(vi, en), interval)

/** Everything there is to say about an indicator, in the order in which it is told. */
export function toIndicatorLines(definition: DescribedIndicator, language: Language): MethodLine[] {
  const line = (label: Record<Language, string>, text: string): MethodLine => ({ label: label[language], text })
  const example = toExample(definition, language)
  return [
    line(SAID.meaning, definition.meaning[language]),
    line(SAID.formula, definition.formula[language]),
    line(SAID.caution, definition.caution[language]),
    line(SAID.unit, `${UNITS[definition.unit][language]}; ${DIRECTIONS[definition.direction][language]}`),
    line(SAID.interval, language === 'vi' ? definition.interval : toEnglishInterval(definition.interval)),
    line(SAID.minimum, `${definition.minimumSample} ${definition.countedUnit[language]}`),
    line(SAID.zero, OF_NOTHING[definition.zeroDenominator][language]),
    ...(example ? [line(SAID.example, example)] : []),
    line(SAID.source, definition.source),
    line(SAID.version, toVersion(definition, language)),
  ]
}

type Part = DescribedIndex['groups'][number]['parts'][number]
const isNumbers = (value: unknown): value is [number, number] => Array.isArray(value) && value.length === 2 && value.every((it) => typeof it === 'number')
const isOfNothing = (value: unknown): value is keyof typeof PART_OF_NOTHING => typeof value === 'string' && value in PART_OF_NOTHING
const textOf = (value: unknown) => (typeof value === 'string' ? value : '')
const numberOf = (value: unknown) => (typeof value === 'number' ? value : 0)

/** How one part is scored. Parts of different schemes differ, so each is read by its kind. */
function describePart(part: Part, language: Language, nameOf: (id: string) => string): string {
  const vi = language === 'vi'
  const name = nameOf(textOf(part['metric']) || textOf(part['indicator']))
  const max = toLocal(numberOf(part['max']), language)
  switch (part['kind']) {
    case 'information': return `${name}: ${vi ? 'chỉ để xem, không tính điểm' : 'shown only, not scored'}`
    case 'points': return `${name}: ${vi ? `tối đa ${max}, lấy nguyên điểm của Cổng` : `up to ${max}, the portal’s points as given`}`
    case 'reported-points': return `${name}: ${vi ? `trọng số ${numberOf(part['weight'])}, lấy điểm của Cổng chia cho ${numberOf(part['outOf'])}` : `weight ${numberOf(part['weight'])}, the portal’s points divided by ${numberOf(part['outOf'])}`}`
    case 'indicator': return `${name}: ${vi ? 'trọng số' : 'weight'} ${numberOf(part['weight'])}`
    default: {
      const [numerator, denominator] = isNumbers(part['fullMarksAt']) ? part['fullMarksAt'] : [1, 1]
      const threshold = toLocal((100 * numerator) / denominator, language)
      const scored = vi ? `tối đa ${max}, đủ điểm từ ${threshold}%` : `up to ${max}, all of them from ${threshold}%`
      return `${name}: ${scored}${isOfNothing(part['ofNothing']) ? `; ${PART_OF_NOTHING[part['ofNothing']][language]}` : ''}`
    }
  }
}

/** Everything there is to say about an index. `nameOf` names an indicator by its id; metrics of the portal have names of their own. */
export function toIndexLines(index: DescribedIndex, language: Language, nameOfIndicator: (id: string) => string): MethodLine[] {
  const vi = language === 'vi'
  const isOfPoints = index.grades.length > 0
  const nameOf = (id: string) => METRIC_NAMES[id]?.[language] ?? nameOfIndicator(id)
  const groups = index.groups.map((group) => ({
    text: `${group.name[language]}: ${isOfPoints ? `${group.max} ${vi ? 'điểm' : 'points'}` : `${vi ? 'trọng số' : 'weight'} ${group.max}`}`,
    parts: group.parts.map((part) => describePart(part, language, nameOf)),
  }))
  const required = (index.requiredGroups ?? []).flatMap((id) => index.groups.find((it) => it.id === id)?.name[language] ?? [])
  const coverage = toLocal(100 * (index.minimumCoverage ?? 0), language)
  return [
    { label: SAID.meaning[language], text: index.meaning[language] },
    { label: SAID.caution[language], text: index.caution[language] },
    { label: SAID.groups[language], text: '', items: groups },
    { label: SAID.rounding[language], text: SAID[isOfPoints ? 'roundingOfPoints' : 'roundingOfShares'][language] },
    ...(isOfPoints ? [{ label: SAID.grades[language], text: index.grades.map(({ from, grade }) => `${GRADES[grade][language]} ${vi ? 'từ' : 'from'} ${from}`).join(' · ') }] : []),
    ...(index.minimumCoverage === undefined ? [] : [{
      label: SAID.known[language],
      text: vi ? `Ít nhất ${coverage}% trọng số, của cả điểm số và của từng nhóm; không thể thiếu: ${required.join(', ')}. Phần chưa biết thì bỏ ra, không đoán thay.`
        : `At least ${coverage}% of the weight, of the whole and of each group; never without: ${required.join(', ')}. What is not known is left out, never guessed.`,
    }]),
    ...(index.unread.length > 0 ? [{ label: SAID.unread[language], text: '', items: index.unread.map((it) => ({ text: it[language] })) }] : []),
    { label: SAID.source[language], text: index.source },
    { label: SAID.version[language], text: toVersion(index, language) },
  ]
}
