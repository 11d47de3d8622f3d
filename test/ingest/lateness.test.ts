import assert from 'node:assert/strict'
import { findIndicator } from '../../analytics/indicators/registry.ts'
import { selectIndicatorCells } from '../../analytics/queries/indicator-cells.ts'
import type { Rating } from '../../contract/rating.ts'
import { aDossier, aRating } from '../support/events.ts'
import { openIngestRoom, type IngestRoom } from '../support/ingest-room.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const NOON = Date.parse('2026-11-10T12:00:00+07:00')

describe('order, time and lateness', function () {
  let room: IngestRoom
  let now = NOON
  before(async () => {
    room = await openIngestRoom({ clock: () => now })
    await room.client.makeCentre('LATE')
  })
  beforeEach(() => { now += 10 * SECOND })
  after(() => room.close())

  const iso = (epochMs: number) => new Date(epochMs).toISOString()
  const aTap = (occurredAt: number, over: Partial<Rating> = {}) => ({ ...aRating(''), counterCode: undefined, occurredAt: iso(occurredAt), ...over })
  const newTablet = async () => {
    const tablet = await room.enrol('LATE.Q1')
    return {
      ...tablet,
      send: async (ratings: unknown[], { sentAt = now } = {}) => {
        const answer = await room.client.sendRatings(ratings, tablet.token, iso(sentAt))
        await room.settled()
        return answer
      },
    }
  }
  const column = (id: string, sql: string) => room.read(`SELECT ${sql} AS value FROM ratings_current WHERE id = '${id}'`)
  const correctedBy = async (id: string) => Number((await column(id, 'toUnixTimestamp64Milli(corrected_at) - toUnixTimestamp64Milli(occurred_at)'))[0])
  const setAside = (id: string) => room.read(`SELECT reason AS value FROM set_aside_facts FINAL WHERE id = '${id}'`)
  const countOf = async (counterCode: string, from: string, to: string) => {
    await room.refresh()
    const indicator = findIndicator('counter-satisfaction')
    assert.ok(indicator)
    const cells = await selectIndicatorCells(room.warehouse, indicator, { from, to, today: to, level: 'counter', parent: null, bucket: null, segment: null })
    return cells.find((it) => it.unit === counterCode)?.sampleSize ?? 0
  }

  describe('a fact of a month whose edition is out', () => {
    before(async () => {
      await room.client.sendRatings([aRating('LATE.Q1', { occurredAt: '2026-09-15T09:00:00+07:00' })], room.client.key, iso(now))
      await room.settled()
      assert.equal(await countOf('LATE.Q1', '2026-09-01', '2026-10-01'), 1)
      await room.record.query('INSERT INTO published_period (period) VALUES ($1)', ['2026-09'])
    })

    it('is stored, flagged as late, and leaves the published value as it is', async () => {
      const late = aRating('LATE.Q1', { occurredAt: '2026-09-15T10:00:00+07:00' })
      assert.equal((await room.client.sendRatings([late], room.client.key, iso(now))).status, 202)
      await room.settled()
      assert.deepEqual(await column(late.id, 'arrayStringConcat(flags)'), ['late-after-publication'])
      assert.equal(await room.dirtyDays.count('ratings'), 0)
      assert.equal(await countOf('LATE.Q1', '2026-09-01', '2026-10-01'), 1)
    })

    it('belongs to that month by the days of Hanoi', async () => {
      const [last, next] = [aRating('LATE.Q2', { occurredAt: '2026-09-30T16:59:59Z' }), aRating('LATE.Q2', { occurredAt: '2026-09-30T17:00:00Z' })]
      await room.client.sendRatings([last, next], room.client.key, iso(now))
      await room.settled()
      assert.deepEqual([await column(last.id, 'length(flags)'), await column(next.id, 'length(flags)')], [['1'], ['0']])
    })

    it('may be a dossier: one whose end changes a published month is flagged, and that month keeps its day', async () => {
      const dossier = aDossier('LATE', { receivedAt: '2026-09-02T08:00:00+07:00', dueAt: '2026-10-09T17:00:00+07:00', status: 4, finishedAt: null, supplements: [], updatedAt: '2026-10-03T08:00:00+07:00' })
      const inOctober = { ...dossier, code: `${dossier.code}-10`, receivedAt: '2026-10-02T08:00:00+07:00' }
      await room.client.request('POST', '/api/v1/dossiers', { token: room.client.key, body: { dossiers: [dossier, inOctober] } })
      await room.settled()
      const flags = await room.read(`SELECT arrayStringConcat(flags) AS value FROM dossiers_current WHERE code LIKE '${dossier.code}%' ORDER BY code`)
      assert.deepEqual(flags, ['late-after-publication', ''])
      // Received, due and the day after (late by then), and the first and last days of the months in which both are open; none of September.
      const marked = (await room.dirtyDays.take('dossiers', 100)).map((it) => it.day)
      assert.deepEqual(marked, ['2026-10-01', '2026-10-02', '2026-10-09', '2026-10-10', '2026-10-31', '2026-11-01', '2026-11-30'])
    })

    it('is counted as late by the custody page of its day', async () => {
      const { json } = await room.client.request('GET', '/api/v1/custody?centre=LATE&day=2026-09-15', { token: room.client.key })
      assert.equal(json.totals.lateAfterPublication, 1)
    })
  })

  it('a fact of an open month marks its day and is counted', async () => {
    await room.refresh()
    const tablet = await newTablet()
    assert.equal((await tablet.send([aTap(Date.parse('2026-10-20T09:00:00+07:00'))])).status, 202)
    const marked = (await room.dirtyDays.take('ratings', 10)).map(({ day, centreCode }) => ({ day, centreCode }))
    assert.deepEqual(marked, [{ day: '2026-10-20', centreCode: 'LATE' }])
    assert.equal(await countOf('LATE.Q1', '2026-10-20', '2026-10-21'), 1)
  })

  it('a tablet’s clock that is off by up to 30 s is left alone', async () => {
    const [tablet, tap] = [await newTablet(), aTap(now - 30 * SECOND)]
    await tablet.send([tap], { sentAt: now - 30 * SECOND })
    assert.deepEqual([await correctedBy(tap.id), await column(tap.id, 'length(flags)')], [0, ['0']])
  })

  it('a tablet’s clock that is off by more is corrected, with a flag, and what it said is kept', async () => {
    const tablet = await newTablet()
    for (const skew of [31 * SECOND, -31 * SECOND, -3 * 24 * 60 * MINUTE]) {
      const tap = aTap(now - 10 * SECOND - skew)
      await tablet.send([tap], { sentAt: now - skew })
      assert.deepEqual([await correctedBy(tap.id), await column(tap.id, 'arrayStringConcat(flags)')], [skew, ['clock-corrected']])
      assert.deepEqual(await column(tap.id, 'toUnixTimestamp64Milli(occurred_at)'), [String(Date.parse(tap.occurredAt))])
    }
  })

  it('a tap that comes again by another clock folds into the first', async () => {
    const [tablet, tap] = [await newTablet(), aTap(now - 5 * MINUTE)]
    await tablet.send([tap], { sentAt: now })
    await tablet.send([tap], { sentAt: now - 2 * MINUTE })
    assert.deepEqual([await correctedBy(tap.id), await setAside(tap.id)], [0, []])
  })

  it('a tap more than 60 s after its own sending is refused, one of 60 s is not', async () => {
    const [tablet, within, beyond] = [await newTablet(), aTap(now + 60 * SECOND), aTap(now + 60 * SECOND + 1)]
    const { json } = await tablet.send([within, beyond])
    assert.deepEqual([json.accepted, json.rejected[0].index, json.rejected[0].errors[0].rule], [[within.id], 1, 'occurredAt ≤ sentAt + 60 s'])
  })

  it('a time that no clock can explain is set aside from a tablet, raw', async () => {
    const tablet = await newTablet()
    for (const occurredAt of ['1970-01-01T00:00:00Z', '2014-12-31T23:59:59+07:00', '0000-01-01T00:00:00Z']) {
      const tap = { ...aTap(now), occurredAt }
      assert.equal((await tablet.send([tap])).status, 202)
      assert.deepEqual([await setAside(tap.id), await column(tap.id, '1')], [['implausible-time'], []])
      const payload = await room.read(`SELECT JSONExtractInt(payload, 'occurredAt') AS value FROM set_aside_facts WHERE id = '${tap.id}'`)
      assert.deepEqual(payload, [String(Date.parse(occurredAt))])
    }
  })

  it('a tablet whose clock stands at the end of time is no dead letter: its taps are set aside', async () => {
    const tablet = await newTablet()
    const [letters, end] = [await room.deadLetters.countOpen(), '9999-12-31T23:59:59-12:00']
    const tap = { ...aTap(now), occurredAt: end }
    assert.equal((await room.client.sendRatings([tap], tablet.token, end)).status, 202)
    await room.settled()
    assert.deepEqual([await setAside(tap.id), await room.deadLetters.countOpen()], [['implausible-time'], letters])
  })

  it('a tablet that was moved while it was offline counts where it stood at each tap', async () => {
    const tablet = await newTablet()
    const movedAt = now + 30 * MINUTE
    const taps = [aTap(movedAt - 1), aTap(movedAt), aTap(now - 60 * MINUTE)]
    now += 60 * MINUTE
    const moved = await room.client.request('PATCH', `/api/v1/devices/${tablet.deviceId}`, {
      cookie: room.client.cookie, body: { counterCode: 'LATE.Q2', validFrom: iso(movedAt) },
    })
    assert.equal(moved.status, 204, moved.text)
    await tablet.send(taps)
    const counters = await Promise.all(taps.map((it) => column(it.id, 'counter_code')))
    assert.deepEqual(counters.flat(), ['LATE.Q1', 'LATE.Q2', 'LATE.Q1'])
  })
})
