import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { toMonthPeriod } from '../../contract/period.ts'
import { demoAccounts } from '../../simulate/run-demo.ts'
import { startChromium } from '../support/chromium.ts'
import { freePort } from '../support/free-port.ts'
import { takeSurveys } from './survey-screenshots.ts'

/**
 * Pictures of every page at the sizes people use, on the demo's data, checked on the way: axe finds nothing, nothing overflows, nothing throws, nothing is still loading.
 * Ends with 1 and says where when something does. Pictures are left in screenshots/.
 */
const OUTPUT = 'screenshots'
const SIZES = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } }
const KIOSK_SIZES = { landscape: { width: 1280, height: 800 }, portrait: { width: 800, height: 1280 }, small: { width: 1024, height: 600 } }
const findings: string[] = []
/** `npm run screenshots -- site survey kiosk`: all where none is named. The kiosk's come with those of administration. */
const isWanted = (part: string) => process.argv.length < 3 || process.argv.slice(2).includes(part)

const [administrator, director, official] = demoAccounts
/** Pages whose buttons stick to the bottom of the window look as people see them in a window alone. */
const FOOTED = /^(kiosk|survey-(?!results|builder|cards))/
async function look(page: Page, name: string): Promise<void> {
  // A reader who goes to the end of it, for whom all of a page is asked for and drawn.
  if (name.startsWith('site-')) await page.evaluate('scrollTo(0, document.body.scrollHeight)')
  // A page that is told what happens is never without a connection.
  await page.waitForLoadState('networkidle', { timeout: 1_500 }).catch(() => {})
  await page.locator('[aria-busy=true], .plot .box:empty').first().waitFor({ state: 'detached', timeout: 10_000 }).catch(() => {})
  if (name.startsWith('site-')) await page.evaluate('scrollTo(0, 0)')
  await page.waitForTimeout(400)
  await page.screenshot({ path: join(OUTPUT, `${name}.png`), fullPage: !FOOTED.test(name) })
  const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  if (overflow > 0) findings.push(`${name}: overflows by ${overflow} px`)
  if (await page.locator('[aria-busy=true], .plot .box:empty').count() > 0) findings.push(`${name}: something is still loading`)
  // A page in a frame is a page of its own: its landmarks are no second ones of this page.
  const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze()
  for (const { id, nodes } of violations) findings.push(`${name}: axe ${id} (${nodes.length}×) ${nodes[0]?.target.join(' ') ?? ''}`)
  process.stdout.write(`  ${name}\n`)
}

