import type { Cause, CounterFinding, FindingState } from '../../../contract/finding.ts'
import { formatDay, formatNumber } from '../../../contract/words/format.ts'
import type { Language } from '../../../contract/words/translator.ts'
import { speakerOf, type MessageKey } from '../../i18n/messages.ts'

export const STATE_WORDS: Record<FindingState, MessageKey> = { 'review': 'underStateReview', 'watch': 'underStateWatch', 'unremarkable': 'underStateFine', 'too-few': 'underStateFew' }
export const CAUSE_WORDS: Record<Cause, MessageKey> = {
  'staff-shortage': 'causeStaffShortage', 'outage': 'causeOutage', 'procedure-change': 'causeProcedureChange', 'training': 'causeTraining', 'unclear-guidance': 'causeUnclearGuidance',
  'late-upstream': 'causeLateUpstream', 'chance': 'causeChance', 'other': 'causeOther',
}
export const isFlagged = ({ state }: Pick<CounterFinding, 'state'>) => state === 'review' || state === 'watch'

/** An expected count in a table: whole from ten on, below with one decimal. */
export const formatExpected = (language: Language, expected: number): string => formatNumber(language, expected, expected < 10 ? 1 : 0)

/** The finding as a director could read it aloud. */
export function toFindingTitle(language: Language, counter: string, finding: Pick<CounterFinding, 'state' | 'n' | 'observed' | 'expected'>): string {
  const say = speakerOf(language)
  const count = (value: number) => formatNumber(language, value)
  if (finding.state === 'too-few') return say('underFew', { counter, n: count(finding.n) })
  return say('underLine', { counter, observed: count(finding.observed), n: count(finding.n), expected: count(Math.round(finding.expected)) })
}

/** Beyond that, chance does it in one month of twenty: worth no more than a look. */
const PERHAPS_BELOW = 0.05

/** How sure it is, by what was expected, and since when. */
export function toFindingLede(language: Language, finding: CounterFinding): string {
  const say = speakerOf(language)
  if (finding.state === 'too-few') return ''
  const sure = finding.level ? 'underSure' : finding.change ? 'underWorse' : finding.p < PERHAPS_BELOW ? 'underPerhaps' : 'underUnsure'
  return [
    say('underLede'), say(sure), ...(finding.level && finding.change ? [say('underWorse')] : []), ...(!finding.level && finding.change ? [say('underSure')] : []),
    ...(finding.since ? [say('underSince', { day: formatDay(language, finding.since) })] : []),
  ].join(' ')
}

/** What the ratings without the odd ones say: the same, or something else. */
export function toValidatedNote(language: Language, { validated, ...finding }: CounterFinding): string {
  if (!validated) return ''
  const say = speakerOf(language)
  const count = (value: number) => formatNumber(language, value)
  const isSame = (validated.level || validated.change) === (finding.level || finding.change)
  const odd = finding.n - validated.n
  const left = odd > 0 ? say('underValidated', { odd: count(odd), observed: count(validated.observed), n: count(validated.n) }) : say('underValidatedOthers')
  return `${left} ${say(isSame ? 'underValidatedSame' : finding.level || finding.change ? 'underValidatedFine' : 'underValidatedFlagged')}`
}
