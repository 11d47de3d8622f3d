import { setTimeout as sleep } from 'node:timers/promises'
import { createRandom, type Random } from '../../../simulate/random.ts'
import type { EngineFault, ProcessName, Stack } from './stack.ts'

const DAY_MS = 24 * 3_600_000

/** One thing that goes wrong, for so long. */
export interface Fault { what: 'kill' | 'pause-redis' | 'engine' | 'clock' | 'full-redis'; which: string; forMs: number }

const FAULTS_PER_RUN = 5
const LONGEST_CALM_MS = 1_500

/** What goes wrong in the run of a seed; the same seed gives the same faults in the same order. */
export function drawSchedule(seed: number): (Fault & { calmMs: number })[] {
  const random = createRandom('faults', seed)
  return Array.from({ length: FAULTS_PER_RUN }, () => ({ ...drawFault(random), calmMs: 200 + random.below(LONGEST_CALM_MS) }))
}

function drawFault(random: Random): Fault {
  const forMs = 300 + random.below(2_700)
  const what = random.pickWeighted(['kill', 'engine', 'pause-redis', 'clock', 'full-redis'] as const, [5, 4, 2, 2, 1])
  if (what === 'kill') return { what, forMs: random.below(1_500), which: random.pick(['ingest', 'worker', 'redis', 'jobs', 'engine', 'ingest,redis', 'worker,engine', 'engine,redis,ingest,worker,jobs']) }
  if (what === 'engine') return { what, forMs, which: random.pick(['refuse', 'full', 'torn', 'silent']) }
  return { what, forMs, which: what === 'clock' ? String(random.pick([-DAY_MS, DAY_MS])) : '' }
}

export const describeFault = ({ what, which, forMs }: Fault): string => `${what}${which ? ` ${which}` : ''} ${forMs} ms`

/** Lets one thing go wrong and sets it right again. */
export async function inflict(stack: Stack, { what, which, forMs }: Fault): Promise<void> {
  switch (what) {
    case 'kill': return await stack.killAndRestart(which.split(',') as ProcessName[], forMs)
    case 'engine':
      await stack.failEngine(which as EngineFault)
      await sleep(forMs)
      return await stack.failEngine('none')
    case 'pause-redis':
      stack.processes.redis.pause()
      await sleep(forMs)
      return stack.processes.redis.resume()
    case 'clock':
      stack.setClockOffset(Number(which))
      await sleep(forMs)
      return stack.setClockOffset(0)
    case 'full-redis':
      await stack.fillRedis(true)
      await sleep(forMs)
      return await stack.fillRedis(false)
  }
}
