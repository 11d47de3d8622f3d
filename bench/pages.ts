import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'

/** The system's Chromium; the flags keep it from asking anybody outside. */
export const launchBrowser = (): Promise<Browser> => chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})

/** What a page asks for: its own document, the files it is made of, and the figures it shows. */
export interface PageRequests { document: string; files: string[]; figures: string[] }

/** Opens a page as somebody who was never there, and writes down what it asks for until it is quiet. */
export async function recordRequests(browser: Browser, url: string, path: string): Promise<PageRequests> {
  return await withPage(browser, {}, async (page) => {
    const asked: string[] = []
    page.on('request', (it) => asked.push(it.url()))
    await page.goto(url + path, { waitUntil: 'networkidle' })
    const own = asked.filter((it) => it.startsWith(url)).map((it) => it.slice(url.length).split('#')[0] ?? '').slice(1)
    return { document: path, files: own.filter((it) => !it.startsWith('/api/')), figures: own.filter((it) => it.startsWith('/api/')) }
  })
}

/** A page in a context of its own, closed afterwards. */
export async function withPage<T>(browser: Browser, options: BrowserContextOptions, work: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 900 }, ...options })
  try {
    return await work(await context.newPage())
  } finally {
    await context.close()
  }
}
