import type { SurveyWeighted } from '../../contract/survey-results.ts'
import { postStratify, toFieldMeans, type Stratum } from '../statistics/post-stratify.ts'
import { trimWeights } from '../statistics/trim-weights.ts'

const MINIMUM_SAMPLE = 10

interface FieldSum { field: string; n: number; satisfied: number; dossiers: number }
function sumFields(strata: readonly Stratum[]): FieldSum[] {
  const sums = new Map<string, FieldSum>()
  for (const { field, ratings, satisfied, transactions } of strata) {
    const sum = sums.get(field) ?? { field, n: 0, satisfied: 0, dossiers: 0 }
    sums.set(field, { field, n: sum.n + ratings, satisfied: sum.satisfied + satisfied, dossiers: sum.dossiers + transactions })
  }
  return [...sums.values()]
}

/**
 * The field that moves the estimate most: its share among dossiers less that among sheets, times how far its answers lie from all. Only one with ten
 * sheets, which many gave; null where nothing moves it by a tenth of a point.
 */
function mostMoving(strata: readonly Stratum[]): { field: string; ofSheets: number; ofDossiers: number } | null {
  const fields = sumFields(strata)
  const sum = (of: (it: FieldSum) => number) => fields.reduce((total, it) => total + of(it), 0)
  const [n, satisfied, dossiers] = [sum((it) => it.n), sum((it) => it.satisfied), sum((it) => it.dossiers)]
  const moved = fields.filter((it) => it.n >= MINIMUM_SAMPLE).map((it) => {
    const [ofSheets, ofDossiers] = [it.n / n, it.dossiers / dossiers]
    return { field: it.field, ofSheets, ofDossiers, by: Math.abs((ofDossiers - ofSheets) * (it.satisfied / it.n - satisfied / n)) }
  }).sort((a, b) => b.by - a.by || (a.field < b.field ? -1 : 1))[0]
  return moved && moved.by >= 0.001 && moved.field !== '' ? { field: moved.field, ofSheets: moved.ofSheets, ofDossiers: moved.ofDossiers } : null
}

/**
 * What all whose dossiers were closed would say of the service, estimated from those who answered: strata centre × sector weighted by closed dossiers
 * (statistics.md §1.9), weights trimmed. Null under ten sheets, or where no dossier is known. Within strata nothing removes the link between opinion and answering.
 */
export function weighOverall(strata: readonly Stratum[], nameOf: (field: string) => { vi: string; en: string }): SurveyWeighted | null {
  const served = strata.filter((it) => it.transactions > 0)
  const sheets = served.reduce((sum, it) => sum + it.ratings, 0)
  const means = toFieldMeans(served)
  if (sheets < MINIMUM_SAMPLE || !means) return null
  const { strata: trimmed, trimmed: heavy, movedShare } = trimWeights(served)
  const estimate = postStratify(trimmed, means)
  if (!estimate) return null
  const empty = served.filter((it) => it.ratings <= 0)
  const moving = mostMoving(served)
  return {
    value: estimate.value, lower: estimate.lower, upper: estimate.upper, effectiveSample: estimate.effectiveSample, designEffect: estimate.designEffect,
    sheets: Math.round(sheets), dossiers: estimate.transactions, strata: served.length, emptyStrata: empty.length,
    emptyShare: empty.reduce((sum, it) => sum + it.transactions, 0) / estimate.transactions, trimmedStrata: heavy, trimmedShare: movedShare,
    moving: moving && { name: nameOf(moving.field), ofSheets: moving.ofSheets, ofDossiers: moving.ofDossiers },
  }
}
