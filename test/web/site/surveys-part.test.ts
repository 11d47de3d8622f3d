import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../../support/browser.ts'
import { testService } from '../../support/service.ts'

const SHOTS = process.env['SURVEY_SHOTS']

describe('the part of surveys in the administration', function () {
  let browser: Browser
  let page: Page
  let address = ''
  const card = () => page.locator('[data-section]').first()
  const shot = async (name: string) => { if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true }) }
  /** Both languages of a text. */
  const write = async (label: string, vi: string, en: string) => {
    await page.getByLabel(new RegExp(`^${label}, Tiếng Việt`)).fill(vi)
    await page.getByLabel(new RegExp(`^${label}, Tiếng Anh`)).fill(en)
  }

  before(async () => {
    const { client, url, record, access } = await testService()
    await client.makeCentres(['SVP'])
    const id = randomUUID()
    await record.query("INSERT INTO account (id, email, password_hash, name, role, unit_code) VALUES ($1, $2, 'none', 'Giám đốc thử', 'director', 'SVP')", [id, `${id}@example.vn`])
    browser = await launchBrowser()
    const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
    await context.addCookies([{ name: 'session', value: await access.sessions.open(id), url }])
    page = await context.newPage()
    await page.goto(`${url}/quan-tri/khao-sat`)
    address = url
  })
  after(() => browser.close())

  it('makes a questionnaire without any JSON: questions, choices, and one that is asked only after an answer', async () => {
    await page.getByLabel('Mã của bảng hỏi mới').fill('hoi-svp')
    await page.getByRole('button', { name: 'Tạo bảng hỏi mới' }).click()
    await card().getByRole('button', { name: 'Chọn một', exact: true }).click()
    await write('Câu hỏi', 'Ông/bà có phải đi lại nhiều lần không?', 'Did you have to come several times?')
    await write('Ý 1', 'Một lần', 'Once')
    await page.getByLabel(/^Ý 2, Tiếng Việt/).fill('Nhiều lần')
    await card().getByRole('button', { name: 'Số', exact: true }).click()
    await write('Câu hỏi', 'Mấy lần?', 'How many times?')
    await page.getByRole('button', { name: 'Thêm điều kiện' }).click()
    await page.getByRole('group', { name: 'Câu trả lời' }).getByLabel('Một lần').uncheck()
    await page.getByRole('group', { name: 'Câu trả lời' }).getByLabel('Nhiều lần').check()
  })

  it('names what is missing beside its field, and takes back what was deleted', async () => {
    await page.getByRole('button', { name: 'Lưu bản nháp' }).click()
    await page.getByRole('button', { name: /Ông\/bà có phải đi lại nhiều lần không\?: Chưa có chữ/ }).click()
    assert.equal(await page.getByLabel(/^Ý 2, Tiếng Anh/).getAttribute('aria-invalid'), 'true')
    await page.getByLabel(/^Ý 2, Tiếng Anh/).fill('Several times')
    await page.getByRole('button', { name: 'Xóa: Mấy lần?' }).click()
    assert.equal(await page.locator('[data-question]').count(), 2)
    await page.getByRole('button', { name: 'Hoàn tác' }).click()
    assert.equal(await page.locator('[data-question]').count(), 3)
    await shot('10-builder')
    // The page within the frame is a page of its own, which the survey's tests look at.
    assert.deepEqual((await new AxeBuilder({ page }).exclude('iframe').analyze()).violations.map((it) => it.id), [])
  })

  it('shows it on the page that people answer on, where the condition holds and nothing is sent', async () => {
    const sent: string[] = []
    page.on('request', (it) => { if (it.method() !== 'GET') sent.push(it.url()) })
    const preview = page.frameLocator('iframe')
    await preview.getByText('không được gửi đi').waitFor()
    assert.equal(await preview.getByLabel('Mấy lần?').count(), 0)
    await preview.getByLabel('Nhiều lần').check()
    await preview.getByLabel('Mấy lần?').fill('3')
    await preview.locator('.five label').nth(3).click()
    await preview.getByRole('button', { name: 'Gửi phiếu' }).click()
    await preview.getByRole('heading', { name: 'Đã nhận phiếu. Cảm ơn ông/bà.' }).waitFor()
    assert.deepEqual(sent, [])
  })

  it('keeps what was not saved in the browser, asks before it is left, saves it and publishes it with a note', async () => {
    await page.getByRole('link', { name: 'Nhật ký' }).or(page.getByRole('link', { name: 'Cảnh báo' })).first().click()
    await page.getByRole('dialog').getByRole('button', { name: 'Ở lại' }).click()
    page.once('dialog', (dialog) => void dialog.accept())
    await page.reload()
    await page.getByText('Đã mở lại bản soạn dở trên máy này').waitFor()
    await page.getByRole('button', { name: 'Lưu bản nháp' }).click()
    await page.getByText('Đã lưu bản nháp.').waitFor()
    await page.getByRole('button', { name: 'Lưu và phát hành bản 1' }).click()
    await page.getByLabel('Bản này đổi gì?').fill('Bản đầu')
    await page.getByRole('dialog').getByRole('button', { name: 'Phát hành bản 1' }).click()
    await page.getByRole('heading', { name: 'Mời trả lời' }).waitFor()
  })

  it('makes cards with a code each for one’s centre, of which a citizen answers what was built', async () => {
    await page.getByLabel('Trung tâm', { exact: true }).fill('SVP')
    await page.getByLabel('Số thẻ').fill('3')
    await page.getByRole('button', { name: 'Tạo thẻ mời' }).click()
    await page.getByText('3 thẻ mời').waitFor()
    assert.equal(await page.locator('.cards li').count(), 3)
    await shot('11-cards')
    const code = await page.locator('.cards .code').first().textContent()
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'vi-VN' })
    const phone = await context.newPage()
    await phone.goto(`${address}/khao-sat/#${code}`)
    await phone.getByRole('button', { name: 'Bắt đầu' }).click()
    await phone.getByLabel('Một lần').check()
    assert.equal(await phone.getByLabel('Mấy lần?').count(), 0)
    await phone.locator('.five label').nth(4).click()
    await phone.getByRole('button', { name: 'Gửi phiếu' }).click()
    await phone.getByRole('heading', { name: 'Đã nhận phiếu. Cảm ơn ông/bà.' }).waitFor()
    await context.close()
  })

  it('settles how many are invited and where invitations are posted', async () => {
    await page.getByLabel('Mời nhiều nhất mỗi tháng').fill('40')
    await page.getByRole('button', { name: 'Đặt hạn mức' }).click()
    await page.getByText('Đang giữ: 40 người, do SVP đặt.').waitFor()
    await page.getByLabel('Địa chỉ nhận (https)').fill('https://127.0.0.1/gui')
    await page.getByRole('button', { name: 'Lưu cổng' }).click()
    assert.equal(await page.locator('.survey-gateway [aria-invalid=true]').count(), 1)
    await page.getByLabel('Địa chỉ nhận (https)').fill('https://nhan-tin.example.vn/khao-sat')
    await page.getByRole('button', { name: 'Lưu cổng' }).click()
    await page.getByText('Khóa ký, chỉ hiện lần này').waitFor()
  })
})
