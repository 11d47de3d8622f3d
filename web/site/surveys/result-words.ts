import type { SurveyChannels, SurveyWeighted } from '../../../contract/survey-results.ts'
import { formatNumber } from '../../../contract/words/format.ts'
import { formatDifference } from '../../../contract/words/format-value.ts'
import type { Language } from '../../../contract/words/translator.ts'
import type { Say } from '../../i18n/messages.ts'

const percent = (language: Language, share: number) => `${formatNumber(language, 100 * share, 0)}%`
const points = (language: Language, difference: number) => formatDifference(language, 'share', difference, null)
/** The ends of an interval of a difference with their signs: `−9,1 đến −2,8`. */
const range = (language: Language, { lower, upper }: { lower: number; upper: number }) =>
  `${formatNumber(language, 100 * lower, 1)} ${language === 'vi' ? 'đến' : 'to'} ${formatNumber(language, 100 * upper, 1)}`

/** Closer than half a point, two shares are told as the same. */
const SAME = 0.005

/** In one sentence why the weighted share differs from the raw one. */
export function toWeightedReason(language: Language, say: Say, weighted: SurveyWeighted, raw: number): string {
  const difference = weighted.value - raw
  if (Math.abs(difference) < SAME) return say('weightedSame')
  const apart = points(language, difference)
  if (!weighted.moving) return say('weightedOther', { difference: apart })
  const { name, ofDossiers, ofSheets } = weighted.moving
  return say('weightedMoving', { difference: apart, sector: name[language], ofDossiers: percent(language, ofDossiers), ofSheets: percent(language, ofSheets) })
}

/** What else must be known of it: empty cells, trimmed cells, and what no weights can do. */
export function toWeightedNotes(language: Language, say: Say, { strata, emptyStrata, emptyShare, trimmedStrata, trimmedShare }: SurveyWeighted): string[] {
  return [
    ...(emptyStrata > 0 ? [say('weightedEmpty', { empty: formatNumber(language, emptyStrata), all: formatNumber(language, strata), share: percent(language, emptyShare) })] : []),
    ...(trimmedStrata > 0 ? [say('weightedTrimmed', { count: formatNumber(language, trimmedStrata), share: percent(language, trimmedShare) })] : []),
    say('weightedLimit'),
  ]
}

const isSure = ({ lower, upper }: { lower: number; upper: number }) => lower > 0 || upper < 0

/** What two channels say, words first: as it is, then in the same mix of sectors. Never called a cause. */
export function toChannelWords(language: Language, say: Say, { difference, sameMix }: SurveyChannels): string[] {
  const told = (it: { value: number; lower: number; upper: number }) => ({ points: points(language, it.value), range: range(language, it) })
  const first = say(!isSure(difference) ? 'channelsUnsure' : difference.value < 0 ? 'channelsLower' : 'channelsHigher', told(difference))
  if (!sameMix) return [first, say('channelsNoMix')]
  if (!isSure(difference)) return [first, say('channelsMore', told(sameMix))]
  if (!isSure(sameMix)) return [first, say('channelsGone', told(sameMix))]
  const isLess = Math.sign(sameMix.value) === Math.sign(difference.value) && Math.abs(difference.value) - Math.abs(sameMix.value) >= SAME
  return [first, say(isLess ? 'channelsPartly' : Math.abs(sameMix.value - difference.value) < SAME ? 'channelsStill' : 'channelsMore', told(sameMix))]
}
