import { isOfRatings } from '../../contract/counted-units.ts'
import type { IndicatorDefinition, IndicatorValue } from '../../contract/indicator.ts'
import { isSpoken, sayFinding, toSpokenShare, toUnitFinding } from '../../contract/words/findings.ts'
import { formatNumber, formatPeriod, capitalise, toPublishedCount, type Estimate } from '../../contract/words/format.ts'
import { formatFigure, formatMark, formatRange } from '../../contract/words/format-value.ts'
import type { Language } from '../../contract/words/translator.ts'
import { toEstimate } from '../../contract/words/estimate.ts'

/** One figure of one place, as it is told to somebody who has not opened the page. */
export interface SharedFinding {
  finding: string
  period: string
  estimate: Estimate | null
  /** `94,1` and `%`; null where there is no figure. */
  figure: { digits: string; mark: string } | null
  /** `khoảng 95%: 94,0 đến 94,2` */
  interval: string | null
  /** `khoảng 54.720 lượt đánh giá`: counts of ratings are rounded to 5. */
  counted: string | null
  /** Provisional or published, reported, invented. */
  state: string
}

export interface Shared { unitName: string; isCountry: boolean; definition: IndicatorDefinition; period: string; row: IndicatorValue | undefined; demo: boolean }

function toCounted(language: Language, definition: IndicatorDefinition, count: number | null): string | null {
  if (count === null) return null
  const [rounded, unit] = [isOfRatings(definition), definition.countedUnit[language]]
  return sayFinding(language)(rounded ? 'countedAboutOf' : 'countedOf', { count: formatNumber(language, rounded ? toPublishedCount(count) : count), unit })
}

function toState(language: Language, row: IndicatorValue | undefined, demo: boolean): string {
  const say = sayFinding(language)
  const state = !row || row.value === null ? [] : [say(row.quality.includes('provisional') ? 'stateProvisional' : 'statePublished'), ...(row.origin === 'reported' ? [say('reportedFigure')] : [])]
  return [...(demo ? [say('demoFigure')] : []), ...state].join(' · ')
}

/** What is said of a figure in one language. The country's shares are spoken ("Cứ 10 hồ sơ …"), a unit's are named. */
export function toSharedFinding(language: Language, { unitName, isCountry, definition, period, row, demo }: Shared): SharedFinding {
  const say = sayFinding(language)
  const estimate = toEstimate(row)
  const digits = estimate && formatFigure(language, definition.unit, estimate.value, estimate.sampleSize)
  return {
    finding: isCountry && estimate && isSpoken(definition.id) ? toSpokenShare(language, definition.id, estimate.value) : toUnitFinding(language, unitName, definition, period, estimate),
    period: capitalise(formatPeriod(language, period)),
    estimate, figure: digits === null ? null : { digits, mark: formatMark(language, definition.unit, digits) },
    interval: estimate && say('interval95', { interval: formatRange(language, definition.unit, estimate) }),
    counted: toCounted(language, definition, estimate?.sampleSize ?? null),
    state: toState(language, row, demo),
  }
}
