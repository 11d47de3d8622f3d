import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { DeadLetterDetail, DeadLetterRow } from '../../contract/dead-letter.ts'
import type { Clock } from '../../platform/clock.ts'
import type { AppQueue } from '../../platform/queue/queues.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { FactGroup, FactKind, Unreadable } from './fact-batch.ts'

const COLUMNS = ['id', 'kind', 'sender', 'reason', 'payload', 'status', 'replays', 'received_at', 'failed_at', 'version'] as const

const READ = `id, kind, sender, reason, status, replays, payload, toUnixTimestamp64Milli(received_at) AS received_ms, toUnixTimestamp64Milli(failed_at) AS failed_ms`
const letterRow = z
  .object({
    id: z.string(), kind: z.enum(['', 'ratings', 'dossiers', 'measures', 'surveys', 'refused', 'offers']), sender: z.string(), reason: z.string(), status: z.enum(['open', 'replayed']),
    replays: z.number(), payload: z.string(), received_ms: z.coerce.number(), failed_ms: z.coerce.number(),
  })
  .transform(({ kind, received_ms: received, failed_ms: failed, ...row }) => ({
    ...row, kind: kind || null, receivedAt: new Date(received).toISOString(), failedAt: new Date(failed).toISOString(),
  }))
type Letter = DeadLetterRow & { payload: string }

const letters = defineQuery<{ status: string; before: number; beforeId: string; limit: number }, Letter>({
  name: 'dead-letters',
  sql: `SELECT ${READ} FROM dead_letters FINAL
        WHERE ({status:String} = '' OR status = {status:String})
          AND (toUnixTimestamp64Milli(failed_at), id) < ({before:Int64}, {beforeId:String})
        ORDER BY failed_at DESC, id DESC LIMIT {limit:UInt32}`,
  row: letterRow,
})
const lettersById = defineQuery<{ ids: string[] }, Letter>({
  name: 'dead-letters-by-id', sql: `SELECT ${READ} FROM dead_letters FINAL WHERE id IN {ids:Array(String)}`, row: letterRow,
})
const openLetters = defineQuery<Record<string, never>, { open: number }>({
  name: 'open-dead-letters', sql: `SELECT toUInt32(count()) AS open FROM dead_letters FINAL WHERE status = 'open'`, row: z.object({ open: z.number() }),
})

const toRow = ({ id, kind, sender, reason, status, replays, receivedAt, failedAt }: Letter): DeadLetterRow =>
  ({ id, kind, sender, reason, status, replays, receivedAt, failedAt })

/** The same content that fails again is the same letter. */
const idOf = ({ kind, sender, payload }: Unreadable) =>
  createHash('sha256').update(`${kind ?? ''}\n${sender}\n${JSON.stringify(payload)}`).digest('hex').slice(0, 32)

/** A letter that failed in the millisecond in which it was replayed is open. */
const versionOf = (now: number, status: 'open' | 'replayed') => now * 2 + (status === 'open' ? 1 : 0)

/** What may be shown of a fact: comments and the codes of citizens' dossiers are blacked out. */
const FIELDS: Record<FactKind, readonly string[]> = {
  ratings: ['id', 'seq', 'occurredAt', 'scale', 'score', 'reasons', 'comment', 'language', 'counterCode', 'centreCode', 'procedureCode', 'officialCode', 'trigger', 'dossierCode'],
  dossiers: ['agencyCode', 'code', 'centreCode', 'counterCode', 'procedureCode', 'sectorCode', 'channel', 'status', 'receivedAt', 'dueAt', 'finishedAt', 'returnedAt', 'supplements', 'components', 'componentsDigitised', 'componentsReused', 'resultElectronic', 'onlineEligible', 'fee', 'paid', 'paidOnline', 'updatedAt'],
  measures: ['unitCode', 'period', 'metric', 'source', 'numerator', 'denominator', 'value', 'reportedAt'],
  surveys: ['ticket', 'questionnaire', 'version', 'centreCode', 'procedureCode', 'month', 'outcome', 'channel', 'language', 'answeredAt', 'finished', 'levels', 'numbers', 'choices', 'texts', 'shown'],
  refused: ['seq', 'id', 'rules'],
  offers: ['id', 'offeredAt', 'counterCode', 'centreCode'],
}
const BLACKED_OUT = new Set(['surveys.ticket', 'surveys.texts', 'ratings.comment', 'ratings.dossierCode', 'dossiers.code'])
const BLACK = '███'

