import { isOfRatings, SHEETS } from '../../../contract/counted-units.ts'
import type { IndicatorDefinition, IndicatorValue, Quality } from '../../../contract/indicator.ts'
import { formatNumber } from '../../../contract/words/format.ts'
import type { MessageKey, Say } from '../../i18n/messages.ts'
import type { Language } from '../../../contract/words/translator.ts'

/** What each mark of a value is said in. */
export const MARK_WORDS: Record<Quality, MessageKey> = {
  'provisional': 'mark_provisional', 'revised': 'mark_revised', 'small-sample': 'mark_smallSample', 'low-response': 'mark_lowResponse',
  'not-representative': 'mark_notRepresentative', 'incomplete': 'mark_incomplete', 'set-aside': 'mark_setAside',
}
/** Of surveys coverage is of those who were invited, and incomplete is a period with sheets of versions that cannot be compared. */
const MARK_WORDS_OF_SURVEYS: Partial<Record<Quality, MessageKey>> = { 'low-response': 'surveyMarkLow', 'not-representative': 'surveyMarkFew', 'incomplete': 'surveyMarkIncomplete' }
const isOfSheets = ({ countedUnit }: Pick<IndicatorDefinition, 'countedUnit'>) => countedUnit.en === SHEETS.en
/** Said elsewhere: what is provisional or revised is so for a whole page, and a sample that is too small stands in place of the value. */
const SAID_ELSEWHERE: ReadonlySet<Quality> = new Set(['provisional', 'revised', 'small-sample'])

/** `42%`, and one decimal where none would say 0%. Rounded down, so that nothing short of everybody is told as everybody. */
function formatShare(language: Language, share: number): string {
  const decimals = share < 0.1 ? 1 : 0
  const step = 10 ** (2 + decimals)
  return `${formatNumber(language, Math.floor(share * step + 1e-9) / 10 ** decimals, decimals)}%`
}

type Marked = Pick<IndicatorValue, 'quality' | 'coverage' | 'setAside'>
type Defined = Pick<IndicatorDefinition, 'countedUnit' | 'minimumSample'>

const shareOf = (mark: Quality, { coverage, setAside }: Marked): number =>
  (mark === 'set-aside' ? setAside ?? 0 : mark === 'incomplete' ? 1 - (coverage ?? 1) : coverage ?? 0)

/** One mark as a sentence. */
export const toMarkSentence = (language: Language, say: Say, mark: Quality, { countedUnit, minimumSample }: Defined, row: Marked): string =>
  say((isOfSheets({ countedUnit }) ? MARK_WORDS_OF_SURVEYS[mark] : null) ?? MARK_WORDS[mark], { share: formatShare(language, shareOf(mark, row)), unit: countedUnit[language], minimum: minimumSample })

/** What a reader should know of a value besides its interval: how many answered, what could not be counted. `isWarning` where a mark says so. */
export function toQualityNotes(language: Language, say: Say, definition: Defined, row: Marked | undefined): { text: string, isWarning: boolean }[] {
  if (!row) return []
  const marks = row.quality.filter((mark) => !SAID_ELSEWHERE.has(mark))
  const notes = marks.map((mark) => ({ text: toMarkSentence(language, say, mark, definition, row), isWarning: true }))
  const isAnsweredCalmly = isOfRatings(definition) && row.coverage !== null && !marks.some((mark) => mark === 'low-response' || mark === 'not-representative')
  if (!isAnsweredCalmly || row.coverage === null) return notes
  const [all, some] = isOfSheets(definition) ? (['surveyRespondedAll', 'surveyResponded'] as const) : (['respondedAll', 'responded'] as const)
  const text = row.coverage >= 1 ? say(all) : say(some, { share: formatShare(language, row.coverage) })
  return [{ text, isWarning: false }, ...notes]
}
