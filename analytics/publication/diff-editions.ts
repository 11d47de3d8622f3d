import type { EditionDiff } from '../../contract/edition-review.ts'
import type { IndicatorValue } from '../../contract/indicator.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { BuiltEdition } from './edition-table.ts'
import { toPublic, type Figure } from './figure-table.ts'
import { readFigures } from './read-edition.ts'

const NAMED = 8
const KINDS = { provisional: { vi: 'tạm tính', en: 'provisional' }, final: { vi: 'chính thức', en: 'final' }, revision: { vi: 'sửa đổi', en: 'revised' } } as const
const toSide = ({ value, numerator, denominator, sampleSize }: IndicatorValue) => ({ value, numerator, denominator, sampleSize })
type Side = ReturnType<typeof toSide>
const moreOf = (from: Side | null, to: Side | null) => (from?.sampleSize == null || to?.sampleSize == null ? null : to.sampleSize - from.sampleSize)
const isSame = (one: IndicatorValue, other: IndicatorValue) => one.value === other.value && one.numerator === other.numerator && one.denominator === other.denominator
const keyOf = ({ indicator, level, value }: Figure) => `${indicator} ${level} ${value.unit}`
const percent = (value: number | null, language: 'vi' | 'en', unit: string) => {
  if (value === null) return language === 'vi' ? 'không công bố' : 'withheld'
  const text = unit === 'share' ? `${(value * 100).toFixed(2)} %` : value.toFixed(2)
  return language === 'vi' ? text.replace('.', ',') : text
}

/** What differs between two published editions of one month, as everybody sees them, in a table and in words. */
export async function diffEditions(warehouse: Warehouse, from: BuiltEdition, to: BuiltEdition): Promise<EditionDiff> {
  const [before, after] = [await readFigures(warehouse, from, 'read'), await readFigures(warehouse, to, 'read')]
  const [old, now] = [new Map(before.map((it) => [keyOf(it), it])), new Map(after.map((it) => [keyOf(it), it]))]
  const rows: EditionDiff['rows'] = []
  let same = 0
  for (const [key, it] of now) {
    const was = old.get(key)
    const [shown, shownBefore] = [toPublic(it), was ? toPublic(was) : null]
    if (shownBefore && isSame(shownBefore, shown)) same += 1
    else rows.push({ series: it.indicator, unit: it.value.unit, unitName: it.value.unitName, level: it.level, change: was ? 'changed' : 'added', more: moreOf(shownBefore, shown), from: shownBefore && toSide(shownBefore), to: toSide(shown) })
  }
  for (const [key, it] of old) {
    if (!now.has(key)) rows.push({ series: it.indicator, unit: it.value.unit, unitName: it.value.unitName, level: it.level, change: 'gone', more: null, from: toSide(toPublic(it)), to: null })
  }
  const countOf = (change: string) => rows.filter((it) => it.change === change).length
  const counts = { same, changed: countOf('changed'), added: countOf('added'), gone: countOf('gone') }
  const late = { ratings: to.contents.inputs.ratings - from.contents.inputs.ratings, dossiers: to.contents.inputs.dossiers - from.contents.inputs.dossiers }
  return {
    period: to.period, from: from.number, to: to.number, kinds: { from: from.kind, to: to.kind }, reason: to.reason, counts, late, rows,
    words: { vi: toWords({ from, to, counts, late, rows }, 'vi'), en: toWords({ from, to, counts, late, rows }, 'en') },
  }
}

interface Told extends Pick<EditionDiff, 'counts' | 'late' | 'rows'> { from: BuiltEdition; to: BuiltEdition }

function toWords({ from, to, counts, late, rows }: Told, language: 'vi' | 'en'): string[] {
  const vi = language === 'vi'
  const definitions = new Map(to.contents.definitions.map((it) => [it.id, it]))
  const signed = (count: number) => (count > 0 ? `+${count}` : String(count))
  const kindOf = ({ number, kind }: BuiltEdition) => `${number} (${KINDS[kind][language]})`
  const head = vi
    ? [`Bản ${kindOf(to)} so với bản ${kindOf(from)}: ${counts.changed} số thay đổi, ${counts.added} số thêm, ${counts.gone} số không còn, ${counts.same} số giữ nguyên.`,
      `Tính thêm so với bản trước: ${signed(late.ratings)} lượt đánh giá, ${signed(late.dossiers)} hồ sơ.`]
    : [`Edition ${kindOf(to)} beside edition ${kindOf(from)}: ${counts.changed} figures changed, ${counts.added} added, ${counts.gone} gone, ${counts.same} the same.`,
      `Counted beside the edition before: ${signed(late.ratings)} ratings, ${signed(late.dossiers)} dossiers.`]
  const high = rows.filter((it) => it.change === 'changed' && ['country', 'province'].includes(it.level)).slice(0, NAMED)
  return [...head, ...high.map((it) => {
    const definition = definitions.get(it.series)
    const told = (side: { value: number | null } | null) => percent(side?.value ?? null, language, definition?.unit ?? 'share')
    const more = it.more === null || it.more === 0 ? '' : ` (${signed(it.more)} ${definition?.countedUnit[language] ?? ''})`
    return vi
      ? `${it.unitName.vi}, ${definition?.name.vi ?? it.series}: từ ${told(it.from)} thành ${told(it.to)}${more}.`
      : `${it.unitName.en}, ${definition?.name.en ?? it.series}: from ${told(it.from)} to ${told(it.to)}${more}.`
  })]
}
