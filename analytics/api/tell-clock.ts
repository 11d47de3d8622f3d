import type { PublicDossierClock } from '../../contract/dossier-clock.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import type { ProcedureIndex } from '../../registry/procedures/procedure-index.ts'
import type { Calendar } from '../../registry/working-calendar/calendar.ts'
import type { Limit } from '../../registry/working-calendar/due-date.ts'
import { toDossierClock } from '../dossiers/dossier-clock.ts'
import type { StoredDossier } from '../queries/dossier-facts.ts'

export interface TellerDeps { places: PlaceIndex; procedures: ProcedureIndex; workingCalendar: Calendar; clock: Clock }

/** Tells the clock of a dossier by the calendar of its agency, with nothing of who worked on it: what staff and citizens see alike. */
export function createClockTeller({ places, procedures, workingCalendar, clock }: TellerDeps) {
  /** The limit of the day of receipt. */
  const limitOf = ({ procedureCode, registeredAt }: StoredDossier): Limit | null => {
    const found = procedureCode === '' ? null : procedures.on(procedureCode, toHanoiDay(registeredAt))
    if (!found) return null
    if (found.limitWorkingDays !== null) return { workingDays: found.limitWorkingDays }
    return found.limitHours === null ? null : { hours: found.limitHours }
  }
  const nameOf = (code: string) => places.nameOf(code) ?? { vi: code, en: code }
  const toProcedure = (code: string) => (code === '' ? null : { code, name: procedures.nameOf(code) ?? { vi: code, en: code } })

  return {
    nameOf, toProcedure,
    tell: ({ agencyCode, code }: { agencyCode: string; code: string }, facts: StoredDossier): PublicDossierClock => ({
      dossier: { agencyCode, code, agencyName: nameOf(agencyCode), procedure: toProcedure(facts.procedureCode), channel: facts.channel, status: facts.status },
      ...toDossierClock(facts, { now: clock(), calendar: workingCalendar, unitCode: places.hasUnit(agencyCode) ? agencyCode : null, limit: limitOf(facts) }),
    }),
  }
}
