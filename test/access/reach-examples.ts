import { USUAL_KIOSK } from '../../contract/kiosk.ts'
import { randomUUID } from 'node:crypto'
import type { IngestRoom } from '../support/ingest-room.ts'

/**
 * How each route would reach out of one's unit: asked by somebody of the centre RTA about something of RTB. Either it is refused (403,
 * or 404 as if it were not there), or, where `hides` is given, the answer must not hold that text. Asked by somebody of the whole
 * country it is answered, and holds it. `rights.test.ts` fails where a route has no example;
 * null stands where another test, which is named, shows it.
 */
export interface ReachExample { path: string; body?: object; hides?: string }

const device = async ({ registry }: IngestRoom) => (await registry.devices.create({ counterCode: 'RTB.Q1', serial: null, actor: 'system' })).deviceId

/** A director of RTB. */
const account = async ({ record }: IngestRoom): Promise<string> => {
  const id = randomUUID()
  await record.query("INSERT INTO account (id, email, name, role, unit_code) VALUES ($1, $2, 'Giám đốc RTB', 'director', 'RTB')", [id, `${id}@example.vn`])
  return id
}

/** An official of RTB, the same for every example. */
const official = async ({ registry }: IngestRoom): Promise<string> => {
  const row = { code: 'CB.RTB', name: null, counterCode: 'RTB.Q1', validFrom: '2026-04-01T00:00:00.000Z', validTo: null }
  if ((await registry.officials.homeOf(row.code)) === undefined) await registry.officials.create(row, null, { actor: 'system', unitCode: null })
  return row.code
}
/** The id of a comment given at RTB. */
const comment = async ({ warehouse, client }: IngestRoom): Promise<string> => {
  const [at, id] = ['2026-03-02T01:00:00.000Z', '019cac00-0000-7000-8000-000000000001']
  await warehouse.insert('ratings', ['sender', 'id', 'occurred_at', 'corrected_at', 'received_at', 'centre_code', 'counter_code', 'scale', 'score', 'comment'], [['system', id, at, at, at, 'RTB', 'RTB.Q1', 5, 3, 'Ghế chờ ở RTB']])
  return (await client.request('GET', '/api/v1/comments?unit=RTB&from=2026-03-01&to=2026-04-01', { token: client.key })).json.rows[0].id
}
const petitionOfRtb = (id: string) => ({ id, unitCode: 'RTB', about: 'other', text: 'Chờ quá lâu ở RTB, không có ghế ngồi.', channel: 'phone' })
/** The code of a petition about RTB. */
const petition = async ({ client }: IngestRoom): Promise<string> =>
  (await client.request('POST', '/api/v1/petitions', { cookie: client.cookie, body: petitionOfRtb('rtb') })).json.code
const renameRtb = (nameVi: string) => ({ kind: 'rename', unitCode: 'RTB', nameVi, validFrom: '2026-06-01' })
const reorganisation = async ({ client }: IngestRoom, nameVi: string): Promise<string> =>
  (await client.request('POST', '/api/v1/reorganisations', { token: client.key, body: renameRtb(nameVi) })).json.id

