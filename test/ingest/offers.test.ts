import assert from 'node:assert/strict'
import { closedAtOf, toOfferId } from '../../ingest/offers/offer-board.ts'
import { until } from '../support/client.ts'
import { openIngestRoom, type IngestRoom } from '../support/ingest-room.ts'

describe('ratings that are offered as dossiers are closed', () => {
  let room: IngestRoom
  before(async () => {
    room = await openIngestRoom()
    await room.client.makeCentre('OFR')
  })
  after(() => room.close())

  const aDossier = (code: string, more: object = {}) => {
    const now = new Date().toISOString()
    return { code, agencyCode: 'OFRA', centreCode: 'OFR', counterCode: 'OFR.Q1', channel: 'direct', status: 10, receivedAt: new Date(Date.now() - 3_600_000).toISOString(), returnedAt: now, updatedAt: now, ...more }
  }
  const send = (...dossiers: object[]) => room.client.request('POST', '/api/v1/dossiers', { token: room.client.key, body: { dossiers } })

  /** What a tablet hears, as it comes. */
  const listen = async (token: string) => {
    const controller = new AbortController()
    const response = await fetch(`${room.client.url}/api/v1/devices/offers`, { headers: { authorization: `Bearer ${token}` }, signal: controller.signal })
    assert.equal(response.status, 200)
    let heard = ''
    const decoder = new TextDecoder()
    void (async () => { for await (const part of response.body ?? []) heard += decoder.decode(part) })().catch(() => {})
    return { codes: () => [...heard.matchAll(/"dossierCode":"([^"]+)"/g)].map((it) => it[1]), leave: () => controller.abort() }
  }

  it('come to the tablet of the counter and to no other, once, also when its line was down at that moment', async () => {
    const [here, there] = [await room.enrol('OFR.Q1'), await room.enrol('OFR.Q2')]
    const [line, other] = [await listen(here.token), await listen(there.token)]
    await send(aDossier('OFR-1'))
    await until(async () => line.codes().length === 1)
    await send(aDossier('OFR-1'))
    await send(aDossier('OFR-2', { counterCode: 'OFR.Q2' }))
    await until(async () => other.codes().length === 1)
    assert.deepEqual([line.codes(), other.codes()], [['OFR-1'], ['OFR-2']])
    line.leave()
    const again = await listen(here.token)
    await until(async () => again.codes().length === 1)
    assert.deepEqual(again.codes(), ['OFR-1'])
    again.leave()
    other.leave()
  })

  it('are not made of history, of what was only finished, nor of what has no counter', () => {
    const now = Date.now()
    const row = (status: number, finishedAt: number | null, returnedAt: number | null) =>
      ['A', 'c', '', 'Q', '', '', 'direct', status, now, null, finishedAt, returnedAt, [], 0, 0, 0, false, true, 0, false, 'no', now] as Parameters<typeof closedAtOf>[0]
    assert.deepEqual([closedAtOf(row(9, now, null)), closedAtOf(row(10, now, null)), closedAtOf(row(9, now, now + 1))], [null, now, now + 1])
  })

  it('are facts when they were shown, counted once, and forgotten by the tablet only when they are stored', async () => {
    const { token, deviceId } = await room.enrol('OFR.Q1')
    const offer = { id: toOfferId('OFRA', 'OFR-3'), offeredAt: new Date().toISOString() }
    const tell = () => room.client.request('POST', '/api/v1/offers', { token, body: { sentAt: new Date().toISOString(), offers: [offer] } })
    assert.deepEqual((await tell()).json.accepted, [offer.id])
    await until(async () => (await tell()).json.stored[0] === offer.id)
    assert.deepEqual(await room.read(`SELECT concat(counter_code, ' ', centre_code, ' ', toString(count())) AS value FROM shown_offers FINAL WHERE sender = 'device:${deviceId}' GROUP BY counter_code, centre_code`), ['OFR.Q1 OFR 1'])
  })

  it('are for tablets, and name what is wrong', async () => {
    assert.equal((await room.client.request('POST', '/api/v1/offers', { token: room.client.key, body: {} })).status, 401)
    const { token } = await room.enrol('OFR.Q1')
    const wrong = await room.client.request('POST', '/api/v1/offers', { token, body: { sentAt: new Date().toISOString(), offers: [{ id: 'x', offeredAt: 'y' }] } })
    assert.deepEqual([wrong.status, wrong.json.errors[0].pointer], [422, '/offers/0/id'])
  })
})
