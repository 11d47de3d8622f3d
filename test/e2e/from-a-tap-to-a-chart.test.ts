import assert from 'node:assert/strict'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../support/browser.ts'
import { until } from '../support/client.ts'
import { aRating } from '../support/events.ts'
import { keepOpen } from '../support/kiosk.ts'
import { ADMIN, testService } from '../support/service.ts'

describe('from a tap to a chart', function () {
  let browser: Browser
  before(async () => { browser = await launchBrowser() })
  after(() => browser.close())

  it('a tap on the kiosk raises the numbers on the director’s page while it is looked at', async () => {
    const { client, url } = await testService()
    await client.makeCentre('TAP')
    await keepOpen(client, 'TAP')
    const now = new Date().toISOString()
    await client.sendRatings(Array.from({ length: 11 }, () => aRating('TAP.Q1', { occurredAt: now })))
    await until(async () => (await client.values('counter-satisfaction', { period: now.slice(0, 7), level: 'counter', parent: 'TAP' }))[0]?.sampleSize === 11)

    const site = await (await browser.newContext({ locale: 'vi-VN' })).newPage()
    await site.goto(`${url}/trung-tam/TAP`)
    await site.getByRole('main').getByRole('link', { name: 'Đăng nhập' }).click()
    await site.getByLabel('Thư điện tử').or(site.locator('#email')).first().fill(ADMIN.email)
    await site.locator('#password').fill(ADMIN.password)
    await site.getByRole('button', { name: 'Đăng nhập' }).click()
    const counted = site.locator('[data-counter="TAP.Q1"] [data-count]')
    await counted.getByText('11', { exact: true }).waitFor()
    await site.getByRole('banner').getByRole('button', { name: 'Đăng xuất' }).waitFor()

    const { enrolmentCode } = (await client.request('POST', '/api/v1/devices', { cookie: client.cookie, body: { counterCode: 'TAP.Q1' } })).json
    const kiosk = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'vi-VN' })).newPage()
    await kiosk.goto(`${url}/kiosk/?code=${enrolmentCode}`)
    await kiosk.getByRole('heading', { name: /ông\/bà thấy thế nào/ }).waitFor()
    await kiosk.getByRole('button', { name: 'Hài lòng', exact: true }).click()
    await kiosk.getByText(/Đã ghi: Hài lòng/).waitFor()

    await counted.getByText('12', { exact: true }).waitFor()
    const [row] = await client.values('counter-satisfaction', { period: now.slice(0, 7), level: 'counter', parent: 'TAP' })
    assert.deepEqual([row?.numerator, row?.sampleSize], [12, 12])
  })
})
