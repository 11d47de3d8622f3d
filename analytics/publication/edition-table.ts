import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { editionContents, editionKind, editionState, type EditionKind, type EditionSummary } from '../../contract/edition.ts'
import { editionFindings, type EditionFindings } from '../../contract/edition-review.ts'
import type { RecordSession } from '../../platform/record/record.ts'

const instant = z.date().nullable().transform((it) => it?.toISOString() ?? null)
const row = z.object({
  id: z.string(), period: z.string(), number: z.number(), state: editionState, asked_at: z.date(), asked_by: z.string(), asked_by_name: z.string().nullable(),
  failure: z.string().nullable(), closed_at: instant, frozen_at: instant, build: z.string().nullable(), computed_at: instant, code_version: z.string().nullable(),
  input_mark: z.string().nullable(), contents: editionContents.nullable(), figures: z.number().nullable(), units: z.number().nullable(),
  content_hash: z.string().nullable(), csv_hash: z.string().nullable(), csv_bytes: z.coerce.number().nullable(),
  kind: editionKind, reason: z.string().nullable(), ready_at: instant, checks: editionFindings.nullable(), approved_at: instant, approved_by: z.string().nullable(), approved_by_name: z.string().nullable(),
  approval_note: z.string().nullable(), publish_at: instant, returned_because: z.string().nullable(), key_id: z.string().nullable(), is_annual: z.boolean(),
}).transform((it) => ({
  id: it.id, period: it.period, number: it.number, state: it.state, askedAt: it.asked_at.toISOString(), askedBy: it.asked_by, askedByName: it.asked_by_name,
  failure: it.failure, closedAt: it.closed_at, frozenAt: it.frozen_at, build: it.build, computedAt: it.computed_at, codeVersion: it.code_version,
  inputMark: it.input_mark, contents: it.contents, figures: it.figures, units: it.units, contentHash: it.content_hash, csvHash: it.csv_hash, csvBytes: it.csv_bytes,
  kind: it.kind, reason: it.reason, readyAt: it.ready_at, checks: it.checks, approvedAt: it.approved_at, approvedBy: it.approved_by, approvedByName: it.approved_by_name,
  approvalNote: it.approval_note, publishAt: it.publish_at, returnedBecause: it.returned_because, keyId: it.key_id, isAnnual: it.is_annual,
}))
/** A row of the record; `askedBy` is the actor, `askedByName` whose account that is. */
export type Edition = z.infer<typeof row>
/** One whose figures are stored. */
export type BuiltEdition = Edition & { build: string; computedAt: string; contents: NonNullable<Edition['contents']> }

export const isBuilt = (it: Edition): it is BuiltEdition => it.build !== null && it.computedAt !== null && it.contents !== null

const SELECTED = `
  SELECT edition.id::text AS id, period, number, state, asked_at, asked_by, account.name AS asked_by_name, edition.failure, closed_at, frozen_at, build::text AS build,
    computed_at, code_version, input_mark, contents, figures, units, content_hash, csv_hash, csv_bytes,
    kind, reason, ready_at, checks, approved_at, approved_by, second.name AS approved_by_name, approval_note, publish_at, returned_because, key_id, is_annual
  FROM edition LEFT JOIN account ON asked_by = 'person:' || account.id::text LEFT JOIN account AS second ON approved_by = 'person:' || second.id::text`

const select = async (session: RecordSession, more: string, values: unknown[] = []): Promise<Edition[]> =>
  z.array(row).parse(await session.query(`${SELECTED} ${more}`, values))

/** Every edition, the newest month first. */
export const listEditions = (session: RecordSession) => select(session, 'ORDER BY period DESC, number DESC')

/** The newest edition of a month; null while nobody has asked for one. */
export const findEdition = async (session: RecordSession, period: string): Promise<Edition | null> =>
  (await select(session, 'WHERE period = $1 ORDER BY number DESC LIMIT 1', [period]))[0] ?? null

