import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { judgeDevices } from '../../../jobs/judge-devices.ts'
import { launchBrowser } from '../../support/browser.ts'
import { ADMIN, testService } from '../../support/service.ts'

/** The job runs once a minute; here it is run by hand, without dossiers and as if every counter were open. */
const judgeNow = async () => {
  const { registry } = await testService()
  await judgeDevices({ devices: registry.devices, places: registry.places, clock: Date.now, findSilences: async () => new Map(), findStuck: async () => new Map(), isOpenAt: () => true })
}

describe('the administration of tablets', function () {
  let browser: Browser
  let page: Page
  before(async () => {
    const { client, url } = await testService()
    await client.makeCentre('DEV', 3)
    await client.importCsv('devices', 'serial,counterCode\nMÁY-1,DEV.Q1\nMÁY-2,DEV.Q2\n')
    browser = await launchBrowser()
    page = await (await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })).newPage()
    await page.goto(`${url}/dang-nhap?next=${encodeURIComponent('/quan-tri/thiet-bi?centre=DEV')}`)
    await page.locator('#email').fill(ADMIN.email)
    await page.locator('#password').fill(ADMIN.password)
    await page.getByRole('button', { name: 'Đăng nhập' }).click()
    await page.getByRole('row', { name: /MÁY-1/ }).waitFor()
  })
  after(() => browser.close())

  const WIDE = [1280, 'light'] as const
  const NARROW = [390, 'dark'] as const
  const holdsUp = async (name: string, looks: readonly (readonly [number, 'light' | 'dark'])[]) => {
    for (const [width, colorScheme] of looks) {
      await page.setViewportSize({ width, height: 844 })
      await page.emulateMedia({ colorScheme })
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
      assert.ok(overflow <= 0, `${name} overflows ${width} px by ${overflow}`)
      assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations.map((it) => it.id), [], `${name} at ${width} px`)
    }
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.emulateMedia({ colorScheme: 'light' })
  }
  let code = ''

  it('prints a card for every tablet that waits, and nothing else on the paper', async () => {
    await page.getByRole('button', { name: 'In phiếu gắn máy' }).click()
    await page.getByRole('button', { name: 'Tạo phiếu' }).click()
    await page.getByRole('heading', { name: /2 phiếu, dùng được đến/ }).waitFor()
    code = (await page.locator('.code').first().innerText()).trim()
    assert.match(code, /^[2-9A-Z]{4}-[2-9A-Z]{4}$/)
    await holdsUp('the sheet', [WIDE])
    await page.emulateMedia({ media: 'print' })
    assert.deepEqual([await page.getByRole('navigation').first().isVisible(), await page.getByRole('button', { name: 'In', exact: true }).isVisible(), await page.getByText(code).isVisible()], [false, false, true])
    await page.emulateMedia({ media: 'screen' })
    await page.getByRole('button', { name: 'Đã in, đóng lại' }).click()
  })

  it('shows what is wrong with a tablet in words, sends it a message and revokes it for a reason', async () => {
    const { client } = await testService()
    const enrolled = (await client.request('POST', '/api/v1/devices/enrol', { body: { enrolmentCode: code, appVersion: '1.0.0' } })).json
    await client.request('POST', '/api/v1/devices/heartbeat', {
      token: enrolled.token, body: { sentAt: new Date().toISOString(), appVersion: '1.0.0', queued: 0, seq: 0, battery: 0.12, charging: false },
    })
    await judgeNow()
    await page.reload()
    await page.getByRole('heading', { name: '1 máy cần xem' }).waitFor()
    await page.getByText('Pin còn 12%, không cắm sạc').waitFor()
    await holdsUp('the list', [WIDE, NARROW])
    await page.getByRole('link', { name: 'Quầy 1, MÁY-1' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Nhờ cán bộ tại quầy cắm sạc.').waitFor()
    await holdsUp('the dialog', [NARROW])
    await dialog.getByRole('button', { name: 'Nhắn cán bộ tại quầy' }).click()
    await dialog.getByLabel('Lời nhắn').fill('Nhờ cắm sạc giúp')
    await dialog.getByRole('button', { name: 'Gửi lời nhắn' }).click()
    await dialog.getByText('“Nhờ cắm sạc giúp”').waitFor()
    await dialog.getByRole('button', { name: 'Thu hồi', exact: true }).click()
    await dialog.getByLabel('Lý do').fill('Vỡ màn hình')
    await dialog.getByRole('button', { name: 'Thu hồi máy này' }).click()
    await dialog.getByText(/Thu hồi .*: Vỡ màn hình/).waitFor()
    assert.equal((await client.request('POST', '/api/v1/devices/heartbeat', { token: enrolled.token, body: {} })).status, 401)
  })

  it('tells the director of a centre in one line, which leads to the tablets in question', async () => {
    const { client, url } = await testService()
    const { enrolmentCode } = (await client.request('POST', '/api/v1/devices', { cookie: client.cookie, body: { counterCode: 'DEV.Q3', serial: 'MÁY-3' } })).json
    const { token } = (await client.request('POST', '/api/v1/devices/enrol', { body: { enrolmentCode, appVersion: '0.0.1' } })).json
    await client.request('POST', '/api/v1/devices/heartbeat', { token, body: { sentAt: new Date().toISOString(), appVersion: '0.0.1', queued: 0, seq: 0 } })
    await judgeNow()
    await page.goto(`${url}/trung-tam/DEV`)
    await page.getByRole('link', { name: '1 máy cần xem' }).click()
    await page.getByRole('row', { name: /MÁY-3/ }).waitFor()
    assert.equal(await page.getByRole('row', { name: /MÁY-2/ }).count(), 0)
  })
})
