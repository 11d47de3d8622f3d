import { z } from 'zod'
import type { RecordSession } from '../platform/record/record.ts'

const forwardRow = z.object({ code: z.string(), to_code: z.string() })

/** Which unit stands for one that was made by a reorganisation and unmade when that was undone; units that are there again are not among them. */
export const readForwards = async (session: RecordSession): Promise<Map<string, string>> =>
  new Map(z.array(forwardRow).parse(await session.query(
    'SELECT code, to_code FROM unit_forward WHERE NOT EXISTS (SELECT 1 FROM unit WHERE unit.code = unit_forward.code)',
  )).map((it) => [it.code, it.to_code]))

/** Has what came under the code of an unmade unit counted for another one. */
export const writeForward = async (session: RecordSession, { code, toCode, reorganisationId }: { code: string; toCode: string; reorganisationId: string }): Promise<void> =>
  void (await session.query(
    `INSERT INTO unit_forward (code, to_code, reorganisation_id) VALUES ($1, $2, $3)
     ON CONFLICT (code) DO UPDATE SET to_code = excluded.to_code, reorganisation_id = excluded.reorganisation_id`,
    [code, toCode, reorganisationId],
  ))
