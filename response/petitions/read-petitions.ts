import { z } from 'zod'
import { toHanoiDay } from '../../contract/period.ts'
import type { AnsweredPetitions, PetitionDetail, PetitionPage, PetitionRow, PetitionStatus, petitionsQuery, answeredQuery } from '../../contract/petition.ts'
import { cursorAfter, readCursor } from '../../platform/list-page.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import { toPetitionCode } from './petition-code.ts'
import { actsAfter, isFinished } from './petition-life.ts'
import { selectPetitions, selectSteps, type StoredStep } from './petition-rows.ts'
import { tellPetition, type SettleDeps, type ToldPetition } from './settle-petition.ts'
import { ORIGINALS_SENDER } from './take-petition.ts'

export interface ReadDeps extends SettleDeps { record: RecordStore; places: PlaceIndex; demo: boolean }

const OPEN_STATES = ['received', 'classified', 'waiting', 'assigned', 'resolved']
/** Steps whose words the sender reads. */
const TOLD_TO_SENDER: readonly StoredStep['kind'][] = ['received', 'classified', 'asked', 'supplied', 'assigned', 'published', 'refused', 'closed', 'rated']
const WORDS_TO_SENDER: readonly StoredStep['kind'][] = ['asked', 'refused']

const codeRow = z.object({ code: z.string() })

