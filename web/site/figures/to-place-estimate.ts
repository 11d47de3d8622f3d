import type { IndicatorValue } from '../../../contract/indicator.ts'
import type { UnitKind } from '../../../contract/unit.ts'
import { toSide } from '../../../contract/words/side.ts'
import type { Say } from '../../i18n/messages.ts'
import type { Language } from '../../../contract/words/translator.ts'
import type { PlaceEstimate } from '../../ui/charts/place-estimate.ts'
import { toEstimate } from '../../../contract/words/estimate.ts'
import { toAlone, toMissingReason } from '../../ui/estimate.ts'
import { toMissingWords } from './missing-words.ts'

/** One row as a place in a chart of places, against the value of the whole where that is known. */
export function toPlaceEstimate(language: Language, say: Say, kind: UnitKind, row: IndicatorValue, whole: number | null): PlaceEstimate {
  const estimate = toEstimate(row)
  return {
    code: row.unit, name: row.unitName[language], kind, estimate, alone: toAlone(row),
    side: estimate && whole !== null ? toSide(estimate, whole) : null, missing: toMissingWords(toMissingReason(row), say),
  }
}
