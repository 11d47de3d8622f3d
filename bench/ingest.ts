import { argument, generateLoad, milliseconds, percent, printTable, rate, shareOf, times, untilStored, withRange } from './measuring.ts'
import { startServer } from './running-server.ts'
import { enrolTablets } from './tablets.ts'

/**
 * One rating per request, end to end: from the first request until the last rating is stored, against
 *  - the naive design: one job and one insert for each rating, worker concurrency 32, behind the same checks;
 *  - the same server answering without a queue: what the edge could do if keeping cost nothing.
 * Connections are tablets: a closed loop of so many, each waiting for its answer. Each run measures all three, every other run in the
 * opposite order; ratios are taken within a run, and their medians printed.
 */
const RUNS = argument('runs', 5, 1)
const CONNECTIONS = argument('connections', 128)
const RATINGS = argument('ratings', 40_000, 5_000)
const NAIVE_RATINGS = argument('naive-ratings', 2_000, 300)
const WARM_UP = 1_500
const HALF_LOAD_SECONDS = argument('seconds', 8, 2)

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

async function measureAll(isReversed: boolean) {
  const measureNaive = () => measure('bench/rivals/naive-server.ts', NAIVE_RATINGS, true)
  const measureUnqueued = () => measure('bench/rivals/unqueued-server.ts', RATINGS, false)
  const measureOurs = () => measure('main.ts', RATINGS, true)
  if (!isReversed) return { naive: await measureNaive(), unqueued: await measureUnqueued(), ours: await measureOurs() }
  return { ours: await measureOurs(), unqueued: await measureUnqueued(), naive: await measureNaive() }
}

const runs: Awaited<ReturnType<typeof measureAll>>[] = []
for (let run = 1; run <= RUNS; run += 1) {
  const { naive, unqueued, ours } = await measureAll(run % 2 === 0)
  runs.push({ naive, unqueued, ours })
  process.stdout.write(`run ${run}: naive ${rate(naive.perSecond)}, without a queue ${rate(unqueued.perSecond)}, ours ${rate(ours.perSecond)} (${times(ours.perSecond / naive.perSecond)}, ${percent(ours.perSecond / unqueued.perSecond)})\n`)
}
printTable('One rating per request', [
  ['ours ÷ naive, stored', withRange(runs.map((it) => it.ours.perSecond / it.naive.perSecond), times), '≥ 25×'],
  ['ours, stored ÷ the same server without a queue, answered', withRange(runs.map((it) => it.ours.perSecond / it.unqueued.perSecond), percent), '≥ 65 %'],
  ['ours, stored', withRange(runs.map((it) => it.ours.perSecond), rate)],
  ['naive, stored', withRange(runs.map((it) => it.naive.perSecond), rate)],
  ['without a queue, answered', withRange(runs.map((it) => it.unqueued.perSecond), rate)],
  ['p99 acknowledgement of ours at half of that load', withRange(runs.map((it) => it.ours.halfAckMs.p99), milliseconds), '< 50 ms'],
  ['p99 acknowledgement of ours at full load', withRange(runs.map((it) => it.ours.ackMs.p99), milliseconds)],
  ['load generator, share of the processors (ours)', withRange(runs.map((it) => it.ours.share), percent)],
])
process.exit(0)
