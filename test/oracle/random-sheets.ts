import { STANDARD_QUESTIONNAIRE } from '../../contract/questionnaire.ts'
import type { SurveyRow } from '../../ingest/queue/fact-batch.ts'
import { createRandom } from '../../simulate/random.ts'
import { newEventId } from '../support/events.ts'
import type { SeedPlaces } from './random-facts.ts'

/** Versions of the questionnaire that are in no record: the second continues the first, the third begins anew, with other items. */
export const SERIES: Readonly<Record<number, number>> = { 801: 801, 802: 801, 803: 803 }
const ITEMS: Readonly<Record<string, readonly string[]>> = { access: ['a1', 'a2', 'a3'], procedures: ['p1'], officials: ['o1', 'o2'], results: ['r1', 'r2'], feedback: ['f1'], overall: ['all'], recommend: ['again'] }
export const itemsOf = (measure: string, version: number): readonly string[] => (ITEMS[measure] ?? []).filter((it) => !(version === 803 && it === 'a3'))

/** Rows of the copy of the questionnaires. */
export const measureRows = () => Object.keys(SERIES).map(Number).flatMap((version) =>
  Object.keys(ITEMS).map((measure) => [STANDARD_QUESTIONNAIRE, version, measure, SERIES[version], itemsOf(measure, version), 1]))

const MONTHS = ['2025-08', '2025-09', '2025-10', '2025-11', '2025-12', '2026-01', '2026-02']
export const INVITED_COLUMNS = ['month', 'questionnaire', 'centre_code', 'procedure_code', 'channel', 'outcome', 'invited', 'copied_at'] as const
export interface Invited { month: string; centre: string; procedure: string; channel: string; outcome: string; invited: number }

export function randomInvited(places: SeedPlaces): Invited[] {
  const random = createRandom('oracle-invited', places.seed)
  return MONTHS.flatMap((month) => places.centres.flatMap((centre) => ['card', 'gateway'].map((channel) => (
    { month, centre, procedure: random.pick(['', '1.900001']), channel, outcome: random.pick(['finished', 'refused']), invited: 1 + random.below(30) }))))
}

/** Sheets, some as a part first and whole later; a third of them of the series that begins in December. */
export function randomSheets(places: SeedPlaces, count = 420): SurveyRow[] {
  const random = createRandom('oracle-sheets', places.seed)
  return Array.from({ length: count }, () => {
    const month = random.pick(MONTHS)
    const version = month >= '2025-12' && random.chance(0.7) ? 803 : random.pick([801, 802])
    const good = 0.4 + random.unit() * 0.5
    const levels = Object.keys(ITEMS).flatMap((measure) => (measure === 'recommend' ? [] : itemsOf(measure, version)))
      .flatMap((key): [string, number][] => (random.chance(0.15) ? [] : [[key, random.chance(0.1) ? 0 : random.chance(good) ? random.pick([4, 5]) : random.pick([1, 2, 3])]]))
    const numbers: [string, number][] = random.chance(0.8) ? [['again', random.below(11)]] : []
    const whole: SurveyRow = [
      newEventId(Date.parse(`${month}-10T00:00:00Z`)), STANDARD_QUESTIONNAIRE, version, random.pick(places.centres), random.pick(['', '1.900001', '1.900002']), month,
      random.pickWeighted(['finished', 'refused'], [8, 1]), random.pickWeighted(['card', 'gateway', 'open'], [4, 3, 1]), 'vi', Date.parse('2026-02-18T03:00:00Z'), random.chance(0.85), levels, numbers, [], [], [],
    ]
    return whole
  })
}

/** The first part of a sheet, as it may come before the sheet or after it. */
export const toPart = (row: SurveyRow): SurveyRow => row.with(10, false).with(11, row[11].slice(0, 1)).with(12, []) as SurveyRow
