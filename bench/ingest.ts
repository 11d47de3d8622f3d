import { argument, generateLoad, median, percent, printTable, rate, shareOf, times, untilStored } from './measuring.ts'
import { startServer } from './running-server.ts'
import { enrolTablets } from './tablets.ts'

/**
 * One rating per request, end to end: from the first request until the last rating is stored, against
 *  - the naive design: one job and one insert for each rating, worker concurrency 32, behind the same checks;
 *  - the same server answering without a queue: what the edge could do if keeping cost nothing.
 * Connections are tablets: a closed loop of so many, each waiting for its answer. Each run measures all of them one after the other; the medians of the runs are compared.
 */
const RUNS = argument('runs', 5)
const CONNECTIONS = argument('connections', 128)
const RATINGS = argument('ratings', 40_000)
const NAIVE_RATINGS = argument('naive-ratings', 2_000)
const WARM_UP = 1_500
const HALF_LOAD_SECONDS = 8

/** Ratings a second until all are stored (or, where nothing is, until all are answered). */
async function measure(entry: string, requests: number, isStored: boolean) {
  const server = await startServer(entry)
  try {
    const tablets = await enrolTablets(server.url, CONNECTIONS)
    const load = { port: server.port, tokens: tablets.tokens, perRequest: 1, perSecond: null }
    // The first requests of a process are slow in every design.
    const warmUp = Math.min(WARM_UP, requests / 5)
    const { nextSeqs } = await generateLoad({ ...load, requests: warmUp, firstSeqs: tablets.tokens.map(() => 1) })
    if (isStored) await untilStored(tablets, warmUp)
    const startedAt = performance.now()
    const measured = await generateLoad({ ...load, requests, firstSeqs: nextSeqs })
    if (measured.refused > 0) throw new Error(`${entry} refused ${measured.refused} requests`)
    const endedAt = isStored ? await untilStored(tablets, warmUp + requests) : startedAt + measured.seconds * 1000
    const perSecond = requests / ((endedAt - startedAt) / 1000)
    const half = await generateLoad({ ...load, requests: Math.round(perSecond * HALF_LOAD_SECONDS / 2), perSecond: perSecond / 2, firstSeqs: measured.nextSeqs })
    return { perSecond, share: shareOf(measured), ackMs: measured.ackMs, halfAckMs: half.ackMs }
  } finally {
    await server.stop()
  }
}

const runs = []
for (let run = 1; run <= RUNS; run += 1) {
  const naive = await measure('bench/rivals/naive-server.ts', NAIVE_RATINGS, true)
  const unqueued = await measure('bench/rivals/unqueued-server.ts', RATINGS, false)
  const ours = await measure('main.ts', RATINGS, true)
  runs.push({ naive, unqueued, ours })
  process.stdout.write(`run ${run}: naive ${rate(naive.perSecond)}, without a queue ${rate(unqueued.perSecond)}, ours ${rate(ours.perSecond)} (${times(ours.perSecond / naive.perSecond)}, ${percent(ours.perSecond / unqueued.perSecond)})\n`)
}
printTable('One rating per request', [
  ['ours ÷ naive, stored', times(median(runs.map((it) => it.ours.perSecond / it.naive.perSecond))), '≥ 25×'],
  ['ours, stored ÷ the same server without a queue, answered', percent(median(runs.map((it) => it.ours.perSecond / it.unqueued.perSecond))), '≥ 65 %'],
  ['ours, stored', rate(median(runs.map((it) => it.ours.perSecond)))],
  ['naive, stored', rate(median(runs.map((it) => it.naive.perSecond)))],
  ['without a queue, answered', rate(median(runs.map((it) => it.unqueued.perSecond)))],
  ['p99 acknowledgement of ours at half of that load', `${median(runs.map((it) => it.ours.halfAckMs.p99)).toFixed(0)} ms`, '< 50 ms'],
  ['p99 acknowledgement of ours at full load', `${median(runs.map((it) => it.ours.ackMs.p99)).toFixed(0)} ms`],
  ['load generator, share of the processors (ours)', percent(median(runs.map((it) => it.ours.share)))],
])
process.exit(0)