/** The newest published edition of a month: what everybody knows already. */
export const findPublished = async (session: RecordSession, period: string): Promise<BuiltEdition | null> =>
  (await select(session, "WHERE period = $1 AND state = 'frozen' ORDER BY number DESC LIMIT 1", [period])).find(isBuilt) ?? null

/** One edition of a month by its number. */
export const findEditionOf = async (session: RecordSession, period: string, number: number): Promise<Edition | null> =>
  (await select(session, 'WHERE period = $1 AND number = $2', [period, number]))[0] ?? null

/** What there is to do: figures to compute, or an approved edition whose hour has come. */
export const listUnfinished = (session: RecordSession, now: Date) =>
  select(session, "WHERE state <> 'frozen' AND (ready_at IS NULL OR publish_at <= $1) ORDER BY asked_at", [now])

/** Asks for the next edition of a month; false when there is one with this number already. */
export async function insertEdition(
  session: RecordSession, { period, number, kind, reason, isAnnual = false, actor, askedAt }: { period: string; number: number; kind: EditionKind; reason: string | null; isAnnual?: boolean; actor: string; askedAt: Date },
): Promise<boolean> {
  const rows = await session.query(
    `INSERT INTO edition (id, period, number, kind, reason, state, asked_at, asked_by, is_annual) VALUES ($1, $2, $3, $4, $5, 'asked', $6, $7, $8) ON CONFLICT (period, number) DO NOTHING RETURNING id`,
    [randomUUID(), period, number, kind, reason, askedAt, actor, isAnnual],
  )
  return rows.length === 1
}

/** Takes the turn to work at an edition, or keeps it: false while somebody else has it. */
export const takeTurn = async (session: RecordSession, id: string, { now, until }: { now: Date; until: Date }): Promise<boolean> =>
  (await session.query(
    `UPDATE edition SET worked_until = $3 WHERE id = $1 AND state <> 'frozen' AND (worked_until IS NULL OR worked_until <= $2) RETURNING id`, [id, now, until],
  )).length === 1
export const keepTurn = async (session: RecordSession, id: string, until: Date): Promise<void> =>
  void (await session.query("UPDATE edition SET worked_until = $2 WHERE id = $1 AND state <> 'frozen'", [id, until]))
/** Gives the turn back, with what went wrong, if anything did. */
export const endTurn = async (session: RecordSession, id: string, failure: string | null): Promise<void> =>
  void (await session.query("UPDATE edition SET worked_until = NULL, failure = $2 WHERE id = $1 AND state <> 'frozen'", [id, failure]))

/** What a computation has stored in the warehouse, and what it was made from. */
export type Build = Pick<BuiltEdition, 'build' | 'computedAt' | 'contents'> & {
  codeVersion: string; inputMark: string; figures: number; units: number; contentHash: string; csvHash: string; csvBytes: number
}
const BUILD_COLUMNS = `build = $2, computed_at = $3, contents = $4::json, code_version = $5, input_mark = $6, figures = $7, units = $8,
  content_hash = $9, csv_hash = $10, csv_bytes = $11`
const toValues = (id: string, it: Build) => [
  id, it.build, it.computedAt, JSON.stringify(it.contents), it.codeVersion, it.inputMark, it.figures, it.units, it.contentHash, it.csvHash, it.csvBytes,
]

/** Closes the month with its figures; false when another process has done so. */
export async function closeEdition(session: RecordSession, { id, period }: Edition, build: Build, closedAt: Date): Promise<boolean> {
  const closed = await session.query(`UPDATE edition SET state = 'closed', closed_at = $12, ${BUILD_COLUMNS} WHERE id = $1 AND state = 'asked' RETURNING id`, [...toValues(id, build), closedAt])
  if (closed.length === 0) return false
  await session.query('INSERT INTO published_period (period, published_at) VALUES ($1, $2) ON CONFLICT (period) DO NOTHING', [period, closedAt])
  return true
}

