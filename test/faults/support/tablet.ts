import { setTimeout as sleep } from 'node:timers/promises'
import type { HeartbeatAnswer } from '../../../contract/device.ts'
import type { BatchAnswer, Rating } from '../../../contract/rating.ts'
import { drawUuidV7, type Random } from '../../../simulate/random.ts'
import type { Client } from '../../support/client.ts'

/** One tap: what a tablet remembers of it until the server says that it is stored. */
export interface Tap {
  rating: Rating & { seq: number }
  kind: 'good' | 'refused' | 'implausible'
  state: 'waiting' | 'acknowledged' | 'parked' | 'forgotten'
  wasAcknowledged: boolean
  answeredAt: number
  /** refused, and the server has written down for good that its number was */
  settled: boolean
}

const BATCH = 40
const ANSWER_WITHIN_MS = 8_000
/** The kiosk waits two minutes before it sends again what was answered and is not stored; here nobody has them. */
const RESEND_AFTER_MS = 4_000
const HEARTBEAT_EVERY_MS = 700

const isWithin = (seq: number, ranges: readonly (readonly [number, number])[]) => ranges.some(([from, to]) => seq >= from && seq <= to)

const isUnsettled = (it: Tap) => it.state === 'acknowledged' || (it.state === 'parked' && !it.settled)

/**
 * A tablet on the wire, as the kiosk behaves, on a bad network: what it sends comes out of order, late and more than once, and now
 * and then with other content under an id that is known.
 */
export async function enrolTablet({ client, counterCode, random }: { client: Client; counterCode: string; random: Random }) {
  const made = await client.request('POST', '/api/v1/devices', { cookie: client.cookie, body: { counterCode } })
  const enrolled = await client.request('POST', '/api/v1/devices/enrol', { body: { enrolmentCode: made.json.enrolmentCode, appVersion: '1.0.0' } })
  if (enrolled.status !== 201) throw new Error(`The tablet could not be enrolled: ${made.text} ${enrolled.text}`)
  const { deviceId, token } = enrolled.json as { deviceId: string; token: string }
  const taps: Tap[] = []
  const counts = { requests: 0, failures: 0, repeated: 0, conflicting: 0 }
  let lastHeartbeat = 0

  const post = async <T>(path: string, body: unknown): Promise<T | null> => {
    counts.requests += 1
    try {
      const response = await fetch(client.url + path, {
        method: 'POST', signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify(body),
      })
      const answer = await response.json() as T
      // 422 says of every rating why it is refused: an answer like any other.
      if (response.ok || response.status === 422) return answer
      counts.failures += 1
      return null
    } catch {
      counts.failures += 1
      return null
    }
  }
  const now = () => new Date().toISOString()

  const sendBatch = async (batch: Tap[]): Promise<void> => {
    const answer = await post<Partial<BatchAnswer>>('/api/v1/ratings', { sentAt: now(), ratings: batch.map((it) => it.rating) })
    if (!answer) return
    const accepted = new Set(answer.accepted ?? [])
    for (const tap of batch) {
      if (accepted.has(tap.rating.id)) {
        tap.wasAcknowledged = true
        tap.answeredAt = Date.now()
        if (tap.state === 'waiting') tap.state = 'acknowledged'
      } else if (tap.kind === 'refused') {
        tap.state = 'parked'
        tap.answeredAt = Date.now()
      }
    }
    for (const tap of taps) if (isUnsettled(tap) && isWithin(tap.rating.seq, answer.custody?.missing ?? [])) tap.state = 'waiting'
  }
  const due = () => taps.filter((it) => it.state === 'waiting' || (isUnsettled(it) && Date.now() - it.answeredAt > RESEND_AFTER_MS))

  const sendSome = async (): Promise<void> => {
    const batch = random.shuffle(due().slice(0, BATCH))
    const known = taps.filter((it) => it.wasAcknowledged && it.kind === 'good')
    if (known.length > 0 && random.chance(0.3)) {
      counts.repeated += 1
      batch.push(random.pick(known))
    }
    if (batch.length > 0) await sendBatch(batch)
    if (known.length > 0 && random.chance(0.05)) {
      counts.conflicting += 1
      const { rating } = random.pick(known)
      await post('/api/v1/ratings', { sentAt: now(), ratings: [{ ...rating, score: rating.score % 5 + 1 }] })
    }
  }
  const beat = async (): Promise<void> => {
    const waiting = taps.filter((it) => it.state === 'waiting')
    const answer = await post<HeartbeatAnswer>('/api/v1/devices/heartbeat', {
      sentAt: now(), appVersion: '1.0.0', queued: waiting.length, oldestQueuedAt: waiting[0]?.rating.occurredAt ?? null, seq: taps.length,
    })
    if (answer?.storedTo === undefined) return
    for (const tap of taps) {
      if (!isUnsettled(tap) || tap.rating.seq > answer.storedTo || isWithin(tap.rating.seq, answer.missing)) continue
      if (tap.state === 'parked') tap.settled = true
      else tap.state = 'forgotten'
    }
  }

  return {
    deviceId, sender: `device:${deviceId}`, taps, counts,
    tap: (): void => {
      const kind = random.pickWeighted(['good', 'refused', 'implausible'] as const, [96, 2, 2])
      const occurredAt = kind === 'implausible' ? Date.parse('2010-05-01T01:00:00Z') + taps.length : Date.now() - random.below(3_600_000)
      taps.push({
        kind, state: 'waiting', wasAcknowledged: false, answeredAt: 0, settled: false,
        rating: {
          id: drawUuidV7(random, Date.now()), seq: taps.length + 1, occurredAt: new Date(occurredAt).toISOString(), scale: 5,
          score: kind === 'refused' ? 6 : 1 + random.below(5), trigger: 'citizen',
        },
      })
    },
    /** One round of its work: sends what is due, and now and then gives a sign of life. */
    round: async (): Promise<void> => {
      await sendSome()
      if (Date.now() - lastHeartbeat > HEARTBEAT_EVERY_MS) {
        lastHeartbeat = Date.now()
        await beat()
      }
      await sleep(20 + random.below(80))
    },
    /** Nothing is left that anybody still waits for. */
    isDone: () => taps.every((it) => it.state === 'forgotten' || it.settled),
  }
}
export type Tablet = Awaited<ReturnType<typeof enrolTablet>>
