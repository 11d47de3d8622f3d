import type { DeliveredCommand, HeartbeatAnswer } from '../../contract/device.ts'
import type { OfferAnswer } from '../../contract/offer.ts'
import type { BatchAnswer } from '../../contract/rating.ts'
import type { Problem } from '../../contract/problem.ts'
import type { Enrolment, Journal, JournalEntry } from './journal.ts'
import type { Power } from './read-power.ts'
import { toSendings } from './sendings.ts'

/** working: all is well; waiting: the server cannot be reached; revoked: it does not know this tablet any more. */
export type SyncState = 'working' | 'waiting' | 'revoked'

const BATCH = 100
const HEARTBEAT_MS = 30_000
/** By then what was just sent is stored, and may be forgotten. */
const HEARTBEAT_AFTER_SENDING_MS = 3_000
const COMMANDS_CONFIRMED_AT_ONCE = 100
const FIRST_RETRY_MS = 2_000
const LAST_RETRY_MS = 60_000
const ANSWER_WITHIN_MS = 15_000

export interface SynchroniserDeps {
  journal: Journal
  fetch: typeof fetch
  clock(): number
  random(): number
  appVersion: string
  /** The battery, where the browser knows it. */
  readPower(): Promise<Power>
  /** How full the memory is, 0 to 1; null where the browser does not say. */
  readRoom(): Promise<number | null>
  onState(state: SyncState): void
  onEnrolment(enrolment: Enrolment): void
  /** What the server wants done and this tablet has not yet done, the oldest first. */
  onCommands(commands: DeliveredCommand[]): void
}

class Refused extends Error {
  readonly status: number
  readonly problem: Problem | null
  constructor(status: number, problem: Problem | null) {
    super(`HTTP ${status}`)
    this.status = status
    this.problem = problem
  }
}

/**
 * Brings the journal to the server: in order, in batches, again and again until everything is stored. One attempt at a time;
 * after a failure the next comes later and later, at most a minute, with jitter so that a hall of tablets does not come at once.
 */
