import type { IndicatorDefinition } from '../indicator.ts'
import { enFindings } from './en-findings.ts'
import { capitalise, formatNumber, formatPeriod, type Estimate } from './format.ts'
import { formatValue } from './format-value.ts'
import { createTranslator, type Language } from './translator.ts'
import { viFindings, type FindingKey } from './vi-findings.ts'

const translate = createTranslator<Record<FindingKey, string>>({ vi: viFindings, en: enFindings })

/** A speaker of findings bound to one language, for whoever has no page around it. */
export const sayFinding = (language: Language) => (key: FindingKey, values?: Readonly<Record<string, string | number>>): string =>
  translate(language, key, values)

/** Above this share good cases are too many to tell apart in a percentage; the bad ones are counted per 1,000. */
const NEAR_CEILING = 0.97
/** How far from a whole tenth "8 in 10" may still be said, in tenths. */
const NEAR_TENTH = 0.15

const subjects = {
  'counter-satisfaction': { all: 'ratingsAll', good: 'ratingsGood', bad: 'ratingsBad' },
  'on-time-due': { all: 'dossiersAll', good: 'dossiersGood', bad: 'dossiersBad' },
} as const
export type SpokenIndicator = keyof typeof subjects

export const isSpoken = (indicator: string): indicator is SpokenIndicator => indicator in subjects

/** A share as a sentence a neighbour would say: "Cứ 10 hồ sơ đến hạn thì khoảng 8 hồ sơ đúng hạn". */
export function toSpokenShare(language: Language, indicator: SpokenIndicator, share: number): string {
  const say = sayFinding(language)
  const subject = subjects[indicator]
  const all = say(subject.all)
  if (share > NEAR_CEILING) {
    return say('perThousand', { all, bad: say(subject.bad), count: formatNumber(language, Math.round((1 - share) * 1000)) })
  }
  const tenths = Math.round(share * 10)
  const inTenths = tenths >= 1 && tenths <= 9 && Math.abs(share * 10 - tenths) <= NEAR_TENTH
  return say('perTen', { base: inTenths ? 10 : 100, count: inTenths ? tenths : Math.round(share * 100), all, good: say(subject.good) })
}

/** The start page's finding: how satisfied people are, else how punctual, else that too little is known. */
export function toHomeFinding(
  language: Language, month: string, figures: { satisfaction: Estimate | null, onTime: Estimate | null },
): string {
  const { satisfaction, onTime } = figures
  if (satisfaction) return toSpokenShare(language, 'counter-satisfaction', satisfaction.value)
  if (onTime) return toSpokenShare(language, 'on-time-due', onTime.value)
  return sayFinding(language)('findingNone', { period: capitalise(formatPeriod(language, month)) })
}

type Named = Pick<IndicatorDefinition, 'name'>

/** An indicator's name inside a sentence. */
const toInnerName = (language: Language, { name }: Named) => name[language].charAt(0).toLowerCase() + name[language].slice(1)

/** A unit's finding: "Trung tâm PVHCC Huế: hài lòng tại quầy 94,1%". */
export function toUnitFinding(
  language: Language, unitName: string, definition: Named & Pick<IndicatorDefinition, 'unit'>, period: string, estimate: Estimate | null,
): string {
  const say = sayFinding(language)
  if (!estimate) return say('findingUnitNone', { unit: unitName, period: formatPeriod(language, period) })
  return say('findingUnit', {
    unit: unitName, name: toInnerName(language, definition), value: formatValue(language, definition.unit, estimate.value, estimate.sampleSize),
  })
}

/** Words that open a Vietnamese name and are no part of it: small inside a sentence. */
const OPENING = /^(Thành phố|Tỉnh|Xã|Phường|Đặc khu|Trung tâm|Sở|Ban|Văn phòng|Ủy ban)(?= )/

/** A place's name inside a sentence: `mức chung của tỉnh Phú Thọ`. */
export const toInnerPlace = (language: Language, name: string): string => (language === 'vi' ? name.replace(OPENING, (word) => word.charAt(0).toLowerCase() + word.slice(1)) : name)

/** How many places stand on which side of a reference; who has no figure is not among them. */
export interface Spread { higher: number, lower: number, unsure: number }

/**
 * What a comparison of places says: "Giải quyết đúng hạn: 12 nơi chắc chắn cao hơn cả nước, 9 nơi chắc chắn thấp hơn, 11 nơi chưa phân
 * biệt được". `whole` is what they are compared with, as it is named inside a sentence.
 */
export function toSpreadFinding(language: Language, definition: Named, period: string, whole: string, { higher, lower, unsure }: Spread): string {
  const say = sayFinding(language)
  const name = definition.name[language]
  if (higher + lower + unsure === 0) return say('spreadNone', { name, period: formatPeriod(language, period) })
  const key = higher > 0 ? (lower > 0 ? 'spreadBoth' : 'spreadHigher') : lower > 0 ? 'spreadLower' : 'spreadUnsure'
  return say(key, { name, whole, higher, lower, unsure }) + (higher + lower > 0 && unsure > 0 ? say('spreadUnsureToo', { unsure }) : '')
}
