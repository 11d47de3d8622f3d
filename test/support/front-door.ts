import express, { type Express, type Router } from 'express'
import type { Redis } from 'ioredis'
import request from 'supertest'
import { createAccess, type Access, type AccessSettings } from '../../access/create-access.ts'
import { createGuard } from '../../access/guard.ts'
import { createCustody, type Custody } from '../../ingest/custody/custody.ts'
import { deviceRoutes } from '../../ingest/http/device-routes.ts'
import { systemClock, type Clock } from '../../platform/clock.ts'
import { notFound, problemHandler } from '../../platform/http.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import { createRegistry, type Registry } from '../../registry/create-registry.ts'
import { accessSettings, freshRecord, quietLogger, sharedRedis } from './stores.ts'

export const PUBLIC_URL = 'http://thuoc-do.example'
export const ADMINISTRATOR = { email: 'quan-tri@example.vn', password: 'mat-khau-dai-va-kho-doan' }

/** The rooms of people and places behind one door, on real stores; without the warehouse, hence quick to open. */
export interface FrontDoor {
  app: Express
  record: RecordStore
  redis: Redis
  access: Access
  registry: Registry
  custody: Custody
  /** Signs in and answers the cookie. */
  signIn(who?: { email: string; password: string }): Promise<string>
  /** The administrator's new key. */
  newKey(scopes: string[], unitCode?: string | null): Promise<string>
  /** Sends a CSV file and waits until its import is finished. */
  importCsv(kind: string, csv: string, more?: { key?: string; dryRun?: boolean }): Promise<request.Response>
  close(): Promise<void>
}

interface FrontDoorOptions {
  /** Further routes, on the rooms behind this door. */
  more?(rooms: Pick<FrontDoor, 'record' | 'redis' | 'access' | 'registry'>): Router
  record?: RecordStore; clock?: Clock; publicUrl?: string; demo?: boolean; workers?: boolean; settings?: Partial<AccessSettings>
}

export async function openFrontDoor(
  { record: given, clock = systemClock, publicUrl = PUBLIC_URL, demo = false, workers = true, settings = {}, more }: FrontDoorOptions = {},
): Promise<FrontDoor> {
  const record = given ?? (await freshRecord())
  const redis = await sharedRedis()
  await redis.flushall()
  const access = await createAccess({ record, redis, clock, publicUrl, logger: quietLogger, demo, settings: { ...accessSettings, ...settings } })
  if (!demo) await access.accounts.ensureAdministrator(ADMINISTRATOR.email, ADMINISTRATOR.password)
  const custody = createCustody({ redis, readStoredRanges: async () => [], logger: quietLogger })
  const readWatermark = (deviceId: string) => custody.storedTo(`device:${deviceId}`)
  const registry = await createRegistry({ record, redis, clock, publicUrl, logger: quietLogger, readWatermark })
  const worker = workers ? registry.startWorkers() : null

  const app = express()
  app.use(deviceRoutes({ ...registry, custody, redis, clock, demo }))
  app.use(access.identify, createGuard({ tree: registry.places }), access.routes, registry.routes)
  if (more) app.use(more({ record, redis, access, registry }))
  app.use(notFound)
  app.use(problemHandler(quietLogger))

  const signIn = async (who = ADMINISTRATOR) => {
    const answer = await request(app).post('/api/v1/session').send(who).expect(204)
    return String(answer.get('Set-Cookie')?.[0]).split(';')[0] as string
  }
  let administratorCookie: Promise<string> | null = null
  const newKey = async (scopes: string[], unitCode: string | null = null) => {
    const answer = await request(app).post('/api/v1/api-keys').set('Cookie', await (administratorCookie ??= signIn())).set('Origin', publicUrl)
      .send({ name: 'Hệ thống một cửa', scopes, unitCode }).expect(201)
    return answer.body.key as string
  }
  let importKey: Promise<string> | null = null
  return {
    app, record, redis, access, registry, custody, signIn, newKey,
    importCsv: async (kind, csv, { key, dryRun = false } = {}) => {
      const bearer = `Bearer ${key ?? (await (importKey ??= newKey(['registry:write'])))}`
      const started = await request(app).post(`/api/v1/imports?dryRun=${dryRun}`).set('Authorization', bearer)
        .field('kind', kind).attach('file', Buffer.from(csv), `${kind}.csv`).expect(202)
      for (;;) {
        const answer = await request(app).get(`/api/v1/imports/${started.body.importId}`).set('Authorization', bearer).expect(200)
        if (answer.body.status === 'done' || answer.body.status === 'failed') return answer
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
    close: async () => {
      await worker?.close()
      await registry.close()
    },
  }
}
