import assert from 'node:assert/strict'
import { aDossier, aRating } from '../support/events.ts'
import { testService } from '../support/service.ts'
import type { Answer } from '../support/client.ts'

const isProblem = (answer: Answer, status: number, type: string) => {
  assert.equal(answer.status, status, answer.text)
  assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/)
  assert.equal(answer.json.type, `/problems/${type}`)
}

describe('what is refused', () => {
  before(async () => { await (await testService()).client.makeCentres(['REF1', 'REF2']) })
  const counter = 'REF1.Q1'

  it('is an unreadable body, as 400', async () => {
    const { client } = await testService()
    isProblem(await client.request('POST', '/api/v1/ratings', { token: client.key, raw: '{' }), 400, 'unreadable-body')
  })

  it('is a body over 1 MiB, as 413', async () => {
    const { client } = await testService()
    isProblem(await client.sendRatings([aRating(counter, { comment: 'x'.repeat(2e6) })]), 413, 'body-too-large')
  })

  it('is a stranger, as 401, before the body is looked at', async () => {
    const { client } = await testService()
    isProblem(await client.request('POST', '/api/v1/ratings', { raw: '{' }), 401, 'sender-unknown')
    isProblem(await client.sendRatings([aRating(counter)], 'nonsense'), 401, 'sender-unknown')
  })

  it('is a key without the scope, as 403', async () => {
    const { client } = await testService()
    isProblem(await client.sendRatings([aRating(counter)], await client.newKey(['results:read'])), 403, 'no-right')
  })

  it('is a revoked key, as 401, within 5 s', async () => {
    const { client } = await testService()
    const made = await client.request('POST', '/api/v1/api-keys', { cookie: client.cookie, body: { name: 'soon gone', scopes: ['ratings:write'] } })
    assert.equal((await client.sendRatings([aRating(counter)], made.json.key)).status, 202)
    assert.equal((await client.request('DELETE', `/api/v1/api-keys/${made.json.id}`, { cookie: client.cookie })).status, 204)
    isProblem(await client.sendRatings([aRating(counter)], made.json.key), 401, 'sender-unknown')
  })

  it('are 501 ratings, as 422, naming the rule', async () => {
    const { client } = await testService()
    const answer = await client.sendRatings(Array.from({ length: 501 }, () => aRating(counter)))
    isProblem(answer, 422, 'invalid-request')
    assert.deepEqual([answer.json.errors[0].pointer, answer.json.errors[0].rule], ['/ratings', 'at most 500'])
  })

  it('is a score of 6, named by field, value and rule', async () => {
    const { client } = await testService()
    const answer = await client.sendRatings([aRating(counter, { score: 6 })])
    isProblem(answer, 422, 'nothing-accepted')
    assert.deepEqual(answer.json.errors.map((it: Record<string, unknown>) => [it['pointer'], it['value'], it['rule']]), [['/ratings/0/score', 6, 'score ≤ scale']])
  })

  it('is an unknown counter, and one that opened later', async () => {
    const { client } = await testService()
    const answer = await client.sendRatings([aRating('NOPE'), aRating(counter, { occurredAt: '2019-12-31T09:00:00+07:00' })])
    isProblem(answer, 422, 'nothing-accepted')
    assert.deepEqual(answer.json.errors.map((it: Record<string, unknown>) => it['pointer']), ['/ratings/0/counterCode', '/ratings/1/counterCode'])
  })

  it('is a time in 2035, also when the sender believes it is 2035', async () => {
    const { client } = await testService()
    const late = aRating(counter, { occurredAt: '2035-01-01T00:00:00Z' })
    for (const sentAt of [new Date().toISOString(), '2035-01-01T00:00:05Z']) {
      const answer = await client.sendRatings([late], client.key, sentAt)
      isProblem(answer, 422, 'nothing-accepted')
      assert.equal(answer.json.errors[0].pointer, '/ratings/0/occurredAt')
    }
  })

  it('is an unknown field, by its name', async () => {
    const { client } = await testService()
    const answer = await client.sendRatings([{ ...aRating(counter), phone: '0901234567' }])
    assert.deepEqual([answer.json.errors[0].pointer, answer.json.errors[0].rule], ['/ratings/0/phone', 'known field'])
  })

  it('never costs the good ratings of a mixed batch', async () => {
    const { client } = await testService()
    const good = [aRating(counter), aRating(counter)]
    const answer = await client.sendRatings([good[0], aRating(counter, { score: 0 }), aRating(counter, { occurredAt: '2035-01-01T00:00:00Z' }), good[1]])
    assert.equal(answer.status, 202)
    assert.deepEqual(answer.json.accepted, good.map((it) => it.id))
    assert.deepEqual(answer.json.rejected.map((it: { index: number }) => it.index), [1, 2])
  })

  it('is a key’s rating outside the key’s unit', async () => {
    const { client } = await testService()
    const key = await client.newKey(['ratings:write'], 'REF2')
    assert.equal((await client.sendRatings([aRating('REF2.Q1')], key)).status, 202)
    isProblem(await client.sendRatings([aRating(counter)], key), 422, 'nothing-accepted')
  })

  it('is a dossier with a name in it, or of an agency nobody knows', async () => {
    const { client } = await testService()
    const post = (dossiers: unknown[]) => client.request('POST', '/api/v1/dossiers', { token: client.key, body: { dossiers } })
    const named = await post([{ ...aDossier('REF1'), applicantName: 'A' }])
    isProblem(named, 422, 'nothing-accepted')
    assert.equal(named.json.errors[0].pointer, '/dossiers/0/applicantName')
    isProblem(await post([aDossier('REF1', { agencyCode: 'NOBODY' })]), 422, 'nothing-accepted')
  })

  it('is an address nobody serves, as 404', async () => {
    const { client } = await testService()
    isProblem(await client.request('GET', '/api/v1/nothing'), 404, 'not-found')
  })
})
