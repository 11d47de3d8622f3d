import { execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { argument, generateLoad, median, percent, printTable, rate, shareOf, untilStored } from './measuring.ts'
import { startServer, type RunningServer } from './running-server.ts'
import { enrolTablets, type Tablets } from './tablets.ts'

/**
 * Fifty ratings per request, end to end, against the ceiling: parse, validate and insert in one process without HTTP or queue.
 * Then at half of the measured capacity: how long an acknowledgement takes, and how long it is from there until the rating can be
 * queried (ClickHouse has answered, and a sign of life says so to the tablet).
 */
const RUNS = argument('runs', 5)
const CONNECTIONS = argument('connections', 32)
const RATINGS = argument('ratings', 300_000)
const PER_REQUEST = 50
const HALF_LOAD_SECONDS = argument('seconds', 20)
const PROBE_EVERY_MS = 150

const measureCeiling = (): number => Number(execFileSync(process.execPath, [...process.execArgv, 'bench/rivals/ceiling.ts', String(RATINGS)], {
  encoding: 'utf8', env: { ...process.env, UV_THREADPOOL_SIZE: '16' }, stdio: ['ignore', 'pipe', 'inherit'],
}))

async function measureOurs(server: RunningServer, tablets: Tablets, firstSeqs: number[], storedBefore: number) {
  const startedAt = performance.now()
  const measured = await generateLoad({ port: server.port, tokens: tablets.tokens, perRequest: PER_REQUEST, perSecond: null, requests: RATINGS / PER_REQUEST, firstSeqs })
  if (measured.refused > 0) throw new Error(`${measured.refused} requests were refused`)
  const endedAt = await untilStored(tablets, storedBefore + RATINGS)
  return { ...measured, perSecond: RATINGS / ((endedAt - startedAt) / 1000) }
}

/** Sends single ratings beside the load and asks for each until it is stored; milliseconds from its acknowledgement. */
async function probeLag(server: RunningServer, tablets: Tablets, isOver: () => boolean): Promise<number[]> {
  const [token = ''] = tablets.tokens.slice(-1)
  const lags: number[] = []
  for (let seq = 1; !isOver(); seq += 1) {
    await generateOne(server, token, seq)
    const acknowledgedAt = performance.now()
    while ((await tablets.storedOf(token, seq)) < seq) await sleep(5)
    lags.push(performance.now() - acknowledgedAt)
    await sleep(PROBE_EVERY_MS * Math.random())
  }
  return lags
}
async function generateOne({ url }: RunningServer, token: string, seq: number): Promise<void> {
  const now = new Date().toISOString()
  const id = `${Date.now().toString(16).padStart(12, '0').replace(/^(.{8})/, '$1-')}-7000-8000-${seq.toString(16).padStart(12, '0')}`
  const response = await fetch(`${url}/api/v1/ratings`, {
    method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ sentAt: now, ratings: [{ id, seq, occurredAt: now, scale: 5, score: 4 }] }),
  })
  if (response.status !== 202) throw new Error(`the probe was answered ${response.status}`)
}
const quantile = (values: readonly number[], q: number) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))] ?? 0

const runs = []
for (let run = 1; run <= RUNS; run += 1) {
  const ceiling = measureCeiling()
  const server = await startServer('main.ts')
  try {
    // The last tablet is the probe's.
    const tablets = await enrolTablets(server.url, CONNECTIONS + 1)
    const loaded: Tablets = { ...tablets, tokens: tablets.tokens.slice(0, -1) }
    const countLoaded = async () => (await tablets.countStored())
    const warmUp = await generateLoad({ port: server.port, tokens: loaded.tokens, perRequest: PER_REQUEST, perSecond: null, requests: 400, firstSeqs: loaded.tokens.map(() => 1) })
    await untilStored(tablets, warmUp.ratings)
    const ours = await measureOurs(server, { ...loaded, countStored: countLoaded }, warmUp.nextSeqs, warmUp.ratings)

    let isOver = false
    const lagging = probeLag(server, tablets, () => isOver)
    const requestsPerSecond = ours.perSecond / PER_REQUEST / 2
    const half = await generateLoad({
      port: server.port, tokens: loaded.tokens, perRequest: PER_REQUEST, perSecond: requestsPerSecond,
      requests: Math.round(requestsPerSecond * HALF_LOAD_SECONDS), firstSeqs: ours.nextSeqs,
    })
    isOver = true
    const lags = await lagging
    runs.push({ ceiling, ours, half, lagP99: quantile(lags, 0.99) })
    process.stdout.write(`run ${run}: ceiling ${rate(ceiling)}, ours ${rate(ours.perSecond)} (${percent(ours.perSecond / ceiling)}); at half load p99 acknowledgement ${half.ackMs.p99.toFixed(0)} ms, p99 until queryable ${quantile(lags, 0.99).toFixed(0)} ms (${lags.length} probes)\n`)
  } finally {
    await server.stop()
  }
}
printTable('Fifty ratings per request', [
  ['ours, stored ÷ ceiling (one process, no HTTP, no queue)', percent(median(runs.map((it) => it.ours.perSecond / it.ceiling))), '≥ 40 %'],
  ['ours, stored', rate(median(runs.map((it) => it.ours.perSecond)))],
  ['ceiling', rate(median(runs.map((it) => it.ceiling)))],
  ['half load: p99 acknowledgement', `${median(runs.map((it) => it.half.ackMs.p99)).toFixed(0)} ms`, '< 50 ms'],
  ['half load: p99 from acknowledged to queryable', `${median(runs.map((it) => it.lagP99)).toFixed(0)} ms`, '< 2,000 ms'],
  ['load generator, share of the processors (full load)', percent(median(runs.map((it) => shareOf(it.ours))))],
])
process.exit(0)
