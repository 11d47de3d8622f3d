// The survey without a network: built files come out of the cache that the page has filled, the page itself out of it where the network is away.
// Nothing of the API is kept here; answers wait in IndexedDB.
const CACHE = 'khao-sat'

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin || !url.href.startsWith(self.registration.scope)) return
  if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => fromCache(self.registration.scope)))
  else if (url.pathname.includes('/assets/')) event.respondWith(assetOf(request))
})

const fromCache = async (address) => (await (await caches.open(CACHE)).match(address)) ?? Response.error()

async function assetOf(request) {
  const cache = await caches.open(CACHE)
  const kept = await cache.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request, answer.clone())
  return answer
}
