import { createFindSilences, type FindSilences } from '../analytics/queries/silent-tablets.ts'
import type { TroubleKind } from '../contract/device-health.ts'
import { KIOSK_VERSION } from '../contract/kiosk-version.ts'
import type { Clock } from '../platform/clock.ts'
import type { Warehouse } from '../platform/warehouse/warehouse.ts'
import type { Devices } from '../registry/devices.ts'
import { judgeHealth } from '../registry/devices/judge-health.ts'
import type { IsOpenAt } from '../registry/opening-hours/open-spans.ts'
import type { JobDefinition } from './job.ts'

/** Of a closed counter nobody can say whether its tablet would be there, or rated. */
const ONLY_WHILE_OPEN: readonly TroubleKind[] = ['unseen', 'silent-while-serving']

interface JudgeDeps {
  devices: Pick<Devices, 'signs' | 'keepVerdicts'>
  places: { centreOf(counterCode: string): string | null }
  clock: Clock
  isOpenAt: IsOpenAt
}

/** Every minute: judges every tablet, and writes down where a trouble began or ended. */
export const judgeDevicesJob = (deps: JudgeDeps & { warehouse: Warehouse }): JobDefinition => {
  const findSilences = createFindSilences(deps.warehouse)
  return { id: 'judge-devices', schedule: { everyMs: 60_000 }, run: () => judgeDevices({ ...deps, findSilences }) }
}

/** Judges every enrolled, living tablet by what it last said and by what its counter has done since. */
export async function judgeDevices({ devices, places, clock, findSilences, isOpenAt }: JudgeDeps & { findSilences: FindSilences }): Promise<void> {
  const now = clock()
  const signs = await devices.signs()
  const silences = await findSilences(signs, { now, isOpenAt, centreOf: places.centreOf })
  await devices.keepVerdicts(signs.map((sign) => ({
    sign,
    verdict: judgeHealth(sign, { now, isOpenAt, kioskVersion: KIOSK_VERSION, silence: silences.get(sign.deviceId) ?? null }),
    held: isOpenAt(sign.counterCode, now) ? [] : ONLY_WHILE_OPEN,
  })))
}
