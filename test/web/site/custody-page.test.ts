import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { toHanoiDay } from '../../../contract/period.ts'
import { launchBrowser } from '../../support/browser.ts'
import { until } from '../../support/client.ts'
import { aRating } from '../../support/events.ts'
import { testService } from '../../support/service.ts'

const HOUR = 3_600_000
const YESTERDAY = toHanoiDay(Date.now() - 24 * HOUR)
const ago = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString()

describe('the custody page', function () {
  let browser: Browser
  before(async () => {
    browser = await launchBrowser()
    await (await testService()).client.makeCentres(['CUS1', 'CUS2', 'CUS3', 'CUS4', 'CUS5'])
  })
  after(() => browser.close())

  const open = async (path: string, options: object = {}): Promise<Page> => {
    const { url, client } = await testService()
    const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 900 }, ...options })
    await context.addCookies(client.cookie.split('; ').map((it) => ({ name: it.split('=')[0] ?? '', value: it.slice(it.indexOf('=') + 1), url })))
    const page = await context.newPage()
    await page.goto(url + path)
    return page
  }
  /** A tablet of a centre and what last night's reconciliation found of it. */
  const reconciled = async (centre: string, [captured, stored, refused, missing]: [number, number, number, number], missingSince: string | null) => {
    const { client, warehouse } = await testService()
    const { enrolmentCode } = (await client.request('POST', '/api/v1/devices', { cookie: client.cookie, body: { counterCode: `${centre}.Q1`, serial: `MÁY-${centre}` } })).json
    const { deviceId } = (await client.request('POST', '/api/v1/devices/enrol', { body: { enrolmentCode, appVersion: '1.0.0' } })).json
    const setAside = captured - stored - refused - missing
    await warehouse.insert('custody_days', ['sender', 'day', 'captured', 'stored', 'set_aside', 'refused', 'missing', 'missing_ranges', 'missing_since', 'computed_at'], [[
      `device:${deviceId}`, YESTERDAY, captured, stored, { 'implausible-time': setAside }, refused, missing, missing ? [[7, 6 + missing]] : [], missingSince, ago(1),
    ]])
    await warehouse.insert('custody_runs', ['through_day', 'ran_at'], [[toHanoiDay(Date.now()), ago(1)]])
  }

  it('says in one sentence that nothing is missing', async () => {
    await reconciled('CUS1', [1204, 1204, 0, 0], null)
    const page = await open('/giao-nhan?centre=CUS1')
    await page.getByRole('heading', { level: 1, name: /1\.204 lượt chạm, không thiếu lượt nào/ }).waitFor()
    await page.getByText('Tất cả đều được tính vào kết quả.').waitFor()
    assert.equal(await page.getByRole('alert').count(), 0)
    await page.context().close()
  })

  it('raises an alarm over what has been missing for more than 24 hours, and says what to do', async () => {
    await reconciled('CUS2', [100, 90, 2, 5], ago(40))
    const page = await open('/giao-nhan?centre=CUS2')
    await page.getByRole('heading', { level: 1, name: /còn thiếu 5 trong 100 lượt chạm/ }).waitFor()
    const alarm = page.getByRole('alert')
    assert.match(await alarm.innerText(), /5 lượt đã thiếu hơn 24 giờ[\s\S]*Đừng cài lại máy[\s\S]*Quầy 1, máy MÁY-CUS2: thiếu 5 lượt/)
    const row = await page.locator('tbody tr').innerText()
    assert.match(row.replaceAll(/\s+/g, ' '), /Quầy 1 ?MÁY-CUS2 100 5 90 3 ?3 giờ trên máy sai 2 \d\d:\d\d, [\d/]+ 7–11/)
    await page.getByText('Các lượt thiếu nằm ở 1 trong 1 máy, 5 lượt đã quá 24 giờ. 90 lượt được tính vào kết quả, 5 lượt không được tính').waitFor()
    await page.context().close()
  })

  it('names the centre of a counter where several centres are shown', async () => {
    await reconciled('CUS5', [20, 18, 0, 2], ago(40))
    const page = await open('/giao-nhan')
    await page.getByRole('alert').getByText('Quầy 1, Trung tâm CUS5, máy MÁY-CUS5: thiếu 2 lượt').waitFor()
    await page.context().close()
  })

  it('says that it cannot tell who reads, and asks again when told to', async () => {
    const page = await open('/giao-nhan')
    await page.route('**/api/v1/session', (route) => route.fulfill({ status: 400, contentType: 'application/json', body: '{}' }))
    await page.reload()
    await page.getByRole('alert').getByRole('button', { name: 'Thử lại' }).waitFor()
    await page.unroute('**/api/v1/session')
    await page.getByRole('button', { name: 'Thử lại' }).click()
    await page.getByLabel('Ngày').waitFor()
    await page.context().close()
  })

  it('shows yesterday where the address names no day that can be read', async () => {
    const page = await open('/giao-nhan?day=hôm-qua')
    assert.equal(await page.getByLabel('Ngày').inputValue(), YESTERDAY)
    await page.context().close()
  })

  it('says that a day has not been reconciled yet, and asks strangers to sign in', async () => {
    const page = await open(`/giao-nhan?day=${toHanoiDay(Date.now())}`)
    await page.getByRole('heading', { level: 1, name: 'Ngày này chưa được đối chiếu' }).waitFor()
    const { url } = await testService()
    const stranger = await (await browser.newContext({ locale: 'vi-VN' })).newPage()
    await stranger.goto(`${url}/giao-nhan`)
    await stranger.getByRole('main').getByRole('link', { name: 'Đăng nhập' }).waitFor()
    await page.context().close()
    await stranger.context().close()
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`fits a phone and a desk and pleases axe, ${colorScheme}`, async () => {
      await reconciled('CUS3', [50, 45, 1, 3], ago(30))
      const page = await open('/giao-nhan?centre=CUS3', { colorScheme })
      for (const viewport of [{ width: 1280, height: 900 }, { width: 390, height: 844 }]) {
        await page.setViewportSize(viewport)
        await page.getByRole('alert').waitFor()
        const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
        assert.ok(overflow <= 0, `overflows by ${overflow} px at ${viewport.width}`)
        const { violations } = await new AxeBuilder({ page }).analyze()
        assert.deepEqual(violations.map((it) => `${it.id} ${it.nodes[0]?.html}`), [])
      }
      await page.context().close()
    })
  }

  it('has a neighbour that shows what could not be stored and tries it again', async () => {
    const { client } = await testService()
    const bad = aRating('CUS4.Q1')
    await client.sendRatings([bad], client.key, '9999-12-31T23:59:59-05:00')
    const letterId = await until(async () => {
      const { rows } = (await client.request('GET', '/api/v1/dead-letters?limit=100', { cookie: client.cookie })).json as { rows: { id: string }[] }
      for (const { id } of rows) if ((await client.request('GET', `/api/v1/dead-letters/${id}`, { cookie: client.cookie })).text.includes(bad.id)) return id
      return null
    })
    const page = await open('/quan-tri/chua-ghi-duoc')
    const row = page.locator(`[data-letter="${letterId}"]`)
    await row.getByRole('button', { name: 'Xem nội dung' }).click()
    await page.getByText(bad.id).waitFor()
    const { violations } = await new AxeBuilder({ page }).analyze()
    assert.deepEqual(violations.map((it) => it.id), [])
    await page.setViewportSize({ width: 390, height: 844 })
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    assert.ok(overflow <= 0, `overflows by ${overflow} px on a phone`)
    await row.getByRole('button', { name: 'Đóng' }).click()
    await row.getByRole('button', { name: 'Xem nội dung' }).click()
    const content = await page.getByText(bad.id).boundingBox()
    assert.ok(content && content.x >= 0 && content.x < 390, 'what was opened stands beside the screen')
    await row.getByRole('button', { name: 'Thử lại' }).click()
    await page.getByText('Đã đưa lại vào hàng đợi.').waitFor()
    await page.context().close()
  })
})
