import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createWire, RefusedByService } from '../../simulate/wire.ts'

describe('the wire of the simulation', () => {
  let server: Server
  let answer: (request: IncomingMessage, response: ServerResponse) => void
  let baseUrl: string
  const open = new AbortController()
  const wire = (signal = open.signal) => createWire({ baseUrl, signal, headers: () => ({ Authorization: 'Bearer x' }) })

  before(async () => {
    server = createServer((request, response) => answer(request, response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  after(() => {
    server.closeAllConnections()
    server.close()
  })

  for (const status of [429, 503]) {
    it(`waits as long as a ${status} asks for and sends the same again`, async () => {
      const bodies: string[] = []
      const arrivals: number[] = []
      answer = (request, response) => {
        let body = ''
        request.on('data', (part: Buffer) => { body += part.toString() })
        request.on('end', () => {
          bodies.push(body)
          arrivals.push(performance.now())
          if (bodies.length === 1) response.writeHead(status, { 'Retry-After': '1' }).end('{}')
          else response.writeHead(202).end('{"accepted":[]}')
        })
      }
      assert.deepEqual((await wire().call('POST', '/a', { json: { n: 1 } })).body, { accepted: [] })
      assert.deepEqual(bodies, ['{"n":1}', '{"n":1}'])
      assert.ok(arrivals[1]! - arrivals[0]! >= 950)
    })
  }

  it('tries again when the connection breaks', async () => {
    let calls = 0
    answer = (request, response) => {
      if (++calls === 1) request.socket.destroy()
      else response.writeHead(204).end()
    }
    assert.equal((await wire().call('POST', '/a')).status, 204)
  })

  it('says what the problem says when it is refused', async () => {
    answer = (_request, response) => response.writeHead(422).end(JSON.stringify({
      type: '/problems/invalid-request', title: 'The request breaks a rule', status: 422, errors: [{ pointer: '/ratings/0/score', rule: 'score ≤ scale', message: 'too high' }],
    }))
    await assert.rejects(wire().call('POST', '/a'), (error: unknown) => {
      assert.ok(error instanceof RefusedByService)
      assert.equal(error.status, 422)
      assert.match(error.message, /POST \/a answered 422: The request breaks a rule; \/ratings\/0\/score: too high/)
      return true
    })
  })

  it('stops waiting as soon as it is told to', async () => {
    answer = (_request, response) => response.writeHead(503, { 'Retry-After': '30' }).end()
    const stopping = new AbortController()
    const startedAt = performance.now()
    const call = wire(stopping.signal).call('POST', '/a')
    setTimeout(() => stopping.abort(), 100)
    await assert.rejects(call)
    assert.ok(performance.now() - startedAt < 15_000)
  })
})
