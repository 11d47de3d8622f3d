import assert from 'node:assert/strict'
import { newEventId } from '../support/events.ts'
import { openIngestRoom, type IngestRoom } from '../support/ingest-room.ts'

const [MINUTE_MS, DAY_MS] = [60_000, 86_400_000]

describe('rating on one’s own telephone', () => {
  let room: IngestRoom
  let strange: string
  let now = Date.now() - 100 * DAY_MS
  before(async () => {
    room = await openIngestRoom({ clock: () => now })
    await room.client.makeCentres(['PHO', 'PHX'])
    // Before the clock goes on, and the session with it.
    strange = await room.client.newKey(['dossiers:write'], 'PHX')
  })
  after(() => room.close())

  const post = (path: string, body: object, token?: string) => room.client.request('POST', path, { body, ...(token ? { token } : {}) })
  const linkIn = (url: string) => url.split('#')[1] ?? ''
  const receipt = async (more: object = {}) => linkIn((await post('/api/v1/rating-links', { counterCode: 'PHO.Q1', ...more }, room.client.key)).json.url)
  const open = (link: string) => post('/api/v1/rating-links/opening', { link })
  const aRating = (more: object = {}) => ({ id: newEventId(), occurredAt: new Date(now).toISOString(), scale: 5, score: 4, ...more })
  const rate = (link: string, rating: object = aRating(), sentAt = now) => post('/api/v1/phone-ratings', { link, sentAt: new Date(sentAt).toISOString(), rating })
  const stored = (what: string, id: string) => room.read(`SELECT ${what} AS value FROM ratings_current WHERE id = '${id}'`)

  it('shows the counter, counts once, and keeps of the dossier what is kept of any rated dossier', async () => {
    const link = await receipt({ dossierCode: 'PHO-1' })
    const { json } = await open(link)
    assert.deepEqual([json.kind, json.place.counter.code, json.settings.scale, json.settings.pin], ['receipt', 'PHO.Q1', 5, undefined])
    const given = aRating({ reasons: ['quick'] })
    assert.deepEqual((await rate(link, given)).json, { accepted: [given.id] })
    assert.equal((await rate(link, given)).status, 202, 'the answer was lost, and it comes again')
    await room.settled()
    assert.deepEqual(await stored(`concat(sender, ' ', counter_code, ' ', toString(score), ' ', toString(length(dossier_hash) > 0))`, given.id), ['phone:receipt PHO.Q1 4 1'])
    assert.equal(await room.redis.keys('*PHO-1*').then((it) => it.length), 0)
  })

  it('refuses a second rating by the same link, and by another link of the same dossier', async () => {
    const [link, other] = [await receipt({ dossierCode: 'PHO-2' }), await receipt({ dossierCode: 'PHO-2' })]
    assert.equal((await open(other)).status, 200)
    await rate(link)
    assert.deepEqual([(await rate(link)).status, (await open(link)).status], [409, 409])
    assert.deepEqual([(await rate(other)).status, (await open(other)).status], [409, 409])
    assert.equal((await rate(await receipt())).status, 202, 'another one is for itself')
  })

  it('takes one of two ratings that come together', async () => {
    const link = await receipt()
    const answers = await Promise.all(Array.from({ length: 6 }, () => rate(link)))
    assert.equal(answers.filter((it) => it.status === 202).length, 1)
  })

  it('has an end, hears for a week who rated before it without a network, and is used still when it has been forgotten by which rating', async () => {
    const [link, late, used] = [await receipt({ validDays: 2 }), await receipt({ validDays: 2 }), await receipt({ validDays: 100 })]
    const [given, first] = [aRating(), aRating()]
    await rate(used, first)
    now += 3 * DAY_MS
    assert.deepEqual([(await open(link)).status, (await rate(link)).status, (await rate(late, given)).status], [410, 410, 202])
    now += 8 * DAY_MS
    assert.equal((await rate(late, given)).status, 410)
    for (const key of await room.redis.keys('rating-link-for:*')) await room.redis.del(key)
    assert.deepEqual([(await open(used)).status, (await rate(used)).status, (await rate(used, first)).status], [409, 409, 409])
  })

  it('believes no clock of a telephone, and no link that was changed', async () => {
    const wrong = aRating({ occurredAt: new Date(now - 40 * DAY_MS).toISOString() })
    assert.equal((await rate(await receipt(), wrong, now - 40 * DAY_MS)).status, 202)
    await room.settled()
    assert.deepEqual(await stored('toString(abs(toUnixTimestamp64Milli(corrected_at) - ' + now + ') < 1000)', wrong.id), ['1'])
    const [text, signature] = (await receipt()).split('.') as [string, string]
    const forged = Buffer.from(Buffer.from(text, 'base64url').toString().replace('PHO.Q1', 'PHX.Q1')).toString('base64url')
    for (const link of [`${forged}.${signature}`, text, 'x.y', '…']) assert.deepEqual([(await open(link)).status, (await rate(link)).status], [401, 401], link)
    assert.equal((await post('/api/v1/phone-ratings', { link: `${text}.${signature}`, sentAt: new Date(now).toISOString(), rating: { ...aRating(), counterCode: 'PHX.Q1' } })).json.errors[0].pointer, '/rating/counterCode')
  })

  it('is offered by systems of the unit, which are told what is wrong', async () => {
    assert.equal((await post('/api/v1/rating-links', { counterCode: 'PHO.Q1' }, strange)).status, 403)
    const wrong = await post('/api/v1/rating-links', { counterCode: 'PHO.Q9' }, room.client.key)
    assert.deepEqual([wrong.status, wrong.json.errors[0].pointer], [422, '/counterCode'])
  })

  it('is shown by a tablet for some minutes, as a link for its own counter', async () => {
    const { token } = await room.enrol('PHO.Q2')
    const link = linkIn((await post('/api/v1/devices/rating-link', {}, token)).json.url)
    assert.deepEqual((({ kind, place }) => [kind, place.counter.code])((await open(link)).json), ['tablet', 'PHO.Q2'])
    now += 7 * MINUTE_MS
    assert.equal((await open(link)).status, 410)
  })

  it('comes from a card too, which is the same until it is withdrawn, and marks what comes through it', async () => {
    const cards = async () => (await room.client.request('POST', '/api/v1/rating-cards', { token: room.client.key, body: { centreCode: 'PHO' } })).json.rows
    const [card] = await cards()
    assert.equal((await cards())[0].url, card.url)
    const door = linkIn(card.url)
    const [one, another] = [(await open(door)).json, (await open(door)).json]
    assert.equal((await rate(door)).status, 401, 'the card itself rates nothing')
    const given = aRating()
    assert.deepEqual([(await rate(one.link, given)).status, (await rate(one.link)).status, (await rate(another.link)).status], [202, 409, 202])
    await room.settled()
    assert.deepEqual(await stored('sender', given.id), ['phone:card'])
    const answers = []
    for (let i = 0; i < 30; i += 1) answers.push((await open(door)).status)
    assert.deepEqual([answers[0], answers.at(-1)], [200, 429])
    await room.client.request('DELETE', `/api/v1/rating-cards/${card.id}`, { token: room.client.key })
    assert.equal((await open(door)).status, 410)
    assert.notEqual((await cards())[0].url, card.url)
  })
})
