import { z } from 'zod'
import { alertFacts, type AlertFacts } from '../../contract/alert.ts'
import { noticeChoices, noticeKind, USUAL_CHOICES, type Notice, type NoticeChoices, type NoticeKind } from '../../contract/notice.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordSession, RecordStore } from '../../platform/record/record.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import { toMailAt } from './mail-time.ts'

/** What somebody is to be told. `subject` tells two of one kind apart; `facts` hold no words and nothing of a person. */
export interface NewNotice { kind: NoticeKind; subject: string; unitCode: string; facts: AlertFacts }

const KEPT_MS = 90 * 86_400_000
const noticeRow = z.object({ id: z.string(), seq: z.coerce.number(), kind: noticeKind, subject: z.string(), unit_code: z.string(), facts: alertFacts, told_at: z.date(), read_at: z.date().nullable() })
/** Kinds that came after somebody chose are told as usual. */
const storedChoices = z.object({ ways: z.record(z.string(), z.unknown()), quiet: z.unknown() }).transform(({ ways, quiet }) => noticeChoices.parse({ ways: { ...USUAL_CHOICES.ways, ...ways }, quiet }))
const choiceRow = z.object({ account_id: z.string(), choices: storedChoices })
const dueRow = z.object({ id: z.string(), account_id: z.string() })

interface NoticeDeps { record: RecordStore; places: Pick<PlaceIndex, 'nameOf'>; clock: Clock; /** whether there is a mail server */ hasMail: boolean }

