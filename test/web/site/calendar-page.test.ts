import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../../support/browser.ts'
import { ADMIN, testService } from '../../support/service.ts'

describe('the pages of the calendar and of procedures', function () {
  let browser: Browser
  let page: Page
  let url: string
  before(async () => {
    url = (await testService()).url
    browser = await launchBrowser()
    page = await (await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })).newPage()
    await page.goto(`${url}/dang-nhap?next=/quan-tri/lich-lam-viec?year=2027`)
    await page.locator('#email').fill(ADMIN.email)
    await page.locator('#password').fill(ADMIN.password)
    await page.getByRole('button', { name: 'Đăng nhập' }).click()
    await page.getByRole('heading', { name: 'Lịch làm việc năm 2027' }).waitFor()
  })
  after(() => browser.close())

  const note = (text: string) => page.getByRole('listitem').filter({ hasText: text })

  /** Fits a phone and a desk, light and dark, and axe finds nothing. */
  const checkLooks = async () => {
    for (const [width, colorScheme] of [[390, 'dark'], [1280, 'light']] as const) {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme })
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
      assert.ok(overflow <= 0, `overflows by ${overflow} px at ${width}`)
      // Months are alike: February, with Tết over a weekend and the days given back for it, stands for all.
      const { violations } = await new AxeBuilder({ page }).exclude('.months > section:not(:nth-of-type(2))').analyze()
      assert.deepEqual(violations.map((it) => `${it.id} ${it.nodes[0]?.html}`), [])
    }
  }

  it('show a year with its reasons, enter a swap, say what is wrong with one, and take it back', async () => {
    await note('Tết Đinh Mùi, mùng 1').first().waitFor()
    await page.getByRole('button', { name: 'Nhập ngày nghỉ, hoán đổi' }).click()
    await page.getByLabel('Ngày được nghỉ').fill('2027-02-06')
    await page.getByLabel('Ngày làm bù').fill('2027-06-12')
    await page.getByLabel('Lý do, hiện trên lịch').fill('Nghỉ hoán đổi thử')
    await page.getByLabel('Văn bản căn cứ').fill('Thông báo 1')
    await page.getByRole('button', { name: 'Lưu' }).click()
    await page.getByRole('alert').filter({ hasText: 'Ngày này vốn đã được nghỉ' }).waitFor()
    await page.getByLabel('Ngày được nghỉ').fill('2027-06-18')
    await page.getByRole('button', { name: 'Lưu' }).click()
    await page.getByText('Đã nhập Thứ Sáu, 18/6/2027: Nghỉ hoán đổi thử.').waitFor()
    await note('Làm bù: Nghỉ hoán đổi thử, hoán đổi với 18/6').waitFor()
    await page.getByRole('button', { name: 'Bỏ ngày 18/6/2027' }).click()
    await page.getByText('Đã bỏ Thứ Sáu, 18/6/2027').waitFor()
    await page.getByRole('button', { name: 'Hoàn tác' }).click()
    await page.getByRole('button', { name: 'Bỏ ngày 18/6/2027' }).click()
    await page.getByText('Đã bỏ Thứ Sáu, 18/6/2027').waitFor()
    await note('Làm bù: Nghỉ hoán đổi thử').waitFor({ state: 'detached' })
    await checkLooks()
  })

  it('explain a due date over Tết day by day', async () => {
    await page.getByLabel('Tiếp nhận lúc').fill('2026-02-12T17:30')
    await page.getByLabel('Số ngày làm việc').fill('1')
    await page.getByRole('heading', { name: 'Hẹn trả 17:00, Thứ Hai, 23/2/2026' }).waitFor()
    const rows = (await page.getByRole('region', { name: 'Xem từng ngày' }).locator('tbody tr').allInnerTexts()).map((it) => it.replaceAll(/\s+/g, ' '))
    assert.equal(rows.length, 12)
    assert.match(rows[0] ?? '', /^Thứ Năm, 12\/2\/2026 không tính Nhận sau giờ làm việc/)
    assert.match(rows[5] ?? '', /Tết Bính Ngọ, mùng 1 ?Bộ luật Lao động 2019, Điều 112/)
    assert.match(rows[11] ?? '', /^Thứ Hai, 23\/2\/2026 ngày thứ 1 Ngày làm việc/)
  })

  it('teach an empty catalogue, then list, filter and change procedures', async () => {
    await page.goto(`${url}/quan-tri/thu-tuc`)
    await page.getByRole('button', { name: 'Thêm thủ tục' }).click()
    const fill = async (label: string, text: string) => page.getByRole('dialog').getByLabel(label, { exact: true }).fill(text)
    await page.getByRole('button', { name: 'Lưu' }).click()
    await page.getByRole('alert').filter({ hasText: 'Ô này cần được điền.' }).first().waitFor()
    for (const [label, text] of [['Mã', '8.000001'], ['Tên thủ tục', 'Đăng ký khai sinh thử'], ['Mã lĩnh vực', 'HT8'], ['Lĩnh vực', 'Hộ tịch thử'], ['Số ngày hoặc giờ', '3'], ['Phí, lệ phí (đồng)', '8000']] as const) await fill(label, text)
    await page.getByRole('button', { name: 'Lưu' }).click()
    await page.getByText('Đã lưu thủ tục 8.000001.').waitFor()
    await page.getByRole('searchbox').first().fill('khai sinh thu')
    await page.getByRole('button', { name: 'Sửa thủ tục 8.000001' }).click()
    await page.getByRole('dialog').getByText('từ 1/1/2000').waitFor()
    await fill('Số ngày hoặc giờ', '1')
    await page.getByRole('button', { name: 'Lưu' }).click()
    await page.locator('tbody tr').filter({ hasText: '8.000001' }).getByText('1 ngày làm việc').waitFor()
    await checkLooks()
  })
})
