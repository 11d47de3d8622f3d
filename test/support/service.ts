import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startService, type RunningService } from '../../main-start.ts'
import { readConfig } from '../../platform/config.ts'
import { createLogger } from '../../platform/logger.ts'
import { connectWarehouse } from '../../platform/warehouse/connect-warehouse.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { createClient, type Client } from './client.ts'
import { freePort } from './free-port.ts'
import { CLIENT } from './sign-on-provider.ts'
import { copyMigratedRecord } from './stores.ts'

export const ADMIN = { email: 'admin@example.org', password: 'Bar-check-2026-correct-horse' }

/**
 * `warehouse` leads to the engine of the service, which allows one path per process; `ssoPort` is where it looks for a single sign-on
 * provider, which nobody has started.
 */
export interface TestService extends RunningService { client: Client; warehouse: Warehouse; ssoPort: number }

/** Tests wait for figures all the time: they come four times as often as elsewhere, and sums by unit with them. */
const REFRESH_PACE = { everyMs: 250, unitsShare: 1 }

/** What belongs to days that tests put by a clock of their own, each for its places; a service that judged by today would be in their way. */
const JOBS_BY_HAND = ['judge-ratings']

let started: Promise<TestService> | null = null
let dataDir = ''

/**
 * The whole service in this process, on the real engines and a fresh DATA_DIR; the test files share one, because the embedded
 * warehouse allows one path per process. Each file works with places of its own.
 */
export const testService = (): Promise<TestService> => (started ??= start())

async function start(): Promise<TestService> {
  dataDir = mkdtempSync(join(tmpdir(), 'thuoc-do-test-'))
  // To make a database takes several seconds; that the service can is what process homes show, which begin with nothing.
  await copyMigratedRecord(dataDir)
  const [port, ssoPort] = [await freePort(), await freePort()]
  const config = {
    ...readConfig({
      DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'error', ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password,
      OIDC_ISSUER: `http://127.0.0.1:${ssoPort}`, OIDC_CLIENT_ID: CLIENT.clientId, OIDC_CLIENT_SECRET: CLIENT.clientSecret, OIDC_NAME: 'VNeID',
    }),
    metricsPort: null,
  }
  const service = await startService(config, { logger: createLogger(config), refreshPace: REFRESH_PACE, jobsByHand: JOBS_BY_HAND })
  return { ...service, client: await createClient(service.url, config.publicUrl), warehouse: connectWarehouse(config), ssoPort }
}

after(async function () {
  if (!started) return
  await (await started).warehouse.close()
  await (await started).stop()
  rmSync(dataDir, { recursive: true, force: true })
})
