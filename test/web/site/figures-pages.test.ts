import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../../support/browser.ts'
import { until } from '../../support/client.ts'
import { ADMIN, testService } from '../../support/service.ts'

describe('the pages of recomputation and of reported figures', function () {
  let browser: Browser
  let page: Page
  let url: string
  before(async () => {
    const { client, url: address, record, access } = await testService()
    url = address
    await client.makeCentre('FIG')
    const measure = (metric: string, numerator: number, denominator: number, value: number | null = null) =>
      ({ unitCode: 'FIGA', period: '2018-04', metric, numerator, denominator, value, source: 'bao-cao', reportedAt: '2018-05-02T00:00:00Z' })
    const measures = [measure('DOSSIERS_EARLY', 22_357, 27_000, 85), measure('DOSSIERS_ON_TIME', 3_523, 27_000), measure('DOSSIERS_LATE', 267, 27_000)]
    assert.equal((await client.request('POST', '/api/v1/measures', { token: client.key, body: { measures } })).status, 202)
    await until(async () => (await client.request('GET', '/api/v1/measures?unit=FIGA&period=2018-04', { token: client.key })).json.rows.length === 3)
    const id = randomUUID()
    await record.query("INSERT INTO account (id, email, password_hash, name, role) VALUES ($1, $2, 'none', 'Vụ thử nghiệm', 'national-home-affairs')", [id, `${id}@example.vn`])
    browser = await launchBrowser()
    const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
    await context.addCookies([{ name: 'session', value: await access.sessions.open(id), url }])
    page = await context.newPage()
  })
  after(() => browser.close())

  /** Fits a phone and a desk, light and dark, and axe finds nothing. */
  const checkLooks = async (one: Page) => {
    for (const [width, colorScheme] of [[390, 'dark'], [1280, 'light']] as const) {
      await one.setViewportSize({ width, height: 900 })
      await one.emulateMedia({ colorScheme })
      const overflow = await one.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
      assert.ok(overflow <= 0, `overflows by ${overflow} px at ${width}`)
    }
    const { violations } = await new AxeBuilder({ page: one }).analyze()
    assert.deepEqual(violations.map((it) => `${it.id} ${it.nodes[0]?.html}`), [])
  }

  it('say in words what does not add up in reported figures, and settle which figure is used, with undo', async () => {
    await page.goto(`${url}/quan-tri/so-do-bao-cao?unit=FIGA&period=2018-04`)
    await page.getByText('Các phần cộng lại không bằng tổng (Giải quyết trước hạn, Giải quyết đúng hạn, Giải quyết quá hạn, nguồn bao-cao): 22.357 + 3.523 + 267 = 26.147 ≠ 27.000').waitFor()
    await page.getByText('Tỷ lệ không đúng bằng tử số chia mẫu số').waitFor()
    await page.getByText('Kỳ đang xem: dùng số được báo cáo.').waitFor()
    await page.getByRole('button', { name: 'Đổi lựa chọn' }).click()
    await page.getByLabel('Áp dụng từ tháng').selectOption({ index: 0 })
    await page.getByRole('button', { name: 'Lưu' }).click()
    const history = page.getByRole('region', { name: 'Khi có cả hai, dùng số nào' }).locator('tbody tr')
    await history.filter({ hasText: 'Vụ thử nghiệm' }).getByText('Dùng số tự đếm').waitFor()
    await page.getByRole('button', { name: 'Hoàn tác' }).click()
    await history.filter({ hasText: 'Vụ thử nghiệm' }).getByText('Dùng số được báo cáo').waitFor()
    await checkLooks(page)
  })

  it('have days counted afresh, and know how far that is after a reload', async () => {
    const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
    const admin = await context.newPage()
    await admin.goto(`${url}/dang-nhap?next=/quan-tri/tinh-lai`)
    await admin.locator('#email').fill(ADMIN.email)
    await admin.locator('#password').fill(ADMIN.password)
    await admin.getByRole('button', { name: 'Đăng nhập' }).click()
    await admin.getByLabel('Từ ngày').fill('2018-05-01')
    await admin.getByLabel('Đến hết ngày').fill('2018-04-01')
    await admin.getByLabel('Đơn vị', { exact: true }).fill('FIG')
    await admin.getByRole('button', { name: 'Tính lại', exact: true }).click()
    await admin.getByRole('alert').filter({ hasText: 'Ngày cuối phải từ ngày đầu trở đi.' }).waitFor()
    await admin.getByLabel('Đến hết ngày').fill('2018-05-31')
    await admin.getByRole('button', { name: 'Tính lại', exact: true }).click()
    await admin.getByText('Đã nhận yêu cầu.').waitFor()
    await admin.reload()
    const run = admin.getByRole('listitem').filter({ hasText: '1/5/2018 đến 31/5/2018 · Trung tâm FIG' })
    await run.getByText('đã xong').waitFor()
    await checkLooks(admin)
    await context.close()
  })
})
