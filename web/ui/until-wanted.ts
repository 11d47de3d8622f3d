import { nextFrame } from './next-task.ts'

/** So near to what is seen, a part is drawn before it is reached. */
const AHEAD_PX = 400
/** A page at which nobody does anything for so long has the rest drawn too: for those who read it out, search it or print it. */
const AT_REST_MS = 5_000
const SIGNS = ['scroll', 'wheel', 'pointerdown', 'touchstart', 'keydown', 'beforeprint']

let isAwake = false
let awaken: () => void = () => {}
const awake = new Promise<void>((resolve) => { awaken = resolve })

/** From now on everything is drawn as soon as it can be: a reader is at work, or led to a place further down. */
export function wantAll(): void {
  isAwake = true
  awaken()
}

// From the beginning: who touches a page before anything waits is a reader too.
if (typeof window !== 'undefined') {
  for (const sign of SIGNS) window.addEventListener(sign, wantAll, { once: true, passive: true })
  setTimeout(wantAll, AT_REST_MS)
}

const isNear = (end: HTMLElement) => end.getBoundingClientRect().top < window.innerHeight + AHEAD_PX

/**
 * Goes on, in a frame of its own, when what comes at `end` may be seen soon: at once where that is in view or nearly, else at the first sign of a
 * reader or when the page has been at rest for a while. A slow phone then answers its first touch without having drawn what nobody looks at.
 */
export async function untilWanted(end: HTMLElement | null): Promise<void> {
  await nextFrame()
  if (!isAwake && end && !isNear(end)) await awake.then(nextFrame)
}
