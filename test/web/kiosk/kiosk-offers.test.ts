import assert from 'node:assert/strict'
import type { Browser } from 'playwright-core'
import { z } from 'zod'
import { launchBrowser } from '../../support/browser.ts'
import { until } from '../../support/client.ts'
import { FACES, openKiosk } from '../../support/kiosk.ts'
import { testService } from '../../support/service.ts'

describe('a tablet at whose counter a dossier is closed', function () {
  let browser: Browser
  before(async () => {
    const { client } = await testService()
    await client.makeCentre('KOF')
    browser = await launchBrowser()
  })
  after(() => browser.close())

  it('offers its rating when whoever is at the tablet has gone, once, and the rating knows what it is about', async () => {
    const { page, client, context } = await openKiosk(browser, 'KOF')
    const { warehouse } = await testService()
    await page.getByRole('button', { name: FACES[0], exact: true }).click()
    await page.getByRole('heading', { name: 'Điều gì làm ông/bà chưa hài lòng?' }).waitFor()
    const now = new Date().toISOString()
    const dossier = { code: 'KOF-1', agencyCode: 'KOFA', centreCode: 'KOF', counterCode: 'KOF.Q1', channel: 'direct', status: 10, receivedAt: new Date(Date.now() - 3_600_000).toISOString(), returnedAt: now, updatedAt: now }
    const told = page.waitForRequest((it) => it.url().endsWith('/api/v1/offers') && it.method() === 'POST')
    assert.equal((await client.request('POST', '/api/v1/dossiers', { token: client.key, body: { dossiers: [dossier] } })).status, 202)
    // The offer has reached the tablet by then, and waits.
    await page.waitForTimeout(1_500)
    await page.getByRole('button', { name: 'Xong' }).click()
    await page.getByRole('button', { name: 'Người tiếp theo' }).click()
    await told
    await page.getByRole('button', { name: FACES[4], exact: true }).click()
    await page.getByRole('button', { name: 'Xong' }).click()
    const offered = { name: 'offered-ratings', row: z.object({ ratings: z.coerce.number() }), sql: "SELECT count() AS ratings FROM ratings WHERE counter_code = 'KOF.Q1' AND score = 5 AND trigger = 'dossier-closed'" }
    await until(async () => (await warehouse.select(offered, {}))[0]?.ratings === 1)
    await context.close()
  })
})