/** What the record says of petitions, to officers, to whoever has a code, and to the public. */
export function createPetitionReadings(deps: ReadDeps) {
  const { record, places, clock, demo } = deps
  const named = (code: string) => ({ code, name: places.nameOf(code) ?? { vi: code, en: code } })

  const toRow = ({ petition, times }: ToldPetition): PetitionRow => ({
    code: petition.code, unit: named(petition.unitCode), handler: named(petition.handlerCode), about: petition.about, class: petition.class, state: petition.state, channel: petition.channel, text: petition.text,
    receivedAt: new Date(petition.receivedAt).toISOString(), next: times.next, hasMissed: times.hasMissed, maybeMachine: petition.maybeMachine, satisfied: petition.satisfied,
  })

  const tellAll = async (rest: string, values: unknown[]): Promise<ToldPetition[]> => {
    const found = await selectPetitions(record, rest, values)
    const steps = await selectSteps(record, found.map((it) => it.id))
    return await Promise.all(found.map((it) => tellPetition(deps, it, steps.get(it.id) ?? [])))
  }

  /** One petition by its code, however that is written; null where there is none. */
  const find = async (code: string): Promise<ToldPetition | null> => (await tellAll('WHERE code = $1', [toPetitionCode(code)]))[0] ?? null

  /** Of a multi-unit reading: codes of units in which a handler or the unit in question lies; null is everywhere. */
  const WITHIN = '($1::text[] IS NULL OR handler_code = ANY($1) OR unit_code = ANY($1))'

  return {
    find,

    /** The queue of officers: what falls due first, first; then what has no limit running, the newest first. */
    list: async (units: readonly string[] | null, asked: z.infer<typeof petitionsQuery>): Promise<PetitionPage> => {
      const now = new Date(clock())
      const [afterDue, afterSeq] = asked.cursor === undefined ? [null, null] : readCursor(asked.cursor).split(' ')
      const rows = await tellAll(
        `WHERE ${WITHIN} AND ($2::text IS NULL OR state = $2) AND ($3::text IS NULL OR class = $3) AND ($4::text IS NULL OR about = $4) AND ($5::text IS NULL OR channel = $5)
           AND ($6::boolean IS NULL OR (state = ANY($7)) = $6) AND ($8::text IS NULL OR ($8 = 'over' AND next_due_at < $9) OR ($8 = 'near' AND next_due_at >= $9 AND next_near_at < $9))
           AND ($10::text IS NULL OR strpos(lower(text), lower($10)) > 0 OR code = $11 OR dossier_code = $10)
           AND ($12::timestamptz IS NULL OR (coalesce(next_due_at, '9999-01-01'), -seq) > ($12, $13::bigint))
         ORDER BY coalesce(next_due_at, '9999-01-01'), -seq LIMIT $14`,
        [units, asked.state ?? null, asked.class ?? null, asked.about ?? null, asked.channel ?? null, asked.open === undefined ? null : asked.open === 'true', OPEN_STATES, asked.due ?? null, now,
          asked.query ?? null, asked.query === undefined ? null : toPetitionCode(asked.query), afterDue, afterSeq, asked.limit + 1],
      )
      const shown = rows.slice(0, asked.limit)
      const last = shown.at(-1)?.petition
      const [counts] = z.array(z.object({ open: z.coerce.number(), near: z.coerce.number(), over: z.coerce.number() })).parse(await record.query(
        `SELECT count(*) FILTER (WHERE state = ANY($2)) AS open, count(*) FILTER (WHERE next_due_at >= $3 AND next_near_at < $3) AS near, count(*) FILTER (WHERE next_due_at < $3) AS over FROM petition WHERE ${WITHIN}`,
        [units, OPEN_STATES, now],
      ))
      const dueOf = (moment: number | null) => (moment === null ? '9999-01-01T00:00:00.000Z' : new Date(moment).toISOString())
      return { rows: shown.map(toRow), cursor: rows.length > shown.length && last ? cursorAfter(`${dueOf(last.nextDueAt)} ${-last.seq}`) : null, counts: counts ?? { open: 0, near: 0, over: 0 }, demo }
    },

    /** All of one petition, for officers. */
    detail: async (told: ToldPetition): Promise<PetitionDetail> => {
      const { petition, steps, life, times } = told
      const codes = async (sql: string) => z.array(codeRow).parse(await record.query(sql, [petition.id])).map((it) => it.code)
      const has = async (sql: string, value: string) => (await record.query(sql, [value])).length > 0
      return {
        ...toRow(told), procedureCode: petition.procedureCode, dossierCode: petition.dossierCode, earlierCode: petition.earlierCode, limits: times.limits, days: times.days,
        repeats: (await codes('SELECT earlier.code FROM petition JOIN petition AS earlier ON earlier.id = petition.repeats WHERE petition.id = $1'))[0] ?? null,
        repeatedBy: await codes('SELECT code FROM petition WHERE repeats = $1 ORDER BY seq'),
        steps: steps.map((it) => ({
          kind: it.kind, at: new Date(it.at).toISOString(), by: it.byName ?? (it.takenBy.startsWith('person:') || it.takenBy.startsWith('key:') ? null : it.takenBy), words: it.words, class: it.class,
          unit: it.unitCode === null ? null : named(it.unitCode), earlier: it.earlier, satisfied: it.satisfied,
        })),
        may: [...actsAfter(life)], isListed: petition.isListed, demo,
        hasContact: await has('SELECT 1 FROM petition_contact WHERE petition_id = $1', petition.id),
        hasOriginal: (await record.query('SELECT 1 FROM restricted_original WHERE sender = $1 AND starts_with(event_id, $2) AND delete_after > $3 LIMIT 1', [ORIGINALS_SENDER, `${petition.code}:`, new Date(clock())])).length > 0,
      }
    },

    /** How far it is, for whoever has the code: days instead of moments, words of the question, the refusal and the answer alone, and nobody's name. */
    status: ({ petition, steps, life, times }: ToldPetition): PetitionStatus => {
      const answer = steps.findLast((it) => it.kind === 'resolved')?.words ?? null
      const resolve = times.limits.find((it) => it.kind === 'resolve')
      const isOpen = !isFinished(life.state)
      return {
        code: petition.code, unit: named(petition.unitCode), about: petition.about, state: life.state, receivedOn: toHanoiDay(life.receivedAt),
        dueOn: isOpen && resolve?.dueAt ? toHanoiDay(Date.parse(resolve.dueAt)) : null, isLate: isOpen && times.hasMissed, isPaused: life.state === 'waiting',
        steps: steps.filter((it) => TOLD_TO_SENDER.includes(it.kind)).map((it) => ({ kind: it.kind, on: toHanoiDay(it.at), words: it.kind === 'published' ? answer : WORDS_TO_SENDER.includes(it.kind) ? it.words : null })),
        maySupply: life.state === 'waiting', mayRate: life.publishedAt !== null && petition.satisfied === null, satisfied: petition.satisfied, demo,
      }
    },

    /** Petitions that were answered in public, the newest answer first. */
    answered: async (units: readonly string[] | null, asked: z.infer<typeof answeredQuery>): Promise<AnsweredPetitions> => {
      const [afterAt, afterSeq] = asked.cursor === undefined ? [null, null] : readCursor(asked.cursor).split(' ')
      const rows = await tellAll(
        `WHERE is_listed AND published_at IS NOT NULL AND ($1::text[] IS NULL OR handler_code = ANY($1) OR unit_code = ANY($1)) AND ($2::text IS NULL OR class = $2)
           AND ($3::timestamptz IS NULL OR (published_at, seq) < ($3, $4::bigint)) ORDER BY published_at DESC, seq DESC LIMIT $5`,
        [units, asked.about ?? null, afterAt, afterSeq, asked.limit + 1],
      )
      const shown = rows.slice(0, asked.limit)
      const last = shown.at(-1)?.petition
      return {
        rows: shown.map(({ petition, steps, life }) => ({
          unit: named(petition.handlerCode), class: life.class ?? petition.about, text: petition.text, answer: steps.findLast((it) => it.kind === 'resolved')?.words ?? '', receivedOn: toHanoiDay(life.receivedAt), publishedOn: toHanoiDay(life.publishedAt ?? life.receivedAt),
        })),
        cursor: rows.length > shown.length && last ? cursorAfter(`${new Date(last.publishedAt ?? 0).toISOString()} ${last.seq}`) : null, demo,
      }
    },
  }
}
export type PetitionReadings = ReturnType<typeof createPetitionReadings>
