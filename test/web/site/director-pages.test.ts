import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launchBrowser } from '../../support/browser.ts'
import { until } from '../../support/client.ts'
import { aDossier, aRating } from '../../support/events.ts'
import { testService, type TestService } from '../../support/service.ts'

describe('the pages of the director of a centre', function () {
  let service: TestService
  let browser: Browser
  let context: BrowserContext
  let page: Page

  before(async () => {
    service = await testService()
    const { client, record, access, url } = service
    await client.makeCentre('DIR')
    const now = Date.now()
    const [today, lately] = [new Date(now).toISOString(), new Date(now - 3 * 86_400_000).toISOString()]
    await client.sendRatings([
      ...Array.from({ length: 12 }, (_, i) => aRating('DIR.Q1', { score: i < 9 ? 5 : 2, occurredAt: today, procedureCode: '1.001234' })),
      aRating('DIR.Q2', { score: 1, occurredAt: today }), aRating('DIR.Q2', { score: 1, occurredAt: lately, comment: 'Ghế ngồi hỏng, chị Hương biết' }),
    ])
    const late = { receivedAt: '2026-03-02T08:00:00+07:00', finishedAt: null, status: 4, supplements: [] }
    await client.request('POST', '/api/v1/dossiers', { token: client.key, body: { dossiers: [aDossier('DIR', { ...late, dueAt: new Date(now - 40 * 86_400_000).toISOString() })] } })
    await until(async () => (await client.request('GET', '/api/v1/centres/DIR/live', { token: client.key })).json.ratings === 13)
    const id = randomUUID()
    await record.query("INSERT INTO account (id, email, password_hash, name, role, unit_code) VALUES ($1, $2, 'none', 'Giám đốc thử', 'director', 'DIR')", [id, `${id}@example.vn`])
    browser = await launchBrowser()
    context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
    await context.addCookies([{ name: 'session', value: await access.sessions.open(id), url }])
    page = await context.newPage()
  })
  after(() => browser.close())

  /** Fits a phone in the dark and a desk in the light, and axe finds nothing in these parts; the others are looked at by tests of their own. */
  const checkLooks = async (one: Page, parts: readonly string[]) => {
    for (const [width, colorScheme] of [[390, 'dark'], [1280, 'light']] as const) {
      await one.setViewportSize({ width, height: 900 })
      await one.emulateMedia({ colorScheme })
      const overflow = await one.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
      assert.ok(overflow <= 0, `overflows by ${overflow} px at ${width}`)
    }
    const { violations } = await parts.reduce((axe, part) => axe.include(part), new AxeBuilder({ page: one })).analyze()
    assert.deepEqual(violations.map((it) => `${it.id} ${it.nodes[0]?.html}`), [])
  }

  it('say first what is to be done, then what changed, and count what comes in while they are looked at', async () => {
    await page.goto(`${service.url}/trung-tam/DIR`)
    await page.getByRole('heading', { level: 1, name: /^(Sáng|Chiều) nay: một việc cần\sxử\slý, một việc cần\sxem$/ }).waitFor()
    assert.deepEqual(await page.locator('[data-todo]').evaluateAll((all) => all.map((it) => it.getAttribute('data-todo'))), ['overdue', 'comments'])
    await page.locator('[data-changes]').getByText('Chưa so được').first().waitFor()
    const counted = page.locator('p[data-today]')
    await counted.filter({ hasText: '13 lượt đánh giá' }).waitFor()
    const row = page.locator('[data-counter="DIR.Q1"] [data-today]')
    await row.getByText(/^[789]\/10 hài\slòng/).waitFor()
    await service.client.sendRatings([aRating('DIR.Q1', { score: 1, occurredAt: new Date().toISOString() })])
    await counted.filter({ hasText: '14 lượt đánh giá' }).waitFor()
    await checkLooks(page, ['.brief', '[data-changes]', '.beside'])
  })

  it('lead to a counter with its procedures and what was outside its hands, without a colour below ten', async () => {
    await page.getByRole('link', { name: 'Quầy 2' }).click()
    await page.getByRole('heading', { level: 1, name: 'Quầy 2: chưa đủ lượt để kết luận' }).waitFor()
    await page.goBack()
    await page.locator('[data-counter="DIR.Q1"] a').click()
    await page.getByRole('heading', { level: 1, name: /^Quầy 1: hài lòng tại quầy/ }).waitFor()
    await page.locator('[data-outside]').getByText('Kỳ này không thấy').waitFor()
    await checkLooks(page, ['.head', '[data-procedures]', '[data-reasons]', '[data-outside]'])
    await page.locator('[data-procedure="1.001234"] a').click()
    await page.waitForURL(/\/thu-tuc\/1\.001234\?.*counter=DIR\.Q1/)
    await page.getByText('Số đo của riêng Quầy 1.').waitFor()
  })

  it('have comments marked with what was done, shown in the hall, and taken back', async () => {
    await page.goto(`${service.url}/gop-y?unit=DIR`)
    await page.getByRole('heading', { level: 1, name: '1 trong 1 góp ý chưa đọc' }).waitFor()
    const comment = page.locator('[data-comment]')
    assert.match(await comment.innerText(), /chị\s+tên\s+biết/i)
    await comment.getByRole('button', { name: 'Ghi việc đã làm' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Lưu' }).click()
    await dialog.getByText('Ghi một câu về việc đã làm.').waitFor()
    await dialog.getByLabel('Việc đã làm').fill('Đã thay ghế')
    await dialog.getByLabel('Cho mọi người thấy').check()
    await dialog.getByLabel('Bà con nói gì').fill('Ghế chờ bị hỏng')
    await dialog.getByRole('button', { name: 'Lưu' }).click()
    await page.getByRole('heading', { level: 1, name: 'Đã đọc cả 1 góp ý' }).waitFor()
    await checkLooks(page, ['main'])

    const hall = await (await browser.newContext({ locale: 'vi-VN', viewport: { width: 1920, height: 1080 }, reducedMotion: 'reduce' })).newPage()
    await hall.goto(`${service.url}/man-hinh/DIR`)
    await hall.getByText('Ghế chờ bị hỏng').waitFor()
    await hall.getByText(/Hôm nay (làm việc|nghỉ)/).waitFor()
    assert.doesNotMatch(await hall.getByRole('main').innerText(), /hài lòng|lượt đánh giá|Quầy/)
    assert.equal(await hall.getByRole('main').getByRole('link').count(), 0)
    for (const [width, height] of [[1920, 1080], [1080, 1920]] as const) {
      await hall.setViewportSize({ width, height })
      assert.ok(await hall.evaluate<boolean>('document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth'), `scrolls at ${width} × ${height}`)
    }
    // A display that starts again while the network is away shows what it knew.
    await until(async () => await hall.evaluate<boolean>("navigator.serviceWorker.ready.then(() => caches.open('/man-hinh/')).then((cache) => cache.match(location.pathname)).then(Boolean)"))
    await hall.context().setOffline(true)
    await hall.reload()
    await hall.getByText('Ghế chờ bị hỏng').waitFor()
    await hall.getByText(/Hôm nay (làm việc|nghỉ)/).waitFor()
    await hall.context().close()
    await comment.getByRole('button', { name: 'Bỏ đánh dấu' }).click()
    await page.getByRole('heading', { level: 1, name: '1 trong 1 góp ý chưa đọc' }).waitFor()
  })
})
