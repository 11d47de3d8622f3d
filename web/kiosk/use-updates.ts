const ASK_MS = 3_600_000
const LOOK_MS = 5_000

/**
 * Keeps the page's files on the tablet, and takes a new version when nobody is at it. Where the browser has no service worker, or the page was not
 * opened over https, the tablet needs the network to start, and nothing else.
 */
export function useUpdates({ mayReload, reload }: { mayReload(): boolean; reload(): void }): { stop(): void } {
  const container = (navigator as Partial<Navigator>).serviceWorker
  if (!container) return { stop: () => {} }
  const hadOne = container.controller !== null
  let timer = 0
  let asking = 0
  container.register('/kiosk/service-worker.js', { scope: '/kiosk/' })
    .then((registration: ServiceWorkerRegistration | undefined) => { if (registration) asking = window.setInterval(() => void registration.update().catch(() => {}), ASK_MS) }, () => {})
  container.addEventListener('controllerchange', () => {
    if (!hadOne || timer) return
    timer = window.setInterval(() => { if (mayReload()) reload() }, LOOK_MS)
  })
  return {
    stop: () => {
      clearInterval(timer)
      clearInterval(asking)
    },
  }
}
