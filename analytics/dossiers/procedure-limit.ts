import { toHanoiDay } from '../../contract/period.ts'
import type { ProcedureIndex } from '../../registry/procedures/procedure-index.ts'
import type { Limit } from '../../registry/working-calendar/due-date.ts'

/** The limit that a dossier's procedure had on the day of receipt; null without a procedure or a limit. */
export function limitOf(procedures: Pick<ProcedureIndex, 'on'>, { procedureCode, registeredAt }: { procedureCode: string; registeredAt: number }): Limit | null {
  const found = procedureCode === '' ? null : procedures.on(procedureCode, toHanoiDay(registeredAt))
  if (!found) return null
  if (found.limitWorkingDays !== null) return { workingDays: found.limitWorkingDays }
  return found.limitHours === null ? null : { hours: found.limitHours }
}
