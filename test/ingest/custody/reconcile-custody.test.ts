import assert from 'node:assert/strict'
import { custodyAnswer } from '../../../contract/custody.ts'
import type { Rating } from '../../../contract/rating.ts'
import { PLAUSIBLE_STEP, toMarks, toMissing } from '../../../ingest/custody/custody.ts'
import { balanceDevice } from '../../../ingest/custody/reconcile-custody.ts'
import { reconcileCustodyJob } from '../../../jobs/reconcile-custody.ts'
import { aRating } from '../../support/events.ts'
import { openIngestRoom, type IngestRoom } from '../../support/ingest-room.ts'
import { quietLogger } from '../../support/stores.ts'

const HOUR = 3_600_000
const TUESDAY_NOON = Date.parse('2026-11-10T12:00:00+07:00')

describe('what was not counted is visible, with its reason', function () {
  let room: IngestRoom
  let now = TUESDAY_NOON
  before(async () => { room = await openIngestRoom({ clock: () => now }) })
  beforeEach(() => { now = TUESDAY_NOON })
  after(() => room.close())

  const iso = (epochMs: number) => new Date(epochMs).toISOString()
  const aTap = (seq: number, over: Partial<Rating> = {}) => ({ ...aRating(''), counterCode: undefined, seq, occurredAt: iso(now), ...over })
  const newTablet = async (centre: string) => {
    await room.client.makeCentre(centre)
    const tablet = await room.enrol(`${centre}.Q1`)
    return {
      ...tablet,
      send: async (...ratings: unknown[]) => {
        const { status } = await room.client.sendRatings(ratings, tablet.token, iso(now))
        await room.settled()
        return status
      },
      beat: (seq: number) => room.client.request('POST', '/api/v1/devices/heartbeat', { token: tablet.token, body: { sentAt: iso(now), appVersion: '1', queued: 0, seq } }),
    }
  }
  const runJobAt = async (instant: string) => {
    now = Date.parse(instant)
    const job = reconcileCustodyJob({ warehouse: room.warehouse, devices: room.registry.devices, clock: () => now, logger: quietLogger })
    await job.run({ scheduledFor: now })
  }
  const custodyOf = async (centre: string, day = '2026-11-10') =>
    custodyAnswer.parse((await room.client.request('GET', `/api/v1/custody?centre=${centre}&day=${day}`, { token: room.client.key })).json)

  it('captured = stored + set aside by reason + refused + missing, for a tablet to which all of it happened', async () => {
    const tablet = await newTablet('RECA')
    const first = aTap(1)
    await tablet.send(
      first, aTap(2), aTap(3), aTap(4), aTap(5, { score: 9 }), { ...first, seq: 6, score: 1 }, aTap(7, { occurredAt: '2001-01-01T00:00:00Z' }), aTap(11),
    )
    // Half a character, as an older deploy may have let it in: the warehouse cannot read it.
    const unreadable = [aTap(8).id, 8, now, 5, 5, ['\ud83d'], '', '', 'RECA.Q1', 'RECA', '', '', '', '']
    await room.facts.add({ version: 2, batches: [{ version: 1, kind: 'ratings', sender: tablet.sender, receivedAt: now, sentAt: now, rows: [unreadable as never] }] })
    await room.settled()
    await tablet.beat(13)
    await runJobAt('2026-11-11T00:40:00+07:00')
    const { totals, rows, computedAt } = await custodyOf('RECA')
    const { captured, stored, setAside, refused, missing, missingOver24h } = totals
    assert.deepEqual({ captured, stored, setAside, refused, missing, missingOver24h }, {
      captured: 13, stored: 5, setAside: { conflict: 1, 'implausible-time': 1, unreadable: 1 }, refused: 1, missing: 4, missingOver24h: 0,
    })
    assert.equal(captured, stored + Object.values(setAside).reduce((sum, count) => sum + count, 0) + refused + missing)
    assert.deepEqual([rows.length, rows[0]?.deviceId, rows[0]?.missingRanges], [1, tablet.deviceId, [[9, 10], [12, 13]]])
    assert.deepEqual([totals.conflicts, computedAt], [1, iso(now)])
  })

  it('what is missing for more than 24 hours is said so', async () => {
    const tablet = await newTablet('RECB')
    await tablet.send(aTap(1), aTap(4))
    await runJobAt('2026-11-11T00:40:00+07:00')
    now = TUESDAY_NOON + 24 * HOUR
    assert.equal((await custodyOf('RECB')).totals.missingOver24h, 0)
    now += 1
    assert.deepEqual([(await custodyOf('RECB')).totals.missing, (await custodyOf('RECB')).totals.missingOver24h], [2, 2])
  })

  it('what comes after days is entered where it belongs, and twice the same night changes nothing', async () => {
    const tablet = await newTablet('RECC')
    const late = aTap(2)
    await tablet.send(aTap(1), aTap(3))
    await runJobAt('2026-11-11T00:40:00+07:00')
    now = TUESDAY_NOON + 48 * HOUR
    await tablet.send(late)
    await runJobAt('2026-11-13T00:40:00+07:00')
    const { rows } = await custodyOf('RECC')
    await runJobAt('2026-11-13T00:41:00+07:00')
    assert.deepEqual([rows[0]?.captured, rows[0]?.stored, rows[0]?.missing, rows[0]?.missingSince], [3, 3, 0, null])
    assert.deepEqual((await custodyOf('RECC')).rows, rows)
  })

  it('a missing number belongs to the day of the next one that has come', async () => {
    const tablet = await newTablet('RECD')
    await tablet.send(aTap(1))
    now += 24 * HOUR
    await tablet.send(aTap(3))
    await runJobAt('2026-11-12T00:40:00+07:00')
    const [tuesday, wednesday] = [await custodyOf('RECD'), await custodyOf('RECD', '2026-11-11')]
    assert.deepEqual([tuesday.totals.missing, wednesday.totals.captured, wednesday.totals.missing], [0, 2, 1])
  })

  it('a tablet that was never heard of again after its heartbeat misses what it said it has', async () => {
    const tablet = await newTablet('RECE')
    await tablet.beat(7)
    await runJobAt('2026-11-12T12:00:00+07:00')
    const { totals } = await custodyOf('RECE')
    assert.deepEqual([totals.captured, totals.stored, totals.missing, totals.missingOver24h], [7, 0, 7, 7])
  })

  it('a step of more than 10,000 is no giant hole in the balance either', async () => {
    const tablet = await newTablet('RECF')
    await tablet.send(aTap(1), aTap(2_000_000_000), aTap(2_000_000_001))
    await runJobAt('2026-11-11T00:40:00+07:00')
    const { totals } = await custodyOf('RECF')
    assert.deepEqual([totals.captured, totals.stored, totals.missing], [3, 3, 0])
  })

  it('the balance misses exactly what a tablet is asked for, up to the last plausible step', () => {
    for (const seq of [3, PLAUSIBLE_STEP, PLAUSIBLE_STEP + 1, PLAUSIBLE_STEP + 2]) {
      const { contiguousTo, beyond } = toMarks([[1, 1], [seq, seq]])
      const asked = toMissing(contiguousTo, beyond).reduce((sum, [from, to]) => sum + to - from + 1, 0)
      const balance = { sender: '', day: '2026-11-10', stored: 2, setAside: {}, refused: 0, highest: seq }
      const gap = { sender: '', from: 2, to: seq - 1, day: '2026-11-10', since: 0 }
      const { days, captured } = balanceDevice({ seq, lastSeenAt: 0, oldestQueuedAt: null }, [balance], [gap])
      assert.deepEqual([days[0]?.missing, days[0]?.captured], [asked, captured], `a step to ${seq}`)
    }
  })

  it('is shown for a centre to those who answer for it, and for no other', async () => {
    const [own, other] = [await newTablet('RECG'), await newTablet('RECH')]
    for (const tablet of [own, other]) await tablet.send(aTap(1))
    await runJobAt('2026-11-11T00:40:00+07:00')
    const key = await room.client.newKey(['results:read'], 'RECG')
    const ask = (query: string) => room.client.request('GET', `/api/v1/custody?day=2026-11-10${query}`, { token: key })
    assert.deepEqual(custodyAnswer.parse((await ask('')).json).rows.map((it) => it.deviceId), [own.deviceId])
    assert.deepEqual([(await ask('&centre=RECH')).status, (await ask('&centre=NOWHERE')).status], [403, 404])
  })

  it('is empty, not broken, for days that never were', async () => {
    for (const day of ['0001-01-01', '1969-12-31', '2150-01-01', '9999-12-31']) {
      const { status, json } = await room.client.request('GET', `/api/v1/custody?centre=RECG&day=${day}`, { token: room.client.key })
      assert.deepEqual([status, json.rows, json.totals.conflicts, json.totals.clockCorrected], [200, [], 0, 0], day)
    }
  })
})
