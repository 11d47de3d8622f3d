import { writeAudit } from '../../access/audit-log.ts'
import { addMonths, toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import { addDays } from '../../registry/working-calendar/days.ts'
import { insertEdition, listEditions } from './edition-table.ts'
import { nextKind, plannedDay, type IsWorkingDay } from './publication-calendar.ts'

/** So long before the planned day figures are computed, so that somebody can look and approve. */
const DAYS_BEFORE = 7
/** A plan that was missed for longer than that is for people to decide about. */
const DAYS_AFTER = 30
const MONTHS = Array.from({ length: 12 }, (_, index) => index)

/**
 * Asks for the calendar's revision of all published months of the year before, a week before its planned day (statistics.md §4): once for each month,
 * whenever it is called. Each then goes the way of every edition: checks, a person's approval, publication, on the planned day at the fixed hour.
 * A month whose newest edition is still under way waits for it. Answers the months that were asked for.
 */
export async function askAnnualRevision({ record, clock, isWorkingDay }: { record: RecordStore; clock: Clock; isWorkingDay: IsWorkingDay }): Promise<string[]> {
  const today = toHanoiDay(clock())
  const year = Number(today.slice(0, 4)) - 1
  const planned = plannedDay(`${year}-01`, 'revision', isWorkingDay)
  if (today < addDays(planned, -DAYS_BEFORE) || today > addDays(planned, DAYS_AFTER)) return []
  const reason = `Sửa đổi hằng năm: tính lại mọi tháng của năm ${year} với những gì về muộn.`
  return await record.transaction(async (session) => {
    const all = await listEditions(session)
    const asked: string[] = []
    for (const period of MONTHS.map((it) => addMonths(`${year}-01`, it))) {
      const ofMonth = all.filter((it) => it.period === period)
      const [newest] = ofMonth
      if (newest?.state !== 'frozen' || ofMonth.some((it) => it.isAnnual)) continue
      const [number, kind] = [newest.number + 1, nextKind(period, ofMonth.map((it) => it.kind), clock())]
      if (!await insertEdition(session, { period, number, kind, reason, isAnnual: true, actor: 'system', askedAt: new Date(clock()) })) continue
      await writeAudit(session, { actor: 'system', action: 'edition.ask', subject: `edition:${period}`, detail: { number, kind, reason, annual: true } })
      asked.push(period)
    }
    return asked
  })
}
