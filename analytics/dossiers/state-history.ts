import type { DossierField, DossierState } from '../../contract/dossier-clock.ts'

/** What of a stored state may differ from the one before, in milliseconds UTC and codes; `content` stands for the rest as one text. */
export interface StateContent {
  status: number; registeredAt: number; dueAt: number | null; finishedAt: number | null; returnedAt: number | null
  supplements: readonly { requestedAt: number; completedAt: number | null }[]
  centreCode: string; counterCode: string; procedureCode: string; channel: string; content: string
}

/** A state as it was delivered, once or several times with the same content. */
export interface StoredState extends StateContent { updatedAt: number; firstReceivedAt: number; lastReceivedAt: number; deliveries: number }

const COMPARED: readonly (readonly [DossierField, (it: StateContent) => unknown])[] = [
  ['status', (it) => it.status], ['receivedAt', (it) => it.registeredAt], ['dueAt', (it) => it.dueAt], ['finishedAt', (it) => it.finishedAt],
  ['returnedAt', (it) => it.returnedAt], ['supplements', (it) => JSON.stringify(it.supplements)], ['centre', (it) => it.centreCode],
  ['counter', (it) => it.counterCode], ['procedure', (it) => it.procedureCode], ['channel', (it) => it.channel], ['content', (it) => it.content],
]

const toMoment = (epochMs: number) => new Date(epochMs).toISOString()
const toMomentOrNull = (epochMs: number | null) => (epochMs === null ? null : toMoment(epochMs))

/**
 * What our system learned of a dossier and when, in the order of the source's own moments; of two states of one moment the one delivered
 * last counts and so stands last, as in the folding of the facts.
 */
export function toStateHistory(stored: readonly StoredState[]): DossierState[] {
  const inOrder = stored.toSorted((a, b) => a.updatedAt - b.updatedAt || a.lastReceivedAt - b.lastReceivedAt)
  return inOrder.map((it, index) => {
    const before = inOrder[index - 1]
    return {
      updatedAt: toMoment(it.updatedAt), learnedAt: toMoment(it.firstReceivedAt), deliveries: it.deliveries,
      cameLate: inOrder.slice(index + 1).some((newer) => newer.updatedAt > it.updatedAt && newer.firstReceivedAt < it.firstReceivedAt),
      changed: before ? COMPARED.filter(([, pick]) => pick(before) !== pick(it)).map(([field]) => field) : [],
      status: it.status, receivedAt: toMoment(it.registeredAt), dueAt: toMomentOrNull(it.dueAt), finishedAt: toMomentOrNull(it.finishedAt),
      returnedAt: toMomentOrNull(it.returnedAt), supplements: it.supplements.length,
    }
  })
}
