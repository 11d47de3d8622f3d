import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { demoAccounts } from '../../simulate/run-demo.ts'

const QUESTIONNAIRE = 'hai-long-dich-vu'
const SIZES = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } }
/** In both languages and themes, so that each is seen on each size. */
const LOOKS = [
  { size: 'phone', colorScheme: 'light', lang: 'vi' }, { size: 'phone', colorScheme: 'dark', lang: 'en' },
  { size: 'desktop', colorScheme: 'dark', lang: 'vi' }, { size: 'desktop', colorScheme: 'light', lang: 'en' },
] as const
type Look = (page: Page, name: string) => Promise<void>
type WithPage = (browser: Browser, options: BrowserContextOptions, work: (page: Page) => Promise<void>) => Promise<void>

const [administrator, director] = demoAccounts
const signIn = async (page: Page, url: string, { email, password }: { email: string; password: string }) => {
  await page.goto(`${url}/dang-nhap`)
  await page.locator('#email').fill(email)
  await page.locator('#password').fill(password)
  await page.keyboard.press('Enter')
  await page.waitForURL((it) => !it.pathname.includes('dang-nhap'))
}

/** Codes for cards of the director's centre, as many as there are looks. */
async function makeCodes(browser: Browser, url: string, withPage: WithPage): Promise<string[]> {
  const codes: string[] = []
  await withPage(browser, { viewport: SIZES.desktop }, async (page) => {
    await signIn(page, url, administrator)
    codes.push(...await page.evaluate(async ([questionnaire, centreCode, count]) => {
      const answer = await fetch('/api/v1/survey-invitations', {
        method: 'POST', headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ questionnaire, channel: 'card', invitations: Array.from({ length: count }, () => ({ centreCode })) }),
      })
      return ((await answer.json()) as { issued: { code: string }[] }).issued.map((it) => it.code)
    }, [QUESTIONNAIRE, director.unitCode ?? '', LOOKS.length] as const))
  })
  return codes
}

/** The survey in every state a citizen can meet: from its first page to its thanks, and where it cannot be answered. */
async function takeSheet(page: Page, look: (name: string) => Promise<void>, address: string, code: string): Promise<void> {
  const next = () => page.locator('.sf .pri').click()
  const answer = async () => {
    for (const block of await page.locator('fieldset.level').all()) await block.locator('.five label').nth(3).click()
    for (const block of await page.locator('fieldset.q').all()) await block.locator('input').first().check()
  }
  await page.goto(address)
  await look('no-code')
  await page.goto(`${address}#KS-AAAA-BBBB-CCCC-DDDD`)
  await page.reload()
  await next()
  await page.getByRole('alert').waitFor()
  await look('unknown')
  await page.route('**/api/v1/survey-tickets', (route) => route.fulfill({ status: 410, json: {} }))
  await page.goto(`${address}#${code}`)
  await page.reload()
  await look('start')
  await next()
  await page.getByRole('alert').waitFor()
  await look('expired')
  await page.unroute('**/api/v1/survey-tickets')
  await page.reload()
  await next()
  await page.locator('fieldset.q').first().waitFor()
  await next()
  await page.getByRole('alert').waitFor()
  await look('missing')
  await answer()
  await look('first')
  await next()
  await page.locator('fieldset.level').first().waitFor()
  await page.locator('.five label').nth(3).click()
  await look('matrix')
  while (await page.locator('.sf .pri').count() > 0) {
    await answer()
    const title = await page.locator('h1').textContent()
    if (await page.locator('textarea').count() > 0) {
      await look('last')
      await page.context().setOffline(true)
    }
    await next()
    await page.waitForFunction(`document.querySelector('h1')?.textContent !== ${JSON.stringify(title)}`)
  }
  await look('waiting')
  await page.context().setOffline(false)
  await page.locator('main .lede').nth(1).waitFor({ timeout: 60_000 })
  await look('thanks')
  await page.locator('main .btn').first().click()
  await look('message')
}

/** Pictures of surveys: answering them, their results, writing them, and the cards by which people are asked. */
export async function takeSurveys(browser: Browser, url: string, { look, withPage }: { look: Look; withPage: WithPage }): Promise<void> {
  const codes = await makeCodes(browser, url, withPage)
  for (const [index, { size, colorScheme, lang }] of LOOKS.entries()) {
    const named = (page: Page) => (name: string) => look(page, `survey-${name}-${size}-${colorScheme}-${lang}`)
    const code = codes[index] ?? ''
    await withPage(browser, { viewport: SIZES[size], colorScheme }, (page) => takeSheet(page, named(page), `${url}/khao-sat/?lang=${lang}`, code))
    await withPage(browser, { viewport: SIZES[size], colorScheme }, async (page) => {
      await page.goto(`${url}/khao-sat/?lang=${lang}#${code}`)
      await page.locator('.sf .pri').click()
      await page.getByRole('alert').waitFor()
      await named(page)('used')
    })
    await withPage(browser, { viewport: SIZES[size], colorScheme }, async (page) => {
      await signIn(page, url, director)
      await page.goto(`${url}/ket-qua-khao-sat?unit=${director.unitCode}&lang=${lang}`)
      await page.locator('.readings').first().waitFor()
      await named(page)('results')
    })
    await withPage(browser, { viewport: SIZES[size], colorScheme }, async (page) => {
      await signIn(page, url, administrator)
      await page.goto(`${url}/quan-tri/khao-sat?questionnaire=${QUESTIONNAIRE}&lang=${lang}`)
      await page.locator('[data-question="visits"] .open').click()
      await page.frameLocator('iframe').locator('main').waitFor({ state: 'attached' })
      await named(page)('builder')
      await page.locator('.survey-cards input').first().fill(director.unitCode ?? '')
      await page.locator('.survey-cards .pri').first().click()
      await page.locator('.cards li').first().waitFor()
      await named(page)('cards')
    })
  }
}
