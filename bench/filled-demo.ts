import { setTimeout as sleep } from 'node:timers/promises'
import { addMonths, toMonthPeriod } from '../contract/period.ts'
import type { SeveralValues } from '../contract/indicator.ts'
import { startServer, type RunningServer } from './running-server.ts'

/** The demo's service, with its year of ratings and dossiers; `units` have figures in the last full months, which are `months`. */
export interface FilledDemo extends RunningServer { units: string[]; months: string[] }

const STEADY_MS = 10_000
const FILLED_WITHIN_MS = 900_000

/** Starts the demo on a fresh DATA_DIR, or on one that was filled before, as `startServer` does, and waits until last month's figures no longer change. */
export async function startFilledDemo(options: Parameters<typeof startServer>[1] = {}): Promise<FilledDemo> {
  const server = await startServer('main-demo.ts', options)
  const thisMonth = toMonthPeriod(Date.now())
  const months = [1, 2, 3, 4, 5, 6].map((it) => addMonths(thisMonth, -it))
  const ask = async (level: string) => {
    const response = await fetch(`${server.url}/api/v1/values?period=${months[0]}&level=${level}&indicators=counter-satisfaction,on-time-due`)
    return response.ok ? (await response.json() as SeveralValues).values : []
  }
  const begun = performance.now()
  for (let [last, since] = ['', performance.now()]; performance.now() - since < STEADY_MS || last === ''; await sleep(1_000)) {
    const now = (await ask('country')).map((it) => it.rows[0]?.sampleSize ?? '').join(' ').trim()
    if (now !== last) [last, since] = [now, performance.now()]
    if (performance.now() - begun > FILLED_WITHIN_MS) throw new Error('the demo was not filled in time')
  }
  const units = new Set<string>()
  for (const level of ['province', 'agency', 'commune', 'centre']) for (const { rows } of await ask(level)) for (const { unit } of rows) units.add(unit)
  return { ...server, units: [...units].sort(), months }
}
