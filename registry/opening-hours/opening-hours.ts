import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import { openSpans, openWeek, type OpeningException, type OpenSpan, type OpenStretch } from '../../contract/opening-hours.ts'
import { AppError } from '../../platform/errors.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { PlaceIndex } from '../place-index.ts'
import { lockRegistry, raiseVersion } from '../registry-version.ts'
import { createOpenSpans, type OpenSpans, type PlaceHours, type WorkingDays } from './open-spans.ts'

const stretchRow = z.object({ place_code: z.string(), valid_from: z.string(), valid_to: z.string().nullable(), week: openWeek.nullable() })
const exceptionRow = z.object({ id: z.string(), place_code: z.string(), day: z.string(), spans: openSpans, reason: z.string() })

/** Opening hours in memory, at most two seconds old, and how they are changed. */
export interface OpeningHours extends OpenSpans {
  of(code: string): PlaceHours
  /** Puts these stretches in place of all that are there. */
  put(code: string, stretches: readonly OpenStretch[], actor: string): Promise<void>
  /** Adds a day that is different; the same day again replaces it. */
  addException(code: string, exception: { day: string; spans: OpenSpan[]; reason: string }, actor: string): Promise<OpeningException>
  /** Throws 404 when there is no such exception at this place. */
  removeException(code: string, id: string, actor: string): Promise<void>
}

const NOTHING: PlaceHours = { stretches: [], exceptions: new Map() }

/** Loads the hours, and again whenever the registry has changed. */
export async function createOpeningHours({ record, places, workingDays }: { record: RecordStore; places: PlaceIndex; workingDays: WorkingDays }): Promise<OpeningHours> {
  let hours = new Map<string, PlaceHours>()

  const load = async () => {
    const stretches = z.array(stretchRow).parse(await record.query('SELECT place_code, valid_from, valid_to, week FROM opening_hours ORDER BY place_code, valid_from'))
    const exceptions = z.array(exceptionRow).parse(await record.query('SELECT id, place_code, day, spans, reason FROM opening_exception ORDER BY place_code, day'))
    const loaded = new Map<string, { stretches: OpenStretch[]; exceptions: Map<string, OpeningException> }>()
    const placeOf = (code: string) => {
      const place = loaded.get(code) ?? { stretches: [] as OpenStretch[], exceptions: new Map<string, OpeningException>() }
      loaded.set(code, place)
      return place
    }
    for (const it of stretches) placeOf(it.place_code).stretches.push({ validFrom: it.valid_from, validTo: it.valid_to, week: it.week })
    for (const { place_code: code, ...it } of exceptions) placeOf(code).exceptions.set(it.day, it)
    hours = loaded
  }
  await load()
  places.onChange(load)

  const centreOf = (code: string) => (places.hasCounter(code) ? places.centreOf(code) : null)
  const spans = createOpenSpans({ hoursOf: (code) => hours.get(code), centreOf, workingDays })
  const stateOf = (code: string) => hours.get(code) ?? NOTHING

  return {
    ...spans,
    of: stateOf,
    put: async (code, stretches, actor) => {
      await record.transaction(async (session) => {
        await lockRegistry(session)
        const before = await session.query('SELECT valid_from, valid_to, week FROM opening_hours WHERE place_code = $1 ORDER BY valid_from', [code])
        await session.query('DELETE FROM opening_hours WHERE place_code = $1', [code])
        for (const { validFrom, validTo, week } of stretches) {
          await session.query('INSERT INTO opening_hours (place_code, valid_from, valid_to, week) VALUES ($1, $2, $3, $4::jsonb)', [
            code, validFrom, validTo, week === null ? null : JSON.stringify(week),
          ])
        }
        await writeAudit(session, { actor, action: 'opening-hours.put', subject: `place:${code}`, detail: { before, after: stretches } })
        await raiseVersion(session)
      })
      await places.reload()
    },

    addException: async (code, { day, spans: open, reason }, actor) => {
      const id = await record.transaction(async (session) => {
        await lockRegistry(session)
        const rows = z.array(z.object({ id: z.string() })).parse(await session.query(
          `INSERT INTO opening_exception (id, place_code, day, spans, reason) VALUES ($1, $2, $3, $4::jsonb, $5)
           ON CONFLICT (place_code, day) DO UPDATE SET spans = excluded.spans, reason = excluded.reason RETURNING id`,
          [randomUUID(), code, day, JSON.stringify(open), reason],
        ))
        await writeAudit(session, { actor, action: 'opening-exception.add', subject: `place:${code}`, detail: { day, spans: open, reason } })
        await raiseVersion(session)
        return rows[0]?.id ?? ''
      })
      await places.reload()
      return { id, day, spans: open, reason }
    },

    removeException: async (code, id, actor) => {
      await record.transaction(async (session) => {
        await lockRegistry(session)
        const removed = z.array(z.object({ day: z.string(), reason: z.string() })).parse(
          await session.query('DELETE FROM opening_exception WHERE place_code = $1 AND id::text = $2 RETURNING day, reason', [code, id]),
        )[0]
        if (!removed) throw new AppError('not-found', 'There is no such exception.')
        await writeAudit(session, { actor, action: 'opening-exception.remove', subject: `place:${code}`, detail: removed })
        await raiseVersion(session)
      })
      await places.reload()
    },
  }
}
