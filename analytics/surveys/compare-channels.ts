import type { SurveyChannels } from '../../contract/survey-results.ts'
import { compareShares } from '../statistics/newcombe.ts'
import { standardise, type FieldAnswers } from '../statistics/standardise.ts'
import { wilson } from '../statistics/wilson.ts'
import type { Answers, SurveyStrata } from './survey-strata.ts'

const MINIMUM_SAMPLE = 10

function toShare({ k, n }: Answers) {
  const interval = wilson(k, n)
  return interval && { value: k / n, ...interval, sampleSize: n }
}

/** A field is one over all centres. */
function toFields({ ofSheets, ofTablets }: Pick<SurveyStrata, 'ofSheets' | 'ofTablets'>): FieldAnswers[] {
  const fields = new Map<string, FieldAnswers>()
  ofSheets.forEach((sheets, index) => {
    const tablets = ofTablets[index]
    const known = fields.get(sheets.field) ?? { weight: 0, first: { k: 0, n: 0 }, second: { k: 0, n: 0 } }
    fields.set(sheets.field, {
      weight: known.weight + sheets.transactions,
      first: { k: known.first.k + sheets.satisfied, n: known.first.n + sheets.ratings },
      second: { k: known.second.k + (tablets?.satisfied ?? 0), n: known.second.n + (tablets?.ratings ?? 0) },
    })
  })
  return [...fields.values()]
}

/**
 * Those who answered the survey beside those who rated at a tablet, of the same places and months, as it is and for the same mix of sectors (weighted by closed
 * dossiers). Null where one of the two has under ten answers. Other people answer, about another moment: a difference is no cause of anything.
 */
export function compareChannels(strata: SurveyStrata): SurveyChannels | null {
  const [survey, tablets, difference] = [toShare(strata.sheets), toShare(strata.tablets), compareShares(strata.sheets, strata.tablets)]
  if (!survey || !tablets || !difference || Math.min(strata.sheets.n, strata.tablets.n) < MINIMUM_SAMPLE) return null
  const fields = toFields(strata)
  const same = standardise(fields)
  const common = fields.filter(({ first, second }) => first.n > 0 && second.n > 0)
  const isEnough = same !== null && (['first', 'second'] as const).every((it) => common.reduce((sum, field) => sum + field[it].n, 0) >= MINIMUM_SAMPLE)
  return {
    survey, tablets, difference: { value: difference.difference, lower: difference.lower, upper: difference.upper },
    sameMix: isEnough ? { survey: same.first, tablets: same.second, value: same.difference, lower: same.lower, upper: same.upper, sectors: same.fields, covered: same.covered } : null,
  }
}
