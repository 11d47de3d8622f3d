import type { Role } from '../../contract/role.ts'
import type { AlertFacts, AlertKind } from '../../contract/alert.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import type { DueAlarmSettings } from '../../registry/due-alarms/due-alarm-settings.ts'
import { HANDLING_ROLES } from '../cases/case-steps.ts'
import { openCase, type OpenDeps } from '../cases/open-case.ts'
import type { PostBook } from '../notifications/post-book.ts'
import type { Recipients } from '../notifications/recipients.ts'
import type { AlertBook, StoredAlert } from './alert-book.ts'
import type { AlertRules } from './alert-rules.ts'
import type { Signals } from './read-signals.ts'

export interface RaiseAlertsDeps extends OpenDeps {
  record: RecordStore; places: PlaceIndex; clock: Clock; rules: AlertRules; book: AlertBook; signals: Signals; recipients: Recipients; posts: PostBook; alarmSettings: Pick<DueAlarmSettings, 'all'>
}

/** What changes by the minute, and what is counted by days. */
export const QUICK_KINDS = ['silent-tablets', 'very-bad-rating'] as const satisfies readonly AlertKind[]
export const SLOW_KINDS = ['dissatisfied-share', 'counter-finding', 'ingest-gap', 'late-dossiers'] as const satisfies readonly AlertKind[]

/** Who is told: whoever handles cases, and of machines also whoever administers them. */
const rolesOf = (kind: AlertKind): readonly Role[] => (kind === 'silent-tablets' || kind === 'ingest-gap' ? [...HANDLING_ROLES, 'administrator'] : HANDLING_ROLES)

/** Settles the alerts of these kinds by what the rules find now, and tells of those that are new. Running it twice tells nobody twice. */
export async function raiseAlerts(deps: RaiseAlertsDeps, kinds: readonly AlertKind[]): Promise<void> {
  const { rules, signals, book } = deps
  const ruleAt = await rules.present()
  for (const kind of kinds) await book.settle(kind, await signals.read(kind, ruleAt), (unitCode) => ruleAt(kind, unitCode).opensCase)
  await tellOfNew(deps)
}

/** Alerts that stand in the record and that nobody knows of yet: told after they are raised, so that a crash in between loses none. */
async function tellOfNew(deps: RaiseAlertsDeps): Promise<void> {
  const settings = await deps.alarmSettings.all()
  for (const alert of await deps.book.untold()) {
    const { kind, unit: { code: unitCode } } = alert.row
    const recipients = await deps.recipients.nearest(unitCode, rolesOf(kind))
    const handlers = recipients.filter((it) => it.role !== 'administrator').map((it) => it.id)
    const posted = settings.filter((it) => it.webhookUrl !== null && deps.places.isWithin(unitCode, it.unitCode)).map((it) => it.unitCode)
    await deps.record.transaction(async (session) => {
      await deps.notices.tell(session, { kind: 'alert', subject: `alert:${alert.row.id}`, unitCode, facts: toFacts(deps, alert) }, recipients.map((it) => it.id))
      for (const unit of posted) await deps.posts.addWebhook(session, unit, `alert:${alert.row.id}`)
      // Whoever gave a very bad rating and wants an answer has a case already: it is that of the alert.
      if (kind === 'very-bad-rating') await session.query('UPDATE case_file SET alert_id = $1 WHERE code = ANY($2::text[])', [alert.row.id, alert.subjects.map((it) => it.subject.replace(/^case:/, ''))])
      else if (alert.opensCase) await openCaseOfAlert(deps, session, alert, { actor: 'system', handlers })
    })
    await deps.book.markTold(alert.row.id)
  }
}

const toFacts = ({ places }: Pick<RaiseAlertsDeps, 'places'>, { row }: StoredAlert): AlertFacts => {
  const [place] = row.subjects
  const name = place ? places.nameOf(place.code) ?? place.name : row.unit.name
  return { ...row.facts, alertKind: row.kind, count: row.count, placeVi: name.vi, placeEn: name.en }
}

/** The case of an alert, opened unless it is there; at its counter where it is about one. */
export const openCaseOfAlert = (
  deps: OpenDeps & Pick<RaiseAlertsDeps, 'places'>, session: Parameters<typeof openCase>[0], { row }: StoredAlert, { actor, handlers }: { actor: string; handlers: readonly string[] },
) => {
  const [only, another] = row.subjects
  return openCase(session, deps, {
    origin: 'alert', originRef: row.id, alertId: row.id, unitCode: row.unit.code, counterCode: only && !another && deps.places.hasCounter(only.code) ? only.code : null, actor, openedAt: deps.clock(),
  }, handlers)
}
