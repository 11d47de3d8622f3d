import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { startFilledDemo } from './filled-demo.ts'
import { argument, milliseconds, percent, printTable, quantile } from './measuring.ts'
import { launchBrowser, recordRequests, type PageRequests } from './pages.ts'

/**
 * Fifty page views a second from people who do not wait for each other (open loop): the home page, pages of units with figures of one of
 * the last months, methods and open data. A view is its document and then all that a real browser was seen to ask for on that page;
 * three in ten are new and fetch the files too. The same load with the documents alone stands beside it: what HTTP costs here.
 */
const PER_SECOND = argument('per-second', 50, 10)
const SECONDS = argument('seconds', 30, 4)
const KINDS_OF_UNIT_PAGES = argument('pages', 60, 6)
const NEW_VISITORS = 0.3

const agent = new Agent({ keepAlive: true, maxSockets: 512 })
let bytes = 0
const get = (url: string): Promise<number> => new Promise((resolve, reject) => {
  request(url, { agent, headers: { 'accept-encoding': 'gzip, br', accept: url.includes('/api/') ? 'application/json' : 'text/html,*/*' } }, (response) => {
    response.on('data', (chunk: Buffer) => { bytes += chunk.length })
    response.on('end', () => resolve(response.statusCode ?? 0))
    response.on('error', reject)
  }).on('error', reject).end()
})

const server = await startFilledDemo()
const browser = await launchBrowser()
const pick = <T>(all: readonly T[], at: number): T => all[Math.floor(at * all.length) % all.length] as T
// The same fraction sequence in every run, spread evenly over [0, 1).
const fraction = (index: number) => (index * 0.618_033_988_749_895) % 1

const home = await recordRequests(browser, server.url, '/')
const others = await Promise.all(['/phuong-phap', '/so-lieu'].map((path) => recordRequests(browser, server.url, path)))
const unitPages: PageRequests[] = []
for (let index = 0; index < KINDS_OF_UNIT_PAGES; index += 1) {
  const [unit, month] = [pick(server.units, fraction(index)), pick(server.months, fraction(index * 7 + 3))]
  unitPages.push(await recordRequests(browser, server.url, `/don-vi/${encodeURIComponent(unit)}?period=${month}`))
}
await browser.close()

const pageOf = (index: number) => {
  const at = fraction(index * 3 + 1)
  return at < 0.4 ? home : at < 0.9 ? pick(unitPages, fraction(index * 5 + 2)) : pick(others, fraction(index))
}
let failures = 0
async function view(index: number, documentsOnly: boolean): Promise<number> {
  const page = pageOf(index)
  const since = performance.now()
  const statuses = [await get(server.url + page.document)]
  if (!documentsOnly) statuses.push(...await Promise.all([...(fraction(index * 11) < NEW_VISITORS ? page.files : []), ...page.figures].map((it) => get(server.url + it))))
  failures += statuses.filter((it) => it >= 400 && it !== 401).length
  return performance.now() - since
}
async function openLoop(documentsOnly: boolean) {
  const [views, begun, cpuBefore, ownBefore] = [[] as Promise<number>[], performance.now(), server.cpuSeconds(), process.cpuUsage()]
  for (let index = 0; index < PER_SECOND * SECONDS; index += 1) {
    const waitMs = begun + (index * 1000) / PER_SECOND - performance.now()
    if (waitMs > 0) await sleep(waitMs)
    views.push(view(index, documentsOnly))
  }
  const took = await Promise.all(views)
  const seconds = (performance.now() - begun) / 1000
  const own = process.cpuUsage(ownBefore)
  return { took, served: took.length / seconds, server: (server.cpuSeconds() - cpuBefore) / seconds, own: (own.user + own.system) / 1e6 / seconds }
}

const documents = await openLoop(true)
bytes = 0
const measured = await openLoop(false)
printTable('Page views of the site, open loop', [
  [`asked for a second, of ${2 + 1 + unitPages.length} pages`, `${PER_SECOND}/s`],
  ['served a second', `${measured.served.toFixed(1)}/s`],
  ['requests of a view (home, a unit)', `${1 + home.figures.length}, ${1 + (unitPages[0]?.figures.length ?? 0)}`],
  ['kilobytes of a view, mean', (bytes / measured.took.length / 1024).toFixed(0)],
  ['p50 of a whole view', milliseconds(quantile(measured.took, 0.5))],
  ['p95 of a whole view', milliseconds(quantile(measured.took, 0.95)), '< 300 ms'],
  ['÷ p95 of its document alone', `${(quantile(measured.took, 0.95) / quantile(documents.took, 0.95)).toFixed(1)}×`],
  ['processors used by the service, by the load', `${percent(measured.server)}, ${percent(measured.own)}`],
  ['failed requests', String(failures)],
])
await server.stop()
process.exit(0)
