import type { Right, Scope } from '../contract/access.ts'

/**
 * Who may call a route:
 * - `public`: everybody; what they see may still depend on who they are
 * - `signed-in`: whoever is signed in as a person, for what is their own
 * - `sender`: a system whose key has the scope, or (where `devices`) an enrolled tablet; judged before the body is read
 * - a list of rights: whoever has one of them
 */
export type Callers = 'public' | 'signed-in' | { sender: Scope | null; devices: boolean } | readonly [Right, ...Right[]]

/**
 * How far they reach:
 * - `all`: the thing belongs to no unit, and whoever may call sees the same
 * - `own unit`: only what lies in the unit of the account or key; a list shows that part, a single thing elsewhere is refused
 * - `own`: only what is the person's own
 * - `country`: only accounts and keys of the whole country
 */
export type Reach = 'all' | 'own unit' | 'own' | 'country'

export interface RouteRule { callers: Callers; reach: Reach }

const open = (callers: Callers): RouteRule => ({ callers, reach: 'all' })
const own = (callers: Callers): RouteRule => ({ callers, reach: 'own' })
const inUnit = (...callers: readonly [Right, ...Right[]]): RouteRule => ({ callers, reach: 'own unit' })
const inCountry = (...callers: readonly [Right, ...Right[]]): RouteRule => ({ callers, reach: 'country' })

