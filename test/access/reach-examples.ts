import type { IngestRoom } from '../support/ingest-room.ts'

/**
 * How each route would reach out of one's unit: asked by somebody of the centre RTA about something of RTB. Either it is refused (403,
 * or 404 as if it were not there), or, where `hides` is given, the answer must not hold that text. Asked by somebody of the whole
 * country it is answered, and holds it. `rights.test.ts` fails where a route has no example;
 * null stands where another test, which is named, shows it.
 */
export interface ReachExample { path: string; body?: object; hides?: string }

const device = async ({ registry }: IngestRoom) => (await registry.devices.create({ counterCode: 'RTB.Q1', serial: null, actor: 'system' })).deviceId

/** Made once for a route; what one role changes, the next may change again. */
export const REACH_EXAMPLES: Record<string, ((room: IngestRoom) => Promise<ReachExample>) | null> = {
  'POST /api/v1/ratings': null, // judged item by item: test/ingest/refusals.test.ts
  'POST /api/v1/dossiers': null,
  'POST /api/v1/measures': null, // judged item by item: test/ingest/measures.test.ts
  'GET /api/v1/measures': async () => ({ path: '/api/v1/measures?unit=RTB&period=2026-08' }),
  'GET /api/v1/indicators/:id/values': null, // public; what is not is in test/analytics/api-rights.test.ts
  'POST /api/v1/api-keys': async () => ({ path: '/api/v1/api-keys', body: { name: 'fremd', scopes: ['results:read'], unitCode: 'RTB' } }),
  'GET /api/v1/api-keys': async ({ client }) => {
    await client.newKey(['results:read'], 'RTB')
    return { path: '/api/v1/api-keys', hides: '"unitCode":"RTB"' }
  },
  'DELETE /api/v1/api-keys/:id': async ({ access }) => ({
    path: `/api/v1/api-keys/${(await access.apiKeys.create({ name: 'RTB', scopes: ['results:read'], unitCode: 'RTB', actor: 'system' })).id}`,
  }),
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
