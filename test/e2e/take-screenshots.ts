import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { demoAccounts } from '../../simulate/run-demo.ts'
import { launchBrowser } from '../support/browser.ts'
import { freePort } from '../support/free-port.ts'

/**
 * Pictures of every page at the sizes people use, on the demo's data, checked on the way: axe finds nothing, nothing overflows.
 * Ends with 1 and says where when something does. Pictures are left in screenshots/.
 */
const OUTPUT = 'screenshots'
const SIZES = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } }
const KIOSK_SIZES = { landscape: { width: 1280, height: 800 }, portrait: { width: 800, height: 1280 }, small: { width: 1024, height: 600 } }
const findings: string[] = []

const [, director] = demoAccounts
async function look(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle').catch(() => {})
  await page.waitForTimeout(400)
  await page.screenshot({ path: join(OUTPUT, `${name}.png`), fullPage: !name.startsWith('kiosk') })
  const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  if (overflow > 0) findings.push(`${name}: overflows by ${overflow} px`)
  const { violations } = await new AxeBuilder({ page }).analyze()
  for (const { id, nodes } of violations) findings.push(`${name}: axe ${id} (${nodes.length}×) ${nodes[0]?.target.join(' ') ?? ''}`)
  process.stdout.write(`  ${name}\n`)
}

const withPage = async (browser: Browser, options: BrowserContextOptions, work: (page: Page) => Promise<void>) => {
  const context = await browser.newContext({ locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', reducedMotion: 'reduce', ...options })
  await work(await context.newPage())
  await context.close()
}

async function takeSite(browser: Browser, url: string): Promise<void> {
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await withPage(browser, { viewport, colorScheme }, async (page) => {
        const name = (it: string) => `site-${it}-${size}-${colorScheme}`
        await page.goto(`${url}/`)
        await look(page, name('home'))
        await page.goto(`${url}/don-vi/${director.unitCode}`)
        await look(page, name('unit'))
        await page.goto(`${url}/phuong-phap`)
        await page.locator('article').first().waitFor()
        await look(page, name('methods'))
        await page.goto(`${url}/dang-nhap?next=/trung-tam/${director.unitCode}`)
        await look(page, name('sign-in'))
        await page.locator('#email').fill(director.email)
        await page.locator('#password').fill(director.password)
        await page.getByRole('button', { name: 'Đăng nhập' }).click()
        await page.locator('[data-counter]').first().waitFor()
        await look(page, name('centre'))
        await page.goto(`${url}/giao-nhan?centre=${director.unitCode}`)
        await look(page, name('custody'))
        await page.goto(`${url}/ho-so?unit=${director.unitCode}`)
        await page.locator('tbody th a').first().waitFor()
        await look(page, name('dossiers'))
        await page.locator('tbody th a').first().click()
        await page.locator('[data-day]').first().waitFor()
        await look(page, name('dossier'))
      })
    }
  }
}

async function takeAdministration(browser: Browser, url: string): Promise<string> {
  const [administrator] = demoAccounts
  let enrolmentCode = ''
  await withPage(browser, { viewport: SIZES.desktop, colorScheme: 'light' }, async (page) => {
    await page.goto(`${url}/dang-nhap`)
    await page.locator('#email').fill(administrator.email)
    await page.locator('#password').fill(administrator.password)
    await page.getByRole('button', { name: 'Đăng nhập' }).click()
    await page.waitForURL('**/quan-tri')
    await look(page, 'site-administration-desktop-light')
    const parts = await page.locator('main nav a').evaluateAll((links) => links.map((it) => it.getAttribute('href') ?? ''))
    for (const part of parts) {
      await page.goto(url + part)
      await look(page, `site-administration-${part.split('/').at(-1)}-desktop-light`)
    }
    const counter = await page.evaluate(async (centre) => {
      const answer = await fetch(`/api/v1/counters?centre=${centre}`)
      return ((await answer.json()) as { rows: { code: string }[] }).rows[0]?.code
    }, director.unitCode ?? '')
    enrolmentCode = await page.evaluate(async (counterCode) => {
      const answer = await fetch('/api/v1/devices', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ counterCode }) })
      return ((await answer.json()) as { enrolmentCode: string }).enrolmentCode
    }, counter)
  })
  return enrolmentCode
}

async function takeKiosk(browser: Browser, url: string, enrolmentCode: string): Promise<void> {
  await withPage(browser, { viewport: KIOSK_SIZES.landscape }, async (page) => {
    const inAllSizes = async (name: string) => {
      for (const [size, viewport] of Object.entries(KIOSK_SIZES)) {
        await page.setViewportSize(viewport)
        await look(page, `kiosk-${name}-${size}`)
      }
    }
    await page.goto(`${url}/kiosk/`)
    await page.getByRole('textbox').waitFor()
    await inAllSizes('enrol')
    await page.goto(`${url}/kiosk/?code=${enrolmentCode}`)
    await page.getByRole('button', { name: 'Rất hài lòng' }).waitFor()
    await inAllSizes('rate')
    for (const [size, viewport] of Object.entries(KIOSK_SIZES)) {
      await page.setViewportSize(viewport)
      await page.getByRole('button', { name: 'Rất hài lòng' }).click({ timeout: 30_000 })
      await look(page, `kiosk-thanks-${size}`)
    }
  })
}

/** The demo as a process of its own, on a DATA_DIR that goes with it; resolves when it has announced its addresses. */
async function startDemo() {
  const [dataDir, port] = [mkdtempSync(join(tmpdir(), 'thuoc-do-screenshots-')), await freePort()]
  const child = spawn(process.execPath, ['--import', 'tsx', 'main-demo.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, DATA_DIR: dataDir, PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}`, LOG_LEVEL: 'warn' },
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk) => { if (String(chunk).includes('Ctrl-C')) resolve() })
    child.once('exit', () => reject(new Error('The demo did not start.')))
  })
  const stop = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
    rmSync(dataDir, { recursive: true, force: true })
  }
  return { url: `http://127.0.0.1:${port}`, stop }
}

mkdirSync(OUTPUT, { recursive: true })
process.stdout.write('Starting the demo …\n')
const demo = await startDemo()
const browser = await launchBrowser()
try {
  await takeSite(browser, demo.url)
  await takeKiosk(browser, demo.url, await takeAdministration(browser, demo.url))
} finally {
  await browser.close()
  await demo.stop()
}
process.stdout.write(findings.length === 0 ? 'axe finds nothing, nothing overflows.\n' : `${findings.join('\n')}\n`)
process.exit(findings.length === 0 ? 0 : 1)
