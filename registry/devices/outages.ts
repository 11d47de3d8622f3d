import { z } from 'zod'
import { troubleKind, type TroubleKind } from '../../contract/device-health.ts'
import type { RecordSession } from '../../platform/record/record.ts'
import { toDayStart } from '../working-calendar/days.ts'

/** Troubles in which nobody could rate, or no rating could arrive. */
const OUTAGES: readonly TroubleKind[] = ['unseen', 'silent-while-serving', 'queue-growing']
export interface Outage { kind: TroubleKind; since: string; until: string | null }

const outageRow = z.object({ kind: troubleKind, since: z.date(), until: z.date().nullable() })
  .transform((it): Outage => ({ kind: it.kind, since: it.since.toISOString(), until: it.until?.toISOString() ?? null }))

/** Outages of the tablets that stood at a counter, as far as they touch the days `[from, to)`; the newest first. */
export const outagesAt = async (session: RecordSession, { counter, from, to }: { counter: string; from: string; to: string }): Promise<Outage[]> =>
  z.array(outageRow).parse(await session.query(
    `SELECT kind, since, until FROM device_alarm
     WHERE kind = ANY($4::text[]) AND since < $3 AND (until IS NULL OR until > $2)
       AND EXISTS (SELECT FROM device_place WHERE device_place.device_id = device_alarm.device_id AND counter_code = $1
         AND valid_from < coalesce(until, $3) AND (valid_to IS NULL OR valid_to > since))
     ORDER BY since DESC`,
    [counter, new Date(toDayStart(from)), new Date(toDayStart(to)), OUTAGES],
  ))
