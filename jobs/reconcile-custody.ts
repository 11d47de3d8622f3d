import type { Logger } from 'pino'
import { reconcileCustody } from '../ingest/custody/reconcile-custody.ts'
import type { Clock } from '../platform/clock.ts'
import type { Warehouse } from '../platform/warehouse/warehouse.ts'
import type { Devices } from '../registry/devices.ts'
import type { JobDefinition } from './job.ts'

/** Every night: holds what the tablets captured against what is stored, set aside, refused and missing. */
export const reconcileCustodyJob = (deps: { warehouse: Warehouse; devices: Devices; clock: Clock; logger: Logger }): JobDefinition => ({
  id: 'reconcile-custody',
  schedule: { cron: '40 0 * * *' },
  run: async () => void (await reconcileCustody(deps)),
})