/** Puts other figures in the place of those a closed month has; false when another process was there first. */
export const replaceBuild = async (session: RecordSession, { id, build: before }: Edition, build: Build): Promise<boolean> =>
  (await session.query(`UPDATE edition SET ${BUILD_COLUMNS} WHERE id = $1 AND state = 'closed' AND build = $12 RETURNING id`, [...toValues(id, build), before])).length === 1

/** Figures no longer move and the guards have looked: waits for a second person. False when another process was there first. */
export const markReady = async (session: RecordSession, { id, build }: Edition, checks: EditionFindings, at: Date): Promise<boolean> =>
  (await session.query("UPDATE edition SET ready_at = $3, checks = $4::json WHERE id = $1 AND state = 'closed' AND build = $2 AND ready_at IS NULL RETURNING id", [id, build, at, JSON.stringify(checks)])).length === 1

const signedRow = z.object({ manifest: z.string(), signature: z.string() })
/** What was signed, byte for byte, with the signature; null for an edition of before editions were signed. */
export const readManifest = async (session: RecordSession, { id }: Pick<Edition, 'id'>): Promise<z.infer<typeof signedRow> | null> =>
  z.array(signedRow).parse(await session.query('SELECT manifest, signature FROM edition WHERE id = $1 AND manifest IS NOT NULL', [id]))[0] ?? null

export interface Approval { actor: string; note: string | null; at: Date; publishAt: Date }
/** False when it is not ready, or approved already; whoever has asked for it cannot. */
export const approveEdition = async (session: RecordSession, { id, build }: Edition, { actor, note, at, publishAt }: Approval): Promise<boolean> =>
  (await session.query(
    `UPDATE edition SET approved_at = $3, approved_by = $4, approval_note = $5, publish_at = $6, returned_because = NULL
     WHERE id = $1 AND state = 'closed' AND build = $2 AND ready_at IS NOT NULL AND approved_at IS NULL AND asked_by <> $4 RETURNING id`, [id, build, at, actor, note, publishAt],
  )).length === 1
/** Back to be computed anew, also where it was approved and is not out yet. */
export const returnEdition = async (session: RecordSession, { id }: Edition, reason: string): Promise<boolean> =>
  (await session.query(
    `UPDATE edition SET ready_at = NULL, checks = NULL, approved_at = NULL, approved_by = NULL, approval_note = NULL, publish_at = NULL, returned_because = $2, input_mark = 'returned'
     WHERE id = $1 AND state = 'closed' AND ready_at IS NOT NULL RETURNING id`, [id, reason],
  )).length === 1

export interface Signed { manifest: string; signature: string; keyId: string }
/** Makes the figures of an approved build public for good; false when another process was there first. */
export const freezeEdition = async (session: RecordSession, { id, build }: Edition, { manifest, signature, keyId }: Signed, frozenAt: Date): Promise<boolean> =>
  (await session.query(
    `UPDATE edition SET state = 'frozen', frozen_at = $3, worked_until = NULL, failure = NULL, manifest = $4, signature = $5, key_id = $6
     WHERE id = $1 AND state = 'closed' AND build = $2 AND approved_at IS NOT NULL AND publish_at <= $3 RETURNING id`, [id, build, frozenAt, manifest, signature, keyId],
  )).length === 1

/** As the wire shows it; who asked and what went wrong are for those who publish. */
export const toSummary = (it: Edition, isForPublishers: boolean): EditionSummary => ({
  period: it.period, number: it.number, state: it.state, askedAt: it.askedAt, askedBy: isForPublishers ? (it.askedByName ?? it.askedBy) : null,
  failure: isForPublishers ? it.failure : null, closedAt: it.closedAt, frozenAt: it.frozenAt, computedAt: it.computedAt, codeVersion: it.codeVersion,
  kind: it.kind, reason: it.reason, readyAt: it.readyAt, approvedAt: it.approvedAt, approvedBy: isForPublishers ? (it.approvedByName ?? it.approvedBy) : null, publishAt: it.publishAt, keyId: it.keyId,
  figures: it.figures, units: it.units, contentHash: it.contentHash, csvHash: it.csvHash, csvBytes: it.csvBytes,
})
