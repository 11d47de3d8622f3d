import { readdir, readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Router, type Request, type Response } from 'express'
import expressStaticGzip from 'express-static-gzip'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { fillPage, type DescribePage, type PageHead } from './page-head.ts'

const ROOT = new URL('../web/dist/', import.meta.url).pathname

/**
 * A page is never late for what it says before its program comes: what is not known in time is said as it was last known, up to some minutes
 * ago, and the page itself says better at once; or not at all.
 */
const [DESCRIBED_WITHIN_MS, AGAIN_WITHIN_MS] = [400, 100]
const KEPT = { max: 1_000, ttl: 600_000 }

/** What has no name of its contents (those come before: built-files) is asked for anew each time. */
const setCaching = (response: ServerResponse) => response.setHeader('Cache-Control', 'no-cache')

/** What the build says of the files that a page begins with. */
const manifest = z.record(z.string(), z.object({ file: z.string() }))

/** The site's page as it was built, and where the words of a language are: the program, which comes a round trip later, would ask for them too late. */
async function readBuilt(): Promise<{ html: string; words: Record<'vi' | 'en', { first: string; further: string }> }> {
  const [html, built] = await Promise.all(['index.html', '.vite/manifest.json'].map((it) => readFile(join(ROOT, 'site', it), 'utf8')))
  const files = manifest.parse(JSON.parse(built ?? ''))
  const fileOf = (source: string) => Object.entries(files).find(([name]) => name.endsWith(`i18n/${source}.ts`))?.[1].file ?? ''
  const ofLanguage = (language: string) => ({ first: fileOf(`first-${language}`), further: fileOf(`further-${language}`) })
  return { html: html ?? '', words: { vi: ofLanguage('vi'), en: ofLanguage('en') } }
}

/** The pages that strangers come to, as the site's router knows them: they do with the first words. */
const FIRST_PAGES = /^\/(don-vi\/[^/]+)?$/

/** What is about one person's matter is nobody's to find by searching; the address may name it. */
const NOT_FOR_SEARCH = /^\/(tra-cuu|ho-so|tien-do)(\/|$)/

/** The pages that other sites may show within theirs: `/nhung/:code`, as the site's router knows it, and nothing else. */
const EMBEDDED = /^\/nhung\/[\w.-]{1,40}$/

/** Lifts what keeps a page out of other sites' frames; everything else of the policy stays. */
function allowFraming(response: Response): void {
  const policy = String(response.getHeader('Content-Security-Policy') ?? '')
  response.setHeader('Content-Security-Policy', policy.replace(/frame-ancestors [^;]*/, 'frame-ancestors *'))
  response.removeHeader('X-Frame-Options')
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
}

interface Deps {
  publicUrl: string
  describe: DescribePage
}

/** The built pages: the kiosk under /kiosk/, the survey under /khao-sat/, the site at every other address that is no file and not the API's. */
export function webFiles({ publicUrl, describe }: Deps): Router {
  const router = Router()
  // The build has compressed them once and for all.
  const files = (folder: string, index: string | false) => expressStaticGzip(join(ROOT, folder), {
    enableBrotli: true, orderPreference: ['br', 'gz'], index, serveStatic: { setHeaders: setCaching, redirect: true },
  })

  const kept = new LRUCache<string, PageHead>(KEPT)
  const headOf = async (request: Request) => {
    const query = new URLSearchParams(request.query as Record<string, string>)
    const known = kept.get(request.originalUrl) ?? null
    const late = new AbortController()
    const describeAnew = async () => {
      const head = await describe(request.path, query)
      if (head) kept.set(request.originalUrl, head)
      return head
    }
    try {
      return await Promise.race([describeAnew(), sleep(known ? AGAIN_WITHIN_MS : DESCRIBED_WITHIN_MS, known, { signal: late.signal, ref: false })])
    } catch {
      return known
    } finally {
      late.abort()
    }
  }

  let built: ReturnType<typeof readBuilt> | null = null
  const readBuiltOnce = async () => {
    built ??= readBuilt()
    try {
      return await built
    } catch (error) {
      built = null
      throw error
    }
  }
  router.use('/kiosk', files('kiosk', 'index.html'))
  router.use('/khao-sat', files('survey', 'index.html'))
  const ofSite = files('site', false)
  const own = readdir(join(ROOT, 'site')).then((names) => new Set(names), () => new Set<string>())
  router.use(async (request, response, next) => ((await own).has(request.path.split('/')[1] ?? '') ? ofSite(request, response, next) : next()))
  // Codes of units have dots, so a page's address cannot be told from a file's by its shape: who asks for a page says so.
  router.get(/^\/(?!api\/|kiosk\/|khao-sat\/|docs\/|assets\/)/, async (request, response, next) => {
    if (!request.accepts('html')) return next()
    if (NOT_FOR_SEARCH.test(request.path)) response.setHeader('X-Robots-Tag', 'noindex')
    const [{ html, words }, head] = await Promise.all([readBuiltOnce(), headOf(request)])
    if (EMBEDDED.test(request.path)) allowFraming(response)
    response.setHeader('Cache-Control', 'no-cache')
    const asked = request.query['lang'] === 'en' ? 'en' : 'vi'
    const wanted = FIRST_PAGES.test(request.path) ? [words[asked].first] : [words[asked].first, words[asked].further]
    const page = html.replace('</head>', `${wanted.map((it) => `  <link rel="modulepreload" href="/${it}">\n`).join('')}  </head>`)
    response.type('html').send(head ? fillPage(page, head, publicUrl + request.originalUrl) : page)
  })
  return router
}
