import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { hashPassword } from '../../../access/passwords.ts'
import { launchBrowser } from '../../support/browser.ts'
import { until } from '../../support/client.ts'
import { aRating } from '../../support/events.ts'
import { testService } from '../../support/service.ts'

const PASSWORD = 'mat-khau-can-bo-thu'

describe('the pages of officials and opening hours', function () {
  let browser: Browser
  let desk: BrowserContext
  before(async () => {
    browser = await launchBrowser()
    const { client, record, url } = await testService()
    await client.makeCentre('PPL', 3)
    await client.importCsv('officials', 'code,name,counterCode,validFrom,validTo\nPPL1,Cán bộ thử 01,PPL.Q1,2026-09-01,\nPPL2,Cán bộ thử 02,PPL.Q2,2026-09-01,\n')
    await record.query(
      "INSERT INTO account (id, email, password_hash, name, role, unit_code, official_code) VALUES ($1, 'ppl1@example.org', $2, 'Cán bộ thử 01', 'official', 'PPL', 'PPL1')",
      [randomUUID(), await hashPassword(PASSWORD)],
    )
    desk = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 900 } })
    await desk.addCookies(client.cookie.split('; ').map((it) => ({ name: it.split('=')[0] ?? '', value: it.slice(it.indexOf('=') + 1), url })))
  })
  after(() => browser.close())

  const open = async (path: string): Promise<Page> => {
    const page = await desk.newPage()
    await page.goto((await testService()).url + path)
    return page
  }
  /** Clean for axe in both themes, and nothing to scroll sideways on a phone. */
  const pleases = async (page: Page) => {
    for (const [colorScheme, width] of [['light', 1280], ['dark', 390]] as const) {
      await page.emulateMedia({ colorScheme })
      await page.evaluate(`document.documentElement.dataset.theme = '${colorScheme}'`)
      await page.setViewportSize({ width, height: 900 })
      const { violations } = await new AxeBuilder({ page }).analyze()
      assert.deepEqual(violations.map((it) => `${colorScheme} ${it.id} ${it.nodes[0]?.html}`), [])
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
      assert.ok(overflow <= 0, `overflows by ${overflow} px at ${width}`)
    }
    await page.setViewportSize({ width: 1280, height: 900 })
  }

  it('let an administrator enter a shift, say who is in its way, and take it back', async () => {
    const page = await open('/quan-tri/can-bo?query=ppl1')
    await page.getByRole('button', { name: 'Xem ca trực: PPL1' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Cán bộ thử 01').waitFor()
    await dialog.getByRole('img', { name: /Ca trực của PPL1: 1 đoạn/ }).waitFor()
    const enter = async (counter: string) => {
      await dialog.getByLabel('Mã quầy', { exact: true }).fill(counter)
      await dialog.getByLabel('Từ lúc').fill('2026-10-01T07:30')
      await dialog.getByRole('button', { name: 'Ghi ca' }).click()
    }
    await enter('PPL.Q2')
    await dialog.getByText('PPL2 đang ngồi quầy PPL.Q2 từ 00:00, 1/9/2026. Kết thúc ca đó trước.').waitFor()
    await enter('PPL.Q3')
    await dialog.getByText('Đã ghi ca ở PPL.Q3.').waitFor()
    await dialog.getByText('00:00, 1/9/2026 đến 07:30, 1/10/2026').waitFor()
    await pleases(page)
    await dialog.getByRole('button', { name: 'Hoàn tác' }).click()
    await dialog.getByText('từ 00:00, 1/9/2026').waitFor()
    await page.close()
  })

  it('let an administrator open a centre on Saturdays and take it back', async () => {
    const page = await open('/quan-tri/gio-mo-cua?centre=PPL')
    await page.getByText('Chưa ghi giờ').waitFor()
    await page.getByLabel('Theo giờ chung').uncheck()
    await page.getByRole('button', { name: 'Thêm khoảng giờ: Thứ Bảy' }).click()
    await page.getByLabel('Thứ Bảy, khoảng 1: đóng lúc').fill('7h')
    await page.getByLabel('Thứ Bảy, khoảng 1: đóng lúc').blur()
    await page.getByText('Có giờ chưa đúng').waitFor()
    await page.getByLabel('Thứ Bảy, khoảng 1: đóng lúc').fill('11h')
    await page.getByRole('button', { name: 'Lưu giờ mở cửa' }).click()
    await page.getByText('Đang theo giờ ghi riêng cho nơi này.').waitFor()
    await page.getByText('Thứ Bảy: 07:30–11:00').waitFor()
    await pleases(page)
    await page.getByRole('button', { name: 'Hoàn tác' }).click()
    await page.getByText('Chưa ghi giờ').waitFor()
    await page.close()
  })

  it('take an official to their own results after signing in, in words first, from ten ratings on', async () => {
    const { client, url } = await testService()
    const page = await (await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 900 } })).newPage()
    await page.goto(`${url}/dang-nhap`)
    await page.locator('#email').fill('ppl1@example.org')
    await page.locator('#password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Đăng nhập' }).click()
    await page.waitForURL(/\/ket-qua-cua-toi/)
    await page.getByRole('heading', { level: 1, name: /chưa đủ 10 lượt đánh giá/ }).waitFor()
    await client.sendRatings(Array.from({ length: 12 }, (_, index) => aRating('PPL.Q1', { occurredAt: `2026-10-14T09:${10 + index}:00+07:00`, score: index < 3 ? 1 : 5 })))
    await until(async () => (await client.values('counter-satisfaction', { period: '2026-10', level: 'centre', parent: 'PPL' }))[0]?.sampleSize === 12)
    await page.getByLabel('Tháng').selectOption('2026-10')
    await page.getByRole('heading', { level: 1, name: 'Cứ 10 lượt đánh giá thì khoảng 7 lượt hài lòng' }).waitFor()
    await page.getByText('Tính trên 10 lượt đầu của tháng 10/2026').waitFor()
    await page.getByText('7 trong 10 lượt').waitFor()
    assert.equal(await page.getByText(/xếp hạng thứ|hạng \d/).count(), 0)
    await pleases(page)
    await page.context().close()
  })
})
