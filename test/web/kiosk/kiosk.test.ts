import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../../support/browser.ts'
import { until } from '../../support/client.ts'
import { enrolmentCodeFor, FACES, journalOf, openKiosk, tapFace } from '../../support/kiosk.ts'
import { testService } from '../../support/service.ts'

const MONTH = new Date().toISOString().slice(0, 7)

describe('the kiosk', function () {
  let browser: Browser
  before(async () => {
    browser = await launchBrowser()
    await (await testService()).client.makeCentres(['KIO1', 'KIO2', 'KIO3', 'KIO4', 'KIO5'])
  })
  after(() => browser.close())

  const countAt = async (place: string) => {
    const { client } = await testService()
    const rows = await client.values('counter-satisfaction', { period: MONTH, level: 'centre', parent: place })
    return { count: rows[0]?.sampleSize ?? 0, satisfied: rows[0]?.numerator ?? 0 }
  }

  it('takes the enrolment code out of the address', async () => {
    const { page, context, url } = await openKiosk(browser, 'KIO1')
    assert.equal(page.url(), `${url}/kiosk/`)
    await context.close()
  })

  it('keeps what is tapped without a network over a reload, and brings all of it once and in order', async () => {
    const { page, context } = await openKiosk(browser, 'KIO2')
    await page.route('**/api/v1/**', (route) => route.abort())
    for (const score of [5, 1, 4, 2, 5, 5, 4, 3, 5, 4, 5, 5]) await tapFace(page, score)
    await page.reload()
    assert.deepEqual((await journalOf(page)).map(({ seq, status }) => ({ seq, status })), Array.from({ length: 12 }, (_, i) => ({ seq: i + 1, status: 'waiting' })))
    await page.unroute('**/api/v1/**')
    await page.reload()
    await until(async () => (await countAt('KIO2')).count === 12)
    assert.deepEqual(await countAt('KIO2'), { count: 12, satisfied: 9 })
    await context.close()
  })

  it('forgets a rating when it is stored, not when it is acknowledged', async () => {
    const { page, context } = await openKiosk(browser, 'KIO3')
    await page.route('**/heartbeat', (route) => route.abort())
    await tapFace(page, 4)
    await until(async () => (await journalOf(page))[0]?.status === 'acknowledged')
    await page.waitForTimeout(3_500)
    assert.equal((await journalOf(page)).length, 1, 'acknowledged and kept')
    await page.unroute('**/heartbeat')
    await until(async () => (await journalOf(page)).length === 0)
    await context.close()
  })

  it('keeps its ratings when it is revoked, and brings them after it is enrolled again', async () => {
    const { page, context, deviceId, client } = await openKiosk(browser, 'KIO4')
    assert.equal((await client.request('DELETE', `/api/v1/devices/${deviceId}`, { cookie: client.cookie })).status, 204)
    await page.getByRole('button', { name: FACES[4], exact: true }).click()
    await page.getByRole('button', { name: 'Xong' }).click()
    await page.getByRole('heading', { name: 'Máy này đã bị thu hồi' }).waitFor()
    assert.equal((await journalOf(page)).length, 1)
    await page.getByLabel('Mã gắn máy').fill((await enrolmentCodeFor('KIO4.Q2')).enrolmentCode.toLowerCase().replace('-', ' '))
    await page.getByRole('button', { name: 'Gắn máy' }).click()
    await until(async () => (await countAt('KIO4')).count === 1)
    await context.close()
  })

  it('has large targets, fits its screen and pleases axe in every size, before and after the tap', async () => {
    const { page, context } = await openKiosk(browser, 'KIO5')
    for (const viewport of [{ width: 1280, height: 800 }, { width: 800, height: 1280 }, { width: 1024, height: 600 }, { width: 600, height: 1000 }]) {
      await page.setViewportSize(viewport)
      for (const screen of ['question', 'why', 'thanks']) {
        if (screen === 'why') await page.getByRole('button', { name: FACES[0], exact: true }).click()
        if (screen === 'thanks') await page.getByRole('button', { name: 'Xong' }).click()
        if (screen !== 'question') await page.getByRole('button', { name: screen === 'why' ? 'Xong' : 'Người tiếp theo' }).waitFor()
        const buttons = await page.getByRole('button').all()
        for (const button of buttons) {
          const box = await button.boundingBox()
          assert.ok(box && box.width >= 120 && box.height >= 120, `${screen} at ${viewport.width} px: ${JSON.stringify(box)}`)
        }
        const overflow = await page.evaluate<number>('Math.max(document.documentElement.scrollWidth - innerWidth, document.querySelector("#app").scrollHeight - innerHeight, document.querySelector("main").scrollHeight - document.querySelector("main").clientHeight)')
        assert.ok(overflow <= 0, `${screen} overflows ${viewport.width}×${viewport.height} by ${overflow} px`)
        // What is centred overflows upwards, where nothing can be scrolled to.
        const under = await page.evaluate<number>('document.querySelector(".kt").getBoundingClientRect().bottom - document.querySelector("main").firstElementChild.getBoundingClientRect().top')
        assert.ok(under <= 1, `${screen} lies under the bar at ${viewport.width}×${viewport.height} by ${under} px`)
        const { violations } = await new AxeBuilder({ page }).analyze()
        assert.deepEqual(violations.map((it) => it.id), [])
      }
      await page.getByRole('button', { name: 'Người tiếp theo' }).click()
      await page.getByRole('button', { name: FACES[0], exact: true }).waitFor()
    }
    await context.close()
  })
})
