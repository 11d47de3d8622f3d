import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { addressProblem, isPublicAddress, postSigned, toSignature, UnusableAddress } from '../../platform/post-signed.ts'

describe('posting signed messages', () => {
  let server: Server
  let host = ''
  const heard: { headers: IncomingHttpHeaders; body: string }[] = []
  let answerWith: { status: number; headers?: Record<string, string> } = { status: 204 }
  before(async () => {
    server = createServer((request, response) => {
      let body = ''
      request.on('data', (part: Buffer) => { body += part.toString() }).on('end', () => {
        heard.push({ headers: request.headers, body })
        response.writeHead(answerWith.status, answerWith.headers).end()
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  after(() => void server.close())

  const post = (url: string, privateHosts: string[] = [host]) => postSigned({ url, body: '{"a":"ắ"}', secret: 'khoa', seconds: 1_700_000_000, delivery: '2026-02-24.H57', privateHosts })

  it('signs the body with its time, so that the receiver can tell what is ours and how old it is', async () => {
    assert.equal(await post(`http://${host}/nhan`), 204)
    const { headers, body } = heard.at(-1) ?? assert.fail('nothing came')
    const expected = createHmac('sha256', 'khoa').update(`1700000000.${body}`).digest('hex')
    assert.deepEqual([headers['thuoc-do-signature'], headers['thuoc-do-delivery'], headers['content-type'], body], [`t=1700000000,v1=${expected}`, '2026-02-24.H57', 'application/json', '{"a":"ắ"}'])
    assert.notEqual(toSignature('khac', body, 1_700_000_000), headers['thuoc-do-signature'])
  })

  it('follows no redirect', async () => {
    answerWith = { status: 302, headers: { location: `http://${host}/khac` } }
    const before = heard.length
    assert.deepEqual([await post(`http://${host}/nhan`), heard.length - before], [302, 1])
    answerWith = { status: 204 }
  })

  it('reaches nothing beside us that was not named: no private address, under whichever name or spelling', async () => {
    for (const url of [`http://${host}/`, 'https://127.0.0.1/', 'https://2130706433/', 'https://[::1]/', 'https://[::ffff:10.0.0.1]/', 'https://169.254.169.254/latest', 'https://localhost/', 'https://redis.internal/', 'file:///etc/passwd', 'https://ten:mat-khau@example.org/', 'nowhere']) {
      await assert.rejects(post(url, []), UnusableAddress, url)
    }
    assert.equal(addressProblem('https://dvc.example.gov.vn:8443/alarms?key=1', []), null)
    assert.notEqual(addressProblem('http://dvc.example.gov.vn/', []), null)
    const judged = ['10.1.2.3', '192.168.1.1', '172.20.0.1', '100.64.1.1', 'fd00::1', 'fe80::1', '::', '0.0.0.0', '::ffff:127.0.0.1', '64:ff9b::7f00:1', '203.162.4.191', '2405:4800::1']
    assert.deepEqual(judged.filter(isPublicAddress), ['203.162.4.191', '2405:4800::1'])
  })

  it('judges a name by what it leads to', async () => {
    // This name leads to this machine wherever /etc/hosts says so; a resolver that does not know it refuses as well.
    await assert.rejects(post(`https://ip6-localhost:${host.split(':')[1]}/`, []))
  })
})
