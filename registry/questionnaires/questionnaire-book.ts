import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import { comparabilityObstacle } from '../../contract/questionnaire-logic.ts'
import { questionnaire, type NewQuestionnaire, type Questionnaire, type QuestionnaireVersion } from '../../contract/questionnaire.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import type { RecordSession, RecordStore } from '../../platform/record/record.ts'

const moment = z.date().transform((it) => it.toISOString())
const headRow = z.object({ code: z.string(), unit_code: z.string().nullable(), archived_at: moment.nullable() })
const versionRow = z.object({ questionnaire: z.string(), version: z.number(), state: z.enum(['draft', 'published']), comparable: z.boolean(), saved_at: moment, published_at: moment.nullable(), note: z.string() })
const contentRow = z.object({ questionnaire: z.string(), version: z.number(), content: questionnaire })

/** A questionnaire with all its versions, the oldest first, and what the newest of them asks. */
export interface HeldQuestionnaire { code: string; unitCode: string | null; archivedAt: string | null; versions: QuestionnaireVersion[]; content: Questionnaire }

const refuse = (pointer: string, value: unknown, rule: string) =>
  new AppError('invalid-request', `The questionnaire breaks a rule: ${pointer} ${rule}.`, { errors: [{ pointer, value, rule, message: `Must be ${rule}.` }] })
const none = (code: string) => new AppError('not-found', `There is no questionnaire ${code} here.`)

const VERSIONS = 'SELECT questionnaire, version, state, comparable, saved_at, published_at, note FROM questionnaire_version'
const NEWEST_CONTENT = 'SELECT DISTINCT ON (questionnaire) questionnaire, version, content FROM questionnaire_version'

