import type { z } from 'zod'
import {
  deviceCommand, deviceDetail, devicePage, enrolmentSheet, newDeviceAnswer, rotationAnswer, type deviceMove, type enrolmentSheetRequest, type newCommand,
} from '../../../contract/device.ts'
import type { HealthState } from '../../../contract/device-health.ts'
import { toAddress, type Query, type Way } from './way.ts'

const addressOf = (deviceId: string, rest = '') => `/api/v1/devices/${encodeURIComponent(deviceId)}${rest}`

/** Tablets and what is asked of them. */
export const createDeviceApi = ({ get, getAll, write, read, remove }: Way) => ({
  /** Every tablet at the counters that a centre has today. */
  devices: ({ centre }: { centre?: string }, signal?: AbortSignal) => getAll('/api/v1/devices', devicePage, { centre }, signal),
  /** One page of tablets; `state` may be several with commas between. The first page counts them by state. */
  devicePage: (query: Query, signal?: AbortSignal) => get(toAddress('/api/v1/devices', query), devicePage, signal),
  /** How many tablets of a centre are in these states. */
  countDevices: async (centre: string, states: readonly HealthState[], signal?: AbortSignal) => {
    const { counts } = await get(toAddress('/api/v1/devices', { centre, limit: 1 }), devicePage, signal)
    return states.reduce((sum, state) => sum + (counts?.[state] ?? 0), 0)
  },
  device: (deviceId: string, signal?: AbortSignal) => get(addressOf(deviceId), deviceDetail, signal),
  addDevice: async (counterCode: string, serial?: string) =>
    read(await write('POST', '/api/v1/devices', { counterCode, serial: serial || undefined }), newDeviceAnswer),
  moveDevice: async (deviceId: string, move: z.input<typeof deviceMove>) => void (await write('PATCH', addressOf(deviceId), move)),
  revokeDevice: (deviceId: string, reason?: string) => remove(toAddress(addressOf(deviceId), { reason })),
  /** A fresh code; the one before opens nothing any more. */
  renewEnrolmentCode: async (deviceId: string) => read(await write('POST', addressOf(deviceId, '/enrolment-code'), {}), newDeviceAnswer),
  enrolmentSheet: async (asked: z.input<typeof enrolmentSheetRequest>) => read(await write('POST', '/api/v1/devices/enrolment-sheet', asked), enrolmentSheet),
  rotateDevice: async (deviceId: string) => read(await write('POST', addressOf(deviceId, '/rotate'), {}), rotationAnswer),
  commandDevice: async (deviceId: string, command: z.input<typeof newCommand>) => read(await write('POST', addressOf(deviceId, '/commands'), command), deviceCommand),
  cancelDeviceCommand: (deviceId: string, commandId: string) => remove(addressOf(deviceId, `/commands/${encodeURIComponent(commandId)}`)),
})
