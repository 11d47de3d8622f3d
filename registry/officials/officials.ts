import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import type { Shift } from '../../contract/official.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import type { RecordSession, RecordStore } from '../../platform/record/record.ts'
import { lockRegistry } from '../registry-version.ts'
import { toSearchText } from '../search-text.ts'
import { planOfficials, readOfficials, type OfficialPlan, type OfficialRow } from './plan-officials.ts'
import { toWireShift } from './read-officials.ts'
import { findShift, removeShift } from './shift-table.ts'
import { writeOfficials } from './write-officials.ts'

const DAY_MS = 24 * 3_600_000

/** What a change says, in instants of ISO text; undefined leaves as it is. */
export interface OfficialChange { name?: string; unitCode?: string | null; leftOn?: string | null; counterCode?: string | null; validFrom?: string }
/** Who asks, and where they may write (null: everywhere). */
interface By { actor: string; unitCode: string | null }

const refuse = (breach: { column: string; rule: string }, value?: unknown) => new AppError('invalid-request', `This breaks a rule: ${breach.column}: ${breach.rule}`, {
  errors: [{ pointer: `/${breach.column}`, ...(value === undefined ? {} : { value }), rule: breach.rule, message: breach.rule }],
})

/** Reports of refused rows hold names too. */
async function forgetReports(session: RecordSession, until: Date): Promise<void> {
  const old = "SELECT id FROM import WHERE kind = 'officials' AND finished_at <= $1"
  await session.query(`DELETE FROM import_chunk WHERE import_id IN (${old})`, [until])
  await session.query("UPDATE import SET problems = '[]' WHERE kind = 'officials' AND finished_at <= $1 AND problems <> '[]'", [until])
}

