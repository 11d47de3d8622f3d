import { setTimeout as sleep } from 'node:timers/promises'
import { until } from '../../support/client.ts'
import { createRandom } from '../../../simulate/random.ts'
import { connectSystem } from './other-system.ts'
import type { Hall } from './ledger.ts'
import type { Stack } from './stack.ts'
import { enrolTablet } from './tablet.ts'

const TABLETS = 4
const TAP_EVERY_MS = 60
const DRAINED_WITHIN_MS = 120_000

interface HallPlan { centre: string; /** what of the network and the taps is drawn from */ seed: string; hasSystem?: boolean }

/**
 * A service centre full of people: tablets and another system give facts as long as `during` runs, then bring what is left.
 * Resolves with everything they gave once each of them believes to be done.
 */
export async function runHall(stack: Stack, { centre, seed, hasSystem = true }: HallPlan, during: () => Promise<void>): Promise<Hall> {
  const { client } = stack
  const { counters } = await client.makeCentre(centre, TABLETS)
  // The import is worked off by another process; ingest hears of it within two seconds.
  const areKnown = async () => (await client.request('GET', `/api/v1/counters?centre=${centre}`, { token: client.key })).json.rows?.length === TABLETS
  await until(areKnown)
  const tablets = []
  for (const counterCode of counters) tablets.push(await enrolTablet({ client, counterCode, random: createRandom(seed, counterCode) }))
  const system = hasSystem ? connectSystem({ client, centre, random: createRandom(seed, 'system') }) : null
  const givers = [...tablets, ...(system ? [system] : [])]

  const hall = { isOpen: true, isGivenUp: false }
  const open = (async () => {
    for (; hall.isOpen; await sleep(TAP_EVERY_MS)) {
      for (const tablet of tablets) tablet.tap()
      system?.make()
    }
  })()
  const working = givers.map(async (giver) => {
    while (!hall.isGivenUp && (hall.isOpen || !giver.isDone())) await giver.round()
  })
  try {
    await during()
  } finally {
    hall.isOpen = false
    const giveUp = setTimeout(() => { hall.isGivenUp = true }, DRAINED_WITHIN_MS)
    await Promise.all([open, ...working])
    clearTimeout(giveUp)
  }
  return { centre, tablets, system }
}
