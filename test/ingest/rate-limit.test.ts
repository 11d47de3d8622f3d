import assert from 'node:assert/strict'
import { aRating } from '../support/events.ts'
import { openIngestRoom, type IngestRoom } from '../support/ingest-room.ts'

/** 2 a second over ten seconds. */
const ALLOWANCE = 20

describe('the allowance of a sender', function () {
  let room: IngestRoom
  before(async () => {
    room = await openIngestRoom({ ratingsPerSecond: ALLOWANCE / 10 })
    await room.client.makeCentre('RATE')
  })
  after(() => room.close())

  const some = (count: number) => Array.from({ length: count }, () => aRating('RATE.Q1'))
  const taps = (count: number, from = 1) => Array.from({ length: count }, (_, i) => ({ ...aRating(''), counterCode: undefined, seq: from + i, occurredAt: new Date().toISOString() }))
  const newSender = () => room.client.newKey(['ratings:write', 'dossiers:write'])
  const stored = (ids: string[]) => room.read(`SELECT id AS value FROM ratings WHERE id IN (${ids.map((it) => `'${it}'`).join(',')})`)

  it('is its own: 34 tablets behind one address never throttle each other', async () => {
    const tablets = []
    for (let i = 0; i < 34; i += 1) tablets.push(await room.enrol('RATE.Q1'))
    const answers = await Promise.all(tablets.map((it) => room.client.sendRatings(taps(ALLOWANCE), it.token)))
    assert.deepEqual(answers.map((it) => it.status), Array.from({ length: 34 }, () => 202))
    assert.equal((await room.client.sendRatings(taps(1, 1 + ALLOWANCE), tablets[0]?.token)).status, 429)
    assert.equal((await room.client.sendRatings(some(1), await newSender())).status, 202)
  })

  it('counts ratings, not requests, and says when to come again', async () => {
    const key = await newSender()
    assert.equal((await room.client.sendRatings(some(ALLOWANCE - 1), key)).status, 202)
    const refused = await room.client.sendRatings(some(2), key)
    assert.deepEqual([refused.status, refused.json.type], [429, '/problems/too-many-requests'])
    const wait = Number(refused.headers.get('retry-after'))
    assert.ok(wait >= 1 && wait <= 10, `Retry-After ${wait}`)
  })

  it('refuses a batch whole: nothing of it is stored', async () => {
    const [key, [good, over]] = [await newSender(), [some(1), some(ALLOWANCE)]]
    assert.deepEqual([(await room.client.sendRatings(good, key)).status, (await room.client.sendRatings(over, key)).status], [202, 429])
    await room.settled()
    assert.deepEqual(await stored([...good, ...over].map((it) => it.id)), good.map((it) => it.id))
  })

  it('is not asked of those whose body is refused, and covers dossiers too', async () => {
    const key = await newSender()
    const post = (path: string, body: unknown) => room.client.request('POST', path, { token: key, body })
    assert.equal((await post('/api/v1/dossiers', { nothing: 1 })).status, 422)
    assert.equal((await post('/api/v1/dossiers', { dossiers: Array.from({ length: ALLOWANCE + 1 }, () => ({})) })).status, 429)
  })
})
