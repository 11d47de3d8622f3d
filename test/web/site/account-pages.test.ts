import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import { Secret, TOTP } from 'otpauth'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../../support/browser.ts'
import { ADMIN, testService } from '../../support/service.ts'
import { startSignOnProvider, type SignOnProvider } from '../../support/sign-on-provider.ts'

const PERSON = { email: 'thu.nghiem@example.org', password: 'mot-cau-dai-de-nho-2026' }

describe('the pages of accounts', function () {
  let browser: Browser
  let provider: SignOnProvider
  let url: string
  let setupLink: string
  before(async () => {
    const service = await testService()
    url = service.url
    browser = await launchBrowser()
    provider = await startSignOnProvider({
      port: service.ssoPort, redirectUri: `${url}/api/v1/session/oidc/callback`, people: { someone: { email: PERSON.email, email_verified: true }, stranger: { email: 'x@example.org', email_verified: true } },
    })
  })
  after(async () => {
    await browser.close()
    provider.stop()
  })

  const open = async (path: string, options: object = {}): Promise<Page> => {
    const page = await (await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options })).newPage()
    await page.goto(url + path)
    return page
  }
  const fill = async (page: Page, who: { email: string, password: string }) => {
    await page.locator('#email').fill(who.email)
    await page.locator('#password').fill(who.password)
    await page.getByRole('button', { name: 'Đăng nhập' }).click()
  }
  const check = async (page: Page) => {
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    assert.ok(overflow <= 0, `${page.url()} overflows by ${overflow} px`)
    const { violations } = await new AxeBuilder({ page }).analyze()
    assert.deepEqual(violations.map((it) => `${it.id} ${it.nodes[0]?.html}`), [], page.url())
  }

  it('let an administrator make an account and give it a link, shown once', async () => {
    const page = await open('/dang-nhap')
    await fill(page, ADMIN)
    await page.waitForURL('**/quan-tri')
    await page.goto(`${url}/quan-tri/tai-khoan`)
    await page.getByRole('button', { name: 'Tạo tài khoản' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Họ và tên').fill('Người thử nghiệm')
    await dialog.getByLabel('Thư điện tử').fill(PERSON.email)
    await dialog.getByLabel('Vai trò').selectOption('director')
    await dialog.getByLabel('Phạm vi').fill('KHONG.CO')
    await dialog.getByRole('button', { name: 'Tạo tài khoản' }).click()
    await dialog.getByRole('alert').getByText('KHONG.CO').waitFor()
    await check(page)
    await dialog.getByLabel('Phạm vi').fill('46')
    await dialog.getByRole('button', { name: 'Tạo tài khoản' }).click()
    setupLink = (await dialog.locator('code').innerText()).trim()
    await dialog.getByRole('button', { name: 'Đóng' }).last().click()
    await page.getByRole('row', { name: /Người thử nghiệm.*giám đốc trung tâm.*Huế.*chờ đặt mật khẩu/ }).waitFor()
    await page.context().close()
  })

  it('let the person choose a password, set up an app and come back with a recovery code', async () => {
    const page = await open(new URL(setupLink).pathname + new URL(setupLink).search, { viewport: { width: 390, height: 844 }, colorScheme: 'dark' })
    await page.getByText('Xin chào Người thử nghiệm').waitFor()
    await page.getByLabel('Mật khẩu', { exact: true }).fill('thunghiem-2026-dai')
    await page.getByRole('button', { name: 'Đặt mật khẩu' }).click()
    await page.getByText('không được chứa tên').waitFor()
    await check(page)
    await page.getByLabel('Mật khẩu', { exact: true }).fill(PERSON.password)
    await page.getByRole('button', { name: 'Đặt mật khẩu' }).click()
    await page.waitForURL('**/trung-tam**')
    await page.getByRole('link', { name: /Tài khoản của tôi/ }).click()
    await page.getByRole('button', { name: 'Thiết lập' }).click()
    const secret = (await page.locator('code').innerText()).replaceAll(' ', '')
    await page.getByLabel('Mã sáu số').fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate())
    await check(page)
    await page.getByRole('button', { name: 'Xong' }).click()
    const codes = page.locator('.codes li')
    await codes.first().waitFor()
    assert.equal(await codes.count(), 10)
    const recoveryCode = await codes.first().innerText()
    await page.getByRole('button', { name: 'Đã cất giữ' }).click()
    await page.getByText('Còn 10 mã dự phòng').waitFor()
    await page.getByRole('button', { name: 'Đăng xuất' }).click()
    await page.goto(`${url}/dang-nhap?next=/tai-khoan`)
    await fill(page, PERSON)
    await page.getByLabel('Mã sáu số').fill('000000')
    await page.getByRole('button', { name: 'Đăng nhập' }).click()
    await page.getByText('Mã chưa đúng').waitFor()
    await check(page)
    await page.getByRole('button', { name: /mã dự phòng/ }).click()
    await page.getByLabel('Mã dự phòng').fill(recoveryCode)
    await page.getByRole('button', { name: 'Đăng nhập' }).click()
    await page.getByText('Còn 9 mã dự phòng').waitFor()
    await page.context().close()
  })

  it('let the person say how to be told of what, and keep it', async () => {
    const page = await open('/dang-nhap')
    await fill(page, ADMIN)
    await page.waitForURL('**/quan-tri')
    await page.goto(`${url}/tai-khoan`)
    const [way, quiet] = [page.getByLabel('Cảnh báo', { exact: true }), page.getByRole('checkbox', { name: 'Không gửi thư trong giờ nghỉ' })]
    await way.selectOption('digest')
    await quiet.setChecked(!(await quiet.isChecked()))
    const isQuiet = await quiet.isChecked()
    await page.getByRole('button', { name: 'Ghi lại' }).click()
    await page.getByText('Đã ghi.').waitFor()
    await check(page)
    await page.reload()
    assert.equal(await way.inputValue(), 'digest')
    assert.equal(await quiet.isChecked(), isQuiet)
    await page.context().close()
  })

  it('lead through the single sign-on and back, and say why not', async () => {
    const page = await open('/dang-nhap?next=/tai-khoan')
    provider.is('stranger')
    await page.getByRole('link', { name: 'Vào bằng VNeID' }).click()
    await page.getByRole('alert').getByText('chưa có tài khoản nào').waitFor()
    await check(page)
    await page.context().clearCookies()
    provider.is('someone')
    await page.getByRole('link', { name: 'Vào bằng VNeID' }).click()
    await page.waitForURL('**/tai-khoan')
    await page.getByText('qua đăng nhập chung').waitFor()
    await page.context().close()
  })
})
