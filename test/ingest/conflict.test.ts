import assert from 'node:assert/strict'
import { aRating } from '../support/events.ts'
import { openIngestRoom, type IngestRoom } from '../support/ingest-room.ts'

describe('an id that comes again', function () {
  let room: IngestRoom
  before(async () => {
    room = await openIngestRoom()
    await room.client.makeCentres(['CONF', 'CONG'])
  })
  after(() => room.close())

  const send = async (...ratings: unknown[]) => {
    assert.equal((await room.client.sendRatings(ratings)).status, 202)
    await room.settled()
  }
  const stored = (id: string) => room.read(`SELECT score AS value FROM ratings_current WHERE id = '${id}'`)
  const setAside = (id: string) => room.read(`SELECT reason AS value FROM set_aside_facts FINAL WHERE id = '${id}'`)
  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
  const conflictsToday = async (centre: string) =>
    (await room.client.request('GET', `/api/v1/custody?centre=${centre}&day=${today}`, { token: room.client.key })).json.totals.conflicts as number

  it('with other content is set aside as a conflict, and the first delivery counts', async () => {
    const first = aRating('CONF.Q1', { score: 5 })
    await send(first)
    await send({ ...first, score: 1 })
    assert.deepEqual([await stored(first.id), await setAside(first.id)], [['5'], ['conflict']])
  })

  it('with other content in the very same request is a conflict too', async () => {
    const first = aRating('CONF.Q1', { score: 4 })
    await send(first, { ...first, score: 2 })
    assert.deepEqual([await stored(first.id), await setAside(first.id)], [['4'], ['conflict']])
  })

  it('with other content is counted by the custody page of its centre, and of no other', async () => {
    const before = await conflictsToday('CONG')
    const first = aRating('CONG.Q1', { comment: 'nhanh' })
    await send(first)
    await send({ ...first, comment: 'chậm' })
    const elsewhere = await conflictsToday('CONF')
    assert.deepEqual([before, await conflictsToday('CONG'), await conflictsToday('CONF')], [0, 1, elsewhere])
  })

  it('unchanged folds silently, also from a tablet that has been moved meanwhile', async () => {
    const tablet = await room.enrol('CONF.Q1')
    const rating = { ...aRating(''), counterCode: undefined, seq: 1, occurredAt: new Date().toISOString() }
    for (const counterCode of ['CONF.Q2', 'CONF.Q1']) {
      assert.equal((await room.client.sendRatings([rating], tablet.token)).status, 202)
      await room.settled()
      await room.client.request('PATCH', `/api/v1/devices/${tablet.deviceId}`, { cookie: room.client.cookie, body: { counterCode } })
    }
    assert.deepEqual([await stored(rating.id), await setAside(rating.id)], [['5'], []])
    assert.deepEqual(await room.read(`SELECT counter_code AS value FROM ratings WHERE id = '${rating.id}'`), ['CONF.Q1'])
  })

  it('from another sender is another rating', async () => {
    const rating = aRating('CONF.Q1')
    await send(rating)
    assert.equal((await room.client.sendRatings([{ ...rating, score: 1 }], await room.client.newKey(['ratings:write']))).status, 202)
    await room.settled()
    assert.deepEqual([(await stored(rating.id)).sort(), await setAside(rating.id)], [['1', '5'], []])
  })
})
