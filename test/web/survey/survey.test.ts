import assert from 'node:assert/strict'
import { gzipSync } from 'node:zlib'
import { readdirSync, readFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { z } from 'zod'
import { toMonthPeriod } from '../../../contract/period.ts'
import { testService } from '../../support/service.ts'
import { launchBrowser } from '../../support/browser.ts'
import { until } from '../../support/client.ts'

const SHOTS = process.env['SURVEY_SHOTS']
const MOST_BYTES = 90 * 1024
const MONTH = toMonthPeriod(Date.now())

describe('the survey in a browser', function () {
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let link = ''
  const shot = async (name: string) => { if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true }) }
  const next = (name = 'Tiếp tục') => page.getByRole('button', { name }).click()
  const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
  const fillMatrix = async (word = 'Hài lòng') => {
    for (const group of await page.locator('fieldset.level').all()) await group.locator('label').filter({ hasText: new RegExp(`^${word}$`) }).click()
  }
  const invite = async () => {
    const { client } = await testService()
    const made = await client.request('POST', '/api/v1/survey-invitations', { cookie: client.cookie, body: { questionnaire: 'hai-long-dich-vu', channel: 'card', invitations: [{ centreCode: 'SVW' }] } })
    return made.json.issued[0].code as string
  }
  const sheets = async () => {
    const { warehouse } = await testService()
    return await warehouse.select({ name: 'test', sql: "SELECT finished, length(levels) AS answered FROM survey_answers FINAL WHERE centre_code = 'SVW' AND length(levels) > 1", row: z.object({ finished: z.number(), answered: z.coerce.number() }) }, {})
  }

  before(async () => {
    browser = await launchBrowser()
    const { client, url, warehouse } = await testService()
    await client.makeCentres(['SVW'])
    // Eleven satisfied people were there before: the figure has its least sample, and one more can move it.
    await warehouse.insert('survey_answers', ['ticket', 'questionnaire', 'version', 'centre_code', 'month', 'outcome', 'channel', 'finished', 'levels', 'precedence'],
      Array.from({ length: 11 }, () => [randomUUID(), 'hai-long-dich-vu', 1, 'SVW', MONTH, 'finished', 'card', 1, { 'overall-service': 5 }, 65_535]))
    link = `${url}/khao-sat/#${await invite()}`
    context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'vi-VN', colorScheme: SHOTS?.includes('dark') ? 'dark' : 'light' })
    page = await context.newPage()
  })
  after(() => browser.close())

  it('is light: program and style come in at most 90 kB', () => {
    const files = readdirSync('web/dist/survey/assets').filter((it) => /\.(js|css)$/.test(it)).map((it) => gzipSync(readFileSync(`web/dist/survey/assets/${it}`)).length)
    assert.ok(files.reduce((sum, it) => sum + it, 0) <= MOST_BYTES)
  })

  it('leads from an invitation through half of it, goes on without a network where it was left, and is sent when there is one again', async () => {
    await page.goto(link)
    await heading('Lần làm thủ tục vừa rồi, ông/bà thấy thế nào?')
    await shot('1-start')
    assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations.map((it) => it.id), [])
    await next('Bắt đầu')
    await heading('Lần làm thủ tục này')
    await next()
    await page.getByText('Còn 2 câu chưa trả lời ở phần này.').waitFor()
    await page.getByLabel('Cho mình hoặc gia đình').check()
    await page.getByLabel('Tại quầy').check()
    await shot('2-first')
    await next()
    await heading('Tiếp cận dịch vụ')
    await fillMatrix()
    await shot('3-matrix')
    assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations.map((it) => it.id), [])
    const part = page.waitForResponse('**/survey-responses')
    await next()
    await heading('Thủ tục')
    assert.equal((await part).status(), 202)
    await until(async () => (await sheets()).some((it) => it.finished === 0 && it.answered === 3))

    // The page that the service worker has kept opens without a network, where it was left.
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)')
    await until(async () => await page.evaluate<boolean>("caches.open('/khao-sat/').then((cache) => cache.keys()).then((keys) => keys.length > 2)"))
    await context.setOffline(true)
    await page.close()
    page = await context.newPage()
    await page.goto(link)
    await heading('Thủ tục')
    for (const section of ['Thủ tục', 'Người phục vụ', 'Kết quả', 'Phản ánh, kiến nghị']) {
      await heading(section)
      await fillMatrix()
      await next()
    }
    await heading('Nhìn chung')
    await fillMatrix('Không hài lòng')
    await page.getByLabel('Thời gian chờ').check()
    await page.locator('.eleven label').nth(4).click()
    await shot('4-last')
    await next('Gửi phiếu')
    await heading('Phiếu đã xong, đang chờ mạng.')
    await shot('5-waiting')
    await context.setOffline(false)
    await heading('Đã nhận phiếu. Cảm ơn ông/bà.')
    await shot('6-thanks')
    await until(async () => (await sheets()).some((it) => it.finished === 1 && it.answered === 18))
  })

  it('moves the index, which the page of results says with its interval and count', async () => {
    const { url, record, access } = await testService()
    const id = randomUUID()
    await record.query("INSERT INTO account (id, email, password_hash, name, role, unit_code) VALUES ($1, $2, 'none', 'Giám đốc thử', 'director', 'SVW')", [id, `${id}@example.vn`])
    const staff = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'vi-VN', colorScheme: SHOTS?.includes('dark') ? 'dark' : 'light' })
    await staff.addCookies([{ name: 'session', value: await access.sessions.open(id), url }])
    const desk = await staff.newPage()
    await desk.goto(`${url}/ket-qua-khao-sat?unit=SVW`)
    await desk.getByRole('heading', { level: 1, name: /^92% hài lòng nhìn chung, theo 12 phiếu$/ }).waitFor()
    await desk.getByText('Cần ít nhất 200 phiếu đủ câu').waitFor()
    if (SHOTS) await desk.screenshot({ path: `${SHOTS}/9-results.png`, fullPage: true })
    assert.deepEqual((await new AxeBuilder({ page: desk }).analyze()).violations.map((it) => it.id), [])
    await staff.close()
  })

  it('takes a wish to be answered only with a way to reach somebody and their tick, as a petition of its own', async () => {
    await page.getByRole('button', { name: 'Tôi muốn được trả lời' }).click()
    assert.equal(await page.getByRole('checkbox').isChecked(), false)
    await page.getByLabel('Ông/bà muốn được trả lời về việc gì?').fill('Hồ sơ của tôi bị trả hai lần, xin giải thích.')
    await page.getByLabel('Số điện thoại').fill('0912 345 678')
    await page.getByRole('button', { name: 'Gửi lời nhắn' }).click()
    await page.getByText('đánh dấu đồng ý.').waitFor()
    await page.getByRole('checkbox').check()
    await shot('7-message')
    assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations.map((it) => it.id), [])
    await page.getByRole('button', { name: 'Gửi lời nhắn' }).click()
    await page.getByText(/Mã theo dõi: PA-/).waitFor()
  })

  it('refuses a second use kindly, on this device and on another', async () => {
    await page.reload()
    await heading('Đã nhận phiếu. Cảm ơn ông/bà.')
    const other = await browser.newContext({ viewport: { width: 390, height: 844 } })
    page = await other.newPage()
    await page.goto(link)
    await next('Bắt đầu')
    await page.getByText('Lời mời này đã được dùng. Cảm ơn ông/bà').waitFor()
    await shot('8-used')
    assert.equal((await sheets()).length, 1)
    await other.close()
  })
})
