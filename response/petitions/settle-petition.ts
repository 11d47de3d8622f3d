import type { Clock } from '../../platform/clock.ts'
import type { RecordSession } from '../../platform/record/record.ts'
import type { Calendar } from '../../registry/working-calendar/calendar.ts'
import { toPetitionClock, type PetitionClock } from './petition-clock.ts'
import { toLife, type PetitionLife } from './petition-life.ts'
import type { PetitionLimitBook } from './petition-limits.ts'
import { selectPetitions, selectSteps, type StoredPetition, type StoredStep } from './petition-rows.ts'

export interface SettleDeps { calendar: Pick<Calendar, 'dayOf'>; limits: Pick<PetitionLimitBook, 'at'>; clock: Clock }

/** A petition with all that is drawn from its steps. */
export interface ToldPetition { petition: StoredPetition; steps: StoredStep[]; life: PetitionLife; times: PetitionClock }

/** Draws life and limits from the steps, as they stand now. */
export async function tellPetition({ calendar, limits, clock }: SettleDeps, petition: StoredPetition, steps: StoredStep[], session?: RecordSession): Promise<ToldPetition> {
  const life = toLife(steps)
  return { petition, steps, life, times: toPetitionClock(life, await limits.at(life.receivedAt, session), { calendar, unitCode: petition.handlerCode, now: clock() }) }
}

/** One petition by its id; null where there is none. */
export async function readTold(deps: SettleDeps, session: RecordSession, id: string): Promise<ToldPetition | null> {
  const [petition] = await selectPetitions(session, 'WHERE id = $1', [id])
  return petition ? await tellPetition(deps, petition, (await selectSteps(session, [id])).get(id) ?? [], session) : null
}

/** Writes beside a petition what its steps make of it, where that has changed: lists are sorted and filtered by it. A step taken meanwhile has written more. */
export async function settlePetition(session: RecordSession, { petition, life, times }: ToldPetition): Promise<void> {
  const nextDueAt = times.next?.dueAt ?? null
  const { nearAt } = times
  const isSame = petition.state === life.state && petition.class === life.class && petition.hasMissed === times.hasMissed && petition.publishedAt === life.publishedAt
    && petition.nextDueAt === (nextDueAt === null ? null : Date.parse(nextDueAt)) && petition.nextNearAt === nearAt
  if (isSame) return
  await session.query(
    'UPDATE petition SET state = $2, class = $3, next_due_at = $4, has_missed = $5, published_at = $6, next_near_at = $8 WHERE id = $1 AND changes = $7',
    [petition.id, life.state, life.class, nextDueAt, times.hasMissed, life.publishedAt === null ? null : new Date(life.publishedAt), petition.changes, nearAt === null ? null : new Date(nearAt)],
  )
}
