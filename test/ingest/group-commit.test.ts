import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { createCustody } from '../../ingest/custody/custody.ts'
import { createGroupCommit } from '../../ingest/group-commit.ts'
import { FACT_QUEUE, type FactBatch, type FactGroup } from '../../ingest/queue/fact-batch.ts'
import { AppError } from '../../platform/errors.ts'
import { createQueue, startWorker, type AppQueue } from '../../platform/queue/queues.ts'
import { connectRedis } from '../../platform/redis/connect-redis.ts'
import { launchRedis } from '../../platform/redis/launch-redis.ts'
import { until } from '../support/client.ts'
import { aRating } from '../support/events.ts'
import { openIngestRoom } from '../support/ingest-room.ts'
import { freshDirectory, quietLogger } from '../support/stores.ts'

const aBatch = (sender: string, seqs: number[]): FactBatch => ({
  version: 1, kind: 'ratings', sender, receivedAt: 0, sentAt: 0, rows: seqs.map((seq) => [`${sender}-${seq}`, seq, 0, 5, 5, [], '', '', '', '', '', '', '', '']),
})
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)

describe('group commit', function () {
  let redis: Redis
  let facts: AppQueue<FactGroup>
  let signalRedis: (signal: NodeJS.Signals) => void
  const closing: (() => unknown)[] = []
  before(async () => {
    const dataDir = freshDirectory()
    const server = await launchRedis({ dataDir, logger: quietLogger })
    redis = connectRedis({ socketPath: server.socketPath })
    facts = createQueue<FactGroup>({ redis, name: FACT_QUEUE })
    const pid = Number(readFileSync(join(dataDir, 'redis', 'redis.pid'), 'utf8'))
    signalRedis = (signal) => process.kill(pid, signal)
    closing.push(() => facts.close(), () => redis.disconnect(), () => server.stop())
    await facts.counts()
  })
  beforeEach(() => redis.flushall())
  afterEach(() => signalRedis('SIGCONT'))
  after(async () => { for (const close of closing) await close() })

  const newCustody = () => createCustody({ redis, readStoredRanges: async () => [], logger: quietLogger })
  /** Takes out what was committed: the senders of each job. */
  const takeJobs = async (): Promise<string[][]> => {
    const jobs: string[][] = []
    const wanted = (await facts.counts())['waiting'] ?? 0
    const worker = startWorker<FactGroup>({
      redis, name: FACT_QUEUE, concurrency: 1, logger: quietLogger, process: async ({ batches }) => void jobs.push(batches.map((it) => it.sender)),
    })
    await until(async () => jobs.length === wanted)
    await worker.close()
    return jobs
  }
  const callsOf = async () => [...(await redis.info('commandstats')).matchAll(/^cmdstat_(?:eval|evalsha):calls=(\d+)/gm)].reduce((sum, it) => sum + Number(it[1]), 0)
  const is503 = (error: unknown) => error instanceof AppError && error.status === 503 && (error.retryAfterSeconds ?? 0) > 0

  it('joins concurrent requests in one job', async () => {
    const { commit } = createGroupCommit({ facts, custody: newCustody() })
    await Promise.all(range(1, 200).map((i) => commit(`key:${i}`, [aBatch(`key:${i}`, [0])])))
    assert.deepEqual((await takeJobs()).map((it) => it.length), [200])
  })

  it('asks Redis once for the job and once for the marks, however many requests there are', async () => {
    const { commit } = createGroupCommit({ facts, custody: newCustody() })
    const senders = range(1, 100).map((i) => `device:${i}`)
    await Promise.all(senders.map((it) => commit(it, [aBatch(it, [1])])))
    const before = await callsOf()
    await Promise.all(senders.map((it) => commit(it, [aBatch(it, [2])])))
    assert.equal(await callsOf() - before, 2)
  })

  it('acknowledges nobody before the job exists', async () => {
    let isAdded = false
    const slow: AppQueue<FactGroup> = { ...facts, add: async (payload) => {
      await sleep(100)
      const id = await facts.add(payload)
      isAdded = true
      return id
    } }
    const { commit } = createGroupCommit({ facts: slow, custody: newCustody() })
    const seen = await Promise.all(range(1, 20).map((i) => commit(`key:${i}`, [aBatch(`key:${i}`, [0])]).then(async () => [isAdded, (await facts.counts())['waiting']])))
    assert.deepEqual(seen, Array.from({ length: 20 }, () => [true, 1]))
  })

  it('acknowledges nobody when the job could not be added', async () => {
    const { commit } = createGroupCommit({ facts: { ...facts, add: () => Promise.reject(new Error('OOM')) }, custody: newCustody() })
    const answers = await Promise.allSettled(range(1, 5).map((i) => commit(`key:${i}`, [aBatch(`key:${i}`, [0])])))
    assert.ok(answers.every((it) => it.status === 'rejected' && is503(it.reason)))
  })

  it('sends a thousand rows at once, without waiting for company', async () => {
    const added: number[] = []
    const counting: AppQueue<FactGroup> = { ...facts, add: (payload) => {
      added.push(payload.batches.reduce((sum, it) => sum + it.rows.length, 0))
      return facts.add(payload)
    } }
    const { commit } = createGroupCommit({ facts: counting, custody: newCustody() })
    const first = commit('key:1', [aBatch('key:1', Array.from({ length: 500 }, () => 0))])
    assert.deepEqual(added, [])
    const second = commit('key:2', [aBatch('key:2', Array.from({ length: 500 }, () => 0))])
    assert.deepEqual(added, [1_000], 'in the same turn of the loop')
    await Promise.all([first, second])
  })

  it('keeps jobs at a thousand rows, but never parts a request', async () => {
    const { commit } = createGroupCommit({ facts, custody: newCustody() })
    await Promise.all(range(1, 9).map((i) => commit(`key:${i}`, [aBatch(`key:${i}`, Array.from({ length: 400 }, () => 0))])))
    const jobs = await takeJobs()
    assert.ok(jobs.every((it) => it.length <= 2), JSON.stringify(jobs))
    assert.deepEqual(jobs.flat().sort(), range(1, 9).map((i) => `key:${i}`))
  })

  it('tells each sender the state of its own numbers only', async () => {
    const { commit } = createGroupCommit({ facts, custody: newCustody() })
    const states = await Promise.all([
      commit('device:a', [aBatch('device:a', [1, 2, 5])]), commit('device:b', [aBatch('device:b', [2])]),
      commit('device:a', [aBatch('device:a', [3, 7])]), commit('key:c', [aBatch('key:c', [0, 0])]),
      commit('device:d', [{ version: 1, kind: 'refused', sender: 'device:d', receivedAt: 0, rows: [[1, '', []]] }, aBatch('device:d', [2])]),
    ])
    assert.deepEqual(states, [
      { contiguousTo: 3, missing: [[4, 4], [6, 6]] }, { contiguousTo: 0, missing: [[1, 1]] },
      { contiguousTo: 3, missing: [[4, 4], [6, 6]] }, null, { contiguousTo: 2, missing: [] },
    ])
  })

  it('gives up on a Redis that has stalled after about 5 s, and does not commit behind a sender’s back what it gave up', async () => {
    const group = createGroupCommit({ facts, custody: newCustody() })
    signalRedis('SIGSTOP')
    const startedAt = Date.now()
    // Four groups are under way before the fifth begins; it waits here, not in Redis's socket.
    const underWay = []
    for (const i of range(1, 4)) {
      underWay.push(group.commit(`key:${i}`, [aBatch(`key:${i}`, [0])]))
      await sleep(30)
    }
    const waiting = range(5, 30).map((i) => group.commit(`key:${i}`, [aBatch(`key:${i}`, [0])]))
    const answers = await Promise.allSettled([...underWay, ...waiting])
    const tookMs = Date.now() - startedAt
    assert.ok(answers.every((it) => it.status === 'rejected' && is503(it.reason)))
    assert.ok(tookMs > 4_500 && tookMs < 15_000, `${tookMs} ms`)
    assert.ok(group.stuckForMs() > 4_000)

    signalRedis('SIGCONT')
    await until(async () => group.stuckForMs() === 0)
    await group.commit('key:after', [aBatch('key:after', [0])])
    assert.deepEqual((await takeJobs()).flat().sort(), ['key:1', 'key:2', 'key:3', 'key:4', 'key:after'])
  })

  it('answers over HTTP with 503 and Retry-After while Redis is stalled, then at once, and takes ratings again by itself', async () => {
    const room = await openIngestRoom({ redis, hasWorker: false })
    try {
      await room.client.makeCentre('STAL')
      const { token } = await room.enrol('STAL.Q1')
      const beat = async () => {
        const body = { sentAt: new Date().toISOString(), appVersion: '1', queued: 0, seq: 0 }
        const { status, json } = await room.client.request('POST', '/api/v1/devices/heartbeat', { token, body })
        return [status, json.storedTo, json.missing]
      }
      const send = async () => {
        const startedAt = Date.now()
        const answer = await room.client.sendRatings([aRating('STAL.Q1')])
        return { status: answer.status, retryAfter: Number(answer.headers.get('retry-after')), ms: Date.now() - startedAt }
      }
      assert.equal((await send()).status, 202)
      signalRedis('SIGSTOP')
      const signOfLife = beat()
      const [first, later] = [await send(), await send()]
      assert.ok(first.status === 503 && first.retryAfter > 0 && first.ms < 15_000, JSON.stringify(first))
      assert.ok(later.status === 503 && later.retryAfter > 0 && later.ms < 4_000, JSON.stringify(later))
      assert.deepEqual(await signOfLife, [200, 0, []], 'nothing may be forgotten while nobody knows what is stored')
      signalRedis('SIGCONT')
      await until(async () => (await send()).status === 202)
    } finally {
      signalRedis('SIGCONT')
      await room.close()
    }
  })
})
