// Keeps the page and its files, so that a tablet starts without a network. For browsers as old as Chrome 61; no build step but the two lists.
// The journal is none of its business: a new version replaces files and never data.
const NAME = 'kiosk-__BUILD__'
const FILES = __FILES__
const PAGE = '/kiosk/'
const MARK = '<div id="app">'
const KINDS = [['.js', 'javascript'], ['.css', 'css'], ['.woff2', 'font'], ['.svg', 'svg'], ['.json', 'json'], ['.webmanifest', 'json'], ['/', 'html']]

/** A proxy that wants somebody to sign in answers 200 with a page of its own: only what it claims to be is kept. */
async function isGenuine(path, response) {
  const kind = KINDS.filter((it) => path.endsWith(it[0]))[0]
  const type = response.headers.get('content-type') || ''
  if (!response.ok || response.redirected || (kind && type.indexOf(kind[1]) < 0 && type.indexOf('octet-stream') < 0)) return false
  return path !== PAGE || (await response.clone().text()).indexOf(MARK) >= 0
}

async function keepAll() {
  const cache = await caches.open(NAME)
  await Promise.all(FILES.map(async (path) => {
    const response = await fetch(path, { cache: 'no-cache', credentials: 'same-origin' })
    if (!(await isGenuine(path, response))) throw new Error(path + ' is not what it should be')
    await cache.put(path, response)
  }))
  await self.skipWaiting()
}

async function forgetOthers() {
  const names = await caches.keys()
  await Promise.all(names.filter((it) => it.indexOf('kiosk-') === 0 && it !== NAME).map((it) => caches.delete(it)))
  await self.clients.claim()
}

/** Words of a language may be corrected at any time: asked for first, kept for when there is no network. */
async function newestOf(request, path) {
  const cache = await caches.open(NAME)
  const response = await fetch(request).catch(() => null)
  if (response && (await isGenuine(path, response))) {
    await cache.put(path, response.clone())
    return response
  }
  return (await cache.match(path)) || new Response('', { status: 504 })
}

self.addEventListener('install', (event) => event.waitUntil(keepAll()))
self.addEventListener('activate', (event) => event.waitUntil(forgetOthers()))
self.addEventListener('fetch', (event) => {
  const path = new URL(event.request.url).pathname
  if (event.request.method !== 'GET' || path.indexOf(PAGE) !== 0) return
  if (path.indexOf('/kiosk/languages/') === 0) return event.respondWith(newestOf(event.request, path))
  const asked = event.request.mode === 'navigate' ? PAGE : path
  event.respondWith(caches.match(asked).then((kept) => kept || fetch(event.request)))
})
