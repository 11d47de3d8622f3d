import assert from 'node:assert/strict'
import { deadLetterDetail, deadLetterPage } from '../../contract/dead-letter.ts'
import { aDossier, aRating } from '../support/events.ts'
import { openIngestRoom, type IngestRoom } from '../support/ingest-room.ts'

/** Half of a character: JSON can write it, the warehouse cannot read it. */
const HALF_A_CHARACTER = '\ud83d'
const PHONE = 'gọi cho tôi số 0912345678'
/** In UTC this lies in the year 10000, which the warehouse has no digits for. */
const YEAR_10000 = '9999-12-31T23:59:59-05:00'

describe('one bad row', function () {
  let room: IngestRoom
  before(async () => {
    room = await openIngestRoom()
    await room.client.makeCentre('POIS')
  })
  after(() => room.close())

  const stored = (...ids: string[]) => room.read(`SELECT id AS value FROM ratings_current WHERE id IN (${ids.map((it) => `'${it}'`).join(',')})`)
  const ask = (method: string, path: string) => room.client.request(method, `/api/v1/dead-letters${path}`, { cookie: room.client.cookie })
  const letterOf = async (id: string) => {
    const { rows } = deadLetterPage.parse((await ask('GET', '?limit=500')).json)
    const details = await Promise.all(rows.map(async (it) => deadLetterDetail.parse((await ask('GET', `/${it.id}`)).json)))
    return details.filter((it) => it.content['id'] === id)
  }
  /** A job as another deploy may have left it: between good rows stands one in which something is wrong. */
  const addJob = async ({ score = 5 as unknown, procedureCode = '' }) => {
    const ids = Array.from({ length: 3 }, () => aRating('').id)
    const rows = ids.map((id, i) => [id, 0, Date.parse('2026-10-14T02:00:00Z'), 5, i === 1 ? score : 5, [], PHONE, '', 'POIS.Q1', 'POIS', i === 1 ? procedureCode : '', '', '', ''])
    await room.facts.add({ version: 2, batches: [{ version: 1, kind: 'ratings', sender: 'key:poison', receivedAt: Date.now(), sentAt: Date.now(), rows: rows as never }] })
    await room.settled()
    return ids as [string, string, string]
  }
  /** A row of a system whose clock the warehouse has no digits for, sent together with others' good rows. */
  const sendUnreadable = async () => {
    const [bad, ...good] = Array.from({ length: 5 }, () => aRating('POIS.Q1', { comment: PHONE, dossierCode: 'HS-1' })) as [ReturnType<typeof aRating>, ...ReturnType<typeof aRating>[]]
    const answers = await Promise.all([room.client.sendRatings([bad], room.client.key, YEAR_10000), ...good.map((it) => room.client.sendRatings([it]))])
    assert.deepEqual(answers.map((it) => it.status), Array.from(answers, () => 202))
    await room.settled()
    return { bad, good }
  }

  it('in a job costs none of its neighbours and becomes a dead letter', async () => {
    const [before, bad, after] = await addJob({ score: 'năm' })
    assert.deepEqual((await stored(before, bad, after)).sort(), [before, after].sort())
    const [letter] = await letterOf(bad)
    assert.deepEqual([letter?.kind, letter?.status, letter?.sender, letter?.content['score']], ['ratings', 'open', 'key:poison', 'năm'])
    assert.match(letter?.reason ?? '', /column 4/)
  })

  it('in a job that nobody can read at all becomes a dead letter without showing its content', async () => {
    const secret = `bí mật ${aRating('').id}`
    await room.facts.add({ version: 9, said: secret } as never)
    await room.settled()
    const { rows } = deadLetterPage.parse((await ask('GET', '?limit=1')).json)
    const { text } = await ask('GET', `/${rows[0]?.id}`)
    assert.equal(rows[0]?.kind, null)
    assert.ok(!text.includes(secret))
  })

  it('that the warehouse cannot read is halved out of its insert, and its neighbours are stored', async () => {
    const { bad, good } = await sendUnreadable()
    assert.deepEqual((await stored(bad.id, ...good.map((it) => it.id))).sort(), good.map((it) => it.id).sort())
    assert.deepEqual(await room.read(`SELECT reason AS value FROM set_aside_facts FINAL WHERE id = '${bad.id}'`), ['unreadable'])
    assert.match((await letterOf(bad.id))[0]?.reason ?? '', /CANNOT_PARSE_DATETIME sent_at/)
  })

  it('with half a character in it is a data error too, and holds up nobody', async () => {
    const [before, bad, after] = await addJob({ procedureCode: `1.00${HALF_A_CHARACTER}` })
    assert.deepEqual((await stored(before, bad, after)).sort(), [before, after].sort())
    assert.match((await letterOf(bad))[0]?.reason ?? '', /CANNOT_PARSE_ESCAPE_SEQUENCE/)
  })

  it('with half a character or a NUL in a code is refused by its place in the batch', async () => {
    const ratings = [aRating('POIS.Q1', { procedureCode: HALF_A_CHARACTER }), aRating('POIS.Q1', { reasons: ['chậm\0'] })]
    const { status, json } = await room.client.sendRatings(ratings)
    assert.deepEqual([status, json.errors.map((it: { pointer: string }) => it.pointer)], [422, ['/ratings/0/procedureCode', '/ratings/1/reasons/0']])
  })

  it('of a dossier that ends in the year 9999 is refused, and stops no recomputation', async () => {
    const dossiers = [aDossier('POIS', { dueAt: '9999-12-31T23:59:59Z' }), aDossier('POIS', { receivedAt: '1969-12-31T00:00:00Z' }), aDossier('POIS', { dueAt: null })]
    const { json } = await room.client.request('POST', '/api/v1/dossiers', { token: room.client.key, body: { dossiers } })
    assert.deepEqual([json.accepted, json.rejected.map((it: { errors: { rule: string }[] }) => it.errors[0]?.rule)], [[dossiers[2]?.code], ['between 1970 and 2149', 'between 1970 and 2149']])
    await room.settled()
    await room.refresh()
    assert.equal(await room.dirtyDays.count('dossiers'), 0)
  })

  it('with half a character in its comment is counted, the half replaced', async () => {
    const rating = aRating('POIS.Q1', { comment: `tốt ${HALF_A_CHARACTER}` })
    await room.client.sendRatings([rating])
    await room.settled()
    assert.deepEqual(await room.read(`SELECT comment AS value FROM ratings_current WHERE id = '${rating.id}'`), ['tốt \ufffd'])
  })

  it('that is refused leaves its number, whatever its id is made of', async () => {
    const seq = Date.now()
    const answer = await room.client.sendRatings([{ ...aRating('POIS.Q1'), id: HALF_A_CHARACTER, seq, [`${'x'.repeat(90)}😀😀😀😀😀😀`]: 1 }])
    assert.equal(answer.status, 422)
    await room.settled()
    assert.deepEqual(await room.read(`SELECT id AS value FROM refused_facts WHERE seq = ${seq}`), ['\ufffd'])
  })

  it('is kept without telephone numbers, whatever is wrong with it', async () => {
    const { bad } = await sendUnreadable()
    const [, unparsed] = await addJob({ score: 'năm' })
    const tablet = await room.enrol('POIS.Q1')
    const implausible = { ...aRating('', { comment: PHONE, occurredAt: '2001-01-01T00:00:00Z' }), counterCode: undefined }
    await room.client.sendRatings([implausible], tablet.token)
    await room.settled()
    for (const id of [bad.id, unparsed, implausible.id]) {
      const kept = await room.read(`SELECT payload AS value FROM dead_letters WHERE payload LIKE '%${id}%' UNION ALL SELECT payload FROM set_aside_facts WHERE id = '${id}'`)
      assert.ok(kept.length > 0 && !kept.join().includes('0912345678'), kept.join())
    }
    assert.ok((await room.originals.list({ centreCodes: ['POIS'], limit: 100 })).some((it) => it.eventId === implausible.id && it.original === PHONE))
  })

  it('is shown to an operator with comment and dossier code blacked out, and to nobody else', async () => {
    const { bad } = await sendUnreadable()
    const [letter] = await letterOf(bad.id)
    const exported = (await ask('GET', '/export.ndjson')).text.trim().split('\n').map((it) => deadLetterDetail.parse(JSON.parse(it)))
    for (const it of [letter, exported.find(({ id }) => id === letter?.id)]) {
      assert.deepEqual([it?.content['comment'], it?.content['dossierCode'], it?.content['counterCode']], ['███', '███', 'POIS.Q1'])
    }
    const stranger = await room.client.request('GET', `/api/v1/dead-letters/${letter?.id}`, { token: room.client.key })
    assert.deepEqual([stranger.status, (await room.client.request('GET', '/api/v1/dead-letters')).status], [403, 401])
  })

  it('that is replayed while its cause lasts is the same letter once more', async () => {
    const [, bad] = await addJob({ score: 'năm' })
    const [letter] = await letterOf(bad)
    for (const replays of [1, 2]) {
      assert.equal((await ask('POST', `/${letter?.id}/replay`)).status, 202)
      await room.settled()
      const letters = await letterOf(bad)
      assert.deepEqual(letters.map((it) => [it.id, it.status, it.replays]), [[letter?.id, 'open', replays]])
    }
  })

  it('that is replayed twice after its cause was mended is one fact', async () => {
    const [id, receivedAt] = [aRating('').id, Date.now()]
    // What a newer deploy can read again: the same row, kept as a letter by an older one.
    const row = [id, 0, Date.parse('2026-10-14T02:00:00Z'), 5, 4, [], '', '', 'POIS.Q1', 'POIS', '', '', '', '']
    const payload = { version: 1, kind: 'ratings', sender: 'key:mended', receivedAt, sentAt: receivedAt, rows: [row] }
    await room.deadLetters.keep([{ kind: 'ratings', sender: 'key:mended', receivedAt, reason: 'an older deploy', payload }])
    const [letter] = await letterOf(id)
    for (const replays of [1, 2]) {
      assert.equal((await ask('POST', `/${letter?.id}/replay`)).status, 202)
      await room.settled()
      assert.deepEqual((await letterOf(id)).map((it) => [it.status, it.replays]), [['replayed', replays]])
    }
    assert.deepEqual([await stored(id), await room.read(`SELECT count() AS value FROM ratings WHERE id = '${id}'`)], [[id], ['1']])
  })

  it('that does not exist cannot be shown or replayed, and a cursor nobody gave is refused', async () => {
    const answers = [await ask('GET', '/nothing'), await ask('POST', '/nothing/replay'), await ask('GET', '?cursor=nonsense')]
    assert.deepEqual(answers.map((it) => it.status), [404, 404, 422])
  })
})
