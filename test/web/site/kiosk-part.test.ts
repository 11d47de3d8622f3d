import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../../support/browser.ts'
import { ADMIN, testService } from '../../support/service.ts'

describe('the page of how tablets ask', function () {
  let browser: Browser
  let page: Page
  before(async () => {
    const { client, url } = await testService()
    await client.makeCentre('KSP')
    browser = await launchBrowser()
    page = await (await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })).newPage()
    await page.goto(`${url}/dang-nhap?next=${encodeURIComponent('/quan-tri/man-hinh-danh-gia?unit=KSP')}`)
    await page.locator('#email').fill(ADMIN.email)
    await page.locator('#password').fill(ADMIN.password)
    await page.getByRole('button', { name: 'Đăng nhập' }).click()
    await page.getByText('Đang theo mặc định của cả nước.').waitFor()
  })
  after(() => browser.close())

  it('shows the real tablet as it will be, settles it for the unit, says what differs from above, and takes it back', async () => {
    const { client } = await testService()
    const tablet = page.frameLocator('iframe')
    await tablet.getByRole('button', { name: 'Rất không hài lòng' }).waitFor()
    await page.getByText('Ba mức').click()
    await tablet.getByRole('button', { name: 'Rất không hài lòng' }).waitFor({ state: 'detached' })
    await page.getByLabel('Điều 1, tiếng Việt').first().fill('Xếp hàng lâu')
    await tablet.getByRole('button', { name: 'Không hài lòng', exact: true }).click()
    await tablet.getByRole('button', { name: 'Xếp hàng lâu' }).waitFor()
    if (process.env['LOOK']) await page.screenshot({ path: `${process.env['LOOK']}/kiosk-part.png`, fullPage: true })
    await page.getByLabel('Mã PIN của người phụ trách').fill('482913')
    await page.getByRole('button', { name: 'Lưu cho đơn vị này' }).click()
    await page.getByText('Khác với cấp trên: Số mức, Lý do.').waitFor()
    const settled = (await client.request('GET', '/api/v1/kiosk-settings/KSP', { cookie: client.cookie })).json
    assert.deepEqual([settled.scale, settled.reasons.bad[0].vi, settled.hasPin, settled.heldBy], [3, 'Xếp hàng lâu', true, 'KSP'])
    await page.getByRole('button', { name: 'Bỏ thiết lập riêng' }).click()
    await page.getByRole('button', { name: 'Bỏ', exact: true }).click()
    await page.getByText('Đang theo mặc định của cả nước.').waitFor()
  })

  it('names what the server refuses beside its field, pleases axe and fits a phone in the dark', async () => {
    await page.getByLabel('Lời trên màn hình chờ').first().fill('Thứ bảy làm việc đến 11 giờ 30')
    await page.getByRole('button', { name: 'Lưu cho đơn vị này' }).click()
    await page.getByRole('alert').first().waitFor()
    for (const [width, colorScheme] of [[1280, 'light'], [390, 'dark']] as const) {
      await page.setViewportSize({ width, height: 844 })
      await page.emulateMedia({ colorScheme })
      assert.ok((await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')) <= 0, `${width}`)
      assert.deepEqual((await new AxeBuilder({ page }).exclude('iframe').analyze()).violations.map((it) => it.id), [])
      if (process.env['LOOK']) await page.screenshot({ path: `${process.env['LOOK']}/kiosk-part-${width}.png`, fullPage: true })
    }
  })
})
