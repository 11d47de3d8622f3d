import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { createQualityDecisions } from '../../../analytics/quality/quality-decisions.ts'
import { countExcluded, countOf } from '../../../analytics/quality/validated-index.ts'
import { judgeRatings } from '../../../jobs/judge-ratings.ts'
import { openIngestRoom, type IngestRoom } from '../../support/ingest-room.ts'

const NOW = Date.parse('2021-09-15T09:00:00+07:00')
const [FIRST, DAY, NEXT] = ['2021-08-16', '2021-09-13', '2021-09-14']
const LATE = ['16:32:10', '16:35:50', '16:39:20', '16:44:40', '16:47:05', '16:52:30', '16:56:15']
const WORKDAYS = Array.from({ length: 28 }, (_, i) => new Date(Date.parse(FIRST) + i * 86_400_000)).filter((it) => it.getUTCDay() % 6 !== 0).map((it) => it.toISOString().slice(0, 10))

describe('a day of ratings that was judged', function () {
  let room: IngestRoom
  const judge = () => judgeRatings({ warehouse: room.warehouse, ...room.registry, decisions: createQualityDecisions({ record: room.record, clock: () => NOW }), clock: () => NOW })
  const at = (day: string, time: string) => new Date(`${day}T${time}+07:00`).toISOString()
  const refresh = async (days: readonly string[]) => {
    await room.dirtyDays.mark('ratings', days.map((day) => ({ day, centreCode: 'QLV' })))
    await room.refresh()
  }
  const rate = async (day: string, times: readonly string[], { id = randomUUID(), received = day, counter = 'QLV.Q1' }: { id?: string; received?: string; counter?: string } = {}) => {
    await room.warehouse.insert('ratings', ['sender', 'id', 'occurred_at', 'corrected_at', 'received_at', 'centre_code', 'counter_code', 'scale', 'score'],
      times.map((time, i) => ['tablet-v', i === 0 ? id : randomUUID(), at(day, '12:00:00'), at(day, time), at(received, '23:00:00'), 'QLV', counter, 5, 5]))
  }
  const serve = (day: string, times: readonly string[]) => room.warehouse.insert('dossiers', ['agency_code', 'code', 'centre_code', 'counter_code', 'status', 'channel', 'registered_at', 'updated_at', 'received_at'],
    times.map((time) => ['QLV', randomUUID(), 'QLV', 'QLV.Q1', 4, 'direct', at(day, time), at(day, time), at(day, time)]))
  const excludedOn = async (day: string) => countOf(await countExcluded(room.warehouse, { counters: ['QLV.Q1', 'QLV.Q2'], from: day, to: `${day.slice(0, 8)}${Number(day.slice(8)) + 1}` }))
  const bitsOn = async (day: string) => (await room.warehouse.select({ name: 'bits-of-day', row: z.object({ all: z.coerce.number() }), sql: `SELECT groupBitOr(bits) AS all FROM rating_quality FINAL WHERE centre_code = 'QLV' AND day = {day:Date}` }, { day }))[0]?.all

  before(async () => {
    room = await openIngestRoom({ clock: () => NOW })
    await room.client.makeCentres(['QLV'])
    // Twenty are served on each day before, and eight of them rate.
    for (const day of WORKDAYS) {
      await serve(day, Array.from({ length: 20 }, (_, i) => `${['08', '09', '10', '14'][i % 4]}:${String(2 * i + 3).padStart(2, '0')}:00`))
      await rate(day, ['08:04:10', '08:31:20', '09:07:30', '09:40:40', '10:12:50', '10:49:00', '14:05:10', '14:51:20'])
    }
    await rate(DAY, ['08:03:00', ...LATE])
    await refresh([...WORKDAYS, DAY])
    await judge()
  })
  after(() => room.close())

  it('knows nothing of who was served while no dossier of the centre has come for it', async () => {
    assert.equal((await bitsOn(DAY) ?? 0) & 32, 0)
  })

  it('is judged again when more of its dossiers come, until they explain its ratings', async () => {
    await serve(DAY, ['08:01:00', '08:10:00', '08:20:00'])
    assert.ok(await judge() >= 1)
    assert.deepEqual([await excludedOn(DAY), ((await bitsOn(DAY) ?? 0) & 32) > 0], [LATE.length, true])
    await serve(DAY, Array.from({ length: 24 }, (_, i) => `16:${String(30 + i).padStart(2, '0')}:20`))
    assert.ok(await judge() >= 1)
    assert.deepEqual([await excludedOn(DAY), await bitsOn(DAY)], [0, 0])
    assert.equal(await judge(), 0)
  })

  it('is judged again when it turns out that the counter was closed', async () => {
    await room.registry.openingHours.addException('QLV.Q1', { day: DAY, spans: [{ from: '13:30', to: '17:00' }], reason: 'Mất điện buổi sáng' }, 'test')
    assert.equal(await judge(), 1)
    assert.equal(await excludedOn(DAY), 1)
    assert.equal(await judge(), 0)
  })

  it('forgets a rating of which an earlier delivery has come, with another time', async () => {
    const id = randomUUID()
    await rate(NEXT, ['19:30:00'], { id, received: '2021-09-15' })
    await refresh([NEXT])
    await judge()
    assert.equal(await excludedOn(NEXT), 1)
    await rate(NEXT, ['09:30:00'], { id, received: NEXT, counter: 'QLV.Q2' })
    await refresh([NEXT])
    await judge()
    assert.equal(await excludedOn(NEXT), 0)
  })

  it('does not count what another version of the detector has found', async () => {
    await room.warehouse.insert('rating_quality', ['day', 'centre_code', 'counter_code', 'sender', 'id', 'detector', 'corrected_at', 'scale', 'score', 'bits', 'excluded', 'judged_at'],
      [[NEXT, 'QLV', 'QLV.Q1', 'tablet-v', randomUUID(), 60_000, at(NEXT, '09:00:00'), 5, 1, 4, 1, at(NEXT, '23:00:00')]])
    assert.equal(await excludedOn(NEXT), 0)
  })
})
