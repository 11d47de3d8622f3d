import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { USUAL_KIOSK } from '../../contract/kiosk.ts'
import { createRandom } from '../../simulate/random.ts'
import { until, type Client } from './client.ts'
import { journalOf, keepOpen, settleKiosk } from './kiosk.ts'

type Network = 'fine' | 'away' | 'proxy' | 'lost'
/** What happens to the tablet between two spells of people. */
type Blow = 'reload' | 'crash' | 'closed' | 'ahead' | 'back' | 'server'

interface StormPlan {
  client: Client
  browser: Browser
  centre: string
  seed: string
  taps: number
  /** How long it lasts by the tablet's clock, and in how many spells. */
  hours: number
  spells: number
  /** Kills the server and starts it again; left out, nobody does. */
  killServer?(): Promise<void>
}

const [HOUR_MS, MINUTE_MS] = [3_600_000, 60_000]
/** Shorter than a message channel there is nothing to wait by: the page's timers are not of this world. */
const TAP = `(async (scores) => {
  const tick = () => new Promise((resolve) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = resolve; port2.postMessage(0) })
  const wait = async (what) => {
    for (let i = 0; i < 50000; i += 1) {
      const closed = document.querySelector('.closed + .kb button')
      if (closed) closed.click()
      const it = document.querySelector(what)
      if (it) return it
      await tick()
    }
    throw new Error('There is no ' + what + ' on ' + document.body.innerText)
  }
  for (const score of scores) {
    await wait('.faces button')
    document.querySelectorAll('.faces button')[score - 1].click()
    ;(await wait('.thanks + .kb .pri')).click()
  }
})`

/**
 * People touch a tablet in a real browser while its network, its page, its clock and the server fail it, all drawn from the seed. Resolves, when its journal
 * is empty at last, with the scores in the order of the taps and what went wrong.
 */
export async function runStorm({ client, browser, centre, seed, taps, hours, spells, killServer }: StormPlan) {
  const random = createRandom('kiosk storm', seed)
  await keepOpen(client, centre)
  await settleKiosk(client, centre, { ...USUAL_KIOSK, reasons: { bad: [], good: [] }, comment: false, contact: false })
  const { enrolmentCode, deviceId } = (await client.request('POST', '/api/v1/devices', { cookie: client.cookie, body: { counterCode: `${centre}.Q1` } })).json as { enrolmentCode: string; deviceId: string }
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, serviceWorkers: 'block' })
  let network: Network = 'fine'
  await context.route('**/api/v1/**', async (route) => {
    if (network === 'away') return await route.abort().catch(() => {})
    if (network === 'proxy') return await route.fulfill({ contentType: 'text/html', body: '<html>Sign in to the Wi-Fi</html>' }).catch(() => {})
    if (network === 'lost' && route.request().method() === 'POST') await route.fetch().catch(() => null)
    return await (network === 'lost' ? route.abort() : route.continue()).catch(() => {})
  })
  await context.clock.install()
  let page = await context.newPage()
  const firstHeartbeat = page.waitForResponse('**/heartbeat')
  await page.goto(`${client.url}/kiosk/?code=${enrolmentCode}`)
  await page.locator('.faces button').first().waitFor()
  await firstHeartbeat

  const comeBack = async () => {
    await until(async () => {
      const isThere = await page.goto(`${client.url}/kiosk/`).then(() => true, () => false)
      return isThere && await page.locator('.faces button, .closed').first().waitFor({ timeout: 10_000 }).then(() => true, () => false)
    })
  }
  const strike = async (blow: Blow): Promise<void> => {
    if (blow === 'ahead' || blow === 'back') {
      const now = await page.evaluate<number>('Date.now()')
      return await context.clock.setSystemTime(now + (blow === 'ahead' ? 1 : -1) * (1 + random.below(20)) * HOUR_MS)
    }
    if (blow === 'server') await killServer?.()
    if (blow === 'crash') await crash(context, page)
    if (blow === 'crash' || blow === 'closed') {
      await page.close().catch(() => {})
      page = await context.newPage()
    }
    await comeBack()
  }

  const scores: number[] = []
  const said: string[] = []
  for (let spell = 0; spell < spells; spell += 1) {
    network = spell === 0 ? 'away' : random.pickWeighted(['fine', 'away', 'proxy', 'lost'] as const, [3, 4, 1, 2])
    const wanted = Math.floor((taps * (spell + 1)) / spells) - scores.length
    const drawn = Array.from({ length: wanted }, () => 1 + random.below(5))
    await page.evaluate(`${TAP}(${JSON.stringify(drawn)})`)
    scores.push(...drawn)
    await context.clock.fastForward((hours * HOUR_MS) / spells)
    const blow = random.pickWeighted(['reload', 'crash', 'closed', 'ahead', 'back', 'server'] as const, [3, 3, 2, 2, 2, killServer ? 2 : 0])
    said.push(`${network} ${blow}`)
    await strike(blow)
  }
  network = 'fine'
  await until(async () => {
    await page.evaluate('dispatchEvent(new Event("online"))')
    await context.clock.fastForward(3 * MINUTE_MS)
    await sleep(300)
    return (await journalOf(page)).length === 0
  })
  await context.close()
  return { sender: `device:${deviceId}`, scores, said }
}

/** The process of the page dies, as for want of memory. */
async function crash(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page)
  const died = new Promise((resolve) => page.once('crash', resolve))
  void session.send('Page.crash').catch(() => {})
  await died
}
