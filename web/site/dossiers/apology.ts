import type { DossierClock } from '../../../contract/dossier-clock.ts'
import { toHanoiDay } from '../../../contract/period.ts'

/** What a letter of apology says of a dossier, as far as it is known; days are those of Hanoi. */
export interface ApologyFacts {
  agency: string
  place: string
  procedure: string | null
  receivedOn: string
  dueOn: string | null
  /** working days between the due day and today (or the end), null where it is not late */
  daysLate: number | null
  isLate: boolean
  today: { day: string, month: string, year: string }
}

/** The facts of form 04, in Vietnamese as the form is. */
export function toApologyFacts({ dossier, verdict, outcome }: Pick<DossierClock, 'dossier' | 'verdict' | 'outcome'>, today: string): ApologyFacts {
  const [year = '', month = '', day = ''] = today.split('-')
  const late = (verdict.daysFromDue ?? 0) > 0 ? verdict.daysFromDue : null
  return {
    agency: dossier.agencyName.vi, place: dossier.centre?.name.vi ?? dossier.agencyName.vi, procedure: dossier.procedure?.name.vi ?? null, receivedOn: toHanoiDay(Date.parse(verdict.receivedAt)),
    dueOn: verdict.dueAt === null ? null : toHanoiDay(Date.parse(verdict.dueAt)), daysLate: late, isLate: outcome === 'open-overdue' || outcome === 'late', today: { day, month, year },
  }
}
