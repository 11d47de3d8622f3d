import { z } from 'zod'
import type { Browser } from 'playwright-core'

/** What of a trace is read here; times are microseconds, `tdur` is the thread's own processor time. */
const traced = z.object({ name: z.string(), ph: z.string(), pid: z.number(), tid: z.number(), ts: z.number(), tdur: z.number().optional(), args: z.looseObject({}).optional() })
type Traced = z.infer<typeof traced>

/** A task that takes longer keeps a finger waiting; https://web.dev/articles/tbt. */
const BLOCKS_AFTER_MS = 50
const isTask = ({ name }: Traced) => name.endsWith('RunTask')

/**
 * Blocking time of the page at `url` after its first contentful paint, in milliseconds, were its processor so many times slower: by the processor
 * time of its main thread, which does not grow with what else the machine does. `work` opens the page; nothing else may be traced meanwhile.
 */
export async function ownBlocking(browser: Browser, work: () => Promise<void>, { url, times }: { url: string; times: number }): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const events: Traced[] = []
  session.on('Tracing.dataCollected', ({ value }) => {
    for (const it of value) {
      const event = traced.safeParse(it)
      if (event.success) events.push(event.data)
    }
  })
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['toplevel', 'devtools.timeline', 'loading', 'blink.user_timing'] } })
  await work()
  const complete = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()))
  await session.send('Tracing.end')
  await complete
  await session.detach()

  const begun = events.findLast((it) => it.name === 'navigationStart' && JSON.stringify(it.args).includes(url))
  const painted = events.find((it) => it.name === 'firstContentfulPaint' && it.pid === begun?.pid && it.ts > begun.ts)
  if (!begun || !painted) throw new Error(`no first paint of ${url} was traced`)
  return events.filter((it) => it.ph === 'X' && it.pid === begun.pid && it.tid === begun.tid && it.ts >= painted.ts && isTask(it))
    .reduce((sum, it) => sum + Math.max(0, (times * (it.tdur ?? 0)) / 1000 - BLOCKS_AFTER_MS), 0)
}
