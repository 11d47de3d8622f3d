// A page without a network: built files come out of the cache that the page has filled, the page itself out of it where the network is away.
// Nothing of the API is kept here; the page knows best what of it may be old. The build puts this file beside the pages it serves.
const { pathname: SCOPE } = new URL(self.registration.scope)

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.startsWith('/api/')) return
  if (url.pathname.includes('/assets/')) event.respondWith(assetOf(request))
  else event.respondWith(fetch(request).catch(() => keptOf(request)))
})

/** What has this very address; of a page else the one that all of them are made of. */
async function keptOf(request) {
  const cache = await caches.open(SCOPE)
  return (await cache.match(request, { ignoreSearch: true })) ?? (request.mode === 'navigate' ? await cache.match(SCOPE) : undefined) ?? Response.error()
}

async function assetOf(request) {
  const cache = await caches.open(SCOPE)
  const kept = await cache.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request, answer.clone())
  return answer
}
