import { procedureHistory, procedurePage, sectorList, type ProcedureChange } from '../../../contract/procedure.ts'
import { calendarYear, dueDateAnswer, enteredCalendarDays, type NewCalendarDay, type YearDecision } from '../../../contract/working-calendar.ts'
import { toAddress, type Query, type Way } from './way.ts'

const CALENDAR = '/api/v1/working-calendar'
const PROCEDURES = '/api/v1/procedures'
const addressOf = (code: string) => `${PROCEDURES}/${encodeURIComponent(code)}`

/** The working calendar, due dates, procedures and sectors. */
export const createCalendarApi = ({ get, write, read, remove }: Way) => ({
  workingCalendar: (query: { year: number, unit?: string }, signal?: AbortSignal) => get(toAddress(CALENDAR, query), calendarYear, signal),
  addCalendarDay: async (day: NewCalendarDay) => (await read(await write('POST', `${CALENDAR}/days`, day), enteredCalendarDays)).rows,
  removeCalendarDay: (day: string, unit?: string) => remove(toAddress(`${CALENDAR}/days/${day}`, { unit })),
  decideYear: async (year: number, decision: Pick<YearDecision, 'tetDaysBefore' | 'source'> & { nationalDay: string }) =>
    void (await write('PATCH', `${CALENDAR}/years/${year}`, decision)),
  dueDate: (query: Query, signal?: AbortSignal) => get(toAddress('/api/v1/due-date', query), dueDateAnswer, signal),

  procedures: (query: Query, signal?: AbortSignal) => get(toAddress(PROCEDURES, { limit: 50, ...query }), procedurePage, signal),
  procedureHistory: async (code: string, signal?: AbortSignal) => (await get(`${addressOf(code)}/history`, procedureHistory, signal)).rows,
  addProcedure: async (procedure: { code: string } & ProcedureChange) => void (await write('POST', PROCEDURES, procedure)),
  changeProcedure: async (code: string, change: ProcedureChange) => void (await write('PATCH', addressOf(code), change)),
  sectors: async (signal?: AbortSignal) => (await get('/api/v1/sectors', sectorList, signal)).rows,
})
