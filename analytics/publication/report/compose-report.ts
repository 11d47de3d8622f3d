import type { EditionDetail } from '../../../contract/edition.ts'
import type { IndicatorDefinition, IndicatorValue } from '../../../contract/indicator.ts'
import { INDICATOR_GROUPS } from '../../../contract/indicator-groups.ts'
import { formatInstant, formatNumber, formatPeriod } from '../../../contract/words/format.ts'
import { formatRange, formatValue, toShown, type ValueUnit } from '../../../contract/words/format-value.ts'
import { countSides, toSide, toTone } from '../../../contract/words/side.ts'
import type { Language } from '../../../contract/words/translator.ts'
import type { IndexAnswer } from '../figure-table.ts'
import { NOT_FOR } from '../files/describe-files.ts'
import { drawIntervals, type DrawnPlace } from './draw-intervals.ts'
import { sayReport } from './report-words.ts'

/** The indicators of the report, one of each group. Everything else is in the tables. */
export const REPORTED = INDICATOR_GROUPS.map((it) => it.headline)

/** What everybody sees of one indicator: of the country, if it has a figure, and of provinces. */
export interface ReportedFigures { definition: IndicatorDefinition; country: IndicatorValue | null; provinces: readonly IndicatorValue[] }
export interface ReportInput { edition: EditionDetail; figures: readonly ReportedFigures[]; indices: readonly IndexAnswer[] }

/** What the template sets, every number a text already: what is printed is what can be read back. */
export interface ReportDocument {
  lang: Language; words: Record<'brand' | 'title' | 'keyFigures' | 'tables' | 'composites' | 'methods' | 'notes' | 'contents', string>
  demo: string | null; period: string; kind: string; edition: string; reason: string | null
  key: { group: string; name: string; meaning: string; value: string | null; interval: string; counts: string }[]
  charts: { finding: string; text: string; axis: string; alt: string; svg: string }[]
  tables: { name: string; head: string[]; rows: string[][] }[]; tableNote: string
  composites: { name: string; head: string[]; rows: string[][] }[]
  methods: { name: string; version: string; meaning: string; lines: { term: string; text: string }[] }[]
  notes: string[]; hash: { name: string; value: string }
}

const byName = (language: Language) => {
  const { compare } = new Intl.Collator(language, { numeric: true })
  return <T extends { unitName: Record<Language, string> }>(all: readonly T[]): T[] => [...all].sort((a, b) => compare(a.unitName[language], b.unitName[language]))
}
type Estimated = IndicatorValue & { value: number; lower: number; upper: number }
const hasInterval = (it: IndicatorValue): it is Estimated => it.value !== null && it.lower !== null && it.upper !== null

/** The report of an edition in words, numbers as they are read and charts, from what everybody sees of it. */
export function composeReport({ edition, figures, indices }: ReportInput, language: Language): ReportDocument {
  const say = (...[key, values]: [Parameters<typeof sayReport>[1], Parameters<typeof sayReport>[2]?]) => sayReport(language, key, values)
  const count = (value: number) => formatNumber(language, value)
  const named = byName(language)
  const groupOf = (id: string) => INDICATOR_GROUPS.find((it) => it.headline === id)?.name[language] ?? ''
  const setAside = edition.contents?.inputs.setAside.reduce((sum, it) => sum + it.count, 0) ?? 0

  const toCells = (unit: ValueUnit) => (it: IndicatorValue): string[] => {
    const without = it.reason === 'no-data' ? say('missing') : say('withheld')
    return [
      it.unitName[language], it.value === null ? without : formatValue(language, unit, it.value, it.sampleSize), hasInterval(it) ? formatRange(language, unit, it, 'chart') : '',
      it.numerator === null || it.denominator === null ? '' : `${count(it.numerator)} / ${count(it.denominator)}`, it.sampleSize === null ? '' : count(it.sampleSize),
    ]
  }
  const counted = ({ definition }: ReportedFigures, it: IndicatorValue): string => {
    if (definition.kind === 'ratio' && it.numerator !== null && it.denominator !== null) return say('outOf', { numerator: count(it.numerator), denominator: count(it.denominator), counted: definition.countedUnit[language] })
    return it.sampleSize === null ? '' : say('sample', { count: count(it.sampleSize), counted: definition.countedUnit[language] })
  }

  return {
    lang: language,
    words: { brand: say('brand'), title: say('title'), keyFigures: say('keyFigures'), tables: say('tables'), composites: say('composites'), methods: say('methods'), notes: say('notes'), contents: say('contents') },
    demo: edition.demo ? say('demo') : null, period: formatPeriod(language, edition.period), kind: say(edition.kind),
    edition: say('editionOf', { number: edition.number, time: edition.frozenAt === null ? '' : formatInstant(language, edition.frozenAt) }), reason: edition.reason === null ? null : say('because', { reason: edition.reason }),
    key: figures.map((it) => ({
      group: groupOf(it.definition.id), name: it.definition.name[language], meaning: it.definition.meaning[language],
      value: it.country?.value === null || !it.country ? null : formatValue(language, it.definition.unit, it.country.value, it.country.sampleSize),
      interval: it.country && hasInterval(it.country) ? say('interval', { range: formatRange(language, it.definition.unit, it.country) }) : '', counts: it.country ? counted(it, it.country) : say('noFigure'),
    })),
    charts: figures.filter((it) => it.provinces.some(hasInterval)).map((it) => toChart(it, language)),
    tables: figures.filter((it) => it.provinces.length > 0).map(({ definition, country, provinces }) => ({
      name: definition.name[language], head: [say('place'), say('value'), say('range'), say('counts'), say('observations')],
      rows: [...(country ? [{ ...country, unitName: { vi: sayReport('vi', 'country'), en: sayReport('en', 'country') } }] : []), ...named(provinces)].map(toCells(definition.unit)),
    })),
    tableNote: say('tableNote'),
    composites: toComposites(indices, language),
    methods: figures.map(({ definition: it }) => ({
      name: it.name[language], version: say('version', { version: it.version }), meaning: it.meaning[language],
      lines: [{ term: say('formula'), text: it.formula[language] }, { term: say('caution'), text: it.caution[language] }, { term: say('source'), text: it.source }],
    })),
    notes: [
      NOT_FOR[language],
      ...(edition.contents ? [say('inputs', { ratings: count(edition.contents.inputs.ratings), dossiers: count(edition.contents.inputs.dossiers), measures: count(edition.contents.inputs.measures), setAside: count(setAside) })] : []),
      say('computed', { time: edition.computedAt === null ? '' : formatInstant(language, edition.computedAt), code: edition.codeVersion ?? '' }), say('verify'),
    ],
    hash: { name: say('hash'), value: edition.contentHash ?? '' },
  }
}

