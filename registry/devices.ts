import type { Heartbeat, DeliveredCommand } from '../contract/device.ts'
import type { Clock } from '../platform/clock.ts'
import type { RecordStore } from '../platform/record/record.ts'
import { createCommands } from './devices/commands.ts'
import { createDeviceList } from './devices/device-list.ts'
import { createDeviceTokens } from './devices/device-tokens.ts'
import { createEnrolment } from './devices/enrolment.ts'
import { createHealthBook } from './devices/health-book.ts'
import { createHeartbeats } from './devices/heartbeats.ts'
import { createPlacement } from './devices/placement.ts'

export type { NumberedDevice } from './devices/device-list.ts'
export { DEVICE_TOKEN_PREFIX, type DeviceStay, type KnownDevice } from './devices/device-tokens.ts'

/** After so many days a tablet gets another token by itself. */
const TOKEN_DAYS = 180

/** What a tablet is told beside what it may forget. */
export interface HeartbeatOrders { commands: DeliveredCommand[]; token: string | null }

/** The tablets at the counters: how they enrol, where they stand, how they are, what they are asked to do. */
export function createDevices({ record, clock, tokenDays = TOKEN_DAYS }: { record: RecordStore; clock: Clock; tokenDays?: number }) {
  const tokens = createDeviceTokens({ record, clock, tokenDays })
  const commands = createCommands({ record, clock })
  const heartbeats = createHeartbeats({ record, clock })
  const { authenticate, rotate, forgetRemembered } = tokens

  return {
    authenticate, rotate, forgetRemembered,
    ...createEnrolment({ record, clock }),
    ...createDeviceList({ record }),
    ...createPlacement({ record, clock, forgetRemembered }),
    ...createHealthBook({ record, clock }),
    command: commands.command,
    listCommands: commands.listCommands,
    cancelCommand: commands.cancelCommand,

    /** Writes down what a tablet says about itself, and answers what it is to do. `token` is the one it came with. */
    noteHeartbeat: async (deviceId: string, beat: Heartbeat, token: string): Promise<HeartbeatOrders> => {
      if (beat.commandsDone?.length) await commands.confirmCommands(deviceId, beat.commandsDone)
      const noted = await heartbeats.note(deviceId, beat)
      if (!noted) return { commands: [], token: null }
      return {
        commands: noted.hasCommands ? await commands.handOutCommands(deviceId) : [],
        token: await tokens.nextToken(deviceId, token, noted),
      }
    },
  }
}
export type Devices = ReturnType<typeof createDevices>
