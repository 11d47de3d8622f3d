import { connect } from 'node:net'
import { randomBytes } from 'node:crypto'

/**
 * The load, in a process of its own and as cheap as can be: raw sockets, bodies of fixed length of which only ids and numbers change.
 * Each connection is one tablet that sends, waits for the answer and sends again; with `perSecond` they keep to a rate together.
 * Reads its plan from standard input, writes what it measured to standard output.
 */
export interface Plan { port: number; tokens: string[]; requests: number; perRequest: number; /** of each tablet the first number to use */ firstSeqs: number[]; perSecond: number | null }
export interface Measured { requests: number; ratings: number; refused: number; seconds: number; cpuSeconds: number; ackMs: { p50: number; p99: number }; /** of each tablet the next number to use */ nextSeqs: number[] }

const SEQ_DIGITS = 9
const HEX = Buffer.from('0123456789abcdef')

/** A request whose ids, numbers and times are patched in place. */
function createRequest(token: string, port: number, perRequest: number) {
  const now = new Date().toISOString()
  const ratings = Array.from({ length: perRequest }, () =>
    `{"id":"00000000-0000-7000-8000-000000000000","seq":1${'0'.repeat(SEQ_DIGITS)},"occurredAt":"${now}","scale":5,"score":4,"language":"vi","trigger":"citizen"}`)
  const body = `{"sentAt":"${now}","ratings":[${ratings.join(',')}]}`
  const head = `POST /api/v1/ratings HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`
  const bytes = Buffer.from(head + body)
  const places = (mark: string) => {
    const found: number[] = []
    for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) found.push(at + mark.length)
    return found
  }
  const [ids, seqs, times] = [places('{"id":"'), places('"seq":'), [...places('"sentAt":"'), ...places('"occurredAt":"')]]
  return {
    bytes,
    /** Numbers from `firstSeq` on, fresh ids, the present time. */
    fill: (firstSeq: number) => {
      const at = new Date().toISOString()
      for (const place of times) bytes.write(at, place, 'latin1')
      const noise = randomBytes(6 * perRequest)
      ids.forEach((place, i) => {
        for (let digit = 0; digit < 12; digit += 1) bytes[place + 24 + digit] = HEX[((noise[6 * i + (digit >> 1)] ?? 0) >> (digit % 2 ? 0 : 4)) & 15] ?? 48
      })
      seqs.forEach((place, i) => {
        // A leading 1 would be another number: the whole is overwritten, padded by spaces, which JSON allows before a number.
        bytes.write(String(firstSeq + i).padStart(SEQ_DIGITS + 1, ' '), place, 'latin1')
      })
      // The tablet's own part of the id, so that no two tablets make the same.
      ids.forEach((place, i) => bytes.write((firstSeq + i).toString(16).padStart(8, '0').slice(-8), place, 'latin1'))
    },
  }
}

async function run({ port, tokens, requests, perRequest, firstSeqs, perSecond }: Plan): Promise<Measured> {
  const latencies: number[] = []
  const nextSeqs = [...firstSeqs]
  let [left, refused, done] = [requests, 0, 0]
  const startedAt = performance.now()
  const cpuAtStart = process.cpuUsage()
  /** With a rate each request has its own moment; the time it waits for its turn counts as latency. */
  const dueAt = () => (perSecond === null ? 0 : startedAt + ((requests - left) * 1000) / perSecond)

  await Promise.all(tokens.map((token, tablet) => new Promise<void>((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    const request = createRequest(token, port, perRequest)
    let [sentAt, rest] = [0, '']
    const next = () => {
      if (left === 0) {
        socket.destroy()
        resolve()
        return
      }
      const due = dueAt()
      left -= 1
      const send = () => {
        const seq = nextSeqs[tablet] ?? 1
        request.fill(seq)
        nextSeqs[tablet] = seq + perRequest
        sentAt = perSecond === null ? performance.now() : due
        socket.write(request.bytes)
      }
      const waitMs = due - performance.now()
      if (waitMs > 1) setTimeout(send, waitMs)
      else send()
    }
    socket.once('connect', next).once('error', reject)
    socket.on('data', (chunk) => {
      rest += chunk.toString('latin1')
      const headEnd = rest.indexOf('\r\n\r\n')
      if (headEnd < 0) return
      const length = Number(/content-length: (\d+)/i.exec(rest)?.[1] ?? 0)
      if (rest.length < headEnd + 4 + length) return
      if (!rest.startsWith('HTTP/1.1 202')) refused += 1
      latencies.push(performance.now() - sentAt)
      done += 1
      rest = ''
      next()
    })
  })))
  const { user, system } = process.cpuUsage(cpuAtStart)
  const sorted = Float64Array.from(latencies).sort()
  const quantile = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0
  return {
    requests: done, ratings: done * perRequest, refused, seconds: (performance.now() - startedAt) / 1000, cpuSeconds: (user + system) / 1e6,
    ackMs: { p50: quantile(0.5), p99: quantile(0.99) }, nextSeqs,
  }
}

const chunks: Buffer[] = []
for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
process.stdout.write(JSON.stringify(await run(JSON.parse(Buffer.concat(chunks).toString('utf8')) as Plan)))
process.exit(0)
