import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../../support/browser.ts'
import { testService, type TestService } from '../../support/service.ts'

describe('the pages of petitions', function () {
  let service: TestService
  let browser: Browser
  let citizen: Page
  let officer: Page

  before(async () => {
    service = await testService()
    await service.client.makeCentre('PTP')
    const id = randomUUID()
    await service.record.query("INSERT INTO account (id, email, password_hash, name, role, unit_code) VALUES ($1, $2, 'none', 'Người xử lý thử', 'case-handler', 'PTP')", [id, `${id}@example.vn`])
    browser = await launchBrowser()
    const options = { locale: 'vi-VN', viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' } as const
    citizen = await (await browser.newContext(options)).newPage()
    const context = await browser.newContext(options)
    await context.addCookies([{ name: 'session', value: await service.access.sessions.open(id), url: service.url }])
    officer = await context.newPage()
  })
  after(() => browser.close())

  /** Fits a phone and a desk. */
  async function fits(page: Page) {
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
      assert.ok(overflow <= 0, `${page.url()} overflows by ${overflow} px at ${width}`)
    }
  }
  /** The same, and axe finds nothing; in the dark the colours differ. Every other page is looked at so by `npm run screenshots`. */
  async function pleases(page: Page, colorScheme: 'light' | 'dark' = 'light') {
    await fits(page)
    await page.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page }).include('main').analyze()
    assert.deepEqual(violations.map((it) => `${it.id} ${it.nodes[0]?.html}`), [])
  }
  const step = async (button: string, fill: () => Promise<void>) => {
    await officer.getByRole('group', { name: 'Bước tiếp theo' }).getByRole('button', { name: button, exact: true }).click()
    const dialog = officer.getByRole('dialog')
    await fill()
    await dialog.getByRole('button', { name: 'Ghi bước này' }).click()
    await dialog.waitFor({ state: 'detached' })
  }
  const dialogField = (label: string) => officer.getByRole('dialog').getByLabel(label)

  it('lead a citizen from what went wrong to an answer and a rating, and an officer through every step between', async () => {
    await citizen.goto(`${service.url}/gui-phan-anh`)
    await citizen.getByText('trong 15 ngày làm việc').waitFor()
    await citizen.getByRole('button', { name: 'Gửi phản ánh' }).click()
    await citizen.getByText('Chọn một nơi trong danh sách.').waitFor()
    await citizen.getByText('Ghi ít nhất 10 ký tự.').waitFor()
    await citizen.getByLabel('Phản ánh về nơi nào?').fill('Trung tâm PTP')
    await citizen.getByRole('button', { name: 'Trung tâm PTP' }).click()
    await citizen.getByLabel('Việc đã xảy ra thế nào').fill('Tôi chờ ba giờ mà không ai gọi số. Số của tôi là 0912 345 678.')
    assert.equal(await citizen.getByLabel('Tôi đồng ý để lại cách liên hệ').isChecked(), false)
    await pleases(citizen)
    await citizen.getByRole('button', { name: 'Gửi phản ánh' }).click()
    const code = (await citizen.locator('[data-petition-code]').textContent())?.trim() ?? ''
    assert.match(code, /^PA-/)

    await officer.goto(`${service.url}/phan-anh-kien-nghi`)
    await officer.getByRole('heading', { level: 1, name: '1 phản ánh sắp đến hạn, không có phản ánh quá hạn' }).or(officer.getByRole('heading', { level: 1, name: '1 phản ánh đang xử lý, đều còn hạn' })).waitFor()
    await fits(officer)
    await officer.getByRole('link', { name: /Tôi chờ ba giờ/ }).click()
    await officer.getByText('số điện thoại', { exact: true }).waitFor()
    await officer.getByRole('button', { name: 'Xem nguyên văn và cách liên hệ' }).click()
    await officer.getByText('0912 345 678').waitFor()
    await pleases(officer, 'dark')
    await step('Phân loại', async () => void (await dialogField('Đây là phản ánh về').selectOption('procedure')))
    await step('Yêu cầu bổ sung', async () => void (await dialogField('Mẫu câu').selectOption('template_asked_when')))
    await officer.getByRole('heading', { level: 1, name: 'Chờ người gửi bổ sung, đồng hồ dừng' }).waitFor()

    await citizen.getByRole('link', { name: 'Xem việc đã đến đâu' }).click()
    await citizen.getByRole('heading', { level: 1, name: 'Nơi nhận cần ông/bà cho biết thêm' }).waitFor()
    await fits(citizen)
    await citizen.getByLabel('Điều ông/bà bổ sung').fill('Sáng thứ Hai, khoảng chín giờ, quầy số 2.')
    await citizen.getByRole('button', { name: 'Gửi bổ sung' }).click()
    await citizen.getByText('Đã nhận phần bổ sung.').waitFor()

    await officer.reload()
    await step('Giao giải quyết', async () => {})
    await step('Ghi kết quả', async () => {
      await dialogField('Mẫu câu').selectOption('template_resolved_fixed')
      await dialogField('Câu trả lời cho người dân').fill('Máy gọi số hỏng từ sáng; đã thay máy và xin lỗi ông bà.')
    })
    await step('Trả lời và công khai', async () => { await officer.getByRole('dialog').getByText('Máy gọi số hỏng từ sáng').waitFor() })
    await officer.locator('[data-limit="publish"]').getByText('đúng hạn').waitFor()

    await citizen.reload()
    await citizen.getByText('Máy gọi số hỏng từ sáng').waitFor()
    await citizen.getByText('Không hài lòng', { exact: true }).click()
    await citizen.getByRole('button', { name: 'Gửi đánh giá' }).click()
    await citizen.getByText('Ghi vài lời để nơi trả lời biết cần sửa gì.').waitFor()
    await citizen.getByLabel('Vì sao chưa hài lòng?').fill('Hôm nay máy lại hỏng.')
    await citizen.getByRole('button', { name: 'Gửi đánh giá' }).click()
    await citizen.getByText('Ông/bà đã đánh giá: không hài lòng.').waitFor()

    await citizen.goto(`${service.url}/phan-anh-da-tra-loi?don-vi=PTP`)
    await citizen.getByText('Máy gọi số hỏng từ sáng').waitFor()
    assert.doesNotMatch(await citizen.locator('main').innerText(), /0912|PA-/)
    await fits(citizen)
  })

  it('let the monitoring unit write its month, and keep the versions', async () => {
    const id = randomUUID()
    await service.record.query("INSERT INTO account (id, email, password_hash, name, role, unit_code) VALUES ($1, $2, 'none', 'Tổ giám sát thử', 'monitor', 'PTP')", [id, `${id}@example.vn`])
    await officer.context().addCookies([{ name: 'session', value: await service.access.sessions.open(id), url: service.url }])
    await officer.goto(`${service.url}/bao-cao-giam-sat/PTP/2026-01`)
    await officer.getByRole('heading', { level: 1, name: /Trung tâm PTP, tháng 1\/2026: 0 phản ánh/ }).waitFor()
    await officer.getByRole('button', { name: 'Sửa lời báo cáo' }).click()
    await officer.getByLabel('Biện pháp đã làm').fill('Thêm một quầy buổi sáng.')
    await officer.getByRole('button', { name: 'Lưu bản nháp' }).click()
    await officer.getByText('Bản nháp số 1, Tổ giám sát thử').waitFor()
    await pleases(officer)
    await officer.getByRole('button', { name: 'Ký báo cáo' }).click()
    await officer.getByRole('dialog').getByRole('button', { name: 'Ký báo cáo' }).click()
    await officer.getByText('Đã ký: Tổ giám sát thử').waitFor()
  })
})
