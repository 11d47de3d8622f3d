import assert from 'node:assert/strict'
import { isOlder, judgeHealth, type DeviceSign, type Silence, type StuckScreen } from '../../../registry/devices/judge-health.ts'
import { createOpenSpans, MONDAY_TO_FRIDAY } from '../../../registry/opening-hours/open-spans.ts'

const MINUTE = 60_000
/** The usual week, as where nothing was entered. */
const { isOpenAt } = createOpenSpans({ hoursOf: () => undefined, centreOf: () => null, workingDays: MONDAY_TO_FRIDAY })
/** A Wednesday. */
const at = (time: string, day = '2026-10-14') => Date.parse(`${day}T${time}:00+07:00`)

const HEALTHY: DeviceSign = {
  deviceId: 'd', counterCode: 'Q', enrolledAt: at('08:00', '2026-10-01'), placedAt: at('08:00', '2026-10-01'), lastSeenAt: null, lastTapAt: null,
  battery: 0.8, charging: false, queued: 0, oldestQueuedAt: null, appVersion: '0.2.0', clockSkewMs: 300, storageShare: 0.1,
}
const judge = (now: number, over: Partial<DeviceSign>, silence: Silence | null = null, stuck: StuckScreen | null = null) => {
  const { state, reasons } = judgeHealth({ ...HEALTHY, lastSeenAt: now - MINUTE, ...over }, { now, isOpenAt, kioskVersion: '0.2.0', silence, stuck })
  return [state, ...reasons.map((it) => `${it.level} ${it.kind}`)]
}

describe('judging a tablet', () => {
  it('finds nothing wrong with one that was seen a minute ago', () => {
    assert.deepEqual(judge(at('09:00'), {}), ['ok'])
  })

  it('misses one that has not been seen for a quarter of an hour while its counter was open', () => {
    assert.deepEqual(judge(at('09:00'), { lastSeenAt: at('08:46') }), ['ok'])
    assert.deepEqual(judge(at('09:00'), { lastSeenAt: at('08:45') }), ['attention', 'attention unseen'])
    assert.deepEqual(judge(at('09:00'), { lastSeenAt: at('08:00') }), ['alarm', 'alarm unseen'])
  })

  it('does not miss one outside opening hours, nor in the first quarter of an hour', () => {
    const asleep = { lastSeenAt: at('16:59', '2026-10-13') }
    assert.deepEqual(['06:00', '07:44', '12:30', '20:00'].map((it) => judge(at(it), asleep)[0]), ['ok', 'ok', 'ok', 'ok'])
    assert.deepEqual(judge(at('10:00', '2026-10-18'), asleep), ['ok'], 'a Sunday')
    assert.deepEqual(judge(at('07:45'), asleep), ['attention', 'attention unseen'])
  })

  it('warns before the memory of a tablet is full, and knows nothing where its browser does not say', () => {
    const now = at('09:00')
    assert.deepEqual([null, 0.79, 0.8, 0.95].map((it) => judge(now, { storageShare: it })[1]), [undefined, undefined, 'attention storage-full', 'alarm storage-full'])
  })

  it('counts a silence only while the counter is open', () => {
    const silence: Silence = { since: at('08:00'), dossiers: 14, expected: 6.02, level: 'alarm' }
    assert.deepEqual(judge(at('10:00'), {}, silence), ['alarm', 'alarm silent-while-serving'])
    assert.deepEqual(judge(at('12:00'), {}, silence), ['ok'])
  })

  it('sees a flat battery unless it is charging, an old queue by the tablet’s own clock, an old version and a wrong clock', () => {
    const now = at('09:00')
    assert.deepEqual(judge(now, { battery: 0.2 }), ['attention', 'attention battery-low'])
    assert.deepEqual(judge(now, { battery: 0.05 }), ['alarm', 'alarm battery-low'])
    assert.deepEqual(judge(now, { battery: 0.05, charging: true }), ['ok'])
    const hourFast = { clockSkewMs: 60 * MINUTE, queued: 7 }
    assert.deepEqual(judge(now, { ...hourFast, oldestQueuedAt: now + 55 * MINUTE }), ['attention', 'attention clock-wrong'])
    assert.deepEqual(judge(now, { ...hourFast, oldestQueuedAt: now + 30 * MINUTE }), ['attention', 'attention queue-growing', 'attention clock-wrong'])
    assert.deepEqual(judge(now, { queued: 7, oldestQueuedAt: now - 25 * 60 * MINUTE, appVersion: '0.1.9' }), ['alarm', 'alarm queue-growing', 'attention old-version'])
  })

  it('compares versions by their numbers', () => {
    assert.deepEqual([isOlder('0.1.10', '0.2.0'), isOlder('0.2.0', '0.2.0'), isOlder('0.10.0', '0.2.0'), isOlder('1', '0.2.0'), isOlder('dev', '0.2.0')], [true, false, false, false, false])
  })

  it('asks for a look at a screen that rated as evenly as a machine, until the tablet is placed anew', () => {
    const stuck = { since: at('15:00', '2026-10-13'), ratings: 40 }
    assert.deepEqual(judge(at('09:00'), {}, null, stuck), ['attention', 'attention stuck-screen'])
    assert.deepEqual(judge(at('09:00'), { placedAt: at('08:00') }, null, stuck), ['ok'])
  })
})
