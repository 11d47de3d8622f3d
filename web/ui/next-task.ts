/** Lets the browser do what waits before this goes on: a finger's touch, a frame. */
export const nextTask = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve) })
