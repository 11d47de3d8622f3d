import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import { saidDoneState, type CaseSaidDone, type NewSaidDone } from '../../contract/case.ts'
import type { SaidDone } from '../../contract/live.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import type { RecordSession, RecordStore } from '../../platform/record/record.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import type { Notices } from '../notifications/notices.ts'
import type { Recipients } from '../notifications/recipients.ts'
import { selectCases } from './case-rows.ts'
import type { Mask } from '../mask.ts'

/** Shown to everybody: the newest few, none older than half a year, as what centres say to comments. */
const [SHOWN, SHOWN_FOR_MS] = [6, 180 * 86_400_000]
const heldRow = z.object({
  said: z.string(), done: z.string(), state: saidDoneState, written_by: z.string(), by: z.string().nullable(), checked_by: z.string().nullable(), published_at: z.date().nullable(),
})
const shownRow = z.object({ said: z.string(), done: z.string(), published_at: z.date() }).transform((it): SaidDone => ({ said: it.said, done: it.done, day: toHanoiDay(it.published_at.getTime()) }))

interface Deps { record: RecordStore; places: Pick<PlaceIndex, 'unitKind'>; clock: Clock; mask: Mask; notices: Pick<Notices, 'tell'>; recipients: Recipients }
interface Actor { actor: string; mayReach(unitCode: string): boolean }

/** "You said, we did": written by who handled the case, checked by somebody else, then seen by everybody, and withdrawable. */
export function createSaidDone({ record, places, clock, mask, notices, recipients }: Deps) {
  const select = async (session: RecordSession, caseId: string) => z.array(heldRow).parse(await session.query(
    `SELECT said, done, said_done.state, written_by, writer.name AS by, checker.name AS checked_by, published_at FROM said_done
     LEFT JOIN account AS writer ON written_by = 'person:' || writer.id::text LEFT JOIN account AS checker ON checked_by = 'person:' || checker.id::text WHERE case_id = $1`, [caseId],
  ))[0]
  const find = async (session: RecordSession, code: string, { mayReach }: Actor) => {
    const [found] = await selectCases(session, 'WHERE code = $1 FOR UPDATE OF case_file', [code])
    if (!found || !mayReach(found.unit_code)) throw new AppError('not-found', 'There is no case with this code here.')
    return found
  }

  /** What everybody reads names nobody: refused, and not masked, because a text with holes helps nobody. */
  const requireNobody = (words: NewSaidDone) => {
    const errors = (['said', 'done'] as const).filter((field) => mask(words[field]).found.length > 0)
      .map((field) => ({ pointer: `/${field}`, rule: 'no name, number or address of a person', message: 'Names a person, or a number or address of one.' }))
    if (errors.length > 0) throw new AppError('invalid-request', 'What everybody reads must not name anybody.', { errors })
  }

  return {
    /** What stands of a case; null where nobody has written any. */
    of: async (caseId: string, { actor, mayPublish }: { actor: string; mayPublish: boolean }): Promise<CaseSaidDone | null> => {
      const held = await select(record, caseId)
      return held ? {
        said: held.said, done: held.done, state: held.state, by: held.by, checkedBy: held.checked_by, publishedAt: held.published_at?.toISOString() ?? null, mayPublish: mayPublish && held.written_by !== actor,
      } : null
    },

    /** Writes it, in the place of what was there; it is to be checked anew. Throws 409 for a case that is not closed or not of a centre, 422 where it names a person. */
    propose: async (code: string, words: NewSaidDone, { actor, mayReach }: Actor): Promise<void> => {
      requireNobody(words)
      const [known] = await selectCases(record, 'WHERE code = $1', [code])
      const checkers = known ? await recipients.nearest(known.unit_code, ['director']) : []
      await record.transaction(async (session) => {
        const found = await find(session, code, { actor, mayReach })
        if (found.state !== 'closed') throw new AppError('conflict', 'What was done is told when the case is closed.')
        if (places.unitKind(found.unit_code) !== 'centre') throw new AppError('conflict', 'Only what a centre did is told on its page.')
        await session.query(
          `INSERT INTO said_done (case_id, centre_code, said, done, state, written_by, written_at) VALUES ($1, $2, $3, $4, 'proposed', $5, $6)
           ON CONFLICT (case_id) DO UPDATE SET said = excluded.said, done = excluded.done, state = 'proposed', written_by = excluded.written_by, written_at = excluded.written_at, checked_by = NULL, published_at = NULL`,
          [found.id, found.unit_code, words.said, words.done, actor, new Date(clock())],
        )
        await writeAudit(session, { actor, action: 'said-done.propose', subject: `case:${code}`, detail: { ...words } })
        await notices.tell(session, { kind: 'said-done', subject: `case:${code}#${clock()}`, unitCode: found.unit_code, facts: { code } }, checkers.map((it) => it.id).filter((id) => `person:${id}` !== actor))
      })
    },

    /** Publishes or withdraws it. Throws 404 where there is none, 403 where its writer would publish it. */
    decide: (code: string, state: 'published' | 'withdrawn', { actor, mayReach }: Actor): Promise<void> => record.transaction(async (session) => {
      const found = await find(session, code, { actor, mayReach })
      const held = await select(session, found.id)
      if (!held) throw new AppError('not-found', 'Nothing was written about this case yet.')
      if (state === 'published' && held.written_by === actor) throw new AppError('no-right', 'Somebody else than its writer checks it.')
      if (held.state === state) return
      await session.query(
        `UPDATE said_done SET state = $2, checked_by = CASE WHEN $2 = 'published' THEN $3 ELSE checked_by END, published_at = CASE WHEN $2 = 'published' THEN $4::timestamptz ELSE published_at END WHERE case_id = $1`,
        [found.id, state, actor, new Date(clock())],
      )
      await writeAudit(session, { actor, action: state === 'published' ? 'said-done.publish' : 'said-done.withdraw', subject: `case:${code}`, detail: { said: held.said, done: held.done } })
    }),

    /** What everybody sees of a centre, the newest first. */
    shownAt: async (centreCode: string): Promise<SaidDone[]> => z.array(shownRow).parse(await record.query(
      `SELECT said, done, published_at FROM said_done WHERE state = 'published' AND centre_code = $1 AND published_at > $2 ORDER BY published_at DESC LIMIT ${SHOWN}`, [centreCode, new Date(clock() - SHOWN_FOR_MS)],
    )),
  }
}
export type SaidDoneBook = ReturnType<typeof createSaidDone>
