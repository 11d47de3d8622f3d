import type { Redis } from 'ioredis'
import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import type { SecretBox } from '../../access/secret-box.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { OpenLink } from '../../contract/survey.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { Places } from '../places.ts'
import { toSurveyUrl } from './invitations.ts'
import { createSurveyCode, hashSurveyCode, readSurveyCode } from './survey-code.ts'

const linkRow = z.object({
  id: z.string(), code_hash: z.string(), sealed: z.string(), questionnaire: z.string(), centre_code: z.string(), per_day: z.number(), created_at: z.date(), closed_at: z.date().nullable(),
})
const COLUMNS = 'id, code_hash, sealed, questionnaire, centre_code, per_day, created_at, closed_at'
const DAY_SECONDS = 86_400
const toOwner = (codeHash: string) => `survey-open-link:${codeHash}`

/** Links for everybody at a centre. Who answers by one is not known to have been served, so what they say is reported apart. */
export function createOpenLinks({ record, redis, places, box, clock, publicUrl }: { record: RecordStore; redis: Redis; places: Places; box: SecretBox; clock: Clock; publicUrl: string }) {
  const toLink = (row: z.infer<typeof linkRow>): OpenLink => ({
    id: row.id, questionnaire: row.questionnaire, centre: { code: row.centre_code, name: places.nameOf(row.centre_code) ?? { vi: row.centre_code, en: row.centre_code } }, perDay: row.per_day,
    url: toSurveyUrl(publicUrl, box.open(row.sealed, toOwner(row.code_hash)) ?? ''), createdAt: row.created_at.toISOString(), closedAt: row.closed_at?.toISOString() ?? null,
  })
  const find = async (id: string) => z.array(linkRow).parse(await record.query(`SELECT ${COLUMNS} FROM survey_open_link WHERE id::text = $1`, [id]))[0] ?? null
  return {
    list: async (centreCodes: readonly string[]): Promise<OpenLink[]> => z.array(linkRow).parse(
      await record.query(`SELECT ${COLUMNS} FROM survey_open_link WHERE centre_code = ANY($1::text[]) ORDER BY created_at DESC`, [[...centreCodes]]),
    ).map(toLink),

    make: async ({ questionnaire, centreCode, perDay }: { questionnaire: string; centreCode: string; perDay: number }, actor: string): Promise<OpenLink> => record.transaction(async (session) => {
      const code = createSurveyCode(box)
      const hash = hashSurveyCode(code)
      const [row] = z.array(linkRow).parse(await session.query(
        `INSERT INTO survey_open_link (code_hash, sealed, questionnaire, centre_code, per_day, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${COLUMNS}`,
        [hash, box.seal(code, toOwner(hash)), questionnaire, centreCode, perDay, actor, new Date(clock())],
      ))
      if (!row) throw new Error('a link was inserted and did not come back')
      await writeAudit(session, { actor, action: 'survey-open-link.make', subject: `unit:${centreCode}`, detail: { questionnaire, perDay } })
      return toLink(row)
    }),

    /** Where a link lies; null where there is none. */
    centreOf: async (id: string): Promise<string | null> => (await find(id))?.centre_code ?? null,

    close: async (id: string, actor: string): Promise<void> => record.transaction(async (session) => {
      const [row] = z.array(z.object({ centre_code: z.string() })).parse(await session.query('UPDATE survey_open_link SET closed_at = coalesce(closed_at, $2) WHERE id::text = $1 RETURNING centre_code', [id, new Date(clock())]))
      if (!row) throw new AppError('not-found', 'There is no such link.')
      await writeAudit(session, { actor, action: 'survey-open-link.close', subject: `unit:${row.centre_code}`, detail: {} })
    }),

    /** What an open link is for; null for a code that is none. Throws 410 once it is closed, 429 when as many as it takes have begun today. */
    use: async (text: string): Promise<{ questionnaire: string; centreCode: string } | null> => {
      const code = readSurveyCode(box, text)
      if (code === null) return null
      const [row] = z.array(linkRow).parse(await record.query(`SELECT ${COLUMNS} FROM survey_open_link WHERE code_hash = $1`, [hashSurveyCode(code)]))
      if (!row) return null
      if (row.closed_at !== null) throw new AppError('gone', 'This survey is over. Thank you for wanting to answer.')
      const key = `survey-open:${row.id}:${toHanoiDay(clock())}`
      const begun = await redis.incr(key)
      if (begun === 1) await redis.expire(key, DAY_SECONDS)
      if (begun > row.per_day) throw new AppError('too-many-requests', 'As many as can be taken today have begun; come again tomorrow.', { retryAfterSeconds: 3_600 })
      return { questionnaire: row.questionnaire, centreCode: row.centre_code }
    },
  }
}
export type OpenLinks = ReturnType<typeof createOpenLinks>
