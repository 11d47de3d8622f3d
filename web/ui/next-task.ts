/** Lets the browser do what waits before this goes on: a finger's touch, a frame. */
export const nextTask = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve) })

/**
 * Goes on when what is there by now has been drawn, so that a slow phone draws one part at a time and not all that was made meanwhile. A page that is
 * not looked at is not drawn, and does not wait.
 */
export const nextFrame = (): Promise<void> => new Promise((resolve) => {
  if (document.hidden) setTimeout(resolve)
  else requestAnimationFrame(() => setTimeout(resolve))
})