/** Questionnaires in the record. What is published is kept in memory once it was read: it never changes. */
export function createQuestionnaireBook({ record, clock }: { record: RecordStore; clock: Clock }) {
  const published = new Map<string, Questionnaire>()

  const toHeld = (heads: z.infer<typeof headRow>[], versions: z.infer<typeof versionRow>[], contents: z.infer<typeof contentRow>[]): HeldQuestionnaire[] => heads.flatMap((head) => {
    const content = contents.find((it) => it.questionnaire === head.code)?.content
    return content ? [{
      code: head.code, unitCode: head.unit_code, archivedAt: head.archived_at, content,
      versions: versions.filter((it) => it.questionnaire === head.code)
        .map((it) => ({ version: it.version, state: it.state, comparable: it.comparable, savedAt: it.saved_at, publishedAt: it.published_at, note: it.note })),
    }] : []
  })
  const read = async (session: RecordSession, code: string | null): Promise<HeldQuestionnaire[]> => {
    const values = [code]
    const heads = z.array(headRow).parse(await session.query('SELECT code, unit_code, archived_at FROM questionnaire WHERE $1::text IS NULL OR code = $1 ORDER BY code', values))
    const versions = z.array(versionRow).parse(await session.query(`${VERSIONS} WHERE $1::text IS NULL OR questionnaire = $1 ORDER BY questionnaire, version`, values))
    const contents = z.array(contentRow).parse(await session.query(`${NEWEST_CONTENT} WHERE $1::text IS NULL OR questionnaire = $1 ORDER BY questionnaire, version DESC`, values))
    return toHeld(heads, versions, contents)
  }
  const find = async (code: string, session: RecordSession = record): Promise<HeldQuestionnaire | null> => (await read(session, code))[0] ?? null

  /** What a version asks, draft or not; null where there is none. */
  const contentOf = async (code: string, version: number, session: RecordSession = record): Promise<Questionnaire | null> => {
    const known = published.get(`${code} ${version}`)
    if (known) return known
    const [row] = z.array(contentRow.extend({ state: z.string() })).parse(await session.query('SELECT questionnaire, version, content, state FROM questionnaire_version WHERE questionnaire = $1 AND version = $2', [code, version]))
    if (row?.state === 'published') published.set(`${code} ${version}`, row.content)
    return row?.content ?? null
  }
  const isPublished = async (code: string, version: number): Promise<boolean> => published.has(`${code} ${version}`) || (await contentOf(code, version) !== null && published.has(`${code} ${version}`))
  const lockHead = (session: RecordSession, code: string) => session.query('SELECT 1 FROM questionnaire WHERE code = $1 FOR UPDATE', [code])

  return {
    list: () => read(record, null),
    find,
    contentOf,
    /** What a published version asks; null for drafts too. */
    publishedContent: async (code: string, version: number): Promise<Questionnaire | null> => (await isPublished(code, version) ? await contentOf(code, version) : null),

    /** Makes a draft of version 1. Throws 409 where the code is taken, 404 where there is nothing to copy. */
    create: async ({ code, unitCode = null, content, copyOf }: NewQuestionnaire, actor: string): Promise<void> => record.transaction(async (session) => {
      const asked = content ?? (await find(copyOf ?? '', session))?.content
      if (!asked) throw none(copyOf ?? '')
      const [made] = await session.query('INSERT INTO questionnaire (code, unit_code, created_by, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (code) DO NOTHING RETURNING code', [code, unitCode, actor, new Date(clock())])
      if (!made) throw new AppError('conflict', `The code ${code} is taken; choose another.`)
      await session.query('INSERT INTO questionnaire_version (questionnaire, version, content, saved_by, saved_at) VALUES ($1, 1, $2::jsonb, $3, $4)', [code, JSON.stringify(asked), actor, new Date(clock())])
      await writeAudit(session, { actor, action: 'questionnaire.create', subject: `questionnaire:${code}`, detail: { unitCode, copyOf: copyOf ?? null } })
    }),

    /**
     * Saves the draft, or begins one after the newest published version; answers its number. Throws 404, and 409 once archived, or where the newest version
     * was saved at another moment than `basedOn`.
     */
    saveDraft: async (code: string, content: Questionnaire, actor: string, basedOn?: string): Promise<number> => record.transaction(async (session) => {
      await lockHead(session, code)
      const held = await find(code, session)
      if (!held) throw none(code)
      if (held.archivedAt !== null) throw new AppError('conflict', `${code} is archived; take it out of the archive first.`)
      const newest = held.versions.at(-1)
      if (basedOn !== undefined && newest && Date.parse(newest.savedAt) !== Date.parse(basedOn)) throw new AppError('conflict', `Somebody has saved ${code} since; load it anew before you save.`)
      const version = newest?.state === 'draft' ? newest.version : (newest?.version ?? 0) + 1
      await session.query(
        `INSERT INTO questionnaire_version (questionnaire, version, content, saved_by, saved_at) VALUES ($1, $2, $3::jsonb, $4, $5)
         ON CONFLICT (questionnaire, version) DO UPDATE SET content = excluded.content, saved_by = excluded.saved_by, saved_at = excluded.saved_at`,
        [code, version, JSON.stringify(content), actor, new Date(clock())],
      )
      await writeAudit(session, { actor, action: 'questionnaire.save', subject: `questionnaire:${code}`, detail: { version } })
      return version
    }),

    /** Publishes the draft of that number. Throws 404, 409 where another is the draft by now, 422 where it cannot continue the figures of the one before. */
    publish: async (code: string, version: number, comparable: boolean, actor: string, note = ''): Promise<void> => record.transaction(async (session) => {
      await lockHead(session, code)
      const held = await find(code, session)
      if (!held) throw none(code)
      const draft = held.versions.at(-1)
      if (draft?.state !== 'draft' || draft.version !== version) throw new AppError('conflict', `Version ${version} is no draft any more.`)
      const before = version > 1 ? await contentOf(code, version - 1, session) : null
      const obstacle = !comparable ? null : before ? comparabilityObstacle(before, held.content) : 'a version that follows another one'
      if (obstacle !== null) throw refuse('/comparable', comparable, obstacle)
      await session.query("UPDATE questionnaire_version SET state = 'published', comparable = $3, published_at = $4, note = $5 WHERE questionnaire = $1 AND version = $2", [code, version, comparable, new Date(clock()), note])
      await writeAudit(session, { actor, action: 'questionnaire.publish', subject: `questionnaire:${code}`, detail: { version, comparable, note } })
    }),

    /** Archived questionnaires are asked of nobody new; what was answered stays. Throws 404. */
    archive: async (code: string, archived: boolean, actor: string): Promise<void> => record.transaction(async (session) => {
      const [changed] = await session.query('UPDATE questionnaire SET archived_at = $2 WHERE code = $1 RETURNING code', [code, archived ? new Date(clock()) : null])
      if (!changed) throw none(code)
      await writeAudit(session, { actor, action: archived ? 'questionnaire.archive' : 'questionnaire.restore', subject: `questionnaire:${code}`, detail: {} })
    }),
  }
}
export type QuestionnaireBook = ReturnType<typeof createQuestionnaireBook>
