import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { findCounters } from '../../../analytics/findings/find-counters.ts'
import { lastFullWeek, toWeekEnd } from '../../../analytics/findings/weeks.ts'
import type { Role } from '../../../contract/role.ts'
import { toHanoiDay } from '../../../contract/period.ts'
import { toDayStart } from '../../../registry/working-calendar/days.ts'
import { launchBrowser } from '../../support/browser.ts'
import { testService, type TestService } from '../../support/service.ts'

/** Weeks that everybody has rated: enough for the job to judge, as it does by itself every two minutes. */
const [WEEKS, COUNTERS] = [30, 24]

describe('the pages of findings about counters', function () {
  let service: TestService
  let browser: Browser
  const last = lastFullWeek(toHanoiDay(Date.now()))

  const pageOf = async (role: Role, unitCode: string, officialCode: string | null = null): Promise<Page> => {
    const id = randomUUID()
    await service.record.query("INSERT INTO account (id, email, password_hash, name, role, unit_code, official_code) VALUES ($1, $2, 'none', $3, $4, $5, $6)", [id, `${id}@example.vn`, `Người thử ${role}`, role, unitCode, officialCode])
    const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
    await context.addCookies([{ name: 'session', value: await service.access.sessions.open(id), url: service.url }])
    return await context.newPage()
  }
  const write = async (page: Page, button: string, fill: (dialog: ReturnType<Page['getByRole']>) => Promise<void>) => {
    await page.locator('[data-fairness]').getByRole('button', { name: button, exact: true }).click()
    const dialog = page.getByRole('dialog')
    await fill(dialog)
    await dialog.getByRole('button', { name: 'Ghi lại' }).click()
    await dialog.waitFor({ state: 'detached' })
  }

  before(async () => {
    service = await testService()
    await service.client.makeCentre('FPG', COUNTERS)
    const rows: unknown[][] = []
    for (let number = 1; number <= COUNTERS; number += 1) {
      for (let ago = 0; ago < WEEKS; ago += 1) {
        const dissatisfied = number === 3 ? 9 : 1 + ((number + ago) % 3)
        const place = [toWeekEnd(last - ago), 'FPG', `FPG.Q${number}`, '1.000001', 5]
        rows.push([...place, 1, dissatisfied, 1], [...place, 5, 20 - dissatisfied, 1])
      }
    }
    // The facts behind the flagged counter's days too: a shift that is entered has them counted afresh.
    const facts = Array.from({ length: WEEKS }, (_, ago) => Array.from({ length: 20 }, (__, i) => {
      const at = `${toWeekEnd(last - ago)}T02:00:00.000Z`
      return ['system', randomUUID(), at, at, at, 'FPG', 'FPG.Q3', '1.000001', 5, i < 9 ? 1 : 5, i < 9 ? ['waiting-time'] : []]
    })).flat()
    await service.warehouse.insert('ratings', ['sender', 'id', 'occurred_at', 'corrected_at', 'received_at', 'centre_code', 'counter_code', 'procedure_code', 'scale', 'score', 'reasons'], facts)
    await service.warehouse.insert('rating_daily', ['day', 'centre_code', 'counter_code', 'procedure_code', 'scale', 'score', 'ratings', 'version'], rows)
    await findCounters({ warehouse: service.warehouse, ...service.registry, clock: Date.now })
    const shift = { code: 'CB.FPG', name: 'Người ngồi quầy', counterCode: 'FPG.Q3', validFrom: '2024-01-01T00:00:00.000Z', validTo: new Date(toDayStart(toWeekEnd(last - 1))).toISOString() }
    await service.registry.officials.create(shift, null, { actor: 'system', unitCode: null })
    browser = await launchBrowser()
  })
  after(() => browser.close())

  it('lead from the morning to the counter, the cause, the official’s appeal, and its effect once Home Affairs has accepted it', async () => {
    const director = await pageOf('director', 'FPG')
    await director.goto(`${service.url}/trung-tam/FPG`)
    await director.getByRole('link', { name: 'Xem kết luận về tất cả các quầy' }).click()
    await director.getByRole('heading', { level: 1, name: `1 trong ${COUNTERS} quầy cần xem hoặc theo dõi` }).waitFor()
    assert.deepEqual(await director.locator('[data-findings] tbody tr').evaluateAll((rows) => rows.slice(0, 3).map((it) => it.getAttribute('data-counter'))), ['FPG.Q1', 'FPG.Q2', 'FPG.Q3'])
    const { violations: inTable } = await new AxeBuilder({ page: director }).include('[data-findings]').analyze()
    assert.deepEqual(inTable.map((it) => `${it.id} ${it.nodes[0]?.html}`), [])
    await director.goBack()
    await director.locator('[data-todo="finding"]').getByRole('link', { name: /^Quầy 3: \d+\/\d+ lượt không hài lòng, dự kiến khoảng \d+$/ }).click()
    await director.locator('[data-finding]').getByText('rất khó là ngẫu nhiên').waitFor()
    await director.getByRole('heading', { level: 2, name: 'Trong 24 quầy của tỉnh, quầy này vượt vạch ngoài' }).waitFor()
    await director.locator('[data-gap-reasons]').getByRole('row', { name: /^Chờ lâu/ }).waitFor()
    await director.locator('[data-outside-hands]').getByText(/Thiếu người trực: \d+ ngày/).waitFor()
    await director.locator('[data-outside-hands]').getByText(/^Bỏ \d+ ngày ấy ra: còn \d+\/\d+ lượt không hài lòng/).waitFor()
    await write(director, 'Ghi nguyên nhân', async (dialog) => {
      await dialog.getByRole('button', { name: 'Ghi lại' }).click()
      await dialog.getByText('Cần ít nhất 10 ký tự.').waitFor()
      await dialog.getByLabel('Nguyên nhân chính').selectOption('outage')
      await dialog.getByLabel('Cho quầy tương tự ở trung tâm khác đọc').check()
      await dialog.getByLabel('Đã rõ điều gì, sẽ làm gì').fill('Máy in hỏng, đã thay ngày thứ Sáu.')
    })
    await director.locator('[data-fairness]').getByText('Nguyên nhân: hệ thống gián đoạn').waitFor()
    await director.locator('[data-fairness]').getByText('Quầy tương tự ở trung tâm khác đọc được, không kèm tên.').waitFor()

    const official = await pageOf('official', 'FPG', 'CB.FPG')
    await official.goto(`${service.url}/ket-qua-cua-toi`)
    await official.locator('[data-fairness]').getByText('Máy in hỏng, đã thay').waitFor()
    await write(official, 'Đề nghị xem lại', async (dialog) => {
      await dialog.getByLabel('Từ ngày').fill(toWeekEnd(last - 1))
      await dialog.getByLabel('Đến trước ngày').fill(toWeekEnd(last))
      await dialog.getByLabel('Vì sao những ngày ấy').fill('Hôm ấy máy in hỏng cả ngày.')
    })

    const affairs = await pageOf('home-affairs', '46')
    await affairs.goto(`${service.url}/bao-cao`)
    await affairs.locator('[data-appeals]').getByRole('link', { name: /^Quầy 3, Trung tâm FPG/ }).click()
    await write(affairs, 'Chấp nhận', async (dialog) => { await dialog.getByLabel('Lý do quyết định').fill('Có biên bản sửa chữa máy in.') })
    await affairs.locator('[data-fairness]').getByText(/^Nếu bỏ những ngày ấy: \d+.* thay cho \d+/).waitFor()

    for (const [page, parts] of [[affairs, ['[data-finding]', '[data-fairness]', '[data-gap-reasons]', '[data-outside-hands]', '[data-improved]']], [official, ['[data-fairness]', '[data-outside-hands]']]] as const) {
      await page.setViewportSize({ width: 390, height: 900 })
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
      assert.ok(overflow <= 0, `overflows by ${overflow} px`)
      const { violations } = await parts.reduce((axe, part) => axe.include(part), new AxeBuilder({ page })).analyze()
      assert.deepEqual(violations.map((it) => `${it.id} ${it.nodes[0]?.html}`), [])
    }
  })
})
