import { isOfRatings } from '../../../contract/counted-units.ts'
import type { IndicatorDefinition } from '../../../contract/indicator.ts'
import { formatNumber, toPublishedCount } from '../../../contract/words/format.ts'
import type { Say } from '../../i18n/messages.ts'
import type { Language } from '../../../contract/words/translator.ts'

/** `2.348 hồ sơ`. Counts of ratings that everybody may read are rounded to 5: `khoảng 2.350 lượt`. */
export function toCountedText(
  language: Language, say: Say, definition: IndicatorDefinition, count: number | null | undefined, publicPage: boolean,
): string | undefined {
  if (count == null) return undefined
  const unit = definition.countedUnit[language]
  if (publicPage && isOfRatings(definition)) {
    return say('countedAbout', { count: formatNumber(language, toPublishedCount(count)), unit })
  }
  return say('counted', { count: formatNumber(language, count), unit })
}
