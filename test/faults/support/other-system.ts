import { setTimeout as sleep } from 'node:timers/promises'
import type { Dossier } from '../../../contract/dossier.ts'
import type { BatchAnswer, Rating } from '../../../contract/rating.ts'
import { drawUuidV7, type Random } from '../../../simulate/random.ts'
import type { Client } from '../../support/client.ts'
import { aDossier } from '../../support/events.ts'

interface Sent<Item> { item: Item; isAcknowledged: boolean }

const BATCH = 30
const ANSWER_WITHIN_MS = 8_000

/** Another system with an API key: repeats what was not acknowledged, and forgets what was. */
export function connectSystem({ client, centre, random }: { client: Client; centre: string; random: Random }) {
  const ratings: Sent<Rating>[] = []
  const dossiers: Sent<Dossier>[] = []
  const counts = { requests: 0, failures: 0, repeated: 0 }

  const post = async (path: string, body: unknown): Promise<BatchAnswer | null> => {
    counts.requests += 1
    try {
      const response = await fetch(client.url + path, {
        method: 'POST', signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
        headers: { 'content-type': 'application/json', authorization: `Bearer ${client.key}` }, body: JSON.stringify(body),
      })
      const answer = await response.json() as BatchAnswer
      if (response.ok) return answer
    } catch { /* told by the count below */ }
    counts.failures += 1
    return null
  }
  const sendWaiting = async <Item>(all: Sent<Item>[], path: string, toBody: (items: Item[]) => unknown): Promise<void> => {
    const batch = random.shuffle(all.filter((it) => !it.isAcknowledged).slice(0, BATCH))
    const known = all.filter((it) => it.isAcknowledged)
    if (known.length > 0 && random.chance(0.2)) {
      counts.repeated += 1
      batch.push(random.pick(known))
    }
    if (batch.length === 0) return
    const answer = await post(path, toBody(batch.map((it) => it.item)))
    const rejected = new Set((answer?.rejected ?? []).map((it) => it.index))
    if (answer) batch.forEach((it, i) => { if (!rejected.has(i)) it.isAcknowledged = true })
  }

  return {
    ratings, dossiers, counts,
    make: (): void => {
      const occurredAt = new Date(Date.now() - random.below(3_600_000)).toISOString()
      ratings.push({ isAcknowledged: false, item: { id: drawUuidV7(random, Date.now()), occurredAt, scale: 5, score: 1 + random.below(5), counterCode: `${centre}.Q1` } })
      if (!random.chance(0.2)) return
      const first = aDossier(centre, { status: 2, finishedAt: null, updatedAt: '2026-03-02T08:00:00+07:00' })
      for (const item of [first, { ...first, status: 9, finishedAt: '2026-03-06T10:00:00+07:00', updatedAt: '2026-03-06T10:00:00+07:00' }]) dossiers.push({ isAcknowledged: false, item })
    },
    round: async (): Promise<void> => {
      await sendWaiting(ratings, '/api/v1/ratings', (items) => ({ sentAt: new Date().toISOString(), ratings: items }))
      await sendWaiting(dossiers, '/api/v1/dossiers', (items) => ({ dossiers: items }))
      await sleep(20 + random.below(80))
    },
    isDone: () => [...ratings, ...dossiers].every((it) => it.isAcknowledged),
  }
}
export type OtherSystem = ReturnType<typeof connectSystem>
