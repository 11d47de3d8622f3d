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

export const ADMIN = { email: 'admin@example.org', password: 'Bar-check-2026-correct-horse' }

/**
 * `warehouse` leads to the engine of the service, which allows one path per process; `ssoPort` is where it looks for a single sign-on
 * provider, which nobody has started.
 */
export interface TestService extends RunningService { client: Client; warehouse: Warehouse; ssoPort: number }

let started: Promise<TestService> | null = null
let dataDir = ''

/**
 * The whole service in this process, on the real engines and a fresh DATA_DIR; the test files share one, because the embedded
 * warehouse allows one path per process. Each file works with places of its own.
 */
export const testService = (): Promise<TestService> => (started ??= start())

async function start(): Promise<TestService> {
  dataDir = mkdtempSync(join(tmpdir(), 'thuoc-do-test-'))
  const [port, ssoPort] = [await freePort(), await freePort()]
  const config = {
    ...readConfig({
      DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'error', ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password,
      OIDC_ISSUER: `http://127.0.0.1:${ssoPort}`, OIDC_CLIENT_ID: CLIENT.clientId, OIDC_CLIENT_SECRET: CLIENT.clientSecret, OIDC_NAME: 'VNeID',
    }),
    metricsPort: null,
  }
  const service = await startService(config, { logger: createLogger(config) })
  return { ...service, client: await createClient(service.url, config.publicUrl), warehouse: connectWarehouse(config), ssoPort }
}

after(async function () {
  if (!started) return
  this.timeout(20_000)
  await (await started).warehouse.close()
  await (await started).stop()
  rmSync(dataDir, { recursive: true, force: true })
})
