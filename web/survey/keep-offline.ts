/** The name of the one cache; `public/sw.js` reads the same. */
const CACHE = 'khao-sat'

/**
 * After the first load the page opens without a network: what it is made of is kept, and what an earlier release was made of is thrown away.
 * Where the browser cannot (no TLS, private mode), the page works as before, with a network.
 */
export async function keepOffline(): Promise<void> {
  if (!('serviceWorker' in navigator) || !('caches' in window)) return
  try {
    await navigator.serviceWorker.register('sw.js')
    const base = new URL('./', location.href)
    const loaded = performance.getEntriesByType('resource').map((it) => it.name).filter((it) => it.startsWith(`${base.href}assets/`))
    const wanted = new Set([base.href, ...loaded])
    const cache = await caches.open(CACHE)
    await cache.addAll([...wanted])
    for (const kept of await cache.keys()) if (!wanted.has(kept.url) && /\.(js|css)$/.test(kept.url)) await cache.delete(kept)
  } catch {
    // Nothing depends on it.
  }
}
