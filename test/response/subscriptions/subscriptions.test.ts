import assert from 'node:assert/strict'
import { createHmac, randomUUID } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { editionMessage, subscriptionChallenge } from '../../../contract/edition-subscription.ts'
import { postPage } from '../../../contract/notice.ts'
import { sendNotices } from '../../../jobs/send-notices.ts'
import { openLoopRoom, type LoopRoom } from '../../support/loop-room.ts'
import { openMailServer } from '../../support/mail-server.ts'

const HOUR_MS = 3_600_000
const PATH = '/api/v1/edition-subscriptions'

describe('readers who want to be told of editions', function () {
  let mail: Awaited<ReturnType<typeof openMailServer>>
  let room: LoopRoom
  let receiver: Server
  let host: string
  const posted: { headers: IncomingHttpHeaders; body: string }[] = []
  /** What the receiver answers: the challenge, or this. */
  let answer: { status: number; text: string } | null = null

  const ask = (body: unknown, path = '') => room.client.request('POST', `${PATH}${path}`, { body })
  const round = () => sendNotices({ telling: room.jobs.telling, sender: { ...room.jobs.sender, takeUp: async () => {} } })
  const attempt = async (): Promise<string[]> => {
    const failed: string[] = []
    for (const { id } of await room.loop.posts.waiting()) await room.jobs.sender.send({ id }).catch((error: unknown) => failed.push(String(error)))
    return failed
  }
  const tokenIn = (text: string, name: string) => decodeURIComponent(new RegExp(`/theo-doi#${name}=([^\\s"<]+)`).exec(text)?.[1] ?? '')
  const subscribers = async () => (await room.record.query<{ count: number }>('SELECT count(*)::int AS count FROM edition_subscriber'))[0]?.count
  /** An edition that came out at this moment. */
  const publish = async (period: string, number: number, reason: string | null = null) => {
    const [id, at, by] = [randomUUID(), new Date(room.at.now), `person:${randomUUID()}`]
    await room.record.query(
      `INSERT INTO edition (id, period, number, kind, reason, state, asked_at, asked_by, closed_at, ready_at, frozen_at, approved_at, approved_by, publish_at, build, computed_at, contents, content_hash, csv_hash)
       VALUES ($1, $2, $3, $4, $5, 'frozen', $6, 'system', $6, $6, $6, $6, $7, $6, $1, $6, $8::json, 'dau-van', 'x')`,
      [id, period, number, number === 1 ? 'final' : 'revision', reason, at, by, JSON.stringify({ inputs: { ratings: 0, dossiers: 0, measures: 0, lastReceivedAt: { ratings: null, dossiers: null, measures: null }, setAside: [] }, definitions: [], schemes: [] })],
    )
  }

  before(async () => {
    mail = await openMailServer()
    receiver = createServer((request, response) => {
      let body = ''
      request.on('data', (part: Buffer) => { body += part.toString() }).on('end', () => {
        posted.push({ headers: request.headers, body })
        const challenge = subscriptionChallenge.safeParse(JSON.parse(body)).data?.challenge
        response.writeHead(answer?.status ?? 200).end(answer?.text ?? challenge ?? '')
      })
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    host = `127.0.0.1:${(receiver.address() as AddressInfo).port}`
    room = await openLoopRoom({ now: Date.parse('2026-03-10T09:00:00+07:00'), mailer: mail.mailer, privateHosts: [host] })
  })
  after(async () => {
    await room.close()
    await mail.close()
    await new Promise((resolve) => receiver.close(resolve))
  })

  it('are in only when they follow the link in a mail, and leave by the link in each mail', async () => {
    const asked = await ask({ way: 'mail', email: 'Doc.Gia@example.org', language: 'en' })
    assert.deepEqual([asked.status, asked.json], [202, { way: 'mail', linkValidHours: 24 }])
    assert.equal(await subscribers(), 0)
    assert.deepEqual(await attempt(), [])
    assert.match(mail.received[0]?.text ?? '', /If it was not you, there is nothing to do/)
    assert.equal((await room.record.query('SELECT 1 FROM post WHERE sealed IS NOT NULL')).length, 0)
    const token = tokenIn(mail.received[0]?.text ?? '', 'xac-nhan')
    for (const again of [1, 2]) assert.deepEqual([again, (await ask({ token }, '/confirmation')).json], [again, { way: 'mail', language: 'en' }])
    assert.equal(await subscribers(), 1)
    const kept = JSON.stringify(await room.record.query('SELECT * FROM edition_subscriber'))
    assert.doesNotMatch(kept, /gia@example|Doc\.Gia/i)

    room.at.now += HOUR_MS
    await publish('2026-01', 1)
    await round()
    await round()
    await attempt()
    await round()
    assert.deepEqual(await attempt(), [])
    const told = mail.received.slice(1)
    assert.deepEqual(told.map((it) => it.to), ['Doc.Gia@example.org'])
    assert.match(told[0]?.text ?? '', /The figures of January 2026 are out[^]*http:\/\/thuoc-do\.example\/so-lieu\?period=2026-01&number=1[^]*dau-van/)
    const headers = (told[0]?.headers ?? '').replaceAll(/\r\n\s+/g, ' ')
    assert.match(headers, /List-Unsubscribe-Post: List-Unsubscribe=One-Click/)
    const atOnce = /List-Unsubscribe:\s*<http:\/\/thuoc-do\.example(\/[^>]+)>/.exec(headers)?.[1] ?? ''
    const looked = await fetch(`${room.client.url}${atOnce}`, { redirect: 'manual' })
    assert.deepEqual([looked.status, looked.headers.get('location')?.startsWith('/theo-doi#thoi='), await subscribers()], [303, true, 1])
    const left = await fetch(`${room.client.url}${atOnce}`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'List-Unsubscribe=One-Click' })
    assert.deepEqual([left.status, await subscribers()], [204, 0])
    assert.equal((await ask({ token: tokenIn(told[0]?.text ?? '', 'thoi') }, '/leave')).status, 204)
  })

  it('leave nothing behind a day after they did not say yes, and their link is worth nothing then', async () => {
    await ask({ way: 'mail', email: 'quen@example.org' })
    await attempt()
    await ask({ way: 'mail', email: 'khong-gui@example.org' })
    const token = tokenIn(mail.received.at(-1)?.text ?? '', 'xac-nhan')
    room.at.now += 24 * HOUR_MS
    await round()
    assert.deepEqual(await room.record.query("SELECT 1 FROM post WHERE channel = 'invitation'"), [])
    assert.deepEqual([(await ask({ token }, '/confirmation')).status, (await ask({ token: `${token.slice(0, -2)}AA` }, '/confirmation')).status, await subscribers()], [410, 410, 0])
    assert.equal((await ask({ token: `${randomUUID()}.gia-mao` }, '/leave')).status, 410)
  })

  it('get three links a day at most, and whoever asks for others is not told', async () => {
    const before = mail.received.length
    for (let asked = 0; asked < 5; asked += 1) assert.equal((await ask({ way: 'mail', email: `lam-phien@${asked % 2 ? 'EXAMPLE' : 'example'}.org` })).status, 202)
    await attempt()
    assert.equal(mail.received.length - before, 3)
  })

  it('are refused with the field and the rule where the address is none, or of a network inside', async () => {
    assert.deepEqual((await ask({ way: 'mail', email: 'khong phai' })).json.errors?.[0]?.pointer, '/email')
    for (const url of [`http://${host}/`, 'https://10.0.0.1/', 'https://localhost/', 'https://169.254.169.254/latest', 'https://ten:mat@example.org/']) {
      const { status, json } = await ask({ way: 'webhook', url })
      assert.deepEqual([status, json.errors?.[0]?.pointer, json.errors?.[0]?.value], [422, '/url', url])
    }
    assert.equal(posted.length, 0)
  })

  it('have signed messages posted once their address has answered a challenge, each edition once, tried again when it is away', async () => {
    const url = `http://${host}/nhan`
    answer = { status: 200, text: 'ok' }
    await assert.rejects(room.loop.subscriptions.addWebhook({ way: 'webhook', url }), /not the challenge/)
    answer = null
    const { secret, leave } = await room.loop.subscriptions.addWebhook({ way: 'webhook', url })
    room.at.now += HOUR_MS
    await publish('2026-01', 2, 'Dữ liệu về muộn của một tỉnh')
    await round()
    posted.length = 0
    answer = { status: 503, text: '' }
    assert.match((await attempt()).join(), /it answered 503/)
    answer = null
    await round()
    assert.deepEqual(await attempt(), [])
    await attempt()
    assert.equal(posted.length, 2)
    const [first, second] = posted
    const message = editionMessage.parse(JSON.parse(second?.body ?? ''))
    assert.deepEqual([message.period, message.number, message.editionKind, message.reason, message.archive], ['2026-01', 2, 'revision', 'Dữ liệu về muộn của một tỉnh', 'http://thuoc-do.example/api/v1/editions/2026-01/edition.zip?number=2'])
    const [, seconds, signature] = /^t=(\d+),v1=([0-9a-f]+)$/.exec(String(second?.headers['thuoc-do-signature'])) ?? []
    assert.equal(signature, createHmac('sha256', secret).update(`${seconds}.${second?.body}`).digest('hex'))
    assert.equal(first?.headers['thuoc-do-delivery'], second?.headers['thuoc-do-delivery'])
    assert.equal((await ask({ token: leave }, '/leave')).status, 204)
    assert.equal(await subscribers(), 0)
  })

  it('are forgotten when their address does not exist, and no address stands in what is listed for operations', async () => {
    await room.loop.subscribers.put({ way: 'mail', to: 'mat@example.org', secret: null, language: 'vi' })
    await room.loop.posts.addInvitation({ email: 'bi-tra@example.org', language: 'vi' })
    room.at.now += HOUR_MS
    await publish('2026-01', 3, 'Sửa lần nữa cho đúng')
    await round()
    mail.refusals.push({ code: 550, message: 'no such person bi-tra@example.org' }, { code: 550, message: 'no such person mat@example.org' })
    assert.deepEqual(await attempt(), [])
    assert.equal(await subscribers(), 0)
    const administrator = await room.person('administrator', null)
    const { rows } = postPage.parse((await room.as(administrator, 'GET', '/api/v1/posts')).json)
    assert.deepEqual([rows.map((it) => it.channel), rows.some((it) => JSON.stringify(it).includes('example.org'))], [['invitation'], false])
    assert.equal((await room.as(administrator, 'POST', `/api/v1/posts/${rows[0]?.id}/retry`)).status, 410)
  })
})