const UNIT_WORDS = { 'share': 'unitShare', 'points': 'unitPoints', 'per-1000': 'unitThousand', 'days': 'unitDays', 'net-points': 'unitPoints' } as const

/** All places with their intervals beside the country; the finding counts those that surely differ and ranks nobody. */
function toChart({ definition: { name, unit, direction }, country, provinces }: ReportedFigures, language: Language): ReportDocument['charts'][number] {
  const reference = country?.value ?? null
  const shown = byName(language)(provinces)
  const estimates = shown.filter(hasInterval)
  const spread = reference === null ? { higher: 0, lower: 0, unsure: estimates.length } : countSides(estimates, reference)
  const [better, worse] = direction === 'higher-is-better' ? [spread.higher, spread.lower] : [spread.lower, spread.higher]
  const places = shown.map((it): DrawnPlace => ({
    name: it.unitName[language], tone: hasInterval(it) && reference !== null ? toTone(toSide(it, reference), direction) : 'unsure',
    interval: hasInterval(it) ? { lower: toShown(unit, it.lower), value: toShown(unit, it.value), upper: toShown(unit, it.upper) } : null,
  }))
  return {
    finding: better + worse === 0 ? sayReport(language, 'placesNone', { name: name[language] }) : sayReport(language, 'placesSome', { name: name[language], sure: better + worse, count: estimates.length }),
    text: sayReport(language, 'placesText', { better, worse, unsure: spread.unsure }), axis: sayReport(language, 'chartAxis', { name: name[language], unit: sayReport(language, UNIT_WORDS[unit]) }),
    alt: sayReport(language, 'chartAlt', { name: name[language], count: shown.length }), svg: drawIntervals(places, reference === null ? null : toShown(unit, reference)),
  }
}

const COMPOSITES: Record<string, Record<Language, string>> = {
  'decision-766': { vi: 'Bộ chỉ số 766', en: 'Decision 766' }, 'service-quality': { vi: 'Chất lượng phục vụ', en: 'Quality of service' },
}

/** Totals of provinces and what part of them is known; those of which nothing can be said are left out. */
function toComposites(indices: readonly IndexAnswer[], language: Language): ReportDocument['composites'] {
  const one = (value: number) => formatNumber(language, value, 1)
  return [...new Set(indices.map((it) => it.index))].map((id) => ({
    name: COMPOSITES[id]?.[language] ?? id, head: [sayReport(language, 'place'), sayReport(language, 'points'), sayReport(language, 'known')],
    rows: byName(language)(indices.filter((it) => it.index === id && it.total !== null)).map((it) => {
      const most = it.groups.reduce((sum, group) => sum + ('max' in group ? group.max : group.weight), 0)
      const known = 'coverage' in it ? it.coverage : it.groups.reduce((sum, group) => sum + (group.score === null ? 0 : group.max), 0) / Math.max(1, most)
      return [it.unitName[language], one(it.total ?? 0), `${formatNumber(language, known * 100)}%`]
    }),
  })).filter((it) => it.rows.length > 0)
}
