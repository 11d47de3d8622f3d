import type { ProgressColumn } from '../../contract/dossier-progress.ts'
import { agencyDaySql, type DaysByAgency } from './agency-days.ts'
import { DUE_ON, ENDED_ON, IS_OPEN, IS_WITHDRAWN, outcomeSql, RECEIVED_ON } from './dossier-outcome.ts'
import type { ProgressDays } from './progress-days.ts'

/**
 * Text of our own and what it binds: `columns` over what `TOLD_COLUMNS` makes of a dossier, `mayCount` over the columns of `dossiers`: what
 * every dossier of every column fulfils, and few others.
 */
export interface ProgressSql { columns: Record<ProgressColumn, string>; mayCount: string; params: Record<string, unknown> }

const TODAY = 'toDate({today:String})'
/** The first moment of today, so that whole columns of moments need not be turned into days. */
const TODAY_BEGINS = `toDateTime64({today:String}, 3, 'Asia/Ho_Chi_Minh')`

/** What the columns are told from, once for each dossier; `today` is bound as a text. */
export const TOLD_COLUMNS = `agency_code, ${outcomeSql(TODAY)} AS outcome, ifNull(${DUE_ON}, toDate(0)) AS due_on, ${RECEIVED_ON} AS received_on,
  ifNull(${ENDED_ON}, toDate(0)) AS ended_on, ${IS_OPEN} AS is_open, ${IS_WITHDRAWN} AS is_withdrawn`

/**
 * The columns of progress as conditions on a dossier's current state. What is open and what is overdue is said by the classes of
 * dossier-outcome.ts, so that these counts and those of the list are the same dossiers. `today` is a day of Hanoi.
 */
export function progressSql(today: string, days: DaysByAgency<ProgressDays>): ProgressSql {
  const soonTo = agencyDaySql('soonTo', days, (it) => it.soonTo)
  const shortFrom = agencyDaySql('shortFrom', days, (it) => it.shortFrom)
  const mediumFrom = agencyDaySql('mediumFrom', days, (it) => it.mediumFrom)
  const within = "outcome = 'open-within-due'"
  const overdue = "outcome = 'open-overdue'"
  return {
    columns: {
      'open': `outcome IN ('open-within-due', 'open-overdue')`,
      'due-today': `${within} AND due_on = ${TODAY}`,
      'due-soon': `${within} AND due_on > ${TODAY} AND due_on <= ${soonTo.sql}`,
      'due-later': `${within} AND due_on > ${soonTo.sql}`,
      'overdue': overdue,
      'overdue-short': `${overdue} AND due_on >= ${shortFrom.sql}`,
      'overdue-medium': `${overdue} AND due_on < ${shortFrom.sql} AND due_on >= ${mediumFrom.sql}`,
      'overdue-long': `${overdue} AND due_on < ${mediumFrom.sql}`,
      'undated': `is_open AND outcome = 'unclassified'`,
      'received-today': `received_on = ${TODAY}`,
      'resolved-today': `ended_on = ${TODAY} AND NOT is_withdrawn`,
    },
    mayCount: `(${IS_OPEN} OR registered_at >= ${TODAY_BEGINS} OR ifNull(finished_at >= ${TODAY_BEGINS}, 0) OR ifNull(returned_at >= ${TODAY_BEGINS}, 0))`,
    params: { today, ...soonTo.params, ...shortFrom.params, ...mediumFrom.params },
  }
}
