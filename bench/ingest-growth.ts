import { execFileSync } from 'node:child_process'
import { argument, generateLoad, median, printTable, rate, times, untilStored } from './measuring.ts'
import { startServer, type RunningServer } from './running-server.ts'
import { enrolTablets } from './tablets.ts'

/**
 * What grows with time: the memory of the process over millions of ratings, and the time for a thousand ratings on a full table.
 * The table is filled up inside the engine while the service is stopped (a year of other tablets' ratings, `--rows` in all); both
 * times are taken by the same service on the same DATA_DIR.
 */
const MILLIONS = argument('millions', 5, 1)
const ROWS = argument('rows', 50_000_000, 3_000_000)
const PER_REQUEST = 50
const CONNECTIONS = 32
const MEASURED = 200_000
const REPEATS = argument('runs', 5, 1)

const fill = (dataDir: string, rows: number): void => void execFileSync(process.execPath, [...process.execArgv, 'bench/rivals/fill-ratings.ts', dataDir, String(rows)], {
  stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, UV_THREADPOOL_SIZE: '16' },
})

async function measure(server: RunningServer): Promise<number> {
  const tablets = await enrolTablets(server.url, CONNECTIONS)
  const load = { port: server.port, tokens: tablets.tokens, perRequest: PER_REQUEST, perSecond: null }
  let { nextSeqs, ratings: stored } = await generateLoad({ ...load, requests: 1_000, firstSeqs: tablets.tokens.map(() => 1) })
  const perThousand: number[] = []
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    await untilStored(tablets, stored)
    const startedAt = performance.now()
    const measured = await generateLoad({ ...load, requests: MEASURED / PER_REQUEST, firstSeqs: nextSeqs })
    ;[nextSeqs, stored] = [measured.nextSeqs, stored + MEASURED]
    perThousand.push((await untilStored(tablets, stored) - startedAt) / (MEASURED / 1000))
  }
  return median(perThousand)
}

/** MiB of resident memory for each further million of ratings, by least squares over what was read after the first two million. */
async function measureMemory(): Promise<{ perMillion: number; slowdown: number }> {
  const server = await startServer('main.ts')
  try {
    const tablets = await enrolTablets(server.url, CONNECTIONS)
    let nextSeqs = tablets.tokens.map(() => 1)
    const readings: [millions: number, rss: number][] = []
    const seconds: number[] = []
    const step = 250_000
    for (let done = 0; done < MILLIONS * 1e6; done += step) {
      const measured = await generateLoad({ port: server.port, tokens: tablets.tokens, perRequest: PER_REQUEST, perSecond: null, requests: step / PER_REQUEST, firstSeqs: nextSeqs })
      nextSeqs = measured.nextSeqs
      const startedAt = performance.now() - measured.seconds * 1000
      seconds.push((await untilStored(tablets, done + step) - startedAt) / 1000)
      readings.push([(done + step) / 1e6, server.rssMiB()])
      process.stdout.write(`${((done + step) / 1e6).toFixed(2)} million: ${server.rssMiB().toFixed(0)} MiB, ${rate(measured.ratings / measured.seconds)} acknowledged\n`)
    }
    const late = readings.filter(([millions]) => millions > 2)
    const [meanX, meanY] = [0, 1].map((i) => late.reduce((sum, it) => sum + (it[i] ?? 0), 0) / late.length) as [number, number]
    const slope = late.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / late.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
    const perMillion = 1e6 / step
    return { perMillion: slope, slowdown: median(seconds.slice(-perMillion)) / median(seconds.slice(0, perMillion)) }
  } finally {
    await server.stop()
  }
}

const memory = await measureMemory()
const first = await startServer('main.ts')
await first.stop()
fill(first.dataDir, 1_000_000)
const small = await startServer('main.ts', { dataDir: first.dataDir })
const atOneMillion = await measure(small)
await small.stop()
fill(first.dataDir, ROWS - 1_000_000)
const large = await startServer('main.ts', { dataDir: first.dataDir })
const atMany = await measure(large)
await large.stop()

printTable('What grows', [
  ['resident memory for each million after the first two', `${memory.perMillion.toFixed(1)} MiB`, '< 5 MB'],
  [`time for 1,000 ratings in the last of ${MILLIONS} million without a pause ÷ in the first`, times(memory.slowdown)],
  [`time for 1,000 ratings at ${ROWS / 1e6} million rows ÷ at 1 million`, times(atMany / atOneMillion), '≤ 1.5×'],
  ['time for 1,000 ratings at 1 million rows', `${atOneMillion.toFixed(1)} ms`],
])
process.exit(0)
