import { createFindSilences, type FindSilences } from '../analytics/queries/silent-tablets.ts'
import { findStuckScreens } from '../analytics/queries/stuck-screens.ts'
import type { TroubleKind } from '../contract/device-health.ts'
import { KIOSK_VERSION } from '../contract/kiosk-version.ts'
import type { Clock } from '../platform/clock.ts'
import type { Warehouse } from '../platform/warehouse/warehouse.ts'
import type { Devices } from '../registry/devices.ts'
import { judgeHealth, type StuckScreen } from '../registry/devices/judge-health.ts'
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
type FindStuck = (now: number) => Promise<ReadonlyMap<string, StuckScreen>>

/** Every minute: judges every tablet, and writes down where a trouble began or ended. */
export const judgeDevicesJob = (deps: JudgeDeps & { warehouse: Warehouse }): JobDefinition => {
  const findSilences = createFindSilences(deps.warehouse)
  return { id: 'judge-devices', schedule: { everyMs: 60_000 }, run: () => judgeDevices({ ...deps, findSilences, findStuck: (now) => findStuckScreens(deps.warehouse, now) }) }
}

/** Judges every enrolled, living tablet by what it last said and by what its counter has done since. */
export async function judgeDevices({ devices, places, clock, findSilences, findStuck, isOpenAt }: JudgeDeps & { findSilences: FindSilences; findStuck: FindStuck }): Promise<void> {
  const now = clock()
  const signs = await devices.signs()
  const silences = await findSilences(signs, { now, isOpenAt, centreOf: places.centreOf })
  const stuck = await findStuck(now)
  await devices.keepVerdicts(signs.map((sign) => ({
    sign,
    verdict: judgeHealth(sign, { now, isOpenAt, kioskVersion: KIOSK_VERSION, silence: silences.get(sign.deviceId) ?? null, stuck: stuck.get(sign.deviceId) ?? null }),
    held: isOpenAt(sign.counterCode, now) ? [] : ONLY_WHILE_OPEN,
  })))
}
