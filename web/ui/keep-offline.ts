/**
 * After the first load the page opens without a network: what it is made of is kept, and what an earlier release was made of is thrown away.
 * `folder` is where the pages lie, with their worker (`offline-worker.js`) beside them; `page` is what is kept of them. Where the browser cannot
 * (no TLS, private mode), the page works as before, with a network.
 */
export async function keepOffline(folder: string, page: string): Promise<void> {
  if (!('serviceWorker' in navigator) || !('caches' in window)) return
  try {
    await navigator.serviceWorker.register(`${folder}sw.js`)
    const loaded = performance.getEntriesByType('resource').map((it) => new URL(it.name))
      .filter((it) => it.origin === location.origin && !it.pathname.startsWith('/api/')).map((it) => it.href)
    const wanted = new Set([new URL(page, location.href).href, ...loaded])
    const cache = await caches.open(folder)
    await cache.addAll([...wanted])
    for (const kept of await cache.keys()) if (!wanted.has(kept.url) && /\.(js|css)$/.test(kept.url)) await cache.delete(kept)
  } catch {
    // Nothing depends on it.
  }
}