const withPage = async (browser: Browser, options: BrowserContextOptions, work: (page: Page) => Promise<void>) => {
  const context = await browser.newContext({ locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  page.on('pageerror', (it) => findings.push(`${page.url()}: ${it.message}`))
  page.on('console', (it) => { if (it.type() === 'error' && !it.text().startsWith('Failed to load resource')) findings.push(`${page.url()}: ${it.text()}`) })
  await work(page)
  await context.close()
}

/** Every page at two sizes, in both languages and themes, so that each language is seen on each size and in each theme. */
const LOOKS = [
  { size: 'desktop', colorScheme: 'light', lang: 'vi' }, { size: 'desktop', colorScheme: 'dark', lang: 'en' },
  { size: 'phone', colorScheme: 'dark', lang: 'vi' }, { size: 'phone', colorScheme: 'light', lang: 'en' },
] as const
const centre = director.unitCode ?? ''
const PUBLIC_PAGES = {
  'home': '/', 'unit': `/don-vi/${centre}`, 'compare': '/so-sanh?level=centre', 'open-data': '/so-lieu', 'methods': '/phuong-phap', 'look-up': '/tra-cuu', 'send-petition': `/gui-phan-anh?don-vi=${centre}`, 'petition-status': '/phan-anh', 'answered-petitions': `/phan-anh-da-tra-loi?don-vi=${centre}`, 'embedded': `/nhung/${centre}`, 'hall': `/man-hinh/${centre}`, 'follow': '/theo-doi', 'contact': '/xin-tra-loi',
  'not-found': '/khong-co', 'sign-in': '/dang-nhap',
}
const SIGNED_IN_PAGES = {
  'centre': `/trung-tam/${centre}`, 'counter': `/trung-tam/${centre}/quay/${centre}.Q07`, 'odd-days': `/luot-nghi-van?unit=${centre}`, 'comments': `/gop-y?unit=${centre}`, 'progress': `/tien-do?unit=${centre}`,
  'affairs': '/bao-cao', 'custody': `/giao-nhan?centre=${centre}`, 'dossiers': `/ho-so?unit=${centre}`, 'petitions': `/phan-anh-kien-nghi?unit=${centre}`, 'monitoring-report': `/bao-cao-giam-sat/${centre}/${toMonthPeriod(Date.now())}`, 'account': '/tai-khoan',
  'findings': `/trung-tam/${centre}/ket-luan`, 'procedure': `/trung-tam/${centre}/thu-tuc/1.000000`, 'cases': `/vu-viec?unit=${centre}`, 'notices': '/thong-bao',
}

async function signIn(page: Page, url: string, { email, password }: { email: string; password: string }): Promise<void> {
  await page.goto(`${url}/dang-nhap`)
  await page.locator('#email').fill(email)
  await page.locator('#password').fill(password)
  await page.keyboard.press('Enter')
  await page.waitForURL((it) => !it.pathname.includes('dang-nhap'))
}

async function takeSite(browser: Browser, url: string): Promise<void> {
  for (const { size, colorScheme, lang } of LOOKS) {
    await withPage(browser, { viewport: SIZES[size], colorScheme }, async (page) => {
      const lookAt = async (pages: Record<string, string>) => {
        for (const [name, path] of Object.entries(pages)) {
          await page.goto(`${url}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`)
          await page.locator('h1').first().waitFor()
          await look(page, `site-${name}-${size}-${colorScheme}-${lang}`)
        }
      }
      await lookAt(PUBLIC_PAGES)
      await signIn(page, url, director)
      await lookAt(SIGNED_IN_PAGES)
      await page.goto(`${url}/ho-so?unit=${centre}`)
      await page.locator('tbody th a').first().click()
      await page.locator('[data-day]').first().waitFor()
      await look(page, `site-dossier-${size}-${colorScheme}-${lang}`)
      await page.goto(page.url().replace('/ho-so/', '/thu-xin-loi/'))
      await page.locator('h1').first().waitFor()
      await look(page, `site-apology-${size}-${colorScheme}-${lang}`)
      await page.goto(`${url}/vu-viec?unit=${centre}`)
      await page.locator('tbody a').first().click()
      await page.waitForURL(/vu-viec\/./)
      await look(page, `site-case-${size}-${colorScheme}-${lang}`)
      await page.goto(`${url}/phan-anh-kien-nghi?unit=${centre}&hien=all`)
      await page.locator('tbody th a').first().click()
      await page.locator('[data-step]').first().waitFor()
      await look(page, `site-petition-${size}-${colorScheme}-${lang}`)
    })
    await withPage(browser, { viewport: SIZES[size], colorScheme }, async (page) => {
      await signIn(page, url, official)
      await page.goto(`${url}/ket-qua-cua-toi?lang=${lang}`)
      await page.locator('h1').first().waitFor()
      await look(page, `site-own-results-${size}-${colorScheme}-${lang}`)
    })
  }
}

async function takeAdministration(browser: Browser, url: string): Promise<{ enrolmentCode: string; cardUrl: string }> {
  let [enrolmentCode, cardUrl] = ['', '']
  for (const { size, colorScheme, lang } of LOOKS) {
    await withPage(browser, { viewport: SIZES[size], colorScheme }, async (page) => {
      await signIn(page, url, administrator)
      await page.goto(`${url}/quan-tri`)
      const links = page.locator('main nav a')
      await links.first().waitFor()
      for (const part of await links.evaluateAll((all) => all.map((it) => it.getAttribute('href') ?? ''))) {
        await page.goto(`${url}${part}?lang=${lang}`)
        await look(page, `site-administration-${part.split('/').at(-1)}-${size}-${colorScheme}-${lang}`)
      }
    })
  }
  await withPage(browser, { viewport: SIZES.desktop }, async (page) => {
    await signIn(page, url, administrator)
    const counter = await page.evaluate(async (centre) => {
      const answer = await fetch(`/api/v1/counters?centre=${centre}`)
      return ((await answer.json()) as { rows: { code: string }[] }).rows[0]?.code
    }, director.unitCode ?? '')
    enrolmentCode = await page.evaluate(async (counterCode) => {
      const answer = await fetch('/api/v1/devices', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ counterCode }) })
      return ((await answer.json()) as { enrolmentCode: string }).enrolmentCode
    }, counter)
    cardUrl = await page.evaluate(async (centreCode) => {
      const answer = await fetch('/api/v1/rating-cards', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ centreCode }) })
      return ((await answer.json()) as { rows: { url: string }[] }).rows[0]?.url ?? ''
    }, director.unitCode ?? '')
  })
  return { enrolmentCode, cardUrl }
}

