import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { Router } from 'express'
import expressStaticGzip from 'express-static-gzip'

const ROOT = new URL('../web/dist/', import.meta.url).pathname
const YEAR_SECONDS = 31_536_000

/** Built files carry a hash in their name and never change; a page is asked for anew each time. */
const setCaching = (response: ServerResponse, path: string) =>
  response.setHeader('Cache-Control', path.includes('/assets/') ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache')

/** What is about one person's matter is nobody's to find by searching; the address may name it. */
const NOT_FOR_SEARCH = /^\/(tra-cuu|ho-so|tien-do)(\/|$)/

/** The built pages: the kiosk under /kiosk/, the site at every other address that is no file and not the API's. */
export function webFiles(): Router {
  const router = Router()
  // The build has compressed them once and for all.
  const files = (folder: string) => expressStaticGzip(join(ROOT, folder), {
    enableBrotli: true, orderPreference: ['br', 'gz'], index: 'index.html', serveStatic: { setHeaders: setCaching, redirect: true },
  })
  router.use('/kiosk', files('kiosk'))
  router.use(files('site'))
  // Codes of units have dots, so a page's address cannot be told from a file's by its shape: who asks for a page says so.
  router.get(/^\/(?!api\/|kiosk\/|docs\/|assets\/)/, (request, response, next) => {
    if (!request.accepts('html')) return next()
    if (NOT_FOR_SEARCH.test(request.path)) response.setHeader('X-Robots-Tag', 'noindex')
    response.sendFile(join(ROOT, 'site', 'index.html'), { cacheControl: false, headers: { 'Cache-Control': 'no-cache' } })
  })
  return router
}
