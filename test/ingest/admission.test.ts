import assert from 'node:assert/strict'
import { connect, type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import express, { type Express } from 'express'
import type { Redis } from 'ioredis'
import request from 'supertest'
import { createAdmission, type Admission, type AdmissionLimits } from '../../ingest/admission.ts'
import type { GroupCommit } from '../../ingest/group-commit.ts'
import type { FactGroup } from '../../ingest/queue/fact-batch.ts'
import { problemHandler } from '../../platform/http.ts'
import { createQueue, type AppQueue } from '../../platform/queue/queues.ts'
import { until } from '../support/client.ts'
import { quietLogger, sharedRedis } from '../support/stores.ts'

const AMPLE: AdmissionLimits = { inFlightBytes: 1e6, queuedJobs: 1_000, redisBytes: 1e12 }
const groupCommit: GroupCommit = { commit: async () => null, stuckForMs: () => 0 }

describe('admission', function () {
  let redis: Redis
  let facts: AppQueue<FactGroup>
  const open: (() => unknown)[] = []
  before(async () => {
    redis = await sharedRedis()
    await redis.flushall()
    facts = createQueue<FactGroup>({ redis, name: 'admission' })
  })
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close()
    await redis.config('SET', 'maxmemory', '0')
    await redis.flushall()
  })
  after(() => facts.close())

  /** A door behind which a body is read, and answered as soon as `mayAnswer` says so. */
  const openDoor = (limits: Partial<AdmissionLimits>, { commit = groupCommit, mayAnswer = () => true }: { commit?: GroupCommit; mayAnswer?: () => boolean } = {}): { app: Express; admission: Admission } => {
    const admission = createAdmission({ redis, facts, groupCommit: commit, limits: { ...AMPLE, ...limits }, logger: quietLogger })
    open.push(admission.close)
    const app = express()
    app.post('/', admission.admit, express.json({ type: () => true }), async (_request, response) => {
      while (!mayAnswer()) await sleep(10)
      response.sendStatus(202)
    })
    app.use(problemHandler(quietLogger))
    return { app, admission }
  }
  const knock = async (app: Express, body: object = {}) => {
    const answer = await request(app).post('/').send(body)
    return { status: answer.status, retryAfter: Number(answer.get('Retry-After') ?? 0), detail: String(answer.body.detail ?? '') }
  }
  const listen = async (app: Express): Promise<string> => {
    const server = app.listen(0, '127.0.0.1')
    open.push(() => server.close())
    await new Promise((resolve) => server.once('listening', resolve))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  const closes = async (app: Express, why: RegExp) => {
    const refused = await until(async () => {
      const answer = await knock(app)
      return answer.status === 503 && answer
    })
    assert.ok(refused.retryAfter > 0)
    assert.match(refused.detail, why)
  }
  const opens = (app: Express) => until(async () => (await knock(app)).status === 202)

  it('closes while more batches wait than it should, and opens by itself', async () => {
    const { app } = openDoor({ queuedJobs: 3 })
    await opens(app)
    await facts.addMany(Array.from({ length: 4 }, () => ({ version: 2, batches: [] })))
    await closes(app, /more than 3 batches wait/)
    await redis.flushall()
    await opens(app)
  })

  it('closes while Redis uses more than it should, and opens by itself', async () => {
    const used = Number(/^used_memory:(\d+)/m.exec(await redis.info('memory'))?.[1])
    const { app } = openDoor({ redisBytes: used + 4e6 })
    await opens(app)
    await redis.set('ballast', Buffer.alloc(8e6))
    await closes(app, /Redis uses more than/)
    await redis.del('ballast')
    await opens(app)
  })

  it('closes at four fifths of what Redis allows itself, before Redis refuses anything', async () => {
    const { app } = openDoor({})
    await opens(app)
    const used = Number(/^used_memory:(\d+)/m.exec(await redis.info('memory'))?.[1])
    await redis.config('SET', 'maxmemory', String(Math.round(used / 0.75)))
    await opens(app)
    await redis.config('SET', 'maxmemory', String(Math.round(used / 0.9)))
    await closes(app, /Redis uses more than/)
    await redis.config('SET', 'maxmemory', '0')
    await opens(app)
  })

  it('closes while Redis does not answer', async () => {
    let stuckForMs = 0
    const { app } = openDoor({}, { commit: { ...groupCommit, stuckForMs: () => stuckForMs } })
    assert.equal((await knock(app)).status, 202)
    stuckForMs = 2_001
    assert.match((await knock(app)).detail, /Redis does not answer/)
    stuckForMs = 0
    assert.equal((await knock(app)).status, 202)
  })

  it('closes while too many bytes are under way, and opens when they are answered', async () => {
    let mayAnswer = false
    const { app } = openDoor({ inFlightBytes: 2_500 }, { mayAnswer: () => mayAnswer })
    const first = [knock(app, { text: 'x'.repeat(1_000) }), knock(app, { text: 'x'.repeat(1_000) })]
    await sleep(200)
    const refused = await knock(app, { text: 'x'.repeat(1_000) })
    assert.ok(refused.status === 503 && refused.retryAfter > 0)
    assert.match(refused.detail, /too many requests are under way/)
    mayAnswer = true
    assert.deepEqual((await Promise.all(first)).map((it) => it.status), [202, 202])
    assert.equal((await knock(app, { text: 'x'.repeat(1_000) })).status, 202)
  })

  it('counts a body of unknown length as a large one', async () => {
    const url = await listen(openDoor({ inFlightBytes: 1_000_000 }).app)
    const answer = await fetch(url, { method: 'POST', body: new Blob(['{}']).stream(), duplex: 'half' })
    assert.equal(answer.status, 503)
  })

  it('gives the bytes back of a sender who hangs up in the middle of the body', async () => {
    const { app } = openDoor({ inFlightBytes: 1_000 })
    const socket = connect(Number(new URL(await listen(app)).port), '127.0.0.1')
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n{"half')
    await until(async () => (await knock(app, { text: 'x'.repeat(200) })).status === 503)
    socket.destroy()
    await until(async () => (await knock(app, { text: 'x'.repeat(200) })).status === 202)
  })
})
