import { addMonths, toDayRange, toMonthPeriod } from '../../contract/period.ts'
import { unitKind, type UnitKind } from '../../contract/unit.ts'
import { sayFinding, toHomeFinding, toInnerPlace, toSpreadFinding } from '../../contract/words/findings.ts'
import { capitalise, formatPeriod } from '../../contract/words/format.ts'
import { countSides } from '../../contract/words/side.ts'
import { languages, type Language } from '../../contract/words/translator.ts'
import type { Clock } from '../../platform/clock.ts'
import type { DescribePage, PageHead } from '../../platform/page-head.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import { toEstimate } from '../../contract/words/estimate.ts'
import type { SharedFigures } from './shared-figures.ts'
import { toSharedFinding } from './shared-finding.ts'
import { COUNTRY_CODE, findSharedUnit } from './shared-unit.ts'

interface Deps { figures: SharedFigures; places: Pick<PlaceIndex, 'nameOf' | 'unitKind' | 'hasUnit'>; publicUrl: string; clock: Clock; demo: boolean }
interface Asked { language: Language; period: string; indicator: string | null; query: URLSearchParams }

/**
 * What a public page is about, for link previews and search engines: its finding as the title, what stands behind it, and its picture. Null
 * for every other page, and for an address that asks for what is not there.
 */
export function createDescribePage({ figures, places, publicUrl, clock, demo }: Deps): DescribePage {
  const pictureOf = (code: string, { language, period, indicator }: Asked) =>
    `${publicUrl}/anh-chia-se/${encodeURIComponent(code)}.png?${new URLSearchParams({ ...(indicator ? { indicator } : {}), period, lang: language }).toString()}`

  async function describeHome(asked: Asked): Promise<PageHead> {
    const { language, period } = asked
    const [satisfaction = [], onTime = []] = await figures.read({ indicators: ['counter-satisfaction', 'on-time-due'], level: 'country', parent: null, period })
    const title = toHomeFinding(language, period, { satisfaction: toEstimate(satisfaction[0]), onTime: toEstimate(onTime[0]) })
    return { language, title, description: `${capitalise(formatPeriod(language, period))}. ${sayFinding(language)('previewHome')}`, picture: pictureOf(COUNTRY_CODE, { ...asked, indicator: null }) }
  }

  async function describeUnit(code: string, asked: Asked): Promise<PageHead | null> {
    const { language, period } = asked
    const indicator = asked.indicator ?? 'counter-satisfaction'
    const [unit, definition] = [findSharedUnit(places, code, language), figures.definitionOf(indicator)]
    if (!unit || !definition) return null
    const [rows = []] = await figures.read({ indicators: [indicator], level: unit.kind, parent: unit.parent, period })
    const row = unit.isCountry ? rows[0] : rows.find((it) => it.unit === code)
    const said = toSharedFinding(language, { unitName: unit.name, isCountry: unit.isCountry, definition, period, row, demo })
    const say = sayFinding(language)
    const description = said.figure
      ? say('previewUnit', { period: said.period, figure: said.figure.digits + said.figure.mark, interval: said.interval ?? '', counted: said.counted ?? '', state: said.state })
      : say('previewUnitNone', { period: said.period })
    return { language, title: said.finding, description, picture: pictureOf(code, asked) }
  }

  async function describeComparison(asked: Asked): Promise<PageHead | null> {
    const { language, period } = asked
    const indicator = asked.indicator ?? 'on-time-due'
    const [unit, definition] = [findSharedUnit(places, asked.query.get('within') ?? COUNTRY_CODE, language), figures.definitionOf(indicator)]
    if (!unit || !definition) return null
    const fallback: UnitKind = unit.isCountry ? 'province' : unit.kind === 'province' ? 'agency' : 'centre'
    const level = unitKind.safeParse(asked.query.get('level')).data ?? fallback
    const [[wholes = []], [rows = []]] = await Promise.all([
      figures.read({ indicators: [indicator], level: unit.kind, parent: unit.parent, period }), figures.read({ indicators: [indicator], level, parent: unit.parent, period }),
    ])
    const whole = toEstimate(unit.isCountry ? wholes[0] : wholes.find((it) => it.unit === unit.code))
    const spread = whole ? countSides(rows.filter((it) => it.unit !== unit.code).map(toEstimate), whole.value) : { higher: 0, lower: 0, unsure: 0 }
    const say = sayFinding(language)
    const name = unit.isCountry ? say('wholeCountry') : say('wholeOf', { unit: toInnerPlace(language, unit.name) })
    return {
      language, title: toSpreadFinding(language, definition, period, name, spread), picture: pictureOf(unit.code, asked),
      description: say('previewCompare', { period: capitalise(formatPeriod(language, period)) }),
    }
  }

  return async (path, query) => {
    const [asked, month] = [query.get('period'), addMonths(toMonthPeriod(clock()), -1)]
    const page: Asked = {
      language: languages.find((it) => it === query.get('lang')) ?? 'vi', period: asked !== null && toDayRange(asked) ? asked : month, indicator: query.get('indicator'), query,
    }
    if (path === '/') return await describeHome(page)
    if (path === '/so-sanh') return await describeComparison(page)
    const [, code] = /^\/(?:don-vi|nhung)\/([\w.-]{1,40})$/.exec(path) ?? []
    return code === undefined ? null : await describeUnit(code, page)
  }
}
