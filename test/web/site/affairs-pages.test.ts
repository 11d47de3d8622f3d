import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import type { ReportingGaps } from '../../../contract/reporting-gaps.ts'
import { launchBrowser } from '../../support/browser.ts'
import { until } from '../../support/client.ts'
import { aDossier, aRating } from '../../support/events.ts'
import { testService } from '../../support/service.ts'

/** March 2024: twenty-one working days. */
const MARCH = Array.from({ length: 31 }, (_, index) => `2024-03-${String(index + 1).padStart(2, '0')}`).filter((day) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()))
const SENT: [unit: string, days: string[]][] = [['AFP1', MARCH], ['AFP2', []], ['AFP3', MARCH.filter((it) => it <= '2024-03-13')]]
const COMMUNES = 3321

describe('the pages of Home Affairs', function () {
  let browser: Browser
  let page: Page
  let url: string

  before(async () => {
    const { client, url: address, record, access } = await testService()
    url = address
    const names = { AFP1: 'Xã Bến Đò', AFP2: 'Xã Ấp Hạ', AFP3: 'Xã Cổng Trời' } as Record<string, string>
    await client.importCsv('units', ['code,parentCode,kind,nameVi,nameEn,validFrom,validTo', 'AFP,VN,province,Tỉnh Thử,Test province,2020-01-01,',
      ...SENT.flatMap(([it]) => [`${it},AFP,commune,${names[it]},${it},2020-01-01,`, `${it}C,${it},centre,Trung tâm ${names[it]},${it} centre,2020-01-01,`])].join('\n'))
    await client.importCsv('counters', ['code,centreCode,nameVi,nameEn,validFrom,validTo', ...SENT.map(([it]) => `${it}C.Q1,${it}C,Quầy 1,Counter 1,2020-01-01,`)].join('\n'))
    await client.sendRatings(SENT.flatMap(([it, days]) => days.map((day) => aRating(`${it}C.Q1`, { occurredAt: `${day}T09:00:00+07:00`, score: 4 }))))
    const dossiers = SENT.flatMap(([it, days]) => days.map((day, index) => aDossier(`${it}C`, {
      agencyCode: it, receivedAt: `${day}T08:00:00+07:00`, dueAt: `${day}T17:00:00+07:00`, finishedAt: index % 3 === 0 ? null : `${day}T10:00:00+07:00`, status: index % 3 === 0 ? 4 : 9, supplements: [], updatedAt: `${day}T10:00:00+07:00`,
    })))
    assert.equal((await client.request('POST', '/api/v1/dossiers', { token: client.key, body: { dossiers } })).status, 202)
    const id = randomUUID()
    await record.query("INSERT INTO account (id, email, password_hash, name, role, unit_code) VALUES ($1, $2, 'none', 'Sở Nội vụ thử', 'home-affairs', 'AFP')", [id, `${id}@example.vn`])
    const asked = { period: '2024-03', level: 'commune', parent: 'AFP' }
    await until(async () => (await client.values('counter-satisfaction', asked)).find((it) => it.unit === 'AFP1')?.sampleSize === 21 && (await client.values('on-time-due', asked)).find((it) => it.unit === 'AFP1')?.sampleSize === 21)
    browser = await launchBrowser()
    const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', permissions: ['clipboard-read', 'clipboard-write'] })
    await context.addCookies([{ name: 'session', value: await access.sessions.open(id), url }])
    page = await context.newPage()
  })
  after(() => browser.close())

  const rows = () => page.locator('#bang tr[data-index]')
  const checkLooks = async () => {
    for (const [width, colorScheme] of [[390, 'dark'], [1280, 'light']] as const) {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme })
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
      assert.ok(overflow <= 0, `overflows by ${overflow} px at ${width}`)
      // The other theme differs in its colours only.
      const axe = new AxeBuilder({ page })
      const { violations } = await (colorScheme === 'dark' ? axe.withRules(['color-contrast']) : axe).analyze()
      assert.deepEqual(violations.map((it) => `${it.id} ${it.nodes[0]?.html}`), [])
    }
  }

  it('say who has not reported since when, hand out a reminder, and lead to the same units in the table', async () => {
    await page.goto(`${url}/bao-cao?period=2024-03`)
    await page.getByRole('heading', { level: 1, name: 'Tháng 3/2024: 1/3 xã, phường gửi đủ số liệu, 2 nơi cần nhắc' }).waitFor()
    await page.locator('[data-gap="AFP2"]').getByText('Đánh giá: một năm nay chưa có · Hồ sơ: một năm nay chưa có').waitFor()
    const stopped = page.locator('[data-gap="AFP3"]')
    await stopped.getByText('Đánh giá: dừng từ 14/3/2024, lần cuối 13/3/2024').waitFor()
    assert.equal(await stopped.getByRole('link', { name: 'Giao nhận' }).getAttribute('href'), '/giao-nhan?centre=AFP3C')
    await page.getByRole('button', { name: 'Chép lời nhắc Xã Cổng Trời' }).click()
    assert.match(await page.evaluate<string>('navigator.clipboard.readText()'), /^Kính gửi Tỉnh Thử,\nĐến hết 31\/3\/2024[\s\S]*- Xã Cổng Trời: Đánh giá: dừng từ 14\/3\/2024/)
    await page.getByRole('link', { name: '2 xã, phường chưa gửi hoặc dừng gửi' }).click()
    await page.getByText('2 trong 3 dòng').waitFor()
    assert.deepEqual((await rows().locator('th').allInnerTexts()).map((it) => it.trim()), ['Xã Ấp Hạ', 'Xã Cổng Trời'])
    await page.getByRole('button', { name: 'Bỏ lọc' }).click()
    await page.getByText('3 trong 3 dòng').waitFor()
  })

  it('explain by counts why two definitions differ, and look right everywhere', async () => {
    await page.locator('[data-definitions]').scrollIntoViewIfNeeded()
    await page.locator('[data-definitions]').getByRole('button', { name: 'Xã Bến Đò' }).click()
    await page.locator('[data-definitions] .why', { hasText: /^Xã Bến Đò\. “.+” cao hơn “.+” 33\sđiểm, vì hai cách không đếm cùng những hồ sơ/ }).waitFor()
    assert.match(page.url(), /why=AFP1/)
    await checkLooks()
  })

  it('scroll, find and sort 3,321 communes, of which only those in view are drawn', async () => {
    await page.route('**/api/v1/reporting-gaps*', async (route) => {
      const gaps = (await (await route.fetch()).json()) as ReportingGaps
      const many = Array.from({ length: COMMUNES }, (_, index) => ({ ...gaps.rows[index % 3], unit: `X${index}`, unitName: { vi: `Xã Đồi ${index}`, en: `Commune ${index}` } }))
      await route.fulfill({ json: { ...gaps, rows: many } })
    })
    await page.goto(`${url}/bao-cao?period=2024-03&cols=tablets,marks`)
    const table = page.locator('#bang table')
    await page.getByText('3.323 trong 3.323 dòng').waitFor()
    assert.equal(await table.getAttribute('aria-rowcount'), '3325')
    assert.ok((await rows().count()) < 60)
    await rows().first().getByRole('link').focus()
    await page.keyboard.press('End')
    await page.locator('#bang tr[aria-rowindex="3325"] a:focus').waitFor()
    await page.keyboard.press('ArrowUp')
    await page.locator('#bang tr[aria-rowindex="3324"] a:focus').waitFor()
    await page.getByLabel('Tìm theo tên hoặc mã').fill('doi 1234')
    await page.getByText('1 trong 3.323 dòng').waitFor()
    assert.match(page.url(), /q=doi/)
    await page.getByLabel('Tìm theo tên hoặc mã').fill('')
    await page.getByLabel('Dấu hiệu').selectOption('silent')
    await page.getByText('2.214 trong 3.323 dòng').waitFor()
    const file = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Tải bảng (CSV)' }).click()
    assert.equal((await readFile(await (await file).path(), 'utf8')).trim().split('\r\n').length, 2215)
    await page.unroute('**/api/v1/reporting-gaps*')
  })

  it('ask strangers to sign in', async () => {
    const stranger = await (await browser.newContext({ locale: 'vi-VN' })).newPage()
    await stranger.goto(`${url}/bao-cao`)
    await stranger.getByRole('main').getByRole('link', { name: 'Đăng nhập' }).waitFor()
    await stranger.context().close()
  })
})
