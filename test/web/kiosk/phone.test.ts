import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { z } from 'zod'
import { launchBrowser } from '../../support/browser.ts'
import { until } from '../../support/client.ts'
import { testService } from '../../support/service.ts'

describe('rating a counter on one’s own telephone', function () {
  let browser: Browser
  let context: BrowserContext
  let page: Page
  before(async () => {
    const { client } = await testService()
    await client.makeCentre('KPH')
    browser = await launchBrowser()
    context = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })
    page = await context.newPage()
  })
  after(() => browser.close())

  const newLink = async () => {
    const { client, url } = await testService()
    const made = (await client.request('POST', '/api/v1/rating-links', { token: client.key, body: { counterCode: 'KPH.Q1' } })).json
    return url + made.url.slice(made.url.indexOf('/kiosk/'))
  }
  const open = async (link: string) => {
    await page.goto('about:blank')
    await page.goto(link)
  }
  const countStored = async (reason: string) => {
    const { warehouse } = await testService()
    const stored = { name: 'phone-ratings', row: z.object({ ratings: z.coerce.number() }), sql: `SELECT count() AS ratings FROM ratings WHERE counter_code = 'KPH.Q1' AND sender = 'phone:receipt' AND has(reasons, '${reason}')` }
    return (await warehouse.select(stored, {}))[0]?.ratings
  }
  const look = async (name: string) => {
    assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations.map((it) => it.id), [], name)
    for (const button of await page.getByRole('button').all()) {
      const box = await button.boundingBox()
      assert.ok(box && box.width >= 44 && box.height >= 44, `${name}: ${JSON.stringify(box)}`)
    }
    assert.ok((await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')) <= 0, `${name} overflows`)
  }
  const heading = (name: string) => page.getByRole('heading', { name }).waitFor()

  it('asks one thing without a PIN or a code, sends it once, and tells whoever comes with the same link kindly that it was used', async () => {
    const link = await newLink()
    await open(link)
    await page.getByText('Đánh giá Quầy 1').waitFor()
    await look('the question')
    await page.getByRole('button', { name: 'Rất hài lòng', exact: true }).tap()
    await heading('Điều gì làm ông/bà hài lòng?')
    await page.getByRole('button', { name: 'Nhanh gọn' }).tap()
    await look('why')
    await page.getByRole('button', { name: 'Xong' }).tap()
    await page.getByText('Đã gửi.').waitFor()
    await look('thanks')
    await page.reload()
    await heading('Cảm ơn ông/bà.')
    const other = await browser.newContext()
    const stranger = await other.newPage()
    await stranger.goto(link)
    await stranger.getByRole('heading', { name: 'Mã này đã dùng rồi' }).waitFor()
    await other.close()
    await until(async () => (await countStored('quick')) === 1)
  })

  it('keeps what was said without a network over a reload, and sends it when the network is back', async () => {
    await open(await newLink())
    await page.getByRole('button', { name: 'Không hài lòng', exact: true }).waitFor()
    await page.route('**/api/v1/**', (route) => route.abort())
    await page.getByRole('button', { name: 'Không hài lòng', exact: true }).tap()
    await page.getByRole('button', { name: 'Chờ lâu' }).tap()
    // Whoever leaves the page has said what they wanted to say.
    await page.evaluate(`Object.defineProperty(document, 'visibilityState', { value: 'hidden' }); document.dispatchEvent(new Event('visibilitychange'))`)
    await page.getByText('Chưa có mạng nên chưa gửi được.').waitFor()
    await page.reload()
    await heading('Cảm ơn ông/bà.')
    await page.unroute('**/api/v1/**')
    await page.evaluate('dispatchEvent(new Event("online"))')
    await page.getByText('Đã gửi.').waitFor()
    await until(async () => (await countStored('waiting-time')) === 1)
  })

  it('says kindly that a link has expired, is none, or that the network is away', async () => {
    const { url } = await testService()
    await open(`${url}/kiosk/#abc.def`)
    await heading('Không đọc được mã này')
    await page.route('**/opening', (route) => route.fulfill({ status: 410, contentType: 'application/problem+json', body: '{}' }))
    await open(await newLink())
    await heading('Mã này đã hết hạn')
    await page.unroute('**/opening')
    await page.route('**/opening', (route) => route.abort())
    await open(await newLink())
    await heading('Chưa có mạng')
    await look('away')
    await page.unroute('**/opening')
    await page.getByRole('button', { name: 'Thử lại' }).tap()
    await page.getByRole('button', { name: 'Bình thường' }).waitFor()
    await context.close()
  })
})
