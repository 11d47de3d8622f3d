import type { Permission } from '../../access/permission.ts'
import { AppError } from '../../platform/errors.ts'
import type { Devices } from '../devices.ts'
import type { Places } from '../places.ts'

const refuse = (pointer: string, value: string, rule: string) =>
  new AppError('invalid-request', `${value} is not ${rule}.`, { errors: [{ pointer, value, rule, message: rule }] })

/** What somebody who asks about tablets may reach. */
export function createDeviceScope({ devices, places }: { devices: Devices; places: Places }) {
  return {
    /** Throws 422 for a counter that nobody knows, 403 for somebody else's. `pointer` is where it stands in the request. */
    checkCounter: (counterCode: string, { requireCounter }: Permission, pointer = '/counterCode'): void => {
      if (!places.placeOf(counterCode)) throw refuse(pointer, counterCode, 'a known counter')
      requireCounter(counterCode)
    },

    /** The same for a centre. */
    checkCentre: (centreCode: string, { requireUnit }: Permission): void => {
      if (places.unitKind(centreCode) !== 'centre') throw refuse('/centreCode', centreCode, 'a known centre')
      requireUnit(centreCode)
    },

    /** A tablet in somebody else's unit is answered like one that is not there: 404. */
    checkDevice: async (deviceId: string, { includesCounter }: Permission): Promise<void> => {
      const counterCode = await devices.counterOf(deviceId)
      if (counterCode === null || !includesCounter(counterCode)) throw new AppError('not-found', 'There is no such device.')
    },
  }
}
export type DeviceScope = ReturnType<typeof createDeviceScope>