export function createSynchroniser(deps: SynchroniserDeps) {
  const { journal, fetch: send, clock, random, appVersion, readPower, readRoom, onState, onEnrolment, onCommands } = deps
  let running: Promise<void> | null = null
  let again = false
  let stopped = false
  let failures = 0
  let retryTimer = 0
  let heartbeatTimer = 0

  const post = async <T>(path: string, token: string, body: unknown): Promise<T> => {
    const controller = typeof AbortController === 'undefined' ? null : new AbortController()
    const timer = setTimeout(() => controller?.abort(), ANSWER_WITHIN_MS)
    try {
      const response = await send(path, {
        method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(body), ...(controller ? { signal: controller.signal } : {}),
      })
      // A proxy that wants somebody to sign in answers 200 with a page: that is no answer, and nothing may be forgotten over it.
      const isOurs = !response.redirected && (response.headers.get('content-type') || '').indexOf('json') >= 0
      const answer: unknown = isOurs ? await response.json().catch(() => null) : null
      if (response.ok && (answer === null || typeof answer !== 'object')) throw new Refused(0, null)
      if (!response.ok) throw new Refused(response.status, answer as Problem | null)
      return answer as T
    } finally {
      clearTimeout(timer)
    }
  }

  const sendBatch = async ({ sentAt, entries }: { sentAt: number; entries: JournalEntry[] }, token: string): Promise<void> => {
    const ratings = entries.map(({ id, seq, occurredAt, scale, score, language, reasons, comment, dossierCode, procedureCode, trigger = 'citizen' }) =>
      ({ id, seq, occurredAt, scale, score, language, trigger, ...(reasons && reasons.length > 0 ? { reasons } : {}), ...(comment ? { comment } : {}),
        ...(dossierCode ? { dossierCode } : {}), ...(procedureCode ? { procedureCode } : {}) }))
    try {
      const answer = await post<BatchAnswer>('/api/v1/ratings', token, { sentAt: new Date(sentAt).toISOString(), ratings })
      check(Array.isArray(answer.accepted) && Array.isArray(answer.rejected))
      const rejected = new Map(answer.rejected.map((it) => [it.index, it.errors.map((error) => error.message).join(' ')]))
      await journal.acknowledge(entries.filter((_, i) => !rejected.has(i)), clock())
      for (const [i, reason] of rejected) if (entries[i]) await journal.park(entries[i], reason, clock())
      if (answer.custody) await journal.resend(answer.custody.missing)
    } catch (error) {
      // None was accepted: each is refused for a reason of its own and kept for the staff; a retry could not help.
      if (!(error instanceof Refused) || error.problem?.type !== '/problems/nothing-accepted') throw error
      for (const [i, entry] of entries.entries()) {
        const reasons = (error.problem.errors ?? []).filter((it) => it.pointer.startsWith(`/ratings/${i}/`) || it.pointer === `/ratings/${i}`)
        await journal.park(entry, reasons.map((it) => it.message).join(' '), clock())
      }
    }
  }

  /** That ratings were offered; told again until the server says that it is stored. */
  const sendOffers = async (token: string): Promise<void> => {
    const entries = await journal.offersToSend(BATCH, clock())
    if (entries.length === 0) return
    const answer = await post<OfferAnswer>('/api/v1/offers', token, { sentAt: new Date(clock()).toISOString(), offers: entries.map(({ id, offeredAt }) => ({ id, offeredAt })) })
    check(Array.isArray(answer.stored))
    await journal.noteOffersSent(entries, answer.stored, clock())
  }

  /** Without both of these an answer is not the server's, whatever its status says. */
  const check = (isWhole: boolean): void => { if (!isWhole) throw new Refused(0, null) }

  const beat = async (enrolment: Enrolment): Promise<void> => {
    const [{ queued, oldestQueuedAt, lastSeq }, { toConfirm }, power, share] = [await journal.backlog(), await journal.orders(), await readPower(), await readRoom()]
    const answer = await post<HeartbeatAnswer>('/api/v1/devices/heartbeat', enrolment.token, {
      sentAt: new Date(clock()).toISOString(), appVersion, queued, oldestQueuedAt, seq: lastSeq, ...power, ...(share === null ? {} : { storage: share }),
      ...(toConfirm.length > 0 ? { commandsDone: toConfirm.slice(0, COMMANDS_CONFIRMED_AT_ONCE) } : {}),
    })
    check(typeof answer.storedTo === 'number' && Array.isArray(answer.missing) && !!answer.settings)
    await journal.forgetStored(answer.storedTo, answer.missing)
    await journal.confirm(toConfirm.slice(0, COMMANDS_CONFIRMED_AT_ONCE))
    await keepRenewed(enrolment, answer)
    const { handled } = await journal.orders()
    // The server asks again for what it has not heard is done: it is told once more, and nothing is done twice.
    const repeated = answer.commands.filter((it) => handled.indexOf(it.id) >= 0)
    for (const { id } of repeated) await journal.handle(id)
    onCommands(answer.commands.filter((it) => handled.indexOf(it.id) < 0))
  }

  /** A next token is written down before it is used; the one before it is kept until the server has answered to the new one. */
  const keepRenewed = async ({ deviceId, token }: Enrolment, answer: HeartbeatAnswer): Promise<void> => {
    const { place, settings } = answer
    const renewed: Enrolment = answer.token && answer.token !== token ? { deviceId, token: answer.token, formerToken: token, place, settings } : { deviceId, token, place, settings }
    await journal.keepEnrolment(renewed)
    onEnrolment(renewed)
  }

  /** The server does not know the new token, as after its record was restored from a copy: the former one may still open the door. */
  const fallBack = async (): Promise<boolean> => {
    const enrolment = await journal.enrolment()
    if (!enrolment || !enrolment.formerToken) return false
    const { deviceId, formerToken: token, place, settings } = enrolment
    await journal.keepEnrolment({ deviceId, token, place, settings })
    return true
  }

  const attempt = async (withHeartbeat: boolean): Promise<void> => {
    const enrolment = await journal.enrolment()
    if (!enrolment) return
    // A full memory cannot note what was taken: the server is told first, and what it says may be forgotten makes room.
    if (journal.isFull()) await beat(enrolment).catch(() => {})
    let sent = false
    for (let entries = await journal.toSend(BATCH, clock()); entries.length > 0; entries = await journal.toSend(BATCH, clock())) {
      for (const sending of toSendings(entries, clock())) await sendBatch(sending, enrolment.token)
      sent = true
    }
    await sendOffers(enrolment.token)
    if (withHeartbeat) await beat(enrolment)
    scheduleHeartbeat(sent ? HEARTBEAT_AFTER_SENDING_MS : HEARTBEAT_MS)
  }

  const run = async (withHeartbeat: boolean): Promise<void> => {
    try {
      await attempt(withHeartbeat)
      failures = 0
      onState('working')
    } catch (error) {
      if (error instanceof Refused && error.status === 401) return (await fallBack()) ? wake(true) : onState('revoked')
      failures += 1
      onState('waiting')
      const delayMs = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1)) * (0.5 + random() / 2)
      clearTimeout(retryTimer)
      if (!stopped) retryTimer = window.setTimeout(() => wake(true), delayMs)
    }
  }

  /** Tries now; while an attempt is under way, once more when it has ended. */
  function wake(withHeartbeat = false): void {
    if (stopped) return
    if (running) {
      again = true
      return
    }
    running = run(withHeartbeat).then(() => {
      running = null
      if (!again) return
      again = false
      wake()
    })
  }

  function scheduleHeartbeat(afterMs: number): void {
    clearTimeout(heartbeatTimer)
    if (!stopped) heartbeatTimer = window.setTimeout(() => wake(true), afterMs)
  }

  return {
    wake,
    stop: () => {
      stopped = true
      clearTimeout(retryTimer)
      clearTimeout(heartbeatTimer)
    },
  }
}