/** Made once for a route; what one role changes, the next may change again. */
export const REACH_EXAMPLES: Record<string, ((room: IngestRoom) => Promise<ReachExample>) | null> = {
  'POST /api/v1/ratings': null, // judged item by item: test/ingest/refusals.test.ts
  'POST /api/v1/dossiers': null,
  'POST /api/v1/measures': null, // judged item by item: test/ingest/measures.test.ts
  'GET /api/v1/measures': async () => ({ path: '/api/v1/measures?unit=RTB&period=2026-08' }),
  'GET /api/v1/reporting-gaps': async () => ({ path: '/api/v1/reporting-gaps?unit=RTB&level=centre&period=2026-04' }),
  'GET /api/v1/dossiers': async () => ({ path: '/api/v1/dossiers?unit=RTB' }),
  'POST /api/v1/petitions': async () => ({ path: '/api/v1/petitions', body: petitionOfRtb(randomUUID()) }),
  'GET /api/v1/petitions': async (room) => {
    await petition(room)
    return { path: '/api/v1/petitions', hides: 'Chờ quá lâu ở RTB' }
  },
  'GET /api/v1/petitions/:code': async (room) => ({ path: `/api/v1/petitions/${await petition(room)}` }),
  'POST /api/v1/petitions/:code/steps': async (room) => ({ path: `/api/v1/petitions/${await petition(room)}/steps`, body: { kind: 'noted', words: 'Đã gọi điện cho bộ phận một cửa.' } }),
  'GET /api/v1/petitions/:code/restricted': async (room) => ({ path: `/api/v1/petitions/${await petition(room)}/restricted` }),
  'GET /api/v1/monitoring-reports/:unit/:month': async () => ({ path: '/api/v1/monitoring-reports/RTB/2026-09' }),
  'GET /api/v1/monitoring-reports/:unit/:month/report.csv': async () => ({ path: '/api/v1/monitoring-reports/RTB/2026-09/report.csv' }),
  'PUT /api/v1/monitoring-reports/:unit/:month': async () => ({ path: '/api/v1/monitoring-reports/RTB/2026-09', body: { cases: '', measures: 'Thêm ghế chờ.' } }),
  'POST /api/v1/monitoring-reports/:unit/:month/signature': null, // only its author signs: test/response/reports/monitoring-reports.test.ts
  'GET /api/v1/dossier-progress': async () => ({ path: '/api/v1/dossier-progress?unit=RTB' }),
  'GET /api/v1/due-alarms': async () => ({ path: '/api/v1/due-alarms?unit=RTB' }),
  'POST /api/v1/due-alarms/seen': async () => ({ path: '/api/v1/due-alarms/seen', body: { day: '2026-10-14', agencyCodes: ['RTB'] } }),
  'GET /api/v1/due-alarm-settings/:unit': async () => ({ path: '/api/v1/due-alarm-settings/RTB' }),
  'PUT /api/v1/due-alarm-settings/:unit': async () => ({ path: '/api/v1/due-alarm-settings/RTB', body: { daysBefore: 2 } }),
  'DELETE /api/v1/due-alarm-settings/:unit': async ({ client }) => {
    await client.request('PUT', '/api/v1/due-alarm-settings/RTB', { token: client.key, body: { daysBefore: 3 } })
    return { path: '/api/v1/due-alarm-settings/RTB' }
  },
  'GET /api/v1/dossiers/:agencyCode/:code/clock': async ({ warehouse }) => {
    const received = '2026-03-02T01:00:00.000Z'
    await warehouse.insert('dossiers', ['agency_code', 'code', 'centre_code', 'status', 'channel', 'registered_at', 'updated_at', 'received_at'], [['RTB', 'RTB-1', 'RTB', 4, 'direct', received, received, received]])
    return { path: '/api/v1/dossiers/RTB/RTB-1/clock' }
  },
  'GET /api/v1/alerts': async ({ record }) => {
    await record.query("UPDATE alert_subject SET ended_at = now() WHERE subject = 'RTB' AND ended_at IS NULL")
    const [{ id }] = await record.query<{ id: string }>("INSERT INTO alert (kind, scope, unit_code, opens_case, raised_at) VALUES ('late-dossiers', 'single', 'RTB', false, now()) RETURNING id") as [{ id: string }]
    await record.query("INSERT INTO alert_subject (alert_id, kind, subject, place_code, centre_code, province_code, facts, since) VALUES ($1, 'late-dossiers', 'RTB', 'RTB', 'RTB', '46', '{}', now())", [id])
    return { path: '/api/v1/alerts', hides: '"code":"RTB"' }
  },
  'GET /api/v1/alert-rules/:unit': async () => ({ path: '/api/v1/alert-rules/RTB' }),
  'PUT /api/v1/alert-rules/:unit': async () => ({ path: '/api/v1/alert-rules/RTB', body: { kind: 'ingest-gap', isOn: false, opensCase: false, settings: { hours: 48 } } }),
  'DELETE /api/v1/alert-rules/:unit/:kind': null, // a second one is refused: test/response/alerts/alert-rules.test.ts
  'GET /api/v1/cases': async (room) => ({ path: '/api/v1/cases', hides: await caseOfRtb(room) }),
  'POST /api/v1/cases': async () => ({ path: '/api/v1/cases', body: { origin: 'hand', unitCode: 'RTB', title: 'Ghế chờ bị hỏng' } }),
  'GET /api/v1/cases/:code': async (room) => ({ path: `/api/v1/cases/${await caseOfRtb(room)}` }),
  'POST /api/v1/cases/:code/steps': null, // changes with its version: test/response/cases/cases.test.ts
  'GET /api/v1/cases/:code/contact': null, // for one person: test/response/cases/contacts.test.ts
  'PUT /api/v1/cases/:code/said-done': null, // of a closed case: test/response/cases/said-done.test.ts
  'PUT /api/v1/cases/:code/said-done/state': null,
  'GET /api/v1/values': null, // as the next
  'GET /api/v1/centres/:code/findings': async () => ({ path: '/api/v1/centres/RTB/findings' }),
  'GET /api/v1/counters/:code/finding': async () => ({ path: '/api/v1/counters/RTB.Q1/finding' }),
  'GET /api/v1/counters/:code/finding-background': async () => ({ path: '/api/v1/counters/RTB.Q1/finding-background' }),
  'POST /api/v1/counters/:code/finding-entries': null, // needs a finding: test/analytics/finding-routes.test.ts
  'GET /api/v1/rating-quality': async () => ({ path: '/api/v1/rating-quality?unit=RTB&period=2026-03' }),
  'GET /api/v1/odd-days': async () => ({ path: '/api/v1/odd-days?unit=RTB' }),
  'GET /api/v1/odd-days/:counter/:day': async ({ warehouse }) => {
    const at = '2026-03-03T01:00:00.000Z'
    await warehouse.insert('ratings', ['sender', 'id', 'occurred_at', 'corrected_at', 'received_at', 'centre_code', 'counter_code', 'scale', 'score'], [['tablet', '019cac00-0000-7000-8000-000000000002', at, at, at, 'RTB', 'RTB.Q1', 5, 3]])
    return { path: '/api/v1/odd-days/RTB.Q1/2026-03-03?sender=tablet' }
  },
  'GET /api/v1/selective-prompting': async () => ({ path: '/api/v1/selective-prompting?unit=RTB&period=2026-03' }),
  'POST /api/v1/odd-days/decisions': async () => ({ path: '/api/v1/odd-days/decisions', body: { counter: 'RTB.Q1', sender: 'tablet', day: '2026-03-03', decision: 'restore', reason: 'Ông già bấm hai lần.' } }),
  'GET /api/v1/appeals': async ({ record }) => {
    await record.query("INSERT INTO finding_entry (counter_code, week_end, kind, words, from_day, to_day, written_by, written_at) VALUES ('RTB.Q1', '2026-04-05', 'appeal', 'Máy in ở RTB hỏng', '2026-03-30', '2026-04-02', 'system', now())")
    return { path: '/api/v1/appeals', hides: 'Máy in ở RTB hỏng' }
  },
  'GET /api/v1/centres/:code/live': async () => ({ path: '/api/v1/centres/RTB/live' }),
  'GET /api/v1/reasons': async () => ({ path: '/api/v1/reasons?unit=RTB&from=2026-03-01&to=2026-04-01' }),
  'GET /api/v1/comments': async (room) => {
    await comment(room)
    return { path: '/api/v1/comments?from=2026-03-01&to=2026-04-01', hides: 'Ghế chờ ở RTB' }
  },
  'PUT /api/v1/comments/:id/mark': async (room) => ({ path: `/api/v1/comments/${await comment(room)}/mark`, body: { state: 'read' } }),
  'DELETE /api/v1/comments/:id/mark': null, // what one role takes back is no longer there for the next: test/analytics/comment-routes.test.ts
  'GET /api/v1/indicators/:id/values': null, // public; what is not is in test/analytics/api-rights.test.ts
  'POST /api/v1/api-keys': async () => ({ path: '/api/v1/api-keys', body: { name: 'của RTB', scopes: ['results:read'], unitCode: 'RTB' } }),
  'GET /api/v1/api-keys': async ({ client }) => {
    await client.newKey(['results:read'], 'RTB')
    return { path: '/api/v1/api-keys', hides: '"unitCode":"RTB"' }
  },
  'DELETE /api/v1/api-keys/:id': async ({ access }) => ({
    path: `/api/v1/api-keys/${(await access.apiKeys.create({ name: 'RTB', scopes: ['results:read'], unitCode: 'RTB', actor: 'system' })).id}`,
  }),
  'GET /api/v1/accounts': async (room) => {
    await account(room)
    return { path: '/api/v1/accounts', hides: '"unitCode":"RTB"' }
  },
  'POST /api/v1/accounts': async () => ({ path: '/api/v1/accounts', body: { email: `${randomUUID()}@example.vn`, name: 'Người của RTB', role: 'director', unitCode: 'RTB' } }),
  'GET /api/v1/accounts/:id': async (room) => ({ path: `/api/v1/accounts/${await account(room)}` }),
  'PATCH /api/v1/accounts/:id': async (room) => ({ path: `/api/v1/accounts/${await account(room)}`, body: { name: 'Tên khác' } }),
  'POST /api/v1/accounts/:id/setup-link': async (room) => ({ path: `/api/v1/accounts/${await account(room)}/setup-link` }),
  'POST /api/v1/accounts/:id/unlock': async (room) => ({ path: `/api/v1/accounts/${await account(room)}/unlock` }),
  'POST /api/v1/accounts/:id/reset-second-factor': async (room) => ({ path: `/api/v1/accounts/${await account(room)}/reset-second-factor` }),
  'POST /api/v1/units': async () => ({ path: '/api/v1/units', body: { code: 'RTB.N', parentCode: 'RTB', kind: 'centre', nameVi: 'Trung tâm lạ', validFrom: '2026-01-01' } }),
  'PATCH /api/v1/units/:code': async () => ({ path: '/api/v1/units/RTB', body: { nameVi: 'Tên lạ', validFrom: '2026-01-01' } }),
  'POST /api/v1/counters': async () => ({ path: '/api/v1/counters', body: { code: 'RTB.Q9', centreCode: 'RTB', nameVi: 'Quầy lạ', validFrom: '2026-01-01' } }),
  'PATCH /api/v1/counters/:code': async () => ({ path: '/api/v1/counters/RTB.Q1', body: { nameVi: 'Quầy lạ', validFrom: '2026-01-01' } }),
  'GET /api/v1/counters/:code/history': async () => ({ path: '/api/v1/counters/RTB.Q1/history' }),
  'POST /api/v1/reorganisations': async () => ({ path: '/api/v1/reorganisations', body: renameRtb('Tên lạ 1') }),
  'POST /api/v1/reorganisations/preview': async () => ({ path: '/api/v1/reorganisations/preview', body: renameRtb('Tên lạ 2') }),
  'GET /api/v1/reorganisations': async (room) => {
    await reorganisation(room, 'Tên lạ 3')
    return { path: '/api/v1/reorganisations', hides: 'Tên lạ 3' }
  },
  'DELETE /api/v1/reorganisations/:id': async (room) => ({ path: `/api/v1/reorganisations/${await reorganisation(room, 'Tên lạ 4')}` }),
  'GET /api/v1/counters': async () => ({ path: '/api/v1/counters?centre=RTB', hides: 'RTB.Q1' }),
  'POST /api/v1/working-calendar/days': async () => ({
    path: '/api/v1/working-calendar/days', body: { day: '2026-10-13', unitCode: 'RTB', kind: 'holiday', name: 'Mất điện', source: 'Thông báo' },
  }),
  'DELETE /api/v1/working-calendar/days/:day': async ({ client }) => {
    await client.request('POST', '/api/v1/working-calendar/days', { token: client.key, body: { day: '2026-10-14', unitCode: 'RTB', kind: 'holiday', name: 'Mất điện', source: 'Thông báo' } })
    return { path: '/api/v1/working-calendar/days/2026-10-14?unit=RTB' }
  },
  'POST /api/v1/imports': null, // judged row by row: test/registry/imports
  'GET /api/v1/imports/:id': async ({ client }) => ({ path: `/api/v1/imports/${(await importOfRtb(client)).importId}` }),
  'GET /api/v1/imports/:id/rejected.csv': async ({ client }) => ({ path: `/api/v1/imports/${(await importOfRtb(client)).importId}/rejected.csv` }),
  'GET /api/v1/kiosk-settings/:unit': async () => ({ path: '/api/v1/kiosk-settings/RTB' }),
  'PUT /api/v1/kiosk-settings/:unit': async () => ({ path: '/api/v1/kiosk-settings/RTB', body: USUAL_KIOSK }),
  'DELETE /api/v1/kiosk-settings/:unit': async ({ registry }) => {
    await registry.kioskSettings.put('RTB', USUAL_KIOSK, 'system')
    return { path: '/api/v1/kiosk-settings/RTB' }
  },
  'POST /api/v1/rating-links': null, // test/ingest/phone-ratings.test.ts
  'POST /api/v1/rating-cards': async () => ({ path: '/api/v1/rating-cards', body: { centreCode: 'RTB' } }),
  'DELETE /api/v1/rating-cards/:id': async ({ client }) => {
    const { rows } = (await client.request('POST', '/api/v1/rating-cards', { cookie: client.cookie, body: { centreCode: 'RTB' } })).json
    return { path: `/api/v1/rating-cards/${rows[0].id}` }
  },
  'POST /api/v1/devices': async () => ({ path: '/api/v1/devices', body: { counterCode: 'RTB.Q1' } }),
  'GET /api/v1/devices': async (room) => {
    await device(room)
    return { path: '/api/v1/devices', hides: 'RTB.Q1' }
  },
  'PATCH /api/v1/devices/:id': async (room) => ({ path: `/api/v1/devices/${await device(room)}`, body: { counterCode: 'RTB.Q2' } }),
  'DELETE /api/v1/devices/:id': async (room) => ({ path: `/api/v1/devices/${await device(room)}` }),
  'GET /api/v1/officials': async (room) => {
    await official(room)
    return { path: '/api/v1/officials', hides: 'CB.RTB' }
  },
  'POST /api/v1/officials': async () => ({ path: '/api/v1/officials', body: { code: 'CB.RTB.NEW', counterCode: 'RTB.Q1', validFrom: '2026-03-01', validTo: '2026-03-02' } }),
  'PATCH /api/v1/officials/:code': async (room) => ({ path: `/api/v1/officials/${await official(room)}`, body: { leftOn: null } }),
  'GET /api/v1/officials/:code/shifts': async (room) => ({ path: `/api/v1/officials/${await official(room)}/shifts` }),
  'POST /api/v1/officials/:code/shifts': async (room) => ({ path: `/api/v1/officials/${await official(room)}/shifts`, body: { counterCode: null, validFrom: '2026-05-01' } }),
  'DELETE /api/v1/shifts/:id': async (room) => {
    const by = { actor: 'system', unitCode: null }
    const row = { code: await official(room), name: null, counterCode: null, validFrom: '2026-06-01T00:00:00.000Z', validTo: null }
    return { path: `/api/v1/shifts/${(await room.registry.officials.putShift(row, by)).id}` }
  },
  'GET /api/v1/opening-hours/:code': async () => ({ path: '/api/v1/opening-hours/RTB.Q1' }),
  'PUT /api/v1/opening-hours/:code': async () => ({ path: '/api/v1/opening-hours/RTB', body: { stretches: [] } }),
  'POST /api/v1/opening-hours/:code/exceptions': async () => ({ path: '/api/v1/opening-hours/RTB/exceptions', body: { day: '2026-10-15', spans: [], reason: 'Mất điện' } }),
  'DELETE /api/v1/opening-hours/:code/exceptions/:id': async ({ registry }) => {
    const { id } = await registry.openingHours.addException('RTB', { day: '2026-10-16', spans: [], reason: 'Mất điện' }, 'system')
    return { path: `/api/v1/opening-hours/RTB/exceptions/${id}` }
  },
  'POST /api/v1/devices/enrolment-sheet': async () => ({ path: '/api/v1/devices/enrolment-sheet', body: { centreCode: 'RTB' } }),
  'GET /api/v1/devices/:id': async (room) => ({ path: `/api/v1/devices/${await device(room)}` }),
  'POST /api/v1/devices/:id/enrolment-code': async (room) => ({ path: `/api/v1/devices/${await device(room)}/enrolment-code`, body: {} }),
  'POST /api/v1/devices/:id/rotate': async (room) => ({ path: `/api/v1/devices/${(await room.enrol('RTB.Q1')).deviceId}/rotate`, body: {} }),
  'POST /api/v1/devices/:id/commands': async (room) => ({ path: `/api/v1/devices/${(await room.enrol('RTB.Q1')).deviceId}/commands`, body: { kind: 'restart' } }),
  'GET /api/v1/devices/:id/commands': async (room) => ({ path: `/api/v1/devices/${await device(room)}/commands` }),
  'DELETE /api/v1/devices/:id/commands/:command': async (room) => {
    const { deviceId } = await room.enrol('RTB.Q1')
    const { id } = await room.registry.devices.command({ deviceId, command: { kind: 'restart' }, actor: 'system' })
    return { path: `/api/v1/devices/${deviceId}/commands/${id}` }
  },
  'POST /api/v1/recompute': async () => ({ path: '/api/v1/recompute', body: { from: '2026-10-01', to: '2026-10-02', unitCode: 'RTB' } }),
  'GET /api/v1/recompute': async (room) => {
    await recomputationOfRtb(room)
    return { path: '/api/v1/recompute', hides: '"unitCode":"RTB"' }
  },
  'GET /api/v1/recompute/:id': async (room) => ({ path: `/api/v1/recompute/${await recomputationOfRtb(room)}` }),
  'GET /api/v1/questionnaires': async (room) => {
    await questionnaireOfRtb(room)
    return { path: '/api/v1/questionnaires', hides: '"code":"rtb"' }
  },
  'POST /api/v1/questionnaires': null, // a code is taken once: test/registry/questionnaires/questionnaires.test.ts
  'GET /api/v1/questionnaires/:code': async (room) => ({ path: `/api/v1/questionnaires/${await questionnaireOfRtb(room)}` }),
  'GET /api/v1/questionnaires/:code/versions/:version': async (room) => ({ path: `/api/v1/questionnaires/${await questionnaireOfRtb(room)}/versions/1` }),
  'PUT /api/v1/questionnaires/:code/draft': async (room) => {
    const content = await room.registry.questionnaires.contentOf('hai-long-dich-vu', 1)
    return { path: `/api/v1/questionnaires/${await questionnaireOfRtb(room)}/draft`, body: { content } }
  },
  'POST /api/v1/questionnaires/:code/publication': null, // once only: test/registry/questionnaires/questionnaires.test.ts
  'PUT /api/v1/questionnaires/:code/archiving': async (room) => ({ path: `/api/v1/questionnaires/${await questionnaireOfRtb(room)}/archiving`, body: { archived: false } }),
  'POST /api/v1/survey-invitations': null, // judged item by item: test/registry/questionnaires/invitations.test.ts
  'GET /api/v1/survey-results': async () => ({ path: '/api/v1/survey-results?questionnaire=hai-long-dich-vu&unit=RTB&period=2026-04' }),
  'GET /api/v1/survey-invitations': async () => ({ path: '/api/v1/survey-invitations?unit=RTB' }),
  'POST /api/v1/survey-open-links': async () => ({ path: '/api/v1/survey-open-links', body: { questionnaire: 'hai-long-dich-vu', centreCode: 'RTB' } }),
  'GET /api/v1/survey-open-links': async (room) => {
    await openLinkOfRtb(room)
    return { path: '/api/v1/survey-open-links', hides: '"code":"RTB"' }
  },
  'DELETE /api/v1/survey-open-links/:id': async (room) => ({ path: `/api/v1/survey-open-links/${await openLinkOfRtb(room)}` }),
  'GET /api/v1/survey-gateways/:unit': async () => ({ path: '/api/v1/survey-gateways/RTB' }),
  'PUT /api/v1/survey-gateways/:unit': async () => ({ path: '/api/v1/survey-gateways/RTB', body: { url: 'https://nhan-tin.example.vn/khao-sat' } }),
  'DELETE /api/v1/survey-gateways/:unit': null, // there is one to take back once: test/registry/questionnaires/invitations.test.ts
  'POST /api/v1/survey-gateways/:unit/test': null, // it posts to the world: test/registry/questionnaires/invitations.test.ts
  'POST /api/v1/survey-gateways/:unit/retry': async () => ({ path: '/api/v1/survey-gateways/RTB/retry' }),
  'GET /api/v1/survey-quotas/:unit': async () => ({ path: '/api/v1/survey-quotas/RTB?questionnaire=hai-long-dich-vu' }),
  'PUT /api/v1/survey-quotas/:unit': async () => ({ path: '/api/v1/survey-quotas/RTB', body: { questionnaire: 'hai-long-dich-vu', most: 50 } }),
  'GET /api/v1/custody': async () => ({ path: '/api/v1/custody?centre=RTB&day=2026-10-14' }),
  'GET /api/v1/restricted-originals': async ({ originals }) => {
    await originals.keep([{ sender: 'key:1', eventId: 'e-rtb', original: 'Bà Lan ở quầy 3', centreCode: 'RTB', counterCode: 'RTB.Q1', receivedAt: Date.now() }])
    return { path: '/api/v1/restricted-originals', hides: 'Bà Lan' }
  },
}