/** Officials and their shifts, changed one at a time; by the same rules as in files. */
export function createOfficials({ record, clock }: { record: RecordStore; clock: Clock }) {
  /** Plans one row and writes it. Throws 422 for a broken rule. */
  const put = async (session: RecordSession, row: OfficialRow, { unitCode }: By, homeOfNew: string | null): Promise<OfficialPlan> => {
    const plan = await planOfficials({ session, rows: [{ line: 1, row }], unitCode, homeOfNew })
    const breach = plan.breaches.get(1)
    if (breach) throw refuse(breach, row[breach.column as keyof OfficialRow] ?? undefined)
    if (plan.collision !== null) throw new AppError('conflict', `This cannot be done: ${plan.collision}.`)
    await writeOfficials(session, plan)
    return plan
  }

  /** Plans an official's shifts anew, without those that are removed or lie behind their leaving. Throws 409 where others stand in the way. */
  const replan = async (session: RecordSession, code: string, more: { removed?: ReadonlySet<string>; leavingOn?: ReadonlyMap<string, string | null> }): Promise<void> => {
    const plan = await planOfficials({ session, rows: [], unitCode: null, alsoOf: [code], ...more })
    if (plan.collision !== null) throw new AppError('conflict', `This cannot be done: ${plan.collision}.`)
    await writeOfficials(session, plan)
  }

  const markLeft = async (session: RecordSession, code: string, leftOn: string | null): Promise<void> => {
    await replan(session, code, { leavingOn: new Map([[code, leftOn]]) })
    await session.query('UPDATE official SET left_on = $2 WHERE code = $1', [code, leftOn])
  }

  return {
    /** Makes an official, with a first shift where the row has one. Throws 409 when the code is taken, 422 for a broken rule. */
    create: async (row: OfficialRow, homeOfNew: string | null, by: By): Promise<void> => {
      await record.transaction(async (session) => {
        await lockRegistry(session)
        if ((await readOfficials(session, [row.code])).size > 0) throw new AppError('conflict', `There is an official ${row.code} already.`)
        await put(session, row, by, homeOfNew)
        if (homeOfNew !== null) await session.query('UPDATE official SET unit_code = $2 WHERE code = $1', [row.code, homeOfNew])
        await writeAudit(session, {
          actor: by.actor, action: 'official.create', subject: `official:${row.code}`,
          detail: { unitCode: homeOfNew, counterCode: row.counterCode, validFrom: row.validFrom, validTo: row.validTo },
        })
      })
    },

    /** Changes what is given. A name never goes into the audit log: nobody could take it out again. */
    change: async (code: string, { name, unitCode, leftOn, counterCode, validFrom }: OfficialChange, by: By): Promise<void> => {
      await record.transaction(async (session) => {
        await lockRegistry(session)
        const known = (await readOfficials(session, [code])).get(code)
        if (!known) throw new AppError('not-found', `There is no official ${code}.`)
        if (leftOn !== undefined) await markLeft(session, code, leftOn)
        if (counterCode !== undefined) await put(session, { code, name: null, counterCode, validFrom: validFrom ?? new Date(clock()).toISOString(), validTo: null }, by, null)
        if (unitCode !== undefined) await session.query('UPDATE official SET unit_code = $2 WHERE code = $1', [code, unitCode])
        if (name !== undefined) {
          await session.query('UPDATE official SET name = $2, name_search = $3, name_detached_at = NULL WHERE code = $1', [code, name, toSearchText(name)])
        }
        await writeAudit(session, {
          actor: by.actor, action: 'official.change', subject: `official:${code}`,
          detail: { before: { unitCode: known.unitCode, leftOn: known.leftOn }, unitCode, leftOn, counterCode, validFrom, nameChanged: name !== undefined },
        })
      })
    },

    /** Adds a shift, or corrects the one that begins at the same moment; answers it. Throws 422 for a broken rule. */
    putShift: async (row: OfficialRow & { validFrom: string }, by: By): Promise<Shift> => record.transaction(async (session) => {
      await lockRegistry(session)
      const { shifts } = await put(session, row, by, null)
      const change = shifts.find((it) => it.after.validFrom === row.validFrom)
      const { name: _, ...detail } = row
      await writeAudit(session, {
        actor: by.actor, action: change?.before ? 'official-shift.correct' : 'official-shift.add', subject: `official:${row.code}`,
        detail: { ...detail, before: change?.before ?? null },
      })
      const rows = await session.query('SELECT * FROM official_shift WHERE official_code = $1 AND valid_from = $2 AND removed_at IS NULL', [row.code, row.validFrom])
      return toWireShift.parse(rows[0])
    }),

    /** The shift of an id; null when there is none. */
    findShift: (id: string) => findShift(record, id),

    /** Takes a shift back; the one before it ends where it would have ended. Throws 409 where somebody else sits there by now. */
    removeShift: async (id: string, by: By): Promise<void> => {
      await record.transaction(async (session) => {
        await lockRegistry(session)
        const shift = await findShift(session, id)
        if (!shift) throw new AppError('not-found', 'There is no such shift.')
        await removeShift(session, shift, new Date(clock()))
        await replan(session, shift.officialCode, {})
        await writeAudit(session, { actor: by.actor, action: 'official-shift.remove', subject: `official:${shift.officialCode}`, detail: { shift } })
      })
    },

    /** Where an official belongs; undefined when there is none. */
    homeOf: async (code: string): Promise<string | null | undefined> => (await readOfficials(record, [code])).get(code)?.unitCode,

    /**
     * Detaches the names of those who left, or whose last shift ended, `keepDays` ago, and forgets what reports of refused rows say.
     * The code and every figure stay. Answers how many.
     */
    detachNames: async (keepDays: number): Promise<number> => {
      const until = new Date(clock() - keepDays * DAY_MS)
      return await record.transaction(async (session) => {
        const detached = z.array(z.object({ code: z.string() })).parse(await session.query(
          `UPDATE official SET name = NULL, name_search = NULL, name_detached_at = $3
           WHERE name IS NOT NULL AND (
             left_on <= $1::date
             OR (left_on IS NULL AND code IN (SELECT official_code FROM official_shift WHERE removed_at IS NULL GROUP BY official_code HAVING bool_and(coalesce(valid_to <= $2, false))))
           ) RETURNING code`,
          [toHanoiDay(until.getTime()), until, new Date(clock())],
        ))
        await forgetReports(session, until)
        for (const { code } of detached) await writeAudit(session, { actor: 'system', action: 'official.detach-name', subject: `official:${code}`, detail: { keepDays } })
        return detached.length
      })
    },
  }
}
export type Officials = ReturnType<typeof createOfficials>
