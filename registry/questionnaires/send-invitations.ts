import { z } from 'zod'
import type { SecretBox } from '../../access/secret-box.ts'
import { HANOI_OFFSET_MS } from '../../contract/period.ts'
import type { surveyMessage } from '../../contract/survey.ts'
import type { Clock } from '../../platform/clock.ts'
import { postSigned, UnusableAddress } from '../../platform/post-signed.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import { sealedInvitation, toInvitationOwner, toSurveyUrl } from './invitations.ts'
import { isQuiet, type Gateway, type SurveyGateways } from './survey-gateways.ts'
import { HOUR_MS } from './survey-tickets.ts'

const dueRow = z.object({ id: z.string(), code_hash: z.string(), centre_code: z.string(), sealed: z.string(), messages: z.number(), attempts: z.number(), expires_at: z.date() })
const AT_ONCE = 200
const DAY_MS = 24 * HOUR_MS
/** After 5, 10, 20 … minutes, at most every six hours, and no more after so many: an invitation that comes weeks late is worth nothing. */
const [AGAIN_AFTER_MS, AGAIN_AT_MOST_MS, MOST_ATTEMPTS] = [300_000, 6 * HOUR_MS, 20]
/** An invitation and one reminder. */
const MOST_MESSAGES = 2

export interface SendDeps { record: RecordStore; box: SecretBox; gateways: Pick<SurveyGateways, 'nearest'>; clock: Clock; publicUrl: string; privateHosts: readonly string[] }
type Message = z.infer<typeof surveyMessage>

const WORDS = {
  first: { vi: 'Mời ông/bà cho biết cảm nhận về lần làm thủ tục vừa rồi, khoảng 4 phút, không ghi tên:', en: 'How was the service? About 4 minutes, without your name:' },
  reminder: { vi: 'Nhắc một lần: ý kiến của ông/bà về lần làm thủ tục vừa rồi vẫn rất cần, khoảng 4 phút:', en: 'One reminder: your view of the service still counts, about 4 minutes:' },
}

/**
 * Posts what is due to the gateways: invitations, and one reminder to those whose code nobody has claimed. Nothing goes out in quiet hours; what
 * cannot be posted is tried again. Also forgets which dossier an expired invitation was for.
 */
export async function sendInvitations({ record, box, gateways, clock, publicUrl, privateHosts }: SendDeps): Promise<{ sent: number; failed: number }> {
  const now = clock()
  await record.query('UPDATE survey_invitation SET sealed = NULL, dossier_hash = NULL, due_at = NULL WHERE expires_at <= $1 AND (sealed IS NOT NULL OR dossier_hash IS NOT NULL)', [new Date(now)])
  const due = z.array(dueRow).parse(await record.query(
    `SELECT id, code_hash, centre_code, sealed, messages, attempts, expires_at FROM survey_invitation
     WHERE due_at <= $1 AND sealed IS NOT NULL AND state = 'open' ORDER BY due_at LIMIT $2`, [new Date(now), AT_ONCE],
  ))
  if (due.length === 0) return { sent: 0, failed: 0 }
  const nearest = await gateways.nearest()
  const hour = new Date(now + HANOI_OFFSET_MS).getUTCHours()
  const done = { sent: 0, failed: 0 }
  for (const row of due) {
    const gateway = nearest(row.centre_code)
    if (!gateway?.secret || isQuiet(gateway, hour)) continue
    const problem = await post(row, { ...gateway, secret: gateway.secret })
    if (problem === null) done.sent += 1
    else done.failed += 1
  }
  return done

  /** Posts one message and writes down what came of it; answers what was wrong. */
  async function post(row: z.infer<typeof dueRow>, gateway: Gateway & { secret: string }): Promise<string | null> {
    const text = box.open(row.sealed, toInvitationOwner(row.code_hash))
    if (text === null) return await later(row, 'what was sealed does not open')
    const { code, agencyCode, dossierCode } = sealedInvitation.parse(JSON.parse(text))
    const isReminder = row.messages > 0
    const message: Message = { kind: 'survey-invitation', isReminder, agencyCode, dossierCode, url: toSurveyUrl(publicUrl, code), expiresAt: row.expires_at.toISOString(), words: WORDS[isReminder ? 'reminder' : 'first'] }
    const answered = await postSigned({
      url: gateway.url, body: JSON.stringify(message), secret: gateway.secret, seconds: Math.floor(now / 1000), delivery: `${row.id}-${row.messages}`, privateHosts,
    }).catch((error: unknown) => (error instanceof UnusableAddress || error instanceof Error ? error.message : String(error)))
    if (answered === 410) {
      await record.query("UPDATE survey_invitation SET state = 'opted-out', sealed = NULL, due_at = NULL WHERE id = $1 AND state = 'open'", [row.id])
      return null
    }
    if (typeof answered === 'string' || answered < 200 || answered >= 300) return await later(row, typeof answered === 'string' ? answered : `answered ${answered}`)
    const messages = row.messages + 1
    const again = gateway.remindAfterDays !== null && messages < MOST_MESSAGES ? new Date(Math.floor(now / HOUR_MS) * HOUR_MS + gateway.remindAfterDays * DAY_MS) : null
    // Whoever claimed in between is not reminded: their row has nothing sealed any more.
    await record.query(
      `UPDATE survey_invitation SET messages = $2, attempts = 0, last_error = NULL, due_at = CASE WHEN state = 'open' THEN $3::timestamptz END, sealed = CASE WHEN state = 'open' AND $3::timestamptz IS NOT NULL THEN sealed END WHERE id = $1`,
      [row.id, messages, again],
    )
    return null
  }

  async function later(row: z.infer<typeof dueRow>, problem: string): Promise<string> {
    const attempts = row.attempts + 1
    const wait = Math.min(AGAIN_AT_MOST_MS, AGAIN_AFTER_MS * 2 ** row.attempts)
    await record.query('UPDATE survey_invitation SET attempts = $2, last_error = $3, due_at = $4 WHERE id = $1', [row.id, attempts, problem.slice(0, 200), attempts < MOST_ATTEMPTS ? new Date(now + wait) : null])
    return problem
  }
}
