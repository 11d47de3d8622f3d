import { execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { argument, generateLoad, median, milliseconds, percent, printTable, quantile, rate, shareOf, untilStored, withRange } from './measuring.ts'
import { startServer, type RunningServer } from './running-server.ts'
import { enrolTablets, type Tablets } from './tablets.ts'

/**
 * Fifty ratings per request, end to end, against the ceiling: parse, validate and insert in one process without HTTP or queue, once
 * step after step, and once parsing on while the engine inserts, which uses the second core too.
 * Then at half of the measured capacity: how long an acknowledgement takes, and how long it is from there until the rating can be
 * queried (ClickHouse has answered, and a sign of life says so to the tablet).
 */
const RUNS = argument('runs', 5, 1)
const CONNECTIONS = argument('connections', 32)
const RATINGS = argument('ratings', 300_000, 30_000)
const PER_REQUEST = 50
const HALF_LOAD_SECONDS = argument('seconds', 20, 4)
/** Tablets that ask, and how often: their questions are a load of their own, and a lag is known to within one pause. */
const PROBES = 3
const ASK_EVERY_MS = 25
const PROBE_EVERY_MS = 150

const measureCeiling = (way: 'step-by-step' | 'overlapped'): number => Number(execFileSync(process.execPath, [...process.execArgv, 'bench/rivals/ceiling.ts', String(RATINGS), way], {
  encoding: 'utf8', env: { ...process.env, UV_THREADPOOL_SIZE: '16' }, stdio: ['ignore', 'pipe', 'inherit'],
}))

async function measureOurs(server: RunningServer, tablets: Tablets, firstSeqs: number[], storedBefore: number) {
  const startedAt = performance.now()
  const measured = await generateLoad({ port: server.port, tokens: tablets.tokens, perRequest: PER_REQUEST, perSecond: null, requests: RATINGS / PER_REQUEST, firstSeqs })
  if (measured.refused > 0) throw new Error(`${measured.refused} requests were refused`)
  const endedAt = await untilStored(tablets, storedBefore + RATINGS)
  return { ...measured, perSecond: RATINGS / ((endedAt - startedAt) / 1000) }
}

/** One tablet that sends single ratings beside the load and asks for each until it is stored; milliseconds from its acknowledgement. */
async function probeLag(server: RunningServer, tablets: Tablets, token: string, isOver: () => boolean): Promise<number[]> {
  const lags: number[] = []
  for (let seq = 1; !isOver(); seq += 1) {
    await generateOne(server, token, seq)
    const acknowledgedAt = performance.now()
    while ((await tablets.storedOf(token, seq)) < seq) await sleep(ASK_EVERY_MS)
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

/** Ours at full load, then at half of what it stored, with the probes beside it. */
async function measureServer() {
  const server = await startServer('main.ts')
  try {
    const tablets = await enrolTablets(server.url, CONNECTIONS + PROBES)
    const loaded: Tablets = { ...tablets, tokens: tablets.tokens.slice(0, CONNECTIONS) }
    const load = { port: server.port, tokens: loaded.tokens, perRequest: PER_REQUEST }
    const warmUp = await generateLoad({ ...load, perSecond: null, requests: 400, firstSeqs: loaded.tokens.map(() => 1) })
    await untilStored(tablets, warmUp.ratings)
    const ours = await measureOurs(server, loaded, warmUp.nextSeqs, warmUp.ratings)

    let isOver = false
    const lagging = Promise.all(tablets.tokens.slice(CONNECTIONS).map((token) => probeLag(server, tablets, token, () => isOver)))
    const perSecond = ours.perSecond / PER_REQUEST / 2
    const half = await generateLoad({ ...load, perSecond, requests: Math.round(perSecond * HALF_LOAD_SECONDS), firstSeqs: ours.nextSeqs })
    isOver = true
    return { ours, half, lags: (await lagging).flat() }
  } finally {
    await server.stop()
  }
}

async function measureAll(isReversed: boolean) {
  const measureCeilings = () => ({ stepByStep: measureCeiling('step-by-step'), overlapped: measureCeiling('overlapped') })
  if (!isReversed) return { ...measureCeilings(), ...(await measureServer()) }
  return { ...(await measureServer()), ...measureCeilings() }
}

const runs: Awaited<ReturnType<typeof measureAll>>[] = []
for (let run = 1; run <= RUNS; run += 1) {
  const it = await measureAll(run % 2 === 0)
  runs.push(it)
  process.stdout.write(`run ${run}: ceiling ${rate(it.stepByStep)}, overlapped ${rate(it.overlapped)}, ours ${rate(it.ours.perSecond)} (${percent(it.ours.perSecond / it.stepByStep)}, ${percent(it.ours.perSecond / it.overlapped)}); at half load p99 acknowledgement ${milliseconds(it.half.ackMs.p99)}, p99 until queryable ${milliseconds(quantile(it.lags, 0.99))} (${it.lags.length} probes)\n`)
}
const lags = runs.flatMap((it) => it.lags)
printTable('Fifty ratings per request', [
  ['ours, stored ÷ ceiling, step after step', withRange(runs.map((it) => it.ours.perSecond / it.stepByStep), percent), '≥ 40 %'],
  ['ours, stored ÷ ceiling, parsing while the engine inserts', withRange(runs.map((it) => it.ours.perSecond / it.overlapped), percent), '≥ 40 %'],
  ['ours, stored', withRange(runs.map((it) => it.ours.perSecond), rate)],
  ['ceiling, step after step', withRange(runs.map((it) => it.stepByStep), rate)],
  ['ceiling, parsing while the engine inserts', withRange(runs.map((it) => it.overlapped), rate)],
  ['half load: p99 acknowledgement', withRange(runs.map((it) => it.half.ackMs.p99), milliseconds), '< 50 ms'],
  [`half load: p99 from acknowledged to queryable (${lags.length} probes of all runs)`, milliseconds(quantile(lags, 0.99)), '< 2,000 ms'],
  ['load generator, share of the processors (full load)', percent(median(runs.map((it) => shareOf(it.ours))))],
])
process.exit(0)
