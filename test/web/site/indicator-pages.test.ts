import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../../support/browser.ts'
import { until } from '../../support/client.ts'
import { aDossier, aRating } from '../../support/events.ts'
import { ADMIN, testService } from '../../support/service.ts'

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index))
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('indicators on the pages', function () {
  let browser: Browser
  let page: Page
  const open = async (path: string) => page.goto((await testService()).url + path)
  async function pleases(...parts: string[]) {
    const { violations } = await parts.reduce((axe, part) => axe.include(part), new AxeBuilder({ page })).analyze()
    assert.deepEqual(violations.map((it) => `${it.id} ${it.nodes[0]?.html}`), [])
    assert.ok((await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')) <= 0)
  }

  before(async () => {
    const { client } = await testService()
    await client.makeCentre('IPG')
    const late = { finishedAt: '2026-03-20T08:00:00+07:00' }
    const dossiers = times(40, (index) => aDossier('IPG', index < 10 ? late : {}))
    await client.request('POST', '/api/v1/dossiers', { token: client.key, body: { dossiers } })
    // Monday, 9 to 10: twelve ratings, five of them bad; Tuesday, 8 to 9: nine.
    await client.sendRatings([
      ...times(12, (index) => aRating('IPG.Q1', { occurredAt: '2026-03-09T09:10:00+07:00', score: index < 7 ? 5 : 1 })),
      ...times(9, () => aRating('IPG.Q1', { occurredAt: '2026-03-10T08:10:00+07:00', score: 5 })),
    ])
    const measures = [{ unitCode: 'IPG', period: '2026-03', metric: 'online-submission', value: 61.5, source: 'national-portal', reportedAt: '2026-04-05T00:00:00Z' }]
    await client.request('POST', '/api/v1/measures', { token: client.key, body: { measures } })
    const sampleOf = async (indicator: string) => (await client.values(indicator, { period: '2026-Q1', level: 'centre', parent: 'IPG' }))[0]?.sampleSize
    await until(async () => (await sampleOf('counter-satisfaction')) === 21 && (await sampleOf('on-time-due')) === 40)
    browser = await launchBrowser()
    page = await (await browser.newContext({ locale: 'vi-VN', viewport: { width: 390, height: 800 }, reducedMotion: 'reduce' })).newPage()
  })
  after(() => browser.close())

  it('stand group by group, the headline first, the others folded under it in their own units', async () => {
    await open('/don-vi/IPG?period=2026-03')
    const punctuality = page.locator('[data-group="punctuality"]')
    await punctuality.getByText('75%', { exact: false }).first().waitFor()
    // Groups are drawn one after another.
    await page.locator('[data-group]').nth(3).waitFor()
    assert.equal(await page.locator('[data-group] .readings > li').count(), 4)
    await punctuality.getByText('Các cách tính khác (6)').click()
    const median = punctuality.locator('li', { has: page.getByRole('heading', { name: 'Số ngày giải quyết trung vị' }) })
    await median.locator('.v').waitFor()
    assert.match(plain(await median.innerText()), /\d+\s*ngày/)
  })

  it('say calmly what another system reports without counts', async () => {
    const online = page.locator('[data-group="online"] li').first()
    await online.getByText('do Cổng Dịch vụ công quốc gia báo cáo').waitFor()
    assert.match(plain(await online.innerText()), /61,5%\s+không kèm khoảng/)
  })

  it('have the on-time definitions side by side, and in one sentence by their counts why they differ', async () => {
    const block = page.locator('[data-ways="on-time"]')
    await block.getByText(/vì hai cách không đếm cùng những hồ sơ|cùng một con số/).waitFor()
    assert.equal(await block.locator('.readings > li').count(), 4)
    assert.match(plain(await block.innerText()), /30\/40 hồ sơ/)
    await page.locator('[data-ways="satisfaction"]').getByText(/người không nói gì được coi là hài lòng/).first().waitFor()
    await pleases('[data-ways="on-time"]', '[data-group="punctuality"]', '.filters')
  })

  it('are shown for a quarter that is chosen, and the address keeps it', async () => {
    await page.getByLabel('Loại kỳ').selectOption('quarter')
    await page.getByRole('heading', { name: 'Số đo, quý I/2026' }).waitFor()
    assert.equal(new URL(page.url()).searchParams.get('period'), '2026-Q1')
  })

  it('lead to the page of methods, which tells each of them and what could not be read of the law', async () => {
    await open('/phuong-phap#median-handling-days')
    const entry = page.locator('#median-handling-days')
    await entry.getByText('3 ngày, khoảng tin cậy 1 đến 8', { exact: false }).waitFor()
    await page.waitForFunction("document.getElementById('median-handling-days').getBoundingClientRect().top < 200")
    await page.locator('#decision-766').getByText('Trong văn bản chưa đọc được', { exact: false }).first().waitFor()
    await pleases('#median-handling-days', '#decision-766')
  })

  it('show the centre its hours of the week, cells under ten ratings without a colour, by arrow keys', async () => {
    const { url } = await testService()
    await page.context().request.post(`${url}/api/v1/session`, { data: ADMIN, headers: { origin: url } })
    await open('/trung-tam/IPG?period=2026-03')
    const monday = page.locator('[data-heat="1-9"]')
    await monday.waitFor()
    assert.equal(await monday.getAttribute('data-step'), '5')
    assert.equal(await page.locator('[data-heat="2-8"]').getAttribute('data-step'), 'few')
    await page.locator('[data-heat="1-8"]').focus()
    await page.keyboard.press('ArrowDown')
    assert.match(plain(await page.locator('[data-heat="1-9"]:focus').innerText()), /Thứ Hai, 9–10 giờ: hài lòng 58%, khoảng 32 đến 81, 12 lượt/)
    await pleases('.heat-part')
  })
})