function toContent(kind: FactKind | null, payload: string): Record<string, unknown> {
  const { rows } = JSON.parse(payload) as { rows?: unknown[] }
  const row = rows?.[0]
  if (kind === null || !Array.isArray(row)) return { size: payload.length }
  return Object.fromEntries(FIELDS[kind].map((field, i) => {
    const value: unknown = row[i]
    return [field, BLACKED_OUT.has(`${kind}.${field}`) && value !== '' ? BLACK : value]
  }))
}

/** Facts that were acknowledged and cannot be stored: kept in the warehouse, shown to an operator, put back into the queue on demand. */
export function createDeadLetters({ warehouse, facts, clock }: { warehouse: Warehouse; facts: AppQueue<FactGroup>; clock: Clock }) {
  const find = async (id: string): Promise<Letter | null> => (await warehouse.select(lettersById, { ids: [id] }))[0] ?? null
  return {
    /** Resolves when the warehouse has them; keeping one twice leaves one. */
    keep: async (unreadable: readonly Unreadable[]): Promise<void> => {
      if (unreadable.length === 0) return
      const byId = new Map(unreadable.map((it) => [idOf(it), it]))
      const replays = new Map((await warehouse.select(lettersById, { ids: [...byId.keys()] })).map((it) => [it.id, it.replays]))
      const [failedAt, version] = [new Date(clock()).toISOString(), versionOf(clock(), 'open')]
      await warehouse.insert('dead_letters', COLUMNS, [...byId].map(([id, { kind, sender, reason, payload, receivedAt }]) => [
        id, kind ?? '', sender, reason, JSON.stringify(payload), 'open', replays.get(id) ?? 0, new Date(receivedAt).toISOString(), failedAt, version,
      ]))
    },

    /** The newest first, after the letter that a cursor names. */
    list: async ({ status, cursor, limit }: { status: string; cursor: string | undefined; limit: number }) => {
      const [beforeMs, beforeId] = cursor?.split('_') ?? []
      const found = await warehouse.select(letters, {
        status, before: Number(beforeMs ?? Number.MAX_SAFE_INTEGER), beforeId: beforeId ?? '', limit: limit + 1,
      })
      const last = found.length > limit ? found[limit - 1] : undefined
      return {
        rows: found.slice(0, limit).map(toRow),
        cursor: last ? `${Date.parse(last.failedAt)}_${last.id}` : null,
      }
    },

    /** One letter with its content, redacted; null when there is none of that id. */
    show: async (id: string): Promise<DeadLetterDetail | null> => {
      const letter = await find(id)
      if (!letter) return null
      return { ...toRow(letter), content: toContent(letter.kind, letter.payload) }
    },

    /**
     * Puts a letter back into the queue; false when there is none of that id. First the queue, then the mark: a crash between the
     * two leaves the letter open, and what is replayed twice folds. The count goes before both, or a row that fails again at once
     * would not know of it.
     */
    replay: async (id: string): Promise<boolean> => {
      const letter = await find(id)
      if (!letter) return false
      const now = clock()
      const note = (status: 'open' | 'replayed', version: number) => warehouse.insert('dead_letters', COLUMNS, [[
        id, letter.kind ?? '', letter.sender, letter.reason, letter.payload, status, letter.replays + 1, letter.receivedAt, letter.failedAt, version,
      ]])
      await note('open', versionOf(now - 1, 'open'))
      await facts.add({ version: 2, batches: [JSON.parse(letter.payload) as FactGroup['batches'][number]] })
      await note('replayed', versionOf(now, 'replayed'))
      return true
    },

    countOpen: async (): Promise<number> => (await warehouse.select(openLetters, {}))[0]?.open ?? 0,
  }
}
export type DeadLetters = ReturnType<typeof createDeadLetters>
