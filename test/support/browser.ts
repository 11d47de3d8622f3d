import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { startChromium } from './chromium.ts'

const opened: Browser[] = []
/** What each page has asked of the API: a line for each request, its answer beside it as soon as it is there. */
const asked = new WeakMap<Page, Map<object, string>>()
const REQUESTS_TOLD = 15
const TEXT_TOLD = 1_500

/** Errors that a page's own program has thrown since the last test. */
const thrown: string[] = []
/** What the browser itself writes of an answer that is no success; tests ask for those on purpose. */
const OF_THE_NETWORK = /^Failed to load resource|^Refused to|ERR_/

/** Somebody is at every page from the beginning, so that no test waits for what is drawn for a reader. */
const READER = "setInterval(() => dispatchEvent(new Event('scroll')), 200)"

/** A browser whose pages tell what they asked for when a test fails, and in which no page's program may throw. */
export async function launchBrowser(): Promise<Browser> {
  const browser = await startChromium()
  browser.on('context', (context) => {
    context.on('page', listen)
    void context.addInitScript(READER)
  })
  opened.push(browser)
  return browser
}

function listen(page: Page): void {
  const requests = new Map<object, string>()
  asked.set(page, requests)
  const begun = performance.now()
  const note = (request: object, words: string) => requests.set(request, `${requests.get(request) ?? ''}${words} at ${Math.round(performance.now() - begun)} ms  `)
  page.on('request', (it) => { if (it.url().includes('/api/')) note(it, `${it.method()} ${it.url()} asked`) })
  page.on('response', (it) => { if (requests.has(it.request())) note(it.request(), `answered ${it.status()}`) })
  page.on('requestfailed', (it) => { if (requests.has(it)) note(it, `failed ${it.failure()?.errorText}`) })
  page.on('pageerror', (it) => thrown.push(`${page.url()}: ${it.message}`))
  // An error in a part of a page is written by the framework, which goes on without that part.
  page.on('console', (it) => { if (it.type() === 'error' && !OF_THE_NETWORK.test(it.text())) thrown.push(`${page.url()}: ${it.text()}`) })
}

/** After a failed test: what was on the pages, so that a failure on another machine can be understood from its log. */
async function tell(page: Page): Promise<string> {
  const shown = await page.evaluate(`(document.activeElement?.outerHTML ?? '').slice(0, 300) + '\\n' + document.body.innerText.slice(0, ${TEXT_TOLD})`).catch(String)
  return [`page ${page.url()}`, ...[...(asked.get(page)?.values() ?? [])].slice(-REQUESTS_TOLD), String(shown)].join('\n')
}

afterEach(async function () {
  const errors = thrown.splice(0)
  if (this.currentTest?.state !== 'failed') return assert.deepEqual(errors, [], 'programs of pages threw')
  for (const it of errors) process.stdout.write(`${it}\n`)
  const pages = opened.flatMap((browser) => browser.contexts()).flatMap((context) => context.pages())
  for (const page of pages) process.stdout.write(`${await tell(page)}\n\n`)
})
