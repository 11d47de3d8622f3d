import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { argument, median, milliseconds, printTable, quantile } from './measuring.ts'
import { launchBrowser, withPage } from './pages.ts'
import { startServer } from './running-server.ts'
import { makeEnrolmentCodes } from './tablets.ts'

/**
 * The budgets of the kiosk in a real browser whose processor is four times slower: its program, the first face that can be touched, and from a tap to thanks
 * with the network gone, once by the tap alone and once through the question after it. Each beside its budget, as a share of it.
 */
const STARTS = argument('runs', 7, 2)
const TAPS = argument('taps', 60, 5)
const CPU_SLOWDOWN = 4
const [BUNDLE_BYTES, FIRST_MS, THANKS_MS] = [60_000, 1_500, 100]
const BUILT = 'web/dist/kiosk/assets'

const slowDown = async (page: Page) => {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN })
}
/** From the beginning of the navigation to the frame in which a face is there. */
const firstFace = (page: Page) => page.evaluate<number>(`new Promise((resolve) => {
  const look = () => (document.querySelector('.faces button') ? requestAnimationFrame(() => resolve(performance.now())) : setTimeout(look, 4))
  look()
})`)
/** From the click to the frame in which what follows is drawn; \`first\` is what the citizen touches, \`then\` what they see. */
const timed = (page: Page, first: string, then: string) => page.evaluate<number>(`new Promise((resolve) => {
  const button = document.querySelector(${JSON.stringify(first)})
  const begun = performance.now()
  new MutationObserver((_, observer) => {
    if (!document.querySelector(${JSON.stringify(then)})) return
    observer.disconnect()
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - begun)))
  }).observe(document.body, { childList: true, subtree: true })
  button.click()
})`)

const bundle = readdirSync(BUILT).filter((it) => it.endsWith('.js')).reduce((sum, it) => sum + gzipSync(readFileSync(`${BUILT}/${it}`)).length, 0)
const server = await startServer('main.ts')
const browser = await launchBrowser()
const [code = ''] = await makeEnrolmentCodes(server.url, 1)
const [starts, recorded, thanked] = [[] as number[], [] as number[], [] as number[]]
await withPage(browser, { viewport: { width: 1280, height: 800 } }, async (page) => {
  await page.goto(`${server.url}/kiosk/?code=${code}`)
  await page.locator('.faces button').first().waitFor()
  await slowDown(page)
  for (let run = 0; run < STARTS; run += 1) {
    await page.goto(`${server.url}/kiosk/`)
    starts.push(await firstFace(page))
  }
  await page.context().setOffline(true)
  for (let tap = 0; tap < TAPS; tap += 1) {
    await page.locator('.faces button').first().waitFor()
    recorded.push(await timed(page, `.faces button:nth-of-type(${1 + tap % 5})`, '.why .saved'))
    thanked.push(await timed(page, '.kb .pri', '.thanks'))
    await page.locator('.thanks + .kb .pri').click()
  }
})
const share = (value: number, budget: number) => `${(value / budget).toFixed(2)} of it`
const spread = (values: readonly number[]) => `${milliseconds(median(values))} / ${milliseconds(quantile(values, 0.95))}`
printTable(`The kiosk (processor ${CPU_SLOWDOWN}× slower; median / 95th percentile, which is compared with the budget)`, [
  ['program, compressed', `${(bundle / 1_000).toFixed(1)} kB  ${share(bundle, BUNDLE_BYTES)}`, '≤ 60 kB'],
  ['first face that can be touched', `${spread(starts)}  ${share(quantile(starts, 0.95), FIRST_MS)}`, '< 1,500 ms'],
  ['tap → recorded, network gone', `${spread(recorded)}  ${share(quantile(recorded, 0.95), THANKS_MS)}`, '< 100 ms'],
  ['done → thanks, network gone', `${spread(thanked)}  ${share(quantile(thanked, 0.95), THANKS_MS)}`, '< 100 ms'],
])
await browser.close()
await server.stop()
process.exit(0)
