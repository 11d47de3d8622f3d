import assert from 'node:assert/strict'
import { copyTabletPlaces } from '../../analytics/dimensions/copy-tablet-places.ts'
import { findIndicator } from '../../analytics/indicators/registry.ts'
import { selectIndicatorCells } from '../../analytics/queries/indicator-cells.ts'
import type { SelectivePrompting } from '../../contract/selective-prompting.ts'
import { toOfferId } from '../../ingest/offers/offer-board.ts'
import { createPublishedPeriods } from '../../registry/published-periods.ts'
import { until } from '../support/client.ts'
import { aDossier } from '../support/events.ts'
import { openIngestRoom, type IngestRoom } from '../support/ingest-room.ts'

const DAYS = ['02', '03', '04', '05', '06', '09', '10', '11'].map((it) => `2026-03-${it}`)
const APRIL = ['2026-04-01', '2026-04-02']
const PER_DAY = 8

describe('who was asked for a rating', () => {
  let room: IngestRoom
  before(async () => {
    room = await openIngestRoom()
    await room.client.makeCentre('PRO')
    // Every day four dossiers that are late and four that are not; Q1 is asked about those on time alone, Q2 about every second of each.
    for (const counter of ['PRO.Q1', 'PRO.Q2']) {
      const handedOver = [...DAYS, ...APRIL].flatMap((day) => Array.from({ length: PER_DAY }, (_, index) => aDossier('PRO', {
        counterCode: counter, status: 10, finishedAt: null, returnedAt: `${day}T09:0${index}:00+07:00`, dueAt: index % 2 === 0 ? '2026-02-27T17:00:00+07:00' : `${day}T17:00:00+07:00`,
        receivedAt: '2026-02-02T08:00:00+07:00', supplements: [], updatedAt: `${day}T10:00:00+07:00`,
      })))
      assert.equal((await room.client.request('POST', '/api/v1/dossiers', { token: room.client.key, body: { dossiers: handedOver } })).status, 202)
      const asked = handedOver.filter((it, index) => (it.returnedAt ?? '') < '2026-03-31' && (counter === 'PRO.Q1' ? index % 2 === 1 : index % 4 < 2))
      const { token } = await room.enrol(counter)
      const offers = asked.map((it) => ({ id: toOfferId(it.agencyCode, it.code), offeredAt: it.returnedAt }))
      assert.equal((await room.client.request('POST', '/api/v1/offers', { token, body: { sentAt: new Date().toISOString(), offers } })).status, 202)
    }
    await room.settled()
    await room.refresh()
  })
  after(() => room.close())

  const read = async (unit: string) => (await room.client.request('GET', `/api/v1/selective-prompting?unit=${unit}&period=2026-03`, { cookie: room.client.cookie })).json as SelectivePrompting

  it('tells which counter asks about late dossiers less than about those on time, with both shares and how far apart they are', async () => {
    const { rows, looked } = await read('PRO')
    assert.deepEqual(looked, { counters: 2, asked: 64, of: 128 })
    assert.deepEqual(rows.map((it) => [it.counter.code, it.kind, it.few.asked, it.few.of, it.others.asked, it.others.of, it.silent.days]), [['PRO.Q1', 'outcome', 0, 32, 32, 32, 0]])
    const [{ gap, few }] = rows as [typeof rows[0] & object]
    assert.ok(gap.difference === 1 && gap.lower > 0.8 && few.upper < 0.15, JSON.stringify(rows))
    assert.deepEqual((await read('PROA')).rows.length, 1, 'the unit above is told the same')
  })

  it('names a unit that lies in no province, and a period that is no month', async () => {
    const ask = async (query: string) => (await room.client.request('GET', `/api/v1/selective-prompting?${query}`, { cookie: room.client.cookie })).json
    assert.deepEqual([(await ask('unit=VN&period=2026-03')).errors?.[0].pointer, (await ask('unit=PRO&period=2026-Q1')).errors?.[0].pointer], ['/unit', '/period'])
  })

  it('is counted at a counter where a tablet stood and asked nobody, as soon as the register says so, and not before it came', async () => {
    const offerRate = findIndicator('offer-rate')
    assert.ok(offerRate)
    const april = async () => (await selectIndicatorCells(room.warehouse, offerRate, { from: '2026-04-01', to: '2026-05-01', today: '2026-06-01', level: 'counter', parent: null, bucket: null, segment: null }))
      .filter((it) => it.unit.startsWith('PRO.')).map((it) => [it.unit, it.numerator, it.denominator])
    assert.deepEqual(await april(), [], 'the tablets were enrolled today')
    await room.record.query("UPDATE device_place SET valid_from = '2026-04-02T09:04:00+07:00' WHERE counter_code = 'PRO.Q2'")
    await room.record.query("UPDATE device SET enrolled_at = '2026-04-02T09:04:00+07:00' WHERE id IN (SELECT device_id FROM device_place WHERE counter_code = 'PRO.Q2')")
    const publishedPeriods = createPublishedPeriods({ record: room.record, clock: () => Date.now() })
    // Another service on this warehouse copies its own tablets now and then.
    assert.deepEqual(await until(async () => {
      await copyTabletPlaces({ ...room, publishedPeriods })
      await room.refresh()
      const found = await april()
      return found.length > 0 ? found : null
    }), [['PRO.Q2', 0, 4]])
  })
})
