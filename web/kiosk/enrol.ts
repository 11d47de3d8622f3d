import type { EnrolAnswer } from '../../contract/device.ts'
import type { MessageKey } from './messages.ts'

export type EnrolFailure = Extract<MessageKey, 'enrolUnknown' | 'enrolUsed' | 'enrolWait' | 'enrolOffline' | 'enrolFailed'>

const FAILURES: Record<number, EnrolFailure> = { 404: 'enrolUnknown', 410: 'enrolUsed', 422: 'enrolUnknown', 429: 'enrolWait' }

/** Exchanges a one-time code for this tablet's token and place; answers the message to show when that fails. */
export async function enrolDevice(enrolmentCode: string, appVersion: string): Promise<EnrolAnswer | EnrolFailure> {
  const response = await fetch('/api/v1/devices/enrol', {
    method: 'POST', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ enrolmentCode, appVersion, hardware: navigator.userAgent.slice(0, 200) }),
  }).catch(() => null)
  if (!response) return 'enrolOffline'
  if (!response.ok) return FAILURES[response.status] ?? 'enrolFailed'
  return (await response.json()) as EnrolAnswer
}
