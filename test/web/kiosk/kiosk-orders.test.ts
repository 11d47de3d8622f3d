import assert from 'node:assert/strict'
import type { Browser, Page, Request } from 'playwright-core'
import { AxeBuilder } from '@axe-core/playwright'
import { deviceDetail, type DeviceDetail } from '../../../contract/device.ts'
import { launchBrowser } from '../../support/browser.ts'
import { until } from '../../support/client.ts'
import { newEventId } from '../../support/events.ts'
import { inJournal, openKiosk } from '../../support/kiosk.ts'
import { testService } from '../../support/service.ts'

const BEST = 'Rất hài lòng'
const IN_JOURNAL = 400

const countJournal = (page: Page) => inJournal<number>(page, '(ratings, state, say) => { const all = ratings.count(); all.onsuccess = () => say(all.result) }')
const tokenOf = (page: Page) => inJournal<string>(page, `(ratings, state, say) => { const it = state.get('enrolment'); it.onsuccess = () => say(it.result.token) }`)

describe('a kiosk that is looked after from afar', function () {
  let browser: Browser
  let page: Page
  let deviceId: string
  before(async () => {
    await (await testService()).client.makeCentre('KIC')
    browser = await launchBrowser()
    const opened = await openKiosk(browser, 'KIC', { viewport: { width: 1024, height: 600 } })
    page = opened.page
    deviceId = opened.deviceId
  })
  after(() => browser.close())

  const ask = async (method: string, path: string, body?: object) => {
    const { client } = await testService()
    return await client.request(method, `/api/v1/devices/${deviceId}${path}`, { cookie: client.cookie, ...(body ? { body } : {}) })
  }
  const device = async (): Promise<DeviceDetail> => deviceDetail.parse((await ask('GET', '')).json)
  const stateOf = async (commandId: string) => (await device()).commands.find((it) => it.id === commandId)?.state
  const beatNow = () => page.evaluate('dispatchEvent(new Event("online"))').catch(() => {}) // it may be restarting just now

  it('shows a message to the staff below the faces, but not while somebody is answered, until it is read', async () => {
    const { id } = (await ask('POST', '/commands', { kind: 'message', text: 'Máy sắp hết pin, nhờ cắm sạc giúp. '.repeat(4) })).json
    await beatNow()
    const note = page.getByRole('complementary')
    await note.waitFor()
    for (const viewport of [{ width: 800, height: 1280 }, { width: 1280, height: 800 }, { width: 1024, height: 600 }]) {
      await page.setViewportSize(viewport)
      const face = await page.getByRole('button', { name: BEST, exact: true }).boundingBox()
      const box = await note.boundingBox()
      assert.ok(face && box && box.y >= face.y + face.height && box.y + box.height <= viewport.height + 1, `${viewport.width}: ${JSON.stringify([face, box])}`)
      const overflow = await page.evaluate<number>('document.querySelector("main").scrollHeight - document.querySelector("main").clientHeight')
      assert.ok(overflow <= 0, `${viewport.width} overflows by ${overflow}`)
    }
    assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations.map((it) => it.id), [])
    await page.getByRole('button', { name: BEST, exact: true }).click()
    await page.getByText(`Đã ghi: ${BEST}.`).waitFor()
    assert.equal(await note.count(), 0)
    await page.getByRole('button', { name: 'Xong' }).click()
    await page.getByRole('button', { name: 'Người tiếp theo' }).click()
    await page.getByRole('button', { name: 'Đã đọc' }).click()
    await note.waitFor({ state: 'detached' })
    await until(async () => { await beatNow(); return (await stateOf(id)) === 'done' })
  })

  it('takes its next token although the first answer with it was lost, and loses no rating over it', async () => {
    const before = await tokenOf(page)
    await ask('POST', '/rotate')
    let lost = 0
    await page.route('**/heartbeat', async (route) => {
      await route.fetch()
      lost += 1
      await route.abort()
    })
    await until(async () => { await beatNow(); return lost > 0 })
    assert.equal(await tokenOf(page), before)
    await page.unroute('**/heartbeat')
    await page.reload()
    await until(async () => (await tokenOf(page)) !== before)
    await until(async () => { await beatNow(); return (await device()).rotationAskedAt === null })
    assert.deepEqual(await inJournal(page, `(ratings, state, say) => { const it = state.get('enrolment'); it.onsuccess = () => say(it.result.formerToken || null) }`), null)
  })

  it('restarts once when nobody is at it, even if its confirmation is lost, with a full journal that stays full', async () => {
    const taps = Array.from({ length: IN_JOURNAL }, (_, i) => ({
      id: newEventId(), seq: i + 2, occurredAt: new Date(Date.now() - 60_000 + i).toISOString(), scale: 5, score: 5, language: 'vi', status: 'waiting',
    }))
    // Taken and not stored: as when the warehouse is away for hours. The tablet keeps all of it.
    await page.route('**/api/v1/ratings', (route) => route.fulfill({ status: 202, json: { accepted: [], rejected: [] } }))
    await until(async () => { await beatNow(); return (await countJournal(page)) === 0 })
    await inJournal(page, `(ratings, state) => { for (const tap of ${JSON.stringify(taps)}) ratings.put(tap); state.put(${IN_JOURNAL + 1}, 'lastSeq') }`)
    let loads = 0
    page.on('load', () => { loads += 1 })
    const { id } = (await ask('POST', '/commands', { kind: 'restart' })).json
    const confirms = (request: Request) => request.postDataJSON().commandsDone?.includes(id) === true
    let lost = 0
    await page.route('**/heartbeat', async (route) => {
      if (!confirms(route.request()) || lost > 0) return await route.continue()
      lost += 1
      await route.abort()
    })
    await page.getByRole('button', { name: BEST, exact: true }).waitFor()
    await until(async () => { if (loads === 0) await beatNow(); return loads === 1 })
    assert.equal(await countJournal(page), IN_JOURNAL)
    await until(async () => { await beatNow(); return lost === 1 && (await stateOf(id)) === 'done' })
    assert.equal(loads, 1, 'it restarted once')
    assert.equal(await countJournal(page), IN_JOURNAL)
    await page.unroute('**/api/v1/ratings')
    await inJournal(page, `(ratings) => { ratings.openCursor().onsuccess = ({ target: { result: it } }) => { if (it) { it.update({ ...it.value, answeredAt: 0 }); it.continue() } } }`)
    await until(async () => { await beatNow(); return (await device()).custody?.storedTo === IN_JOURNAL + 1 })
  })
})
