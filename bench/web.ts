import type { Page } from 'playwright-core'
import { startFilledDemo } from './filled-demo.ts'
import { argument, median, milliseconds, printTable } from './measuring.ts'
import { launchBrowser, withPage } from './pages.ts'

/**
 * The first visit of public pages in a real browser whose processor is four times slower and whose network is slow 4G (150 ms, 1.6 Mbit/s
 * down, 750 kbit/s up): largest contentful paint, blocking time of the main thread, and how much JavaScript comes before any chart.
 */
const RUNS = argument('runs', 5, 1)
const CPU_SLOWDOWN = 4
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 }
const SETTLED_MS = 3_000

interface Visit { lcp: number; tbt: number; scripts: { name: string; bytes: number }[] }

/** Runs in the page before anything else of it. */
const WATCH = `
  window.seen = { lcp: 0, fcp: 0, tasks: [] };
  new PerformanceObserver((list) => { for (const it of list.getEntries()) seen.lcp = it.startTime }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => { for (const it of list.getEntries()) if (it.name === 'first-contentful-paint') seen.fcp = it.startTime }).observe({ type: 'paint', buffered: true });
  new PerformanceObserver((list) => { for (const it of list.getEntries()) seen.tasks.push([it.startTime, it.duration]) }).observe({ type: 'longtask', buffered: true });`

async function visit(page: Page, url: string): Promise<Visit> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', SLOW_4G)
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN })
  const scripts: Visit['scripts'] = []
  const names = new Map<string, string>()
  session.on('Network.responseReceived', ({ requestId, type, response }) => { if (type === 'Script') names.set(requestId, response.url) })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const name = names.get(requestId)
    if (name) scripts.push({ name: name.split('/').at(-1) ?? '', bytes: encodedDataLength })
  })
  await page.addInitScript(WATCH)
  await page.goto(url, { waitUntil: 'networkidle' })
  await page.waitForTimeout(SETTLED_MS)
  const seen = await page.evaluate<{ lcp: number; fcp: number; tasks: [number, number][] }>('seen')
  const tbt = seen.tasks.filter(([start]) => start >= seen.fcp).reduce((sum, [, duration]) => sum + Math.max(0, duration - 50), 0)
  return { lcp: seen.lcp, tbt, scripts }
}

const server = await startFilledDemo()
const browser = await launchBrowser()
const pages = [['home', '/'], ['a unit', `/don-vi/${encodeURIComponent(server.units.at(-1) ?? '')}`]] as const
for (const [name, path] of pages) {
  await withPage(browser, {}, (page) => page.goto(server.url + path, { waitUntil: 'networkidle' }))
  const visits: Visit[] = []
  for (let run = 0; run < RUNS; run += 1) visits.push(await withPage(browser, {}, (page) => visit(page, server.url + path)))
  const kilobytes = (isChart: boolean) => median(visits.map(({ scripts }) => scripts.filter((it) => /chart/i.test(it.name) === isChart).reduce((sum, it) => sum + it.bytes, 0))) / 1024
  printTable(`First visit: ${name} (processor ${CPU_SLOWDOWN}× slower, slow 4G)`, [
    ['largest contentful paint', milliseconds(median(visits.map((it) => it.lcp))), '< 1,500 ms'],
    ['blocking time of the main thread', milliseconds(median(visits.map((it) => it.tbt))), '< 150 ms'],
    ['JavaScript before charts, compressed', `${kilobytes(false).toFixed(0)} kB`, '≤ 180 kB'],
    ['charts', `${kilobytes(true).toFixed(0)} kB`],
  ])
}
await browser.close()
await server.stop()
process.exit(0)
