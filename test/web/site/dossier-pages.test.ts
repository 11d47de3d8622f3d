import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../../support/browser.ts'
import { until } from '../../support/client.ts'
import { aDossier } from '../../support/events.ts'
import { ADMIN, testService } from '../../support/service.ts'

describe('the pages of dossiers', function () {
  let browser: Browser
  before(async () => { browser = await launchBrowser() })
  after(() => browser.close())

  it('lead from a count to its dossiers and to the clock of one: in words, day by day, and what was known when', async () => {
    const { client, url } = await testService()
    await client.makeCentre('DPG')
    const late = aDossier('DPG', { code: 'DPG.01-1', dueAt: '2026-03-12T17:00:00+07:00', finishedAt: null, status: 4, supplements: [], updatedAt: '2026-03-02T09:00:00+07:00' })
    const answered = [{ requestedAt: '2026-03-04T09:00:00+07:00', completedAt: '2026-03-10T08:00:00+07:00' }]
    const dossiers = [
      late, { ...late, status: 9, finishedAt: '2026-03-17T10:00:00+07:00', supplements: answered, updatedAt: '2026-03-17T10:00:00+07:00' },
      aDossier('DPG', { code: 'DPG.01-2' }), aDossier('DPG', { code: 'DPG.01-3', dueAt: null }),
    ]
    await client.request('POST', '/api/v1/dossiers', { token: client.key, body: { dossiers } })
    await until(async () => (await client.request('GET', '/api/v1/dossiers?unit=DPG&dueFrom=2026-03-01', { token: client.key })).json.rows.length === 3)

    const page = await (await browser.newContext({ locale: 'vi-VN', viewport: { width: 390, height: 844 }, colorScheme: 'dark', reducedMotion: 'reduce' })).newPage()
    await page.goto(`${url}/dang-nhap?next=${encodeURIComponent('/ho-so?unit=DPG&period=2026-03')}`)
    await page.locator('#email').fill(ADMIN.email)
    await page.locator('#password').fill(ADMIN.password)
    await page.getByRole('button', { name: 'Đăng nhập' }).click()
    await page.getByRole('heading', { level: 1, name: 'Trung tâm DPG: 1 hồ sơ trả muộn, 0 hồ sơ quá hạn chưa xong' }).waitFor()
    const chips = await page.getByRole('group', { name: 'Xếp loại' }).locator('label').allInnerTexts()
    assert.deepEqual(chips, ['Tất cả: 3', 'Trước hạn: 1', 'Đúng hạn: 0', 'Trả muộn: 1', 'Còn trong hạn: 0', 'Quá hạn, chưa xong: 0', 'Chưa xếp loại được: 1'])
    const checkLooks = async () => {
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
      assert.ok(overflow <= 0, `overflows by ${overflow} px`)
      const { violations } = await new AxeBuilder({ page }).analyze()
      assert.deepEqual(violations.map((it) => `${it.id} ${it.nodes[0]?.html}`), [])
    }
    await checkLooks()
    await page.getByText('Trả muộn: 1').click()
    await page.getByRole('link', { name: 'DPG.01-2' }).waitFor({ state: 'detached' })
    assert.match(page.url(), /outcome=late/)
    await page.getByRole('link', { name: 'DPG.01-1' }).click()

    await page.getByRole('heading', { level: 1, name: /^Trả muộn 3 ngày làm việc: hẹn 12\/3(\/2026)?, xong 17\/3(\/2026)?, đã trừ 4 ngày chờ bổ sung$/ }).waitFor()
    await page.getByText('Đã trừ 4 ngày làm việc chờ người dân bổ sung hồ sơ.').waitFor()
    const textOf = async (day: string) => (await page.locator(`[data-day="${day}"]`).innerText()).replaceAll(/\s+/g, ' ')
    assert.match(await textOf('2026-03-03'), /ngày thứ 1/)
    assert.match(await textOf('2026-03-04'), /Yêu cầu bổ sung Chờ bổ sung hồ sơ, không tính/)
    assert.match(await textOf('2026-03-08'), /Ngày nghỉ hằng tuần/)
    assert.match(await textOf('2026-03-12'), /Ngày hẹn trả ngày thứ 4/)
    const states = (await page.getByRole('region', { name: 'Hệ thống này biết gì, từ lúc nào' }).locator('tbody tr').allInnerTexts()).map((it) => it.replaceAll(/\s+/g, ' '))
    assert.match(states[0] ?? '', /10:00, 17\/3\/2026.* Đã xử lý xong Xong: 10:00, 17\/3\/2026 Các lần bổ sung thay đổi/)
    assert.match(states[1] ?? '', /09:00, 2\/3\/2026.* Đang xử lý lần đầu/)
    await checkLooks()
    await page.context().close()
  })
})