/** Every route of the API. One that is not here answers 404 to everybody: a new route begins with its row. */
export const ROUTE_RULES: Record<string, RouteRule> = {
  'GET /api/v1/instance': open('public'),
  'POST /api/v1/ratings': { callers: { sender: 'ratings:write', devices: true }, reach: 'own unit' },
  'POST /api/v1/dossiers': { callers: { sender: 'dossiers:write', devices: false }, reach: 'own unit' },
  'POST /api/v1/measures': { callers: { sender: 'measures:write', devices: false }, reach: 'own unit' },
  'POST /api/v1/devices/enrol': open('public'),
  'POST /api/v1/devices/heartbeat': { callers: { sender: null, devices: true }, reach: 'own' },

  'POST /api/v1/session': open('public'),
  'GET /api/v1/session': own('signed-in'),
  'DELETE /api/v1/session': open('public'),
  'GET /api/v1/session/oidc': open('public'),
  'GET /api/v1/session/oidc/callback': open('public'),
  'POST /api/v1/setup': open('public'),
  'POST /api/v1/setup/check': open('public'),
  'GET /api/v1/account': own('signed-in'),
  'PUT /api/v1/account/password': own('signed-in'),
  'POST /api/v1/account/second-factor': own('signed-in'),
  'POST /api/v1/account/second-factor/confirm': own('signed-in'),
  'POST /api/v1/account/second-factor/recovery-codes': own('signed-in'),
  'POST /api/v1/account/second-factor/remove': own('signed-in'),
  'GET /api/v1/account/sessions': own('signed-in'),
  'DELETE /api/v1/account/sessions': own('signed-in'),
  'DELETE /api/v1/account/sessions/:id': own('signed-in'),
  'GET /api/v1/accounts': inUnit('accounts:read', 'accounts:write'),
  'POST /api/v1/accounts': inUnit('accounts:write'),
  'GET /api/v1/accounts/:id': inUnit('accounts:read', 'accounts:write'),
  'PATCH /api/v1/accounts/:id': inUnit('accounts:write'),
  'POST /api/v1/accounts/:id/setup-link': inUnit('accounts:write'),
  'POST /api/v1/accounts/:id/unlock': inUnit('accounts:write'),
  'POST /api/v1/accounts/:id/reset-second-factor': inUnit('accounts:write'),
  'POST /api/v1/api-keys': inUnit('keys:write'),
  'GET /api/v1/api-keys': inUnit('keys:read', 'keys:write'),
  'DELETE /api/v1/api-keys/:id': inUnit('keys:write'),
  'GET /api/v1/audit-log': inCountry('audit:read'),
  'GET /api/v1/audit-log/export.ndjson': inCountry('audit:read'),
  'GET /api/v1/audit-log/seals': inCountry('audit:read'),

  'GET /api/v1/units': open('public'),
  'GET /api/v1/units/:code': open('public'),
  'GET /api/v1/units/:code/history': open('public'),
  'POST /api/v1/units': inUnit('registry:write'),
  'PATCH /api/v1/units/:code': inUnit('registry:write'),
  'GET /api/v1/counters': inUnit('results:read', 'registry:read', 'registry:write'),
  'GET /api/v1/working-calendar': open('public'),
  'POST /api/v1/working-calendar/days': inUnit('registry:write'),
  'DELETE /api/v1/working-calendar/days/:day': inUnit('registry:write'),
  'PATCH /api/v1/working-calendar/years/:year': inCountry('registry:write'),
  'GET /api/v1/due-date': open('public'),
  'GET /api/v1/procedures': open('public'),
  'GET /api/v1/procedures/:code/history': open('public'),
  'POST /api/v1/procedures': inCountry('registry:write'),
  'PATCH /api/v1/procedures/:code': inCountry('registry:write'),
  'GET /api/v1/sectors': open('public'),
  'GET /api/v1/counters/:code/history': inUnit('results:read', 'registry:read', 'registry:write'),
  'POST /api/v1/counters': inUnit('registry:write'),
  'PATCH /api/v1/counters/:code': inUnit('registry:write'),
  'POST /api/v1/reorganisations': inUnit('registry:write'),
  'POST /api/v1/reorganisations/preview': inUnit('registry:write'),
  'GET /api/v1/reorganisations': inUnit('registry:read', 'registry:write'),
  'DELETE /api/v1/reorganisations/:id': inUnit('registry:write'),
  'POST /api/v1/imports': inUnit('registry:write', 'ratings:write', 'dossiers:write', 'measures:write'),
  'GET /api/v1/imports/:id': inUnit('registry:write', 'ratings:write', 'dossiers:write', 'measures:write'),
  'GET /api/v1/imports/:id/rejected.csv': inUnit('registry:write', 'ratings:write', 'dossiers:write', 'measures:write'),
  'POST /api/v1/devices': inUnit('devices:write', 'registry:write'),
  'GET /api/v1/devices': inUnit('registry:read', 'devices:write', 'registry:write'),
  'POST /api/v1/devices/enrolment-sheet': inUnit('devices:write', 'registry:write'),
  'GET /api/v1/devices/:id': inUnit('registry:read', 'devices:write', 'registry:write'),
  'PATCH /api/v1/devices/:id': inUnit('devices:write', 'registry:write'),
  'DELETE /api/v1/devices/:id': inUnit('devices:write', 'registry:write'),
  'POST /api/v1/devices/:id/enrolment-code': inUnit('devices:write', 'registry:write'),
  'POST /api/v1/devices/:id/rotate': inUnit('devices:write', 'registry:write'),
  'POST /api/v1/devices/:id/commands': inUnit('devices:write', 'registry:write'),
  'GET /api/v1/devices/:id/commands': inUnit('registry:read', 'devices:write', 'registry:write'),
  'DELETE /api/v1/devices/:id/commands/:command': inUnit('devices:write', 'registry:write'),

  'GET /api/v1/officials': inUnit('registry:read', 'registry:write'),
  'POST /api/v1/officials': inUnit('registry:write'),
  'PATCH /api/v1/officials/:code': inUnit('registry:write'),
  'GET /api/v1/officials/:code/shifts': inUnit('registry:read', 'registry:write'),
  'POST /api/v1/officials/:code/shifts': inUnit('registry:write'),
  'DELETE /api/v1/shifts/:id': inUnit('registry:write'),
  'GET /api/v1/opening-hours/:code': inUnit('results:read', 'registry:read', 'registry:write'),
  'PUT /api/v1/opening-hours/:code': inUnit('registry:write'),
  'POST /api/v1/opening-hours/:code/exceptions': inUnit('registry:write'),
  'DELETE /api/v1/opening-hours/:code/exceptions/:id': inUnit('registry:write'),

  'GET /api/v1/indicators': open('public'),
  'GET /api/v1/indicators/:id/values': { callers: 'public', reach: 'own unit' },
  'GET /api/v1/values': { callers: 'public', reach: 'own unit' },
  'GET /api/v1/indicators/:id/estimate': open('public'),
  'GET /api/v1/own-results': own(['own-results:read']),
  'GET /api/v1/dossiers': inUnit('results:read'),
  'GET /api/v1/dossiers/:agencyCode/:code/clock': inUnit('results:read'),
  'GET /api/v1/centres/:code/live': inUnit('results:read'),
  'GET /api/v1/centres/:code/display': open('public'),
  'GET /api/v1/comments': inUnit('results:read'),
  'PUT /api/v1/comments/:id/mark': inUnit('comments:answer'),
  'DELETE /api/v1/comments/:id/mark': inUnit('comments:answer'),
  'GET /api/v1/reasons': inUnit('results:read'),
  'GET /api/v1/centres/:code/findings': inUnit('results:read'),
  'GET /api/v1/counters/:code/finding': inUnit('results:read'),
  'POST /api/v1/counters/:code/finding-entries': inUnit('findings:answer', 'appeals:decide'),
  'GET /api/v1/rating-quality': inUnit('results:read'),
  'GET /api/v1/odd-days': inUnit('results:read'),
  'GET /api/v1/odd-days/:counter/:day': inUnit('results:read'),
  'POST /api/v1/odd-days/decisions': inUnit('quality:decide'),
  'GET /api/v1/appeals': inUnit('appeals:decide', 'findings:answer'),
  'GET /api/v1/own-finding': own(['own-results:read']),
  'POST /api/v1/own-finding/entries': own(['own-results:read']),
  'GET /api/v1/dossier-progress': inUnit('results:read'),
  'GET /api/v1/dossier-clock': open('public'),
  'GET /api/v1/due-alarms': inUnit('results:read'),
  'POST /api/v1/due-alarms/seen': inUnit('results:read'),
  'GET /api/v1/due-alarm-settings/:unit': inUnit('registry:write'),
  'PUT /api/v1/due-alarm-settings/:unit': inUnit('registry:write'),
  'DELETE /api/v1/due-alarm-settings/:unit': inUnit('registry:write'),
  'GET /api/v1/measures': inUnit('results:read', 'measures:write'),
  'GET /api/v1/reporting-gaps': inUnit('results:read'),
  'GET /api/v1/figure-settings': open(['results:read', 'measures:write', 'figures:write']),
  'PUT /api/v1/figure-settings': inCountry('figures:write'),
  'GET /api/v1/indices': open('public'),
  'GET /api/v1/indices/:id/values': open('public'),
  'POST /api/v1/recompute': inUnit('operations:write'),
  'GET /api/v1/recompute': inUnit('operations:read', 'operations:write'),
  'GET /api/v1/recompute/:id': inUnit('operations:read', 'operations:write'),
  'POST /api/v1/editions': inCountry('editions:publish'),
  'GET /api/v1/editions': open('public'),
  'GET /api/v1/editions/:period': open('public'),
  'GET /api/v1/editions/:period/checks': inCountry('editions:publish'),
  'GET /api/v1/editions/:period/tables.csv': open('public'),
  'GET /api/v1/editions/:period/tables.json': open('public'),
  'GET /api/v1/editions/:period/notes.txt': open('public'),
  'GET /api/v1/custody': inUnit('results:read', 'operations:read', 'operations:write'),
  'GET /api/v1/restricted-originals': inUnit('originals:read'),
  'GET /api/v1/dead-letters': inCountry('operations:read', 'operations:write'),
  'GET /api/v1/dead-letters/export.ndjson': inCountry('operations:read', 'operations:write'),
  'GET /api/v1/dead-letters/:id': inCountry('operations:read', 'operations:write'),
  'POST /api/v1/dead-letters/:id/replay': inCountry('operations:write'),
}
