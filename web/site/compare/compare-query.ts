import type { UnitKind } from '../../../contract/unit.ts'
import type { Language } from '../../../contract/words/translator.ts'
import type { PlaceEstimate } from '../../ui/charts/place-estimate.ts'
import { nameOrder } from '../../ui/name-order.ts'

/** What can be compared: units of one of these levels. */
export const LEVELS = ['province', 'agency', 'commune', 'centre'] as const
export type CompareLevel = (typeof LEVELS)[number]

export const ORDERS = ['kind', 'name', 'value', 'count'] as const
export type CompareOrder = (typeof ORDERS)[number]

/** The levels that lie within a unit of a kind. Of the country only its provinces and its centres: thousands of communes are no comparison. */
export function levelsWithin(kind: UnitKind): readonly CompareLevel[] {
  if (kind === 'country') return ['province', 'centre']
  if (kind === 'province') return ['agency', 'commune', 'centre']
  return ['centre']
}

/** The level an address asks for, or the first that can be asked for there. */
export const toLevel = (asked: string | undefined, kind: UnitKind): CompareLevel => levelsWithin(kind).find((it) => it === asked) ?? levelsWithin(kind)[0]!

export const toOrder = (asked: string | undefined): CompareOrder => ORDERS.find((it) => it === asked) ?? 'kind'

/** The first words of names that say what kind of place it is, from the biggest down; longer ones first. */
const KINDS = ['Thành phố', 'Tỉnh', 'Văn phòng', 'Sở', 'Ban', 'Phường', 'Đặc khu', 'Xã', 'Trung tâm', 'Điểm']

/** What a Vietnamese name says of the kind of place; '' where it says nothing that is known. */
export const toPlaceKind = (nameVi: string): string => KINDS.find((kind) => nameVi.toLowerCase().startsWith(kind.toLowerCase())) ?? ''

const rankOf = (kind: string) => (KINDS.includes(kind) ? KINDS.indexOf(kind) : KINDS.length)
const figureOf = ({ estimate, alone }: PlaceEstimate) => estimate?.value ?? alone

/**
 * The places in the order that the reader chose: by kind and name, by name, by value or by count (the most first). Where there is no figure
 * to go by, a place comes last, by name.
 */
export function toOrdered(places: readonly PlaceEstimate[], order: CompareOrder, language: Language): PlaceEstimate[] {
  const collator = nameOrder(language)
  const byName = (one: PlaceEstimate, other: PlaceEstimate) => collator.compare(one.name, other.name)
  const numberOf = (place: PlaceEstimate) => (order === 'count' ? place.estimate?.sampleSize ?? null : figureOf(place))
  const byNumber = (one: PlaceEstimate, other: PlaceEstimate) => (numberOf(other) ?? -Infinity) - (numberOf(one) ?? -Infinity) || byName(one, other)
  const hasFigure = (place: PlaceEstimate) => figureOf(place) !== null
  const compare = order === 'name' ? byName : order === 'kind' ? (one: PlaceEstimate, other: PlaceEstimate) => rankOf(one.kind) - rankOf(other.kind) || byName(one, other) : byNumber
  return [...places.filter(hasFigure).toSorted(compare), ...places.filter((it) => !hasFigure(it)).toSorted(byName)]
}

const toPlain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/đ/gi, 'd').toLowerCase()

/** The places whose names have these words, with or without their marks. */
export const toFiltered = (places: readonly PlaceEstimate[], words: string): PlaceEstimate[] => places.filter(({ name }) => toPlain(name).includes(toPlain(words.trim())))

/** How many places may lie outside by chance where nobody differs: one in twenty of 95 % intervals. Null where that is under one. */
export const toChance = (count: number): number | null => (count * 0.05 >= 1 ? Math.round(count * 0.05) : null)
