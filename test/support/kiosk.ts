import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { toHanoiDay } from '../../contract/period.ts'
import type { Client } from './client.ts'
import { testService } from './service.ts'

export const FACES = ['Rất không hài lòng', 'Không hài lòng', 'Bình thường', 'Hài lòng', 'Rất hài lòng']
const DAY_MS = 24 * 3_600_000

/** Keeps a centre open around the clock, so that its tablets show faces whenever the suite runs. */
export async function keepOpen(client: Client, centre: string): Promise<void> {
  for (const day of [toHanoiDay(Date.now()), toHanoiDay(Date.now() + DAY_MS)]) {
    await client.request('POST', `/api/v1/opening-hours/${centre}/exceptions`, { cookie: client.cookie, body: { day, spans: [{ from: '00:00', to: '24:00' }], reason: 'Thử máy' } })
  }
}

/** Settles how a centre's tablets ask; what is left out is as usual. */
export const settleKiosk = (client: Client, centre: string, setting: object) =>
  client.request('PUT', `/api/v1/kiosk-settings/${centre}`, { cookie: client.cookie, body: setting })

export async function enrolmentCodeFor(counterCode: string): Promise<{ deviceId: string; enrolmentCode: string }> {
  const { client } = await testService()
  return (await client.request('POST', '/api/v1/devices', { cookie: client.cookie, body: { counterCode } })).json
}

/** A tablet at the first counter of a centre, enrolled and heard once. */
export async function openKiosk(browser: Browser, centre: string, options: BrowserContextOptions = {}) {
  const { client, url } = await testService()
  await keepOpen(client, centre)
  const { enrolmentCode, deviceId } = await enrolmentCodeFor(`${centre}.Q1`)
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, serviceWorkers: 'block', ...options })
  const page = await context.newPage()
  const firstHeartbeat = page.waitForResponse('**/heartbeat')
  await page.goto(`${url}/kiosk/?code=${enrolmentCode}`)
  await page.locator('.faces button').first().waitFor()
  await firstHeartbeat
  return { page, context, deviceId, client, url }
}

/** One citizen from the face to the next person, without a word about why. */
export async function tapFace(page: Page, score: number): Promise<void> {
  await page.getByRole('button', { name: FACES[score - 1], exact: true }).click()
  await page.getByText(`Đã ghi: ${FACES[score - 1]}.`).waitFor()
  await page.getByRole('button', { name: 'Xong' }).click()
  await page.getByRole('button', { name: 'Người tiếp theo' }).click()
}

/** Runs in the page: the tablet's memory, opened as it is. `work` is a function of two stores and of a way to answer. */
export const inJournal = <T>(page: Page, work: string) => page.evaluate<T>(`new Promise((resolve, reject) => {
  const open = indexedDB.open('thuoc-do-kiosk')
  open.onerror = reject
  open.onsuccess = () => {
    const transaction = open.result.transaction(['ratings', 'state'], 'readwrite')
    let answer
    transaction.oncomplete = () => { open.result.close(); resolve(answer) }
    ;(${work})(transaction.objectStore('ratings'), transaction.objectStore('state'), (it) => { answer = it })
  }
})`)

/** What the tablet remembers of its ratings, in their order. */
export const journalOf = (page: Page) => inJournal<{ seq: number; status: string; score: number; reasons?: string[]; comment?: string }[]>(page,
  `(ratings, state, say) => { const all = ratings.index('seq').getAll(); all.onsuccess = () => say(all.result) }`)
