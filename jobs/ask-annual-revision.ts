import { askAnnualRevision } from '../analytics/publication/annual-revision.ts'
import type { Clock } from '../platform/clock.ts'
import type { RecordStore } from '../platform/record/record.ts'
import type { Calendar } from '../registry/working-calendar/calendar.ts'
import type { JobDefinition } from './job.ts'

/** Every ten minutes: in the week before the planned day of the year's revision, asks for that of each month once. */
export const askAnnualRevisionJob = ({ record, clock, workingCalendar }: { record: RecordStore; clock: Clock; workingCalendar: Pick<Calendar, 'isWorkingDay'> }): JobDefinition => ({
  id: 'ask-annual-revision', schedule: { everyMs: 600_000 },
  run: async () => void (await askAnnualRevision({ record, clock, isWorkingDay: (day) => workingCalendar.isWorkingDay(day) })),
})
