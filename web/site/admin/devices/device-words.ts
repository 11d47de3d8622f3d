import type { HealthState, Trouble, TroubleKind } from '../../../../contract/device-health.ts'
import type { DeviceCommand, DevicePage, DeviceRow } from '../../../../contract/device.ts'
import { formatInstant, formatNumber } from '../../../../contract/words/format.ts'
import type { MessageKey, Say } from '../../../i18n/messages.ts'
import type { Language } from '../../../../contract/words/translator.ts'

export const TROUBLED: readonly HealthState[] = ['alarm', 'attention']
const MINUTE_MS = 60_000

export const stateWords: Record<HealthState, MessageKey> = {
  ok: 'healthOk', attention: 'healthAttention', alarm: 'healthAlarm', waiting: 'healthWaiting', revoked: 'healthRevoked',
}
export const orderWords: Record<DeviceCommand['state'], MessageKey> = {
  waiting: 'orderWaiting', delivered: 'orderDelivered', done: 'orderDone', expired: 'orderExpired', cancelled: 'orderCancelled',
}
const adviceWords: Record<TroubleKind, MessageKey> = {
  'never-enrolled': 'adviceNeverEnrolled', unseen: 'adviceUnseen', 'silent-while-serving': 'adviceSilent', 'battery-low': 'adviceBattery',
  'queue-growing': 'adviceQueue', 'old-version': 'adviceVersion', 'clock-wrong': 'adviceClock', 'stuck-screen': 'adviceStuck', 'storage-full': 'adviceStorage',
}

/** How a tablet is called: by its serial, else by the beginning of its id. */
export const toDeviceName = ({ serial, deviceId }: Pick<DeviceRow, 'serial' | 'deviceId'>) => serial ?? deviceId.slice(0, 8)

export const toPercent = (share: number) => `${Math.round(share * 100)}%`

/** What is wrong, in one sentence with its figures. */
export function toTroubleSentence(language: Language, say: Say, { kind, since, ...it }: Trouble): string {
  const from = since ? formatInstant(language, since) : say('never')
  const count = (value: number | null | undefined, decimals = 0) => formatNumber(language, value ?? 0, decimals)
  switch (kind) {
    case 'never-enrolled': return say('troubleNeverEnrolled', { since: from })
    case 'unseen': return say('troubleUnseen', { since: from })
    case 'silent-while-serving': return say('troubleSilent', { since: from, dossiers: count(it.dossiers), expected: count(Math.round(it.expected ?? 0)) })
    case 'battery-low': return say('troubleBattery', { percent: toPercent(it.battery ?? 0) })
    case 'queue-growing': return say('troubleQueue', { queued: count(it.queued), since: from })
    case 'old-version': return say('troubleVersion', { version: it.appVersion ?? '' })
    case 'storage-full': return say('troubleStorage', { percent: toPercent(it.storage ?? 0) })
    case 'stuck-screen': return say('troubleStuck', { ratings: count(it.ratings), since: from })
    case 'clock-wrong': return say((it.skewMs ?? 0) > 0 ? 'troubleClockFast' : 'troubleClockSlow', { minutes: count(Math.round(Math.abs(it.skewMs ?? 0) / MINUTE_MS)) })
  }
}

/** What can be done about it. */
export const toAdvice = (say: Say, kind: TroubleKind) => say(adviceWords[kind])

/** The finding over a list of tablets, from their counts by state; null while they are not known. */
export function toDevicesFinding(language: Language, say: Say, counts: DevicePage['counts']): { finding: string; balance: string } | null {
  if (!counts) return null
  const count = (value: number) => formatNumber(language, value)
  const troubled = TROUBLED.reduce((sum, state) => sum + counts[state], 0)
  const all = Object.values(counts).reduce((sum, it) => sum + it, 0)
  return {
    finding: all === 0 ? say('devicesNone') : troubled === 0 ? say('devicesFindingOk') : say('devicesFindingTroubled', { count: count(troubled) }),
    balance: say('devicesBalance', { ok: count(counts.ok), waiting: count(counts.waiting), revoked: count(counts.revoked) }),
  }
}
