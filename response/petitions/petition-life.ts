import type { PetitionAct, PetitionClass, PetitionState, PetitionStepKind } from '../../contract/petition.ts'
import type { Pause } from '../../registry/working-calendar/due-date.ts'

/** A step as far as the life of a petition depends on it; `at` in milliseconds UTC. */
export interface LifeStep { kind: PetitionStepKind; at: number; class: PetitionClass | null }

/** Where a petition stands, drawn from its steps. Moments in milliseconds UTC; null where it did not come to that. */
export interface PetitionLife {
  state: PetitionState
  class: PetitionClass | null
  receivedAt: number
  /** The first time the sender was asked for more. */
  askedAt: number | null
  refusedAt: number | null
  resolvedAt: number | null
  publishedAt: number | null
  closedAt: number | null
  /** Times in which the sender was asked for more and had not answered. */
  pauses: Pause[]
}

/** What each step makes of a petition; where it is not named, the state stays. */
const BECOMES: Partial<Record<PetitionStepKind, PetitionState>> = {
  received: 'received', asked: 'waiting', assigned: 'assigned', resolved: 'resolved', published: 'published', refused: 'refused', closed: 'closed',
}

/**
 * Which steps may follow in each state. Whoever was asked for more and says nothing can be refused, or be answered with what is known.
 * What is closed can still be linked: that the same matter comes again shows later.
 */
const MAY_FOLLOW: Readonly<Record<PetitionState, readonly PetitionAct[]>> = {
  received: ['classified', 'noted', 'linked'],
  classified: ['classified', 'asked', 'assigned', 'refused', 'noted', 'linked'],
  waiting: ['supplied', 'classified', 'refused', 'noted', 'linked'],
  assigned: ['classified', 'asked', 'assigned', 'resolved', 'noted', 'linked'],
  resolved: ['resolved', 'published', 'noted', 'linked'],
  published: ['closed', 'noted', 'linked'],
  refused: ['closed', 'noted', 'linked'],
  closed: ['noted', 'linked'],
}

/** The life of a petition from its steps, the oldest first; the first one is that it was received. */
export function toLife(steps: readonly LifeStep[]): PetitionLife {
  const [first] = steps
  if (first?.kind !== 'received') throw new Error('the first step of a petition is that it was received')
  const life: PetitionLife = {
    state: 'received', class: null, receivedAt: first.at, askedAt: null, refusedAt: null, resolvedAt: null, publishedAt: null, closedAt: null, pauses: [],
  }
  /** The state that asking for more has interrupted. */
  let before: PetitionState = 'received'
  for (const { kind, at, class: found } of steps) {
    if (kind === 'classified') life.class = found
    if (kind === 'classified' && life.state === 'received') life.state = 'classified'
    if (kind === 'asked') {
      before = life.state
      life.askedAt ??= at
      life.pauses.push({ from: at, to: null })
    }
    // Whatever goes on after the question ends the waiting.
    const pause = life.pauses.at(-1)
    if (pause?.to === null && (kind === 'supplied' || kind === 'refused')) {
      pause.to = at
      life.state = before
    }
    life.state = BECOMES[kind] ?? life.state
    if (kind === 'refused') life.refusedAt = at
    if (kind === 'resolved') life.resolvedAt = at
    if (kind === 'published') life.publishedAt = at
    if (kind === 'closed') life.closedAt = at
  }
  return life
}

/** What an officer may do next. What is no petition can only be refused, and only that needs no handler. */
export function actsAfter({ state, class: found }: Pick<PetitionLife, 'state' | 'class'>): readonly PetitionAct[] {
  const acts = MAY_FOLLOW[state]
  return found === 'not-petition' ? acts.filter((it) => !['asked', 'assigned', 'resolved'].includes(it)) : acts
}

/** Whether nothing more is to be done for the sender. */
export const isFinished = (state: PetitionState): boolean => state === 'published' || state === 'refused' || state === 'closed'
