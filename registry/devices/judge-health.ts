import type { Trouble, TroubleLevel } from '../../contract/device-health.ts'
import type { IsOpenAt } from '../opening-hours/open-spans.ts'

/** What is known about an enrolled, living tablet; instants in epoch milliseconds. */
export interface DeviceSign {
  deviceId: string
  counterCode: string
  enrolledAt: number
  /** Since when it has stood at its counter. */
  placedAt: number
  lastSeenAt: number | null
  lastTapAt: number | null
  battery: number | null
  charging: boolean | null
  queued: number | null
  /** As the tablet's own clock has it. */
  oldestQueuedAt: number | null
  appVersion: string | null
  /** How far the tablet's clock is ahead of ours. */
  clockSkewMs: number | null
  /** How full its memory is, 0 to 1. */
  storageShare: number | null
}
export interface Silence { since: number; dossiers: number; expected: number; level: TroubleLevel }
/** Ratings that came as evenly as from a machine, since the first of them. */
export interface StuckScreen { since: number; ratings: number }
export interface Verdict { state: 'ok' | 'attention' | 'alarm'; reasons: Trouble[] }

interface Circumstances { now: number; isOpenAt: IsOpenAt; kioskVersion: string; silence: Silence | null; stuck: StuckScreen | null }

const MINUTE_MS = 60_000
export const UNSEEN_MS = 15 * MINUTE_MS
const UNSEEN_ALARM_MS = 60 * MINUTE_MS
const QUEUE_ATTENTION_MS = 15 * MINUTE_MS
const QUEUE_ALARM_MS = 24 * 60 * MINUTE_MS
const BATTERY_ATTENTION = 0.2
const BATTERY_ALARM = 0.07
/** Ratings of a clock that is wrong are corrected; such a clock still shows that nobody looks after the tablet. */
const CLOCK_WRONG_MS = 2 * MINUTE_MS

/** What has not been sent lies there: before it is full somebody should go and look why. */
const [STORAGE_ATTENTION, STORAGE_ALARM] = [0.8, 0.95]

const toInstant = (epochMs: number) => new Date(epochMs).toISOString()

/** Not seen, and the counter has been open for all of that time: a tablet that is switched on at opening has a quarter of an hour. */
function judgeSight({ counterCode, enrolledAt, lastSeenAt }: DeviceSign, { now, isOpenAt }: Circumstances): Trouble | null {
  const seen = lastSeenAt ?? enrolledAt
  const unseenFor = (spanMs: number) => now - seen >= spanMs && isOpenAt(counterCode, now) && isOpenAt(counterCode, now - spanMs)
  if (!unseenFor(UNSEEN_MS)) return null
  return { kind: 'unseen', level: unseenFor(UNSEEN_ALARM_MS) ? 'alarm' : 'attention', since: toInstant(seen) }
}

function judgeSilence({ counterCode }: DeviceSign, { now, isOpenAt, silence }: Circumstances): Trouble | null {
  if (!silence || !isOpenAt(counterCode, now)) return null
  const { level, since, dossiers, expected } = silence
  return { kind: 'silent-while-serving', level, since: toInstant(since), dossiers, expected: Math.round(expected * 10) / 10 }
}

function judgeBattery({ battery, charging }: DeviceSign): Trouble | null {
  if (battery === null || charging === true || battery > BATTERY_ATTENTION) return null
  return { kind: 'battery-low', level: battery > BATTERY_ALARM ? 'attention' : 'alarm', battery }
}

/** A tablet that reaches us sends what it has before it gives its sign of life: what is still old then does not get through. */
function judgeQueue({ queued, oldestQueuedAt, lastSeenAt, clockSkewMs }: DeviceSign): Trouble | null {
  if (!queued || oldestQueuedAt === null || lastSeenAt === null) return null
  const since = oldestQueuedAt - (clockSkewMs ?? 0)
  const ageMs = lastSeenAt - since
  return ageMs < QUEUE_ATTENTION_MS ? null : { kind: 'queue-growing', level: ageMs < QUEUE_ALARM_MS ? 'attention' : 'alarm', since: toInstant(since), queued }
}

const judgeStorage = ({ storageShare }: DeviceSign): Trouble | null =>
  storageShare === null || storageShare < STORAGE_ATTENTION ? null : { kind: 'storage-full', level: storageShare < STORAGE_ALARM ? 'attention' : 'alarm', storage: storageShare }

const toNumbers = (version: string) => /^(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(version)?.slice(1).map((it) => Number(it ?? 0)) ?? null

/** Whether a version is older than another; one that is no version is not. */
export function isOlder(version: string, than: string): boolean {
  const [one, other] = [toNumbers(version), toNumbers(than)]
  if (!one || !other) return false
  const place = one.findIndex((it, i) => it !== other[i])
  return place >= 0 && (one[place] ?? 0) < (other[place] ?? 0)
}

const judgeVersion = ({ appVersion }: DeviceSign, { kioskVersion }: Circumstances): Trouble | null =>
  appVersion !== null && isOlder(appVersion, kioskVersion) ? { kind: 'old-version', level: 'attention', appVersion } : null

const judgeClock = ({ clockSkewMs }: DeviceSign): Trouble | null =>
  clockSkewMs !== null && Math.abs(clockSkewMs) > CLOCK_WRONG_MS ? { kind: 'clock-wrong', level: 'attention', skewMs: clockSkewMs } : null

/** Its ratings stay and are judged apart; whoever goes there sees whether the screen is broken. A newer placing means that somebody was there. */
const judgeScreen = ({ placedAt }: DeviceSign, { stuck }: Circumstances): Trouble | null =>
  stuck && stuck.since >= placedAt ? { kind: 'stuck-screen', level: 'attention', since: toInstant(stuck.since), ratings: stuck.ratings } : null

/** Everything that is wrong with a tablet now, the worst first. */
export function judgeHealth(sign: DeviceSign, circumstances: Circumstances): Verdict {
  const found = [
    judgeSilence(sign, circumstances), judgeSight(sign, circumstances), judgeQueue(sign), judgeStorage(sign), judgeBattery(sign), judgeClock(sign), judgeVersion(sign, circumstances), judgeScreen(sign, circumstances),
  ].filter((it) => it !== null)
  const reasons = [...found.filter((it) => it.level === 'alarm'), ...found.filter((it) => it.level === 'attention')]
  return { state: reasons[0]?.level ?? 'ok', reasons }
}
