import { z } from 'zod'
import { reorganisation, reorganisationKind, type Reorganisation } from '../../contract/reorganisation.ts'
import { counter, unit, type Counter } from '../../contract/unit.ts'
import type { RecordSession } from '../../platform/record/record.ts'
import { counterTable, readCountersIn, readStretches } from '../stretch-table.ts'
import type { TreeChanges } from './planned-tree.ts'

const changeOf = <Row extends z.ZodType>(row: Row) => z.array(z.object({ before: row.nullable(), after: row.nullable() }))
const storedRow = z
  .object({
    id: z.string(), seq: z.number(), kind: reorganisationKind, request: reorganisation, made_at: z.date(), actor: z.string(), actor_name: z.string().nullable(),
    changes: z.object({ unit: changeOf(unit), counter: changeOf(counter) }), undone_at: z.date().nullable(),
  })
  .transform(({ made_at: madeAt, undone_at: undoneAt, actor_name: actorName, ...row }) => ({
    ...row, actorName, madeAt: madeAt.toISOString(), undoneAt: undoneAt?.toISOString() ?? null,
  }))
export type StoredReorganisation = z.infer<typeof storedRow>

const SELECTED = `
  SELECT reorganisation.id::text AS id, seq, kind, request, made_at, actor, coalesce(account.name, api_key.name) AS actor_name, changes, undone_at
  FROM reorganisation LEFT JOIN account ON actor = 'person:' || account.id::text LEFT JOIN api_key ON actor = 'key:' || api_key.id::text`

const select = async (session: RecordSession, more: string, values: unknown[]) => z.array(storedRow).parse(await session.query(`${SELECTED} ${more}`, values))

export const findById = async (session: RecordSession, id: string): Promise<StoredReorganisation | null> =>
  (await select(session, 'WHERE reorganisation.id::text = $1', [id]))[0] ?? null

/** The newest of this content that was not undone. */
export const findByContent = async (session: RecordSession, contentHash: string): Promise<StoredReorganisation | null> =>
  (await select(session, 'WHERE content_hash = $1 AND undone_at IS NULL ORDER BY seq DESC LIMIT 1', [contentHash]))[0] ?? null

/** The newest first, those before a number. */
export const listBefore = (session: RecordSession, before: number, limit: number): Promise<StoredReorganisation[]> =>
  select(session, 'WHERE seq < $1 ORDER BY seq DESC LIMIT $2', [before, limit])

interface NewReorganisation { id: string; request: Reorganisation; contentHash: string; madeAt: Date; actor: string; changes: TreeChanges }

export const insertReorganisation = async (session: RecordSession, { id, request, contentHash, madeAt, actor, changes }: NewReorganisation): Promise<void> =>
  void (await session.query(
    'INSERT INTO reorganisation (id, kind, request, content_hash, made_at, actor, changes) VALUES ($1, $2, $3::jsonb, $4, $5, $6, $7::jsonb)',
    [id, request.kind, JSON.stringify(request), contentHash, madeAt, actor, JSON.stringify(changes)],
  ))

export const markUndone = async (session: RecordSession, { id, at, actor }: { id: string; at: Date; actor: string }): Promise<void> =>
  void (await session.query('UPDATE reorganisation SET undone_at = $2, undone_by = $3 WHERE id::text = $1', [id, at, actor]))

/** Units that were closed without a successor by reorganisations after this number. */
export async function readClosedAfter(session: RecordSession, seq: number): Promise<Set<string>> {
  const rows = await session.query(`SELECT request->>'unitCode' AS code FROM reorganisation WHERE seq > $1 AND kind = 'close' AND undone_at IS NULL AND request ? 'unitCode' AND NOT request ? 'successorCode'`, [seq])
  return new Set(z.array(z.object({ code: z.string() })).parse(rows).map((it) => it.code))
}

/** Those of these units that an account or a living key is for. */
export async function readHeldUnits(session: RecordSession, codes: string[]): Promise<Set<string>> {
  if (codes.length === 0) return new Set()
  const rows = await session.query(
    'SELECT unit_code AS code FROM account WHERE unit_code = ANY($1::text[]) UNION SELECT unit_code FROM api_key WHERE unit_code = ANY($1::text[]) AND revoked_at IS NULL', [codes],
  )
  return new Set(z.array(z.object({ code: z.string() })).parse(rows).map((it) => it.code))
}

/** The whole histories of these counters, and of all that ever lay in these units. */
export async function readCountersAround(session: RecordSession, { units, counters }: { units: string[]; counters: string[] }): Promise<Map<string, Counter[]>> {
  const inUnits = await readCountersIn(session, units)
  return await readStretches(session, counterTable, [...new Set([...counters, ...inUnits.map((it) => it.code)])])
}
