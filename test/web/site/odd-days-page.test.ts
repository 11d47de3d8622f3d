import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { createQualityDecisions } from '../../../analytics/quality/quality-decisions.ts'
import { toHanoiDay } from '../../../contract/period.ts'
import { judgeRatings } from '../../../jobs/judge-ratings.ts'
import { launchBrowser } from '../../support/browser.ts'
import { until } from '../../support/client.ts'
import { aRating } from '../../support/events.ts'
import { testService, type TestService } from '../../support/service.ts'

describe('the page of odd ratings', function () {
  let service: TestService
  let browser: Browser
  let page: Page
  /** A Monday of the month before last, so that it is over and ordinary. */
  const [month, day] = ['2025-09', '2025-09-15']

  before(async () => {
    service = await testService()
    await service.client.makeCentre('ODP')
    const at = (time: string) => `${day}T${time}.000+07:00`
    await service.client.sendRatings([
      ...Array.from({ length: 30 }, (_, i) => aRating('ODP.Q1', { score: 5, occurredAt: at(`${['08', '09', '10'][i % 3]}:${String((i * i * 7) % 60).padStart(2, '0')}:${String((i * 11) % 60).padStart(2, '0')}`) })),
      ...[2, 9, 13, 21, 30, 34, 43, 51].map((second) => aRating('ODP.Q1', { score: 1, occurredAt: at(`14:20:${String(second).padStart(2, '0')}`) })),
    ])
    await until(async () => (await service.client.values('counter-satisfaction', { period: month, level: 'centre', parent: 'ODP' }))[0]?.sampleSize === 38)
    await judgeRatings({ warehouse: service.warehouse, ...service.registry, decisions: createQualityDecisions({ record: service.record, clock: Date.now }), clock: Date.now })
    const id = randomUUID()
    await service.record.query("INSERT INTO account (id, email, password_hash, name, role, unit_code) VALUES ($1, $2, 'none', 'Sở Nội vụ thử', 'home-affairs', '46')", [id, `${id}@example.vn`])
    browser = await launchBrowser()
    const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
    await context.addCookies([{ name: 'session', value: await service.access.sessions.open(id), url: service.url }])
    page = await context.newPage()
  })
  after(() => browser.close())

  it('shows both indices, why ratings are odd tap by tap, what a decision would change, and keeps it with its reason', async () => {
    assert.ok(toHanoiDay(Date.now()) > day)
    await page.goto(`${service.url}/luot-nghi-van?unit=ODP&period=${month}`)
    await page.getByRole('heading', { level: 1, name: '1 ngày máy có lượt đáng ngờ' }).waitFor()
    const validated = page.locator('[data-validated]')
    await validated.getByText('Để riêng 7 lượt nghi vấn.').waitFor()
    await validated.getByText('Hai chỉ số khác nhau hơn 1 điểm').waitFor()
    await page.getByRole('button', { name: /^Quầy 1/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('14:20:51: mức 1/5').waitFor()
    await dialog.getByText('quá nhiều lượt trong 2 phút').first().waitFor()
    const { violations } = await new AxeBuilder({ page }).analyze()
    assert.deepEqual(violations.map((it) => `${it.id} ${it.nodes[0]?.html}`), [])
    await dialog.getByRole('button', { name: 'Tính lại các lượt này' }).click()
    await dialog.getByText('Cần ít nhất 10 ký tự.').waitFor()
    await dialog.getByLabel('Lý do').fill('Một đoàn tham quan chấm cùng lúc.')
    await dialog.getByRole('button', { name: 'Tính lại các lượt này' }).click()
    await validated.getByText('Để riêng 0 lượt nghi vấn.').waitFor()
    await page.getByText('tính lại: Một đoàn tham quan chấm cùng lúc. (Sở Nội vụ thử').waitFor()
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
      assert.ok(overflow <= 0, `overflows by ${overflow} px at ${width}`)
    }
  })
})
