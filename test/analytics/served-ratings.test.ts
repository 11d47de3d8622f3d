import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { copyAllShifts, copyShiftChanges } from '../../analytics/dimensions/copy-shifts.ts'
import { insertAncestry, insertPlaces, PRESENT_TREE } from '../../analytics/dimensions/tree-tables.ts'
import { createPublishedPeriods } from '../../registry/published-periods.ts'
import { aRating, newEventId } from '../support/events.ts'
import { openIngestRoom, type IngestRoom } from '../support/ingest-room.ts'

const NOON = Date.parse('2026-11-10T12:00:00+07:00')

describe('who served', function () {
  let room: IngestRoom
  let cookies: Record<string, string>
  let tablet: { token: string }
  before(async () => {
    room = await openIngestRoom({ clock: () => NOON })
    await room.client.makeCentre('SRV')
    // The tree in the warehouse is that of the shared service; this room's centre is added to it.
    const isOurs = ({ code }: { code: string }) => code.startsWith('SRV')
    await insertAncestry(room.warehouse, PRESENT_TREE.ancestry, room.registry.places.ancestry().filter(isOurs))
    await insertPlaces(room.warehouse, PRESENT_TREE.places, room.registry.places.factPlaces().filter(isOurs))
    const cookieOf = async (role: string, officialCode: string | null = null) => {
      const id = randomUUID()
      await room.record.query("INSERT INTO account (id, email, password_hash, name, role, official_code) VALUES ($1, $2, 'none', $3, $3, $4)", [id, `${id}@example.vn`, role, officialCode])
      return `session=${await room.access.sessions.open(id)}`
    }
    cookies = { director: await cookieOf('director'), home: await cookieOf('auditor'), own: await cookieOf('official', 'SRV1'), nobody: await cookieOf('official') }
    tablet = await room.enrol('SRV.Q1')
  })
  after(() => room.close())

  const write = (method: string, path: string, body: object) => room.client.request(method, path, { cookie: room.client.cookie, body })
  /** What the jobs do by the clock. */
  const catchUp = async () => {
    await room.settled()
    const copied = await copyShiftChanges({ ...room, shiftChanges: room.registry.shiftChanges, publishedPeriods: createPublishedPeriods({ record: room.record, clock: () => Date.now() }) })
    await room.refresh()
    return copied
  }
  const tap = (day: string, count: number, over = {}) => room.client.sendRatings(
    Array.from({ length: count }, () => ({ ...aRating(''), id: newEventId(), counterCode: undefined, occurredAt: `${day}+07:00`, ...over })), tablet.token, new Date(NOON).toISOString(),
  )
  const ask = async (query: Record<string, string>, cookie: string) => {
    const answer = await room.client.request('GET', `/api/v1/indicators/counter-satisfaction/values?${new URLSearchParams({ level: 'official', parent: 'SRV', ...query }).toString()}`, { cookie })
    assert.equal(answer.status, 200, answer.text)
    return answer.json.rows as { unit: string; unitName: { vi: string }; numerator: number; sampleSize: number; period: string }[]
  }
  const counts = async (query: Record<string, string>) => Object.fromEntries((await ask(query, cookies['director'] ?? '')).map((it) => [it.unit, it.sampleSize]))

  it('is found by the shifts at the moment of the tap, also when the shift list comes weeks later', async () => {
    await tap('2026-10-05T09:00:00', 3)
    await tap('2026-10-05T14:00:00', 4)
    await tap('2026-10-06T09:00:00', 5)
    await catchUp()
    assert.deepEqual(await counts({ period: '2026-10' }), {})
    await room.client.importCsv('officials', 'code,name,counterCode,validFrom,validTo\nSRV1,Cán bộ thử 01,SRV.Q1,05/10/2026 07:30,05/10/2026 11:30\nSRV2,Cán bộ thử 02,SRV.Q1,05/10/2026 13:30,06/10/2026\n')
    assert.ok((await catchUp()) > 0)
    assert.deepEqual(await counts({ period: '2026-10' }), { SRV1: 3, SRV2: 4 })
    assert.deepEqual(await counts({ from: '2026-10-05', to: '2026-10-07', bucket: 'hour' }), { SRV1: 3, SRV2: 4 })
  })

  it('counts for somebody else once a shift is corrected, and for nobody once it is taken back', async () => {
    await write('POST', '/api/v1/officials', { code: 'SRV3', counterCode: 'SRV.Q1', validFrom: '2026-10-06', validTo: '2026-10-07' })
    await catchUp()
    assert.deepEqual(await counts({ period: '2026-10' }), { SRV1: 3, SRV2: 4, SRV3: 5 })
    const { rows } = (await room.client.request('GET', '/api/v1/officials/SRV3/shifts', { cookie: room.client.cookie })).json
    assert.equal((await room.client.request('DELETE', `/api/v1/shifts/${rows[0].id}`, { cookie: room.client.cookie })).status, 204)
    await catchUp()
    assert.deepEqual(await counts({ period: '2026-10' }), { SRV1: 3, SRV2: 4 })
    assert.equal(await catchUp(), 0)
  })

  it('is whom a system has named, whatever the shifts say', async () => {
    await room.client.sendRatings([aRating('SRV.Q1', { occurredAt: '2026-10-05T09:30:00+07:00', officialCode: 'SYS1' })], room.client.key, new Date(NOON).toISOString())
    await catchUp()
    assert.deepEqual(await counts({ period: '2026-10' }), { SRV1: 3, SRV2: 4, SYS1: 1 })
  })

  it('stays as published in months whose edition is out', async () => {
    await tap('2026-08-05T09:00:00', 2)
    await catchUp()
    await room.record.query("INSERT INTO published_period (period) VALUES ('2026-08')")
    await write('POST', '/api/v1/officials/SRV1/shifts', { counterCode: 'SRV.Q1', validFrom: '2026-08-05', validTo: '2026-08-06' })
    await catchUp()
    assert.deepEqual(await counts({ period: '2026-08' }), {})
  })

  it('is named only to those who may read names, and every reading is in the audit log', async () => {
    const named = (rows: { unitName: { vi: string } }[]) => rows.map((it) => it.unitName.vi)
    assert.deepEqual(named(await ask({ period: '2026-10' }, cookies['director'] ?? '')), ['Cán bộ thử 01', 'Cán bộ thử 02', 'SYS1'])
    const byKey = await room.client.values('counter-satisfaction', { period: '2026-10', level: 'official', parent: 'SRV' })
    assert.deepEqual(named(byKey), ['SRV1', 'SRV2', 'SYS1'])
    const [line] = await room.record.query<{ detail: { officials: string[] } }>("SELECT detail FROM audit_log WHERE action = 'named-results.read' ORDER BY id DESC LIMIT 1")
    assert.deepEqual(line?.detail.officials, ['SRV1', 'SRV2', 'SYS1'])
  })

  it('is known to a warehouse that has lost its copy', async () => {
    await room.warehouse.run('TRUNCATE TABLE official_shifts', {}, 'write')
    await copyAllShifts({ warehouse: room.warehouse, shiftChanges: room.registry.shiftChanges })
    assert.deepEqual(await room.read("SELECT official_code AS value FROM official_shifts_current WHERE counter_code = 'SRV.Q1' ORDER BY valid_from"), ['SRV1', 'SRV1', 'SRV2'])
  })

  describe('and what an official may know of it', () => {
    const own = async (period: string, cookie = cookies['own']) => (await room.client.request('GET', `/api/v1/own-results?period=${period}`, { cookie: cookie ?? '' }))

    it('is nothing below ten ratings, with the reason', async () => {
      const { json } = await own('2026-10')
      assert.deepEqual([json.own.value, json.own.numerator, json.own.sampleSize, json.own.reason, json.takenAt], [null, null, null, 'sample-too-small', null])
      assert.deepEqual([json.centre.unit, json.centre.sampleSize, json.step], ['SRV', 13, 10])
    })

    it('moves in steps of ten, with reasons that ten gave and never a comment', async () => {
      await tap('2026-10-05T08:00:00', 12, { score: 2, reasons: ['waiting-time'], comment: 'Chờ lâu quá' })
      await catchUp()
      const first = await own('2026-10')
      assert.deepEqual([first.json.own.numerator, first.json.own.sampleSize, first.json.own.value], [0, 10, 0])
      assert.ok(first.json.own.upper > 0.2 && first.json.own.upper < 0.3)
      assert.deepEqual(first.json.reasons, [{ reason: 'waiting-time', ratings: 10 }])
      assert.ok(!first.text.includes('Chờ lâu'))
      await tap('2026-10-05T07:35:00', 1, { score: 5 })
      await catchUp()
      assert.deepEqual((await own('2026-10')).json, { ...first.json, centre: { ...first.json.centre, ...(await own('2026-10')).json.centre } })
      await tap('2026-10-05T11:00:00', 4)
      await catchUp()
      assert.equal((await own('2026-10')).json.own.sampleSize, 20)
    })

    it('is for months only, for accounts that name an official, and is written down', async () => {
      assert.equal((await own('2026-Q4')).json.errors[0].pointer, '/period')
      assert.equal((await own('2026-10', cookies['nobody'])).status, 403)
      const lines = await room.record.query<{ subject: string }>("SELECT subject FROM audit_log WHERE action = 'own-results.read'")
      assert.deepEqual(new Set(lines.map((it) => it.subject)), new Set(['official:SRV1']))
      assert.equal(lines.length, 5)
    })
  })
})
