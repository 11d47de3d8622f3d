import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import type { Dossier } from '../../../contract/dossier.ts'
import { toHanoiDay } from '../../../contract/period.ts'
import { launchBrowser } from '../../support/browser.ts'
import { until } from '../../support/client.ts'
import { aDossier } from '../../support/events.ts'
import { ADMIN, testService } from '../../support/service.ts'

describe('the pages of progress', function () {
  let browser: Browser
  const thisDay = toHanoiDay(Date.now())
  const open = (code: string, dueOn: string, over: Partial<Dossier> = {}) => aDossier('PRG', {
    code, status: 4, receivedAt: '2026-01-05T08:00:00+07:00', dueAt: `${dueOn}T17:00:00+07:00`, finishedAt: null, supplements: [], updatedAt: '2026-02-02T08:00:00+07:00', ...over,
  })
  before(async () => {
    browser = await launchBrowser()
    const { client, record } = await testService()
    await client.makeCentre('PRG')
    const land = { sectorCode: 'LVPRG' }
    const dossiers = [
      open('PRG-1', thisDay), open('PRG-2', '2026-02-05', land), open('PRG-3', '2026-02-06', land), open('PRG-4', '2026-02-09'),
      open('PRG-5', '2026-03-12', { finishedAt: '2026-03-17T10:00:00+07:00', status: 9 }),
    ]
    await client.request('POST', '/api/v1/dossiers', { token: client.key, body: { dossiers } })
    await until(async () => (await client.request('GET', '/api/v1/dossier-progress?unit=PRG', { token: client.key })).json.total.open === 4)
    await record.query('INSERT INTO due_alarm_morning (day, raised_at) VALUES ($1, $2) ON CONFLICT (day) DO NOTHING', [thisDay, new Date()])
    await record.query('INSERT INTO due_alarm (day, agency_code, centre_code, due_on, codes) VALUES ($1, $2, $3, $1, $4::jsonb)', [thisDay, 'PRGA', 'PRG', JSON.stringify(['PRG-1'])])
  })
  after(() => browser.close())

  const checkLooks = async (page: Page) => {
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    assert.ok(overflow <= 0, `overflows by ${overflow} px`)
    const { violations } = await new AxeBuilder({ page }).analyze()
    assert.deepEqual(violations.map((it) => `${it.id} ${it.nodes[0]?.html}`), [])
  }

  it('say in words what is due and overdue, lead from a number to its dossiers, and keep what was seen', async () => {
    const { url } = await testService()
    const page = await (await browser.newContext({ locale: 'vi-VN', viewport: { width: 390, height: 844 }, colorScheme: 'dark', reducedMotion: 'reduce' })).newPage()
    await page.goto(`${url}/dang-nhap?next=${encodeURIComponent('/tien-do?unit=PRG&by=sector')}`)
    await page.locator('#email').fill(ADMIN.email)
    await page.locator('#password').fill(ADMIN.password)
    await page.getByRole('button', { name: 'Đăng nhập' }).click()
    await page.getByRole('heading', { level: 1, name: 'Hôm nay 1 hồ sơ đến hạn, 3 hồ sơ đã quá hạn, nhiều nhất ở lĩnh vực LVPRG' }).waitFor()
    const alarm = page.locator('[data-agency="PRGA"]')
    assert.match((await alarm.innerText()).replaceAll(/\s+/g, ' '), /Cơ quan PRG hẹn trả hôm nay còn 1 trong 1/)
    await alarm.getByRole('button', { name: 'Đánh dấu đã xem: Cơ quan PRG' }).click()
    await alarm.getByText(/Đã xem \d\d:\d\d/).waitFor()
    const row = page.locator('[data-row="LVPRG"]')
    assert.equal(await row.locator('[data-column="overdue"]').innerText(), '2')
    await checkLooks(page)
    await row.locator('[data-column="overdue"] a').click()
    await page.getByRole('heading', { level: 1, name: 'Trung tâm PRG: 2 hồ sơ, đã quá hạn' }).waitFor()
    assert.match(page.url(), /progress=overdue&sector=LVPRG/)
    assert.deepEqual(await page.getByRole('link', { name: /^PRG-/ }).allInnerTexts(), ['PRG-2', 'PRG-3'])
    await checkLooks(page)
    await page.context().close()
  })

  it('tell a citizen by the code alone how far the dossier is, and name nobody', async () => {
    const { url } = await testService()
    const page = await (await browser.newContext({ locale: 'vi-VN', viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' })).newPage()
    await page.goto(`${url}/`)
    await page.getByRole('link', { name: 'Đã nộp hồ sơ? Xem hồ sơ đến đâu rồi' }).click()
    await page.getByLabel('Mã hồ sơ').fill('prg 404')
    await page.getByRole('button', { name: 'Tra cứu' }).click()
    await page.getByText('Chưa có hồ sơ nào mang mã này').waitFor()
    await page.getByLabel('Mã hồ sơ').fill('prg 5')
    await page.getByRole('button', { name: 'Tra cứu' }).click()
    await page.getByRole('heading', { level: 1, name: /^Trả muộn 3 ngày làm việc/ }).waitFor()
    assert.match(page.url(), /ma=prg/)
    assert.match((await page.locator('[data-day="2026-03-12"]').innerText()).replaceAll(/\s+/g, ' '), /Ngày hẹn trả/)
    assert.doesNotMatch(await page.locator('main').innerText(), /PRG\.Q1|Quầy|Trung tâm PRG/)
    assert.equal(await page.locator('meta[name="robots"]').getAttribute('content'), 'noindex')
    await checkLooks(page)
    await page.context().close()
  })
})
