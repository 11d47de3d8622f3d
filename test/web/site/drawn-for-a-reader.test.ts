import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { startChromium } from '../../support/chromium.ts'
import { until } from '../../support/client.ts'
import { testService } from '../../support/service.ts'

describe('what lies below the first look', () => {
  let browser: Browser
  let url: string
  before(async () => {
    url = (await testService()).url
    browser = await startChromium()
  })
  after(() => browser.close())

  /** However slow a machine, five seconds of rest do not pass before a test wants them to. */
  const WITHOUT_REST = 'const wait = window.setTimeout; window.setTimeout = (work, ms, ...given) => (ms === 5000 ? 0 : wait(work, ms, ...given))'
  const open = async ({ rests }: { rests: boolean }, prepare: (page: Page) => Promise<unknown> = async () => {}): Promise<{ page: Page; isWhole: () => Promise<boolean> }> => {
    const page = await (await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 400 } })).newPage()
    if (!rests) await page.addInitScript(WITHOUT_REST)
    await prepare(page)
    await page.goto(url)
    await page.getByRole('heading', { name: /^Số đo/ }).waitFor()
    return { page, isWhole: async () => await page.getByRole('heading', { name: 'Đọc tiếp ở đâu' }).count() > 0 }
  }

  it('is drawn at the first sign of a reader', async () => {
    const { page, isWhole } = await open({ rests: false })
    await page.waitForTimeout(1_000)
    assert.equal(await isWhole(), false)
    await page.mouse.wheel(0, 200)
    await page.getByRole('heading', { name: 'Đọc tiếp ở đâu' }).waitFor()
    await page.context().close()
  })

  it('is drawn too when the sign came before anything waited', async () => {
    const { page } = await open({ rests: false }, async (early) => {
      await early.route('**/api/v1/values?*', async (route) => {
        await early.keyboard.press('Shift')
        await early.unroute('**/api/v1/values?*')
        await route.continue()
      })
    })
    await page.getByRole('heading', { name: 'Đọc tiếp ở đâu' }).waitFor()
    await page.context().close()
  })

  it('is drawn when nobody does anything for a while, for who searches, prints or has it read out', async () => {
    const { page } = await open({ rests: true })
    await page.getByRole('heading', { name: 'Đọc tiếp ở đâu' }).waitFor()
    await page.context().close()
  })

  it('is there at once for who comes back to a place further down', async () => {
    const { page } = await open({ rests: false })
    await page.keyboard.press('End')
    const link = page.getByRole('link', { name: 'Phương pháp và công thức' })
    await link.scrollIntoViewIfNeeded()
    const before = await page.evaluate<number>('scrollY')
    await link.click()
    await page.waitForURL('**/phuong-phap**')
    await page.goBack()
    await until(async () => await page.evaluate<number>('scrollY') > before - 50)
    await page.context().close()
  })
})
