import type { ChartRequest, DrawnChart } from './draw-chart.ts'

let worker: Worker | undefined
let asked = 0
const waiting = new Map<number, { resolve(drawn: DrawnChart): void, reject(reason: Error): void }>()

/**
 * Draws a chart beside the page, in a worker: the library weighs more than all the rest, and a page that loads or runs it itself can
 * neither be scrolled nor typed into meanwhile. Rejects where the worker does not come, or cannot draw it.
 */
export function drawBesidePage(request: ChartRequest): Promise<DrawnChart> {
  worker ??= startWorker()
  const id = (asked += 1)
  // As text: what a page holds is watched by the framework, and cannot be handed over as it is.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker is spoken to by nobody else
  worker.postMessage({ id, request: JSON.stringify(request) })
  return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }))
}

function startWorker(): Worker {
  const started = new Worker(new URL('./chart-worker.ts', import.meta.url), { type: 'module', name: 'charts' })
  started.addEventListener('message', ({ data }: MessageEvent<{ id: number, drawn: DrawnChart | null }>) => {
    const asker = waiting.get(data.id)
    waiting.delete(data.id)
    if (data.drawn) asker?.resolve(data.drawn)
    else asker?.reject(new Error('the chart was not drawn'))
  })
  // Whoever comes next tries again: the network may be back by then.
  started.addEventListener('error', () => {
    worker = undefined
    started.terminate()
    for (const { reject } of waiting.values()) reject(new Error('the chart was not drawn'))
    waiting.clear()
  })
  return started
}
