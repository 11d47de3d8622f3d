import { toHanoiDay } from '../../contract/period.ts'
import type { FigureStamps } from '../../platform/warehouse/figure-stamps.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { toDueDate } from '../../registry/working-calendar/due-date.ts'
import { toCounted } from './petition-clock.ts'
import { selectPetitions, selectSteps, type StoredPetition } from './petition-rows.ts'
import type { PetitionSteps } from './petition-steps.ts'
import { settlePetition, tellPetition, type ToldPetition } from './settle-petition.ts'
import type { IntakeDeps } from './take-petition.ts'

export interface TendDeps extends IntakeDeps { warehouse: Warehouse; figureStamps: FigureStamps; steps: Pick<PetitionSteps, 'closeSilent'> }

/** Petitions that are told at once: their steps are in memory meanwhile. */
const AT_ONCE = 500

/** What of a petition is counted, as a text that changes with it: unit, day of receipt, class, day of counting, in time, satisfied. */
function toFact(told: ToldPetition, isRepeated: boolean): string {
  const { petition, life } = told
  const counted = toCounted(life, told.times)
  // Not disliked, not repeated, not late (domain.md 1.5).
  const isSatisfied = counted?.inTime === true && petition.satisfied !== false && !isRepeated
  return [petition.handlerCode, toHanoiDay(life.receivedAt), life.class ?? '', counted?.on ?? '', counted?.inTime ? 1 : 0, isSatisfied ? 1 : 0].join('\n')
}

const FACT_COLUMNS = ['petition', 'unit_code', 'received_on', 'class', 'counted_on', 'in_time', 'satisfied', 'version'] as const

/**
 * What happens to petitions by the clock: limits are looked at anew (a window closes, the calendar changes), those about which nothing more is said are
 * closed, contacts that have outlived their time are deleted, and what is counted goes to the warehouse where it has changed. Running it
 * twice changes nothing.
 */
export async function tendPetitions(deps: TendDeps): Promise<{ settled: number; closed: number; copied: number }> {
  const { record, clock } = deps
  await record.query('DELETE FROM petition_contact WHERE delete_after <= $1', [new Date(clock())])
  const done = { settled: 0, closed: 0, copied: 0 }
  for (let after = 0, rows = await next(deps, after); rows.length > 0; rows = await next(deps, after)) {
    after = rows.at(-1)?.seq ?? after
    const steps = await selectSteps(record, rows.map((it) => it.id))
    const repeated = new Set((await record.query<{ repeats: string }>('SELECT DISTINCT repeats FROM petition WHERE repeats = ANY($1::uuid[])', [rows.map((it) => it.id)])).map((it) => it.repeats))
    const told = await Promise.all(rows.map((it) => tellPetition(deps, it, steps.get(it.id) ?? [])))
    for (const it of told) {
      await settlePetition(record, it)
      done.settled += 1
      if (await isSilent(deps, it) && await deps.steps.closeSilent(it.petition.id)) done.closed += 1
    }
    done.copied += await copyFacts(deps, told, repeated)
  }
  return done
}

/** What is closed changes only by a step. */
const next = ({ record }: TendDeps, after: number): Promise<StoredPetition[]> =>
  selectPetitions(record, "WHERE seq > $1 AND (state != 'closed' OR changes != copied_changes) ORDER BY seq LIMIT $2", [after, AT_ONCE])

/** Whether an answered or refused petition has been left alone for as long as the limits say. */
async function isSilent({ calendar, limits, clock }: TendDeps, { petition, life }: ToldPetition): Promise<boolean> {
  const endedAt = life.publishedAt ?? life.refusedAt
  if (endedAt === null || life.state === 'closed') return false
  const { closeAfter } = await limits.at(life.receivedAt)
  const { dueAt } = toDueDate(endedAt, { workingDays: closeAfter }, { calendar, unitCode: petition.handlerCode })
  return dueAt !== null && clock() > dueAt
}

/** First into the warehouse, then the mark: what a crash leaves in between is copied again, and the newest version counts. */
async function copyFacts({ record, warehouse, figureStamps, clock }: TendDeps, told: readonly ToldPetition[], repeated: ReadonlySet<string>): Promise<number> {
  const changed = told.map((it) => ({ it, fact: toFact(it, repeated.has(it.petition.id)) })).filter(({ it, fact }) => it.petition.countedAs !== fact)
  const days = new Set<string>()
  const rows = changed.map(({ it, fact }) => {
    const [unit, receivedOn = '', found, countedOn = '', inTime, satisfied] = fact.split('\n')
    for (const day of [receivedOn, countedOn, it.petition.countedAs?.split('\n')[3] ?? '']) if (day !== '') days.add(day)
    return [it.petition.id, unit, receivedOn, found, countedOn === '' ? null : countedOn, Number(inTime), Number(satisfied), clock()]
  })
  if (rows.length > 0) await warehouse.insert('petition_facts', FACT_COLUMNS, rows)
  for (const { it, fact } of changed) await record.query('UPDATE petition SET counted_as = $2 WHERE id = $1', [it.petition.id, fact])
  for (const { petition } of told) await record.query('UPDATE petition SET copied_changes = $2 WHERE id = $1 AND copied_changes != $2', [petition.id, petition.changes])
  await figureStamps.touch(days)
  return changed.length
}
