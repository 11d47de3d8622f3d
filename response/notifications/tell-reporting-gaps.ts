import { noteReportingReminder, readReportingReminders } from '../../analytics/reporting/reporting-reminders.ts'
import { findGaps, type GapDeps } from '../../analytics/reporting/find-gaps.ts'
import { plannedDay, reminderDays } from '../../analytics/publication/publication-calendar.ts'
import type { Role } from '../../contract/role.ts'
import { addMonths, toHanoiDay } from '../../contract/period.ts'
import { toDayStart } from '../../registry/working-calendar/days.ts'
import type { Notices } from './notices.ts'
import type { Recipients } from './recipients.ts'

const COUNTRY = 'VN'
/** Of Hanoi: before it, what a night still brings is not missing. */
const REMINDED_FROM_MS = 8 * 3_600_000
/** The months whose provisional or final figures are near. */
const MONTHS_BACK = [1, 2]
const [OF_CENTRES, OF_PROVINCES, OF_COUNTRY]: [readonly Role[], readonly Role[], readonly Role[]] = [['director'], ['home-affairs'], ['national-home-affairs']]

interface Deps extends GapDeps { notices: Pick<Notices, 'tell'>; recipients: Recipients }

/**
 * On the days of the calendar that remind: tells whoever answers for a centre that has not sent all data of the month, and Home Affairs above it how
 * many there are; everybody once a day with all that is theirs, whenever it is called. Who was told of which centre is kept.
 */
export async function tellReportingGaps(deps: Deps): Promise<void> {
  const today = toHanoiDay(deps.clock())
  if (deps.clock() < toDayStart(today) + REMINDED_FROM_MS) return
  for (const period of MONTHS_BACK.map((it) => addMonths(today.slice(0, 7), -it))) {
    if (!reminderDays(period, deps.workingCalendar.isWorkingDay).includes(today)) continue
    const rounds = await readReportingReminders(deps.record, period)
    if (!rounds.some((it) => it.day === today)) await remind(deps, period, today)
  }
}

async function remind(deps: Deps, period: string, today: string): Promise<void> {
  const { record, clock, notices, recipients } = deps
  const { rows } = await findGaps(deps, { unit: null, period, level: 'centre' })
  const missing = rows.filter((it) => it.state !== 'complete').map((it) => it.unit)
  const told = new Map<string, { unitCode: string; centres: Set<string> }>()
  const centres: Record<string, number> = {}
  const [ofCountry, ofProvinces] = [await recipients.everywhere(OF_COUNTRY, { countryOnly: true }), await recipients.everywhere(OF_PROVINCES, { countryOnly: false })]
  for (const centre of missing) {
    const theirs = await recipients.nearest(centre, OF_CENTRES)
    const path = deps.places.pathOf(centre)
    const above = ofProvinces.filter((it) => it.unitCode !== null && path?.ancestors.some((unit) => unit.code === it.unitCode))
    centres[centre] = new Set([...theirs, ...above].map((it) => it.id)).size
    for (const { id, unitCode } of [...theirs, ...above, ...ofCountry]) {
      const known = told.get(id) ?? { unitCode: unitCode ?? COUNTRY, centres: new Set() }
      told.set(id, { ...known, centres: known.centres.add(centre) })
    }
  }
  const kind = today < plannedDay(period, 'provisional', deps.workingCalendar.isWorkingDay) ? 'provisional' : 'final'
  const publishedOn = plannedDay(period, kind, deps.workingCalendar.isWorkingDay)
  await record.transaction(async (session) => {
    if (!(await noteReportingReminder(session, { period, day: today, toldAt: new Date(clock()), centres }))) return
    for (const [id, { unitCode, centres: theirs }] of told) {
      const [only] = theirs.size === 1 ? theirs : []
      await notices.tell(session, { kind: 'data-missing', subject: `data:${period}@${today}`, unitCode: only ?? unitCode, facts: { period, count: theirs.size, publishedOn } }, [id])
    }
  })
}
