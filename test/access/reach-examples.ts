import type { IngestRoom } from '../support/ingest-room.ts'

/**
 * How each route would reach out of one's unit: asked by somebody of the centre RTA about something of RTB. Either it is refused (403,
 * or 404 as if it were not there), or, where `hides` is given, the answer must not hold that text. Asked by somebody of the whole
 * country it is answered, and holds it. `rights.test.ts` fails where a route has no example;
 * null stands where another test, which is named, shows it.
 */
export interface ReachExample { path: string; body?: object; hides?: string }

const device = async ({ registry }: IngestRoom) => (await registry.devices.create({ counterCode: 'RTB.Q1', serial: null, actor: 'system' })).deviceId

const renameRtb = (nameVi: string) => ({ kind: 'rename', unitCode: 'RTB', nameVi, validFrom: '2026-06-01' })
const reorganisation = async ({ client }: IngestRoom, nameVi: string): Promise<string> =>
  (await client.request('POST', '/api/v1/reorganisations', { token: client.key, body: renameRtb(nameVi) })).json.id

/** Made once for a route; what one role changes, the next may change again. */
export const REACH_EXAMPLES: Record<string, ((room: IngestRoom) => Promise<ReachExample>) | null> = {
  'POST /api/v1/ratings': null, // judged item by item: test/ingest/refusals.test.ts
  'POST /api/v1/dossiers': null,
  'GET /api/v1/indicators/:id/values': null, // public; what is not is in test/analytics/api-rights.test.ts
  'POST /api/v1/api-keys': async () => ({ path: '/api/v1/api-keys', body: { name: 'fremd', scopes: ['results:read'], unitCode: 'RTB' } }),
  'GET /api/v1/api-keys': async ({ client }) => {
    await client.newKey(['results:read'], 'RTB')
    return { path: '/api/v1/api-keys', hides: '"unitCode":"RTB"' }
  },
  'DELETE /api/v1/api-keys/:id': async ({ access }) => ({
    path: `/api/v1/api-keys/${(await access.apiKeys.create({ name: 'RTB', scopes: ['results:read'], unitCode: 'RTB', actor: 'system' })).id}`,
  }),
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
  'POST /api/v1/imports': null, // judged row by row: test/registry/imports
  'GET /api/v1/imports/:id': async ({ client }) => ({ path: `/api/v1/imports/${(await importOfRtb(client)).importId}` }),
  'GET /api/v1/imports/:id/rejected.csv': async ({ client }) => ({ path: `/api/v1/imports/${(await importOfRtb(client)).importId}/rejected.csv` }),
  'POST /api/v1/devices': async () => ({ path: '/api/v1/devices', body: { counterCode: 'RTB.Q1' } }),
  'GET /api/v1/devices': async (room) => {
    await device(room)
    return { path: '/api/v1/devices', hides: 'RTB.Q1' }
  },
  'PATCH /api/v1/devices/:id': async (room) => ({ path: `/api/v1/devices/${await device(room)}`, body: { counterCode: 'RTB.Q2' } }),
  'DELETE /api/v1/devices/:id': async (room) => ({ path: `/api/v1/devices/${await device(room)}` }),
  'GET /api/v1/custody': async () => ({ path: '/api/v1/custody?centre=RTB&day=2026-10-14' }),
  'GET /api/v1/restricted-originals': async ({ originals }) => {
    await originals.keep([{ sender: 'key:1', eventId: 'e-rtb', original: 'Bà Lan ở quầy 3', centreCode: 'RTB', counterCode: 'RTB.Q1', receivedAt: Date.now() }])
    return { path: '/api/v1/restricted-originals', hides: 'Bà Lan' }
  },
}

const importOfRtb = (client: IngestRoom['client']) =>
  client.importCsv('counters', 'code,centreCode,nameVi,nameEn,validFrom,validTo\nRTB.Q2,RTB,Quầy 2,Counter 2,2020-01-01,\n')
