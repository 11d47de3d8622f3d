import { z } from 'zod'
import type { RecordSession } from '../../platform/record/record.ts'

const countsRow = z.tuple([z.object({ devices: z.number(), accounts: z.number(), keys: z.number() })])

/** How many living tablets stand at these counters, and how many accounts and living keys are for these units. */
export const countAffected = async (session: RecordSession, { units, counters }: { units: string[]; counters: string[] }) =>
  countsRow.parse(await session.query(
    `SELECT
       (SELECT count(*) FROM device JOIN device_place ON device_id = device.id AND valid_to IS NULL WHERE revoked_at IS NULL AND counter_code = ANY($2::text[])) AS devices,
       (SELECT count(*) FROM account WHERE unit_code = ANY($1::text[])) AS accounts,
       (SELECT count(*) FROM api_key WHERE unit_code = ANY($1::text[]) AND revoked_at IS NULL) AS keys`,
    [units, counters],
  ))[0]
