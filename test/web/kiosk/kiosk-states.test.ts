import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { USUAL_KIOSK } from '../../../contract/kiosk.ts'
import { toHanoiDay } from '../../../contract/period.ts'
import { USUAL_WEEK } from '../../../registry/opening-hours/open-spans.ts'
import { launchBrowser } from '../../support/browser.ts'
import { until } from '../../support/client.ts'
import { FACES, inJournal, journalOf, openKiosk, settleKiosk } from '../../support/kiosk.ts'
import { testService } from '../../support/service.ts'

const SIZES = { landscape: { width: 1280, height: 800 }, portrait: { width: 800, height: 1280 } }
const NOTICE = { vi: 'Thứ bảy làm việc đến 11 giờ 30.', en: 'Open on Saturday until 11.30.' }
const LOOK = process.env['LOOK']

/** A voice of Vietnamese, and what it was told to say. */
const VOICE = `window.spoken = []
Object.defineProperty(window, 'speechSynthesis', { value: { getVoices: () => [{ lang: 'vi-VN' }], cancel: () => {}, speak: (it) => window.spoken.push(it.text) } })
window.SpeechSynthesisUtterance = function (text) { this.text = text }`

describe('every state of the kiosk', function () {
  let browser: Browser
  let context: BrowserContext
  let page: Page
  before(async () => {
    const { client } = await testService()
    await client.makeCentre('KSS')
    await settleKiosk(client, 'KSS', { ...USUAL_KIOSK, languages: ['vi', 'en'], notice: NOTICE })
    browser = await launchBrowser()
    const opened = await openKiosk(browser, 'KSS', { reducedMotion: 'reduce' })
    page = opened.page
    context = opened.context
    await page.route('**/said-done', (route) => route.fulfill({ json: { rows: [{ day: '2026-11-03', said: 'Ghế chờ ít', done: 'Đã thêm 20 ghế' }] } }))
    // Taken and not stored: what is tapped stays in the journal, to be looked at.
    await page.route('**/api/v1/ratings', (route) => route.fulfill({ status: 202, json: { accepted: [], rejected: [] } }))
    await page.addInitScript(VOICE)
    await page.clock.install()
    await page.reload()
    await page.locator('.faces button').first().waitFor()
  })
  after(() => browser.close())

  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  const last = async () => (await journalOf(page)).at(-1) as { dossierCode?: string; score: number } | undefined
  /** What a screen reader comes by, as roles with their names. */
  const tree = async () => (await page.locator('body').ariaSnapshot()).split('\n').map((it) => it.trim().replace(/^- /, '').replace(/:$/, ''))
  /** `isBrief`: it is gone before axe has seen it (kiosk.test.ts shows it to axe). */
  const look = async (name: string, heard: readonly string[], isBrief = false) => {
    const lines = await tree()
    for (const it of heard) assert.ok(lines.some((line) => line.startsWith(it)), `${name}: ${it} is not in\n${lines.join('\n')}`)
    assert.ok(lines.every((line) => !/^(button|textbox|checkbox)$/.test(line)), `${name} has a control without a name`)
    for (const [turned, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport)
      if (!isBrief) assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations.map((it) => it.id), [], `${name} ${turned}`)
      const overflow = await page.evaluate<number>('document.querySelector("main").scrollHeight - document.querySelector("main").clientHeight')
      assert.ok(overflow <= 0, `${name} overflows ${turned} by ${overflow}`)
      if (LOOK) await page.screenshot({ path: `${LOOK}/state-${name}-${turned}.png` })
    }
    await page.setViewportSize(SIZES.landscape)
  }

  it('reads the question aloud where there is a voice', async () => {
    await look('rate', ['heading "Lần phục vụ vừa rồi', 'group "Các mức hài lòng"', 'button "Nghe đọc"', 'button "Nhập mã hồ sơ"'])
    await press('Nghe đọc')
    assert.deepEqual(await page.evaluate('window.spoken'), [`Lần phục vụ vừa rồi, ông/bà thấy thế nào? ${FACES.join(', ')}.`])
  })

  it('takes a code that is typed or scanned, and rates by it', async () => {
    await press('Nhập mã hồ sơ')
    await look('code', ['heading "Mã hồ sơ trên giấy hẹn"', 'textbox "Mã hồ sơ"'])
    await page.keyboard.type('KSS-2026-1')
    await page.keyboard.press('Enter')
    await press(FACES[3] as string)
    await look('why', ['heading "Điều gì làm ông/bà hài lòng?"', 'button "Nhanh gọn"', 'status'])
    await press('Xong')
    await look('thanks', ['heading "Cảm ơn ông/bà."', 'button "Tôi muốn được trả lời"', 'button "Người tiếp theo"'], true)
    assert.deepEqual([(await last())?.dossierCode, (await last())?.score], ['KSS-2026-1', 4])
  })

  it('sends no way to be reached without a tick, and keeps none', async () => {
    let sent = 0
    await page.route('**/api/v1/contacts', (route) => { sent += 1; return route.fulfill({ status: 204 }) })
    await page.getByRole('button', { name: 'Người tiếp theo' }).click({ timeout: 1_000 }).catch(() => {}) // it may have gone home by itself
    await press(FACES[3] as string)
    await press('Xong')
    await press('Tôi muốn được trả lời')
    await page.getByLabel('Số điện thoại hoặc thư điện tử').fill('0900000000')
    await press('Gửi')
    await page.getByRole('alert').waitFor()
    assert.equal(sent, 0)
    await look('contact', ['textbox "Số điện thoại hoặc thư điện tử"', 'checkbox "Tôi đồng ý'])
    await page.getByRole('checkbox').check()
    await press('Gửi')
    await page.getByRole('heading', { name: 'Cảm ơn ông/bà.' }).waitFor()
    assert.equal(sent, 1)
    assert.ok(!JSON.stringify(await journalOf(page)).includes('0900000000'))
    await press('Người tiếp theo')
  })

  it('speaks another language after one touch and Vietnamese again when nobody is there', async () => {
    await press('English')
    await look('english', ['heading "How was the service just now?"', 'button "Very satisfied"'])
    await page.clock.fastForward(20_100)
    await page.getByRole('button', { name: FACES[4] as string, exact: true }).waitFor()
  })

  it('shows the hall what was done, the centre’s notice, and a code for telephones', async () => {
    await page.clock.fastForward(80_000)
    await page.getByRole('img', { name: 'Đánh giá trên điện thoại của ông/bà' }).waitFor()
    await look('idle', ['heading "Bà con góp ý', 'button "Chạm vào đây để đánh giá"'])
    assert.equal(await page.getByText(NOTICE.vi).count(), 1)
    await press('Chạm vào đây để đánh giá')
    await page.locator('.faces button').first().waitFor()
  })

  it('goes dark when its counter is closed, says when it opens, and turns nobody away', async () => {
    const { client, registry } = await testService()
    // A counter calls itself closed only where somebody has entered its hours.
    await registry.openingHours.put('KSS', [{ validFrom: '2020-01-01', validTo: null, week: USUAL_WEEK }], 'system')
    for (const day of [0, 1].map((it) => toHanoiDay(Date.now() + it * 86_400_000))) {
      await client.request('POST', '/api/v1/opening-hours/KSS/exceptions', { cookie: client.cookie, body: { day, spans: [], reason: 'Nghỉ' } })
    }
    await until(async () => {
      await page.evaluate('dispatchEvent(new Event("online"))')
      return await page.getByRole('heading', { name: 'Quầy đang nghỉ' }).count() === 1
    })
    await look('closed', ['heading "Quầy đang nghỉ"', 'button "Chạm vào đây để đánh giá"'])
    assert.equal(await page.getAttribute('#app', 'class'), 'night')
    await press('Chạm vào đây để đánh giá')
    await page.locator('.faces button').first().waitFor()
    assert.equal(await page.getAttribute('#app', 'class'), '')
  })

  it('shows the staff that its memory is nearly full, tells the server, and takes what is tapped all the same', async () => {
    const before = (await journalOf(page)).length
    await page.evaluate(`navigator.storage.estimate = () => Promise.resolve({ usage: 97, quota: 100 })
      const put = IDBDatabase.prototype.transaction
      window.isFull = true
      IDBDatabase.prototype.transaction = function (...all) { if (window.isFull && all[1] === 'readwrite' && String(all[0]).includes('ratings')) throw new DOMException('full', 'QuotaExceededError'); return put.apply(this, all) }`)
    await press(FACES[2] as string)
    await press('Xong')
    await page.getByRole('heading', { name: 'Cảm ơn ông/bà.' }).waitFor()
    const beat = page.waitForRequest((it) => it.url().endsWith('/heartbeat') && it.postDataJSON().storage === 1)
    await page.unroute('**/api/v1/ratings')
    await page.evaluate('dispatchEvent(new Event("online"))')
    await beat
    await page.getByRole('img', { name: 'Thiết bị: bộ nhớ gần đầy' }).waitFor()
    await page.evaluate('window.isFull = false')
    const lastSeq = () => inJournal<number>(page, '(ratings, state, say) => { const it = state.get("lastSeq"); it.onsuccess = () => say(it.result) }')
    await until(async () => { await page.evaluate('dispatchEvent(new Event("online"))'); return (await lastSeq()) === before + 1 })
    await context.close()
  })
})