/** What accounts are told, how each wants to be told, and what of it goes out by mail when. */
export function createNotices({ record, places, clock, hasMail }: NoticeDeps) {
  const toNotice = (row: z.infer<typeof noticeRow>): Notice => ({
    id: row.id, kind: row.kind, subject: row.subject, unit: { code: row.unit_code, name: places.nameOf(row.unit_code) ?? { vi: row.unit_code, en: row.unit_code } },
    facts: row.facts, at: row.told_at.toISOString(), readAt: row.read_at?.toISOString() ?? null,
  })
  const choicesOf = async (session: RecordSession, accountIds: readonly string[]): Promise<(accountId: string) => NoticeChoices> => {
    const rows = z.array(choiceRow).parse(await session.query('SELECT account_id, choices FROM notice_choice WHERE account_id = ANY($1::uuid[])', [accountIds]))
    const known = new Map(rows.map((it) => [it.account_id, it.choices]))
    return (accountId) => known.get(accountId) ?? USUAL_CHOICES
  }

  return {
    /** Tells these accounts, each once however often it is called; in the transaction of what they are told about. */
    tell: async (session: RecordSession, { kind, subject, unitCode, facts }: NewNotice, accountIds: readonly string[]): Promise<void> => {
      if (accountIds.length === 0) return
      const now = clock()
      const choices = await choicesOf(session, accountIds)
      for (const accountId of accountIds) {
        const { ways, quiet } = choices(accountId)
        const mailAt = hasMail ? toMailAt(now, ways[kind], quiet) : null
        await session.query(
          `INSERT INTO notice (account_id, kind, subject, unit_code, facts, told_at, mail_at) VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7)
           ON CONFLICT (account_id, kind, subject) DO NOTHING`,
          [accountId, kind, subject, unitCode, JSON.stringify(facts), new Date(now), mailAt === null ? null : new Date(mailAt)],
        )
      }
    },

    /** Notices of an account before a place in the list, the newest first. */
    list: async (accountId: string, { unreadOnly, before, limit }: { unreadOnly: boolean; before: number; limit: number }): Promise<{ notice: Notice; seq: number }[]> => z.array(noticeRow).parse(await record.query(
      `SELECT id, seq, kind, subject, unit_code, facts, told_at, read_at FROM notice
       WHERE account_id = $1 AND told_at > $2 AND seq < $3 AND (NOT $4::boolean OR read_at IS NULL) ORDER BY seq DESC LIMIT $5`,
      [accountId, new Date(clock() - KEPT_MS), before, unreadOnly, limit],
    )).map((it) => ({ notice: toNotice(it), seq: it.seq })),

    countUnread: async (accountId: string): Promise<number> => z.tuple([z.object({ unread: z.coerce.number() })]).parse(
      await record.query('SELECT count(*) AS unread FROM notice WHERE account_id = $1 AND read_at IS NULL AND told_at > $2', [accountId, new Date(clock() - KEPT_MS)]),
    )[0].unread,

    /** Marks these as read, all of the account where none is named. */
    markRead: async (accountId: string, ids: readonly string[] | null): Promise<void> => void (await record.query(
      'UPDATE notice SET read_at = $3 WHERE account_id = $1 AND read_at IS NULL AND ($2::uuid[] IS NULL OR id = ANY($2))', [accountId, ids, new Date(clock())],
    )),

    choices: async (accountId: string): Promise<NoticeChoices> => (await choicesOf(record, [accountId]))(accountId),

    /** What waits for a mail goes by the new choices too. */
    putChoices: (accountId: string, choices: NoticeChoices): Promise<void> => record.transaction(async (session) => {
      const now = new Date(clock())
      await session.query(
        `INSERT INTO notice_choice (account_id, choices, changed_at) VALUES ($1, $2::jsonb, $3)
         ON CONFLICT (account_id) DO UPDATE SET choices = excluded.choices, changed_at = excluded.changed_at`, [accountId, JSON.stringify(choices), now],
      )
      for (const [kind, way] of Object.entries(choices.ways)) {
        const mailAt = toMailAt(now.getTime(), way, choices.quiet)
        await session.query('UPDATE notice SET mail_at = $3 WHERE account_id = $1 AND kind = $2 AND mail_at IS NOT NULL AND post_id IS NULL', [accountId, kind, mailAt === null ? null : new Date(mailAt)])
      }
    }),

    /** Puts what may go out by now into mails, one for each account; what was read in the browser meanwhile needs none. Answers how many mails. */
    collect: (): Promise<number> => record.transaction(async (session) => {
      const now = new Date(clock())
      await session.query('UPDATE notice SET mail_at = NULL WHERE mail_at <= $1 AND post_id IS NULL AND read_at IS NOT NULL', [now])
      const due = z.array(dueRow).parse(await session.query('SELECT notice.id, account_id FROM notice JOIN account ON account.id = account_id AND disabled_at IS NULL WHERE mail_at <= $1 AND post_id IS NULL ORDER BY notice.seq FOR UPDATE OF notice', [now]))
      const accounts = new Set(due.map((it) => it.account_id))
      for (const account of accounts) {
        const [post] = z.array(z.object({ id: z.string() })).parse(await session.query("INSERT INTO post (channel, to_account, about, created_at) VALUES ('mail', $1, 'notices', $2) RETURNING id", [account, now]))
        await session.query('UPDATE notice SET post_id = $1 WHERE id = ANY($2::uuid[])', [post?.id, due.filter((it) => it.account_id === account).map((it) => it.id)])
      }
      return accounts.size
    }),

    /** What stands in a mail, the oldest first. */
    inPost: async (postId: string): Promise<Notice[]> => z.array(noticeRow).parse(
      await record.query('SELECT id, seq, kind, subject, unit_code, facts, told_at, read_at FROM notice WHERE post_id = $1 ORDER BY seq', [postId]),
    ).map(toNotice),

    /** Deletes what is older than ninety days and in no mail that waits. */
    deleteOld: async (): Promise<void> => void (await record.query(
      "DELETE FROM notice WHERE told_at <= $1 AND NOT EXISTS (SELECT 1 FROM post WHERE post.id = post_id AND state = 'waiting')", [new Date(clock() - KEPT_MS)],
    )),
  }
}
export type Notices = ReturnType<typeof createNotices>