const caseOfRtb = async ({ record }: IngestRoom): Promise<string> => {
  const code = `VV26-${randomUUID().slice(0, 8)}`
  await record.query("INSERT INTO case_file (code, unit_code, origin, origin_ref, opened_at, answer_due_at, close_due_at) VALUES ($1, 'RTB', 'hand', $1, now(), now(), now())", [code])
  return code
}

/** A questionnaire of RTB's own, a draft. */
const questionnaireOfRtb = async ({ registry }: IngestRoom): Promise<string> => {
  if (await registry.questionnaires.find('rtb') === null) await registry.questionnaires.create({ code: 'rtb', unitCode: 'RTB', copyOf: 'hai-long-dich-vu' }, 'system')
  return 'rtb'
}

const openLinkOfRtb = async ({ client }: IngestRoom): Promise<string> =>
  (await client.request('POST', '/api/v1/survey-open-links', { cookie: client.cookie, body: { questionnaire: 'hai-long-dich-vu', centreCode: 'RTB' } })).json.id

const recomputationOfRtb = async ({ client }: IngestRoom): Promise<string> =>
  (await client.request('POST', '/api/v1/recompute', { cookie: client.cookie, body: { from: '2026-10-01', to: '2026-10-03', unitCode: 'RTB' } })).json.id

const importOfRtb = (client: IngestRoom['client']) =>
  client.importCsv('counters', 'code,centreCode,nameVi,nameEn,validFrom,validTo\nRTB.Q2,RTB,Quầy 2,Counter 2,2020-01-01,\n')
