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
  before(async () => {
    const { client, url, record, access } = await testService()
    await client.makeCentres(['SVP'])
    const id = randomUUID()
    await record.query("INSERT INTO account (id, email, password_hash, name, role, unit_code) VALUES ($1, $2, 'none', 'Giám đốc thử', 'director', 'SVP')", [id, `${id}@example.vn`])
    browser = await launchBrowser()
    const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
    await context.addCookies([{ name: 'session', value: await access.sessions.open(id), url }])
    page = await context.newPage()
    await page.goto(`${url}/quan-tri/khao-sat?questionnaire=hai-long-dich-vu`)
  })
  after(() => browser.close())

  it('copies a questionnaire, shows what is written as people will see it, says where it breaks, saves and publishes it', async () => {
    await page.getByLabel('Mã của bảng hỏi mới').fill('ban-svp')
    await page.getByRole('button', { name: 'Tạo bản sao' }).click()
    await page.getByText('bản nháp 1').waitFor()
    const content = page.getByLabel('Nội dung (JSON)')
    const text = await content.inputValue()
    await content.fill(text.replace('"key": "who"', '"key": "way"'))
    await page.getByText(/Chưa đọc được: \/sections\/0\/questions\/1\/key/).waitFor()
    await content.fill(text.replace('Ông/bà làm thủ tục này cho ai?', 'Ông/bà làm việc này cho ai?'))
    const preview = page.locator('.preview')
    await preview.getByText('Ông/bà làm việc này cho ai?').waitFor()
    assert.equal(await preview.getByText('Ông/bà phải đến cơ quan mấy lần').count(), 0)
    await preview.getByLabel('Tại quầy').check()
    await preview.getByText('Ông/bà phải đến cơ quan mấy lần').waitFor()
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/10-builder.png`, fullPage: true })
    await page.getByRole('button', { name: 'Lưu bản nháp' }).click()
    await page.getByText('Đã lưu bản nháp.').waitFor()
    await page.getByRole('button', { name: 'Phát hành bản 1' }).click()
    await page.getByRole('heading', { name: 'Mời trả lời' }).waitFor()
    assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations.map((it) => it.id), [])
  })

  it('makes cards with a code each for one’s centre', async () => {
    await page.getByLabel('Trung tâm', { exact: true }).fill('SVP')
    await page.getByLabel('Số thẻ').fill('3')
    await page.getByRole('button', { name: 'Tạo thẻ mời' }).click()
    await page.getByText('3 thẻ mời').waitFor()
    assert.equal(await page.locator('.cards li').count(), 3)
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/11-cards.png`, fullPage: true })
  })
})
