interface WakeLockTeller { wakeLock?: { request(kind: 'screen'): Promise<unknown> } }
interface StorageTeller { persist?(): Promise<boolean>; persisted?(): Promise<boolean>; estimate?(): Promise<{ usage?: number; quota?: number }> }

const STAY_KEYS = ['F5', 'F11', 'BrowserBack', 'BrowserRefresh', 'BrowserHome']

/**
 * A tablet in a hall is no browser: it fills the screen, stays awake, and neither a long press, two fingers nor a key leads out of it.
 * What the browser refuses (some of it wants a touch first) is asked again with the next touch.
 */
export function createLock() {
  let isReleased = false
  const prevent = (event: Event) => { if (!isReleased) event.preventDefault() }
  const staysHere = (event: KeyboardEvent) => {
    const zooms = (event.ctrlKey || event.metaKey) && '+-=0rwtn'.indexOf(event.key) >= 0
    if (STAY_KEYS.indexOf(event.key) >= 0 || zooms || (event.altKey && event.key.indexOf('Arrow') === 0)) prevent(event)
  }
  const stayAwake = () => {
    const { wakeLock } = navigator as unknown as WakeLockTeller
    if (wakeLock && document.visibilityState === 'visible') wakeLock.request('screen').catch(() => {})
  }
  const fillScreen = () => {
    const root = document.documentElement as HTMLElement & { webkitRequestFullscreen?(): void }
    if (isReleased || document.fullscreenElement || window.matchMedia('(display-mode: fullscreen)').matches) return
    if (root.requestFullscreen) root.requestFullscreen().catch(() => {})
    else if (root.webkitRequestFullscreen) root.webkitRequestFullscreen()
  }
  const stayOnPage = () => { if (!isReleased) history.pushState(null, '', location.pathname) }
  const preventTwoFingers = (event: TouchEvent) => { if (event.touches.length > 1) prevent(event) }

  for (const name of ['contextmenu', 'gesturestart', 'dragstart', 'selectstart']) document.addEventListener(name, (event) => {
    if (!(event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement)) prevent(event)
  })
  document.addEventListener('touchmove', preventTwoFingers, { passive: false })
  document.addEventListener('wheel', (event) => { if (event.ctrlKey) prevent(event) }, { passive: false })
  document.addEventListener('keydown', staysHere)
  document.addEventListener('visibilitychange', stayAwake)
  stayAwake()

  return {
    /** From now on it stays on this page; called when the tablet is enrolled. */
    close: (): void => {
      isReleased = false
      stayOnPage()
      window.addEventListener('popstate', stayOnPage)
    },
    touched: fillScreen,
    /** Lets the supervisor out, until the page is loaded again. */
    release: async (): Promise<void> => {
      isReleased = true
      if (document.fullscreenElement) await document.exitFullscreen().catch(() => {})
    },
  }
}

/** How full the tablet's memory is (0 to 1, null where it does not say), and whether the browser has promised to keep it. */
export interface Room { share: number | null; isKept: boolean }

/** Asks the browser to keep the journal whatever it needs room for, and how much room there is. */
export async function askForRoom(): Promise<Room> {
  const storage = (navigator as unknown as { storage?: StorageTeller }).storage
  if (!storage) return { share: null, isKept: false }
  const isKept = (await (storage.persisted ? storage.persisted() : Promise.resolve(false)).catch(() => false))
    || (await (storage.persist ? storage.persist() : Promise.resolve(false)).catch(() => false))
  const { usage, quota } = await (storage.estimate ? storage.estimate() : Promise.resolve({ usage: undefined, quota: undefined })).catch(() => ({ usage: undefined, quota: undefined }))
  return { share: usage !== undefined && quota ? usage / quota : null, isKept }
}