/** What the tablet hears in place of the server, for states that do not come by themselves. */
async function pretend(page: Page, settings: object): Promise<void> {
  await page.unroute('**/heartbeat')
  await page.route('**/heartbeat', async (route) => {
    const response = await route.fetch()
    const answer = (await response.json()) as { settings: object }
    await route.fulfill({ response, json: { ...answer, settings: { ...answer.settings, ...settings } } })
  })
  await page.evaluate('dispatchEvent(new Event("online"))')
  await page.waitForResponse('**/heartbeat')
}

async function takeKiosk(browser: Browser, url: string, { enrolmentCode, cardUrl }: { enrolmentCode: string; cardUrl: string }): Promise<void> {
  const press = async (page: Page, name: string) => await page.getByRole('button', { name, exact: true }).click({ timeout: 30_000 })
  await withPage(browser, { viewport: KIOSK_SIZES.landscape }, async (page) => {
    const inAllSizes = async (name: string, again?: () => Promise<void>) => {
      for (const [size, viewport] of Object.entries(KIOSK_SIZES)) {
        await page.setViewportSize(viewport)
        await again?.()
        await look(page, `kiosk-${name}-${size}`)
      }
    }
    await page.clock.install()
    await page.route('**/said-done', (route) => route.fulfill({ json: { rows: [{ day: '2026-11-03', said: 'Ghế chờ ít', done: 'Đã thêm 20 ghế ở sảnh tầng 1' }] } }))
    await page.goto(`${url}/kiosk/`)
    await page.getByRole('textbox').waitFor()
    await inAllSizes('enrol')
    await page.goto(`${url}/kiosk/?code=${enrolmentCode}`)
    const home = () => page.locator('.faces button').first().waitFor()
    await home()
    await pretend(page, { open: [], openKnownTo: 0 })
    // Each picture from the beginning: while axe looks, a tablet that nobody touches goes on to its next state.
    const afresh = async () => {
      await page.reload()
      await home()
    }
    await inAllSizes('rate', afresh)
    await inAllSizes('english', async () => {
      await afresh()
      await press(page, 'English')
    })
    await inAllSizes('code', async () => {
      await afresh()
      await press(page, 'Nhập mã hồ sơ')
    })
    await inAllSizes('pin', async () => {
      await afresh()
      for (let i = 0; i < 5; i += 1) await page.locator('.kt .mark').click()
    })
    const rate = async () => {
      await press(page, 'Không hài lòng')
      await page.locator('.why').waitFor()
    }
    const finish = async () => {
      await press(page, 'Xong')
      await page.locator('.thanks').waitFor()
    }
    await inAllSizes('why', async () => {
      await afresh()
      await rate()
    })
    await inAllSizes('thanks', async () => {
      await afresh()
      await rate()
      await finish()
    })
    await inAllSizes('contact', async () => {
      await afresh()
      await rate()
      await finish()
      await press(page, 'Tôi muốn được trả lời')
    })
    await press(page, 'Quay lại')
    await press(page, 'Người tiếp theo')
    await pretend(page, { open: [], openKnownTo: 0, notice: { vi: 'Thứ bảy làm việc đến 11 giờ 30.', en: 'Open on Saturday until 11.30.' } })
    await page.clock.fastForward(80_000)
    await page.locator('.idle').waitFor()
    await inAllSizes('idle')
    await press(page, 'Chạm vào đây để đánh giá')
    await pretend(page, { open: [], openKnownTo: 4_000_000_000_000 })
    await page.locator('.closed').waitFor()
    await inAllSizes('closed')
  })
  await withPage(browser, { viewport: SIZES.phone, isMobile: true, hasTouch: true }, async (page) => {
    await page.goto(cardUrl)
    await page.locator('.faces button').first().waitFor()
    await look(page, 'phone-rate')
    await press(page, 'Hài lòng')
    await look(page, 'phone-why')
    await press(page, 'Xong')
    await look(page, 'phone-thanks')
    await page.goto('about:blank')
    await page.goto(`${url}/kiosk/#none.of-ours`)
    await page.locator('.plain-words').waitFor()
    await look(page, 'phone-wrong')
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
const browser = await startChromium()
try {
  if (isWanted('site')) await takeSite(browser, demo.url)
  if (isWanted('survey')) await takeSurveys(browser, demo.url, { look, withPage })
  if (isWanted('kiosk')) await takeKiosk(browser, demo.url, await takeAdministration(browser, demo.url))
} finally {
  await browser.close()
  await demo.stop()
}
process.stdout.write(findings.length === 0 ? 'axe finds nothing, nothing overflows, throws or keeps loading.\n' : `${findings.join('\n')}\n`)
process.exit(findings.length === 0 ? 0 : 1)
