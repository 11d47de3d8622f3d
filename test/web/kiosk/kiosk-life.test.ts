import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { USUAL_KIOSK } from '../../../contract/kiosk.ts'
import { launchBrowser } from '../../support/browser.ts'
import { until } from '../../support/client.ts'
import { newEventId } from '../../support/events.ts'
import { enrolmentCodeFor, inJournal, journalOf, keepOpen, openKiosk, settleKiosk, tapFace } from '../../support/kiosk.ts'
import { testService } from '../../support/service.ts'

const PIN = '482913'

/** What an old tablet has written down: the journal as its first version made it, full, with the enrolment it had. */
const writeOldJournal = (page: Page, enrolment: object, ratings: object[]) => page.evaluate(`new Promise((resolve, reject) => {
  const open = indexedDB.open('thuoc-do-kiosk', 1)
  open.onerror = reject
  open.onupgradeneeded = () => {
    open.result.createObjectStore('ratings', { keyPath: 'id' }).createIndex('seq', 'seq')
    open.result.createObjectStore('state')
  }
  open.onsuccess = () => {
    const transaction = open.result.transaction(['ratings', 'state'], 'readwrite')
    for (const it of ${JSON.stringify(ratings)}) transaction.objectStore('ratings').put(it)
    transaction.objectStore('state').put(${JSON.stringify(enrolment)}, 'enrolment')
    transaction.objectStore('state').put(${ratings.length}, 'lastSeq')
    transaction.oncomplete = () => { open.result.close(); resolve() }
  }
})`)

describe('the life of a kiosk', function () {
  let browser: Browser
  before(async () => {
    browser = await launchBrowser()
    await (await testService()).client.makeCentres(['KIL1', 'KIL2', 'KIL3'])
  })
  after(() => browser.close())

  it('starts without a network, from what its service worker keeps, and takes nothing of the journal with it', async () => {
    const { page, context } = await openKiosk(browser, 'KIL1', { serviceWorkers: 'allow' })
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)')
    await until(async () => await page.evaluate('caches.keys().then((names) => names.length === 1)'))
    await context.setOffline(true)
    await tapFace(page, 4)
    await page.reload()
    await page.locator('.faces button').first().waitFor()
    assert.deepEqual((await journalOf(page)).map((it) => it.score), [4])
    // A new version replaces what is kept of the page: the journal is not of the page.
    await page.evaluate('caches.keys().then((names) => Promise.all(names.map((it) => caches.delete(it))))')
    assert.equal((await journalOf(page)).length, 1)
    await context.close()
  })

  it('takes over the full journal of an older version, and brings all of it', async () => {
    const { client, url } = await testService()
    await keepOpen(client, 'KIL2')
    const { enrolmentCode } = await enrolmentCodeFor('KIL2.Q1')
    const enrolled = (await client.request('POST', '/api/v1/devices/enrol', { body: { enrolmentCode, appVersion: '0.1.0' } })).json
    const settings = { scale: 5, languages: ['vi', 'en'], idleSeconds: 20, demo: false }
    const ratings = Array.from({ length: 600 }, (_, i) => ({
      id: newEventId(), seq: i + 1, occurredAt: new Date(Date.now() - 3_600_000 + i).toISOString(), scale: 5, score: 5, language: 'vi', status: i < 300 ? 'acknowledged' : 'waiting', answeredAt: 0,
    }))
    const context = await browser.newContext({ serviceWorkers: 'block' })
    const page = await context.newPage()
    await page.goto(`${url}/kiosk/mark.svg`)
    await writeOldJournal(page, { ...enrolled, settings }, ratings)
    await page.goto(`${url}/kiosk/`)
    await page.locator('.faces button').first().waitFor()
    await until(async () => { await page.evaluate('dispatchEvent(new Event("online"))'); return (await journalOf(page)).length === 0 })
    const kept = (await client.request('GET', `/api/v1/devices/${enrolled.deviceId}`, { cookie: client.cookie })).json
    assert.equal(kept.custody.storedTo, 600)
    await context.close()
  })

  it('lets nobody out without the PIN, which is checked without a network, and forgets no wrong one over a reload', async () => {
    const { client } = await testService()
    await settleKiosk(client, 'KIL3', { ...USUAL_KIOSK, pin: PIN })
    const { page, context } = await openKiosk(browser, 'KIL3')
    await until(async () => await inJournal(page, `(ratings, state, say) => { const it = state.get('enrolment'); it.onsuccess = () => say(!!it.result.settings.pin) }`))
    await page.goBack().catch(() => null)
    await page.locator('.faces button').first().waitFor()
    await page.route('**/api/v1/**', (route) => route.fulfill({ contentType: 'text/html', body: '<html>Sign in to the Wi-Fi</html>' }))
    const ask = async () => { for (let i = 0; i < 5; i++) await page.locator('.kt .mark').click() }
    await ask()
    assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations.map((it) => it.id), [])
    const type = async (pin: string) => {
      await page.getByLabel('Mã PIN').fill(pin)
      await page.getByRole('button', { name: 'Mở', exact: true }).click()
    }
    for (let i = 0; i < 5; i++) {
      await type('000000')
      await page.getByRole('alert').waitFor()
      await until(async () => (await page.getByLabel('Mã PIN').inputValue()) === '')
    }
    await page.reload()
    await page.locator('.faces button').first().waitFor()
    await ask()
    await type(PIN)
    assert.match(await page.getByRole('alert').innerText(), /Sai nhiều lần/)
    await inJournal(page, `(ratings, state) => { state.put({ failures: 0, at: 0 }, 'pin-attempts') }`)
    await page.reload()
    await page.locator('.faces button').first().waitFor()
    await ask()
    await type(PIN)
    await page.getByRole('button', { name: 'Ra khỏi toàn màn hình' }).click()
    // Behind a proxy that answers everything with its own page a tap is kept, and nothing is taken for stored.
    await tapFace(page, 5)
    await page.getByRole('img', { name: /lượt chờ gửi/ }).waitFor()
    assert.deepEqual((await journalOf(page)).map((it) => it.status), ['waiting'])
    await context.close()
  })
})
