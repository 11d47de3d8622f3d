import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import type { SecretBox } from '../../access/secret-box.ts'
import { toMonthPeriod } from '../../contract/period.ts'
import type { RuleBreach } from '../../contract/problem.ts'
import { invitation, invitationCount, type Invitation, type InvitationCount, type InvitationsIssued, type SurveyOutcome } from '../../contract/survey.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError, toRuleBreaches } from '../../platform/errors.ts'
import type { RecordSession, RecordStore } from '../../platform/record/record.ts'
import type { Places } from '../places.ts'
import type { ProcedureIndex } from '../procedures/procedure-index.ts'
import { createSurveyCode, hashSurveyCode, readSurveyCode } from './survey-code.ts'
import type { SurveyGateways } from './survey-gateways.ts'
import type { SurveyQuotas } from './survey-quotas.ts'
import { HOUR_MS } from './survey-tickets.ts'

const DAY_MS = 24 * HOUR_MS
const toHour = (epochMs: number) => new Date(Math.floor(epochMs / HOUR_MS) * HOUR_MS)

/** What is sealed beside an invitation until it is claimed: what the gateway must be told. */
export const sealedInvitation = z.object({ code: z.string(), agencyCode: z.string(), dossierCode: z.string() })
export const toInvitationOwner = (codeHash: string) => `survey-invitation:${codeHash}`

export interface InvitationDeps { record: RecordStore; places: Places; procedures: ProcedureIndex; box: SecretBox; gateways: Pick<SurveyGateways, 'nearest'>; quotas: Pick<SurveyQuotas, 'ceilings' | 'countUsed'>; clock: Clock; publicUrl: string }
export interface Issuing { questionnaire: string; channel: 'receipt' | 'card' | 'gateway'; expiresInDays: number; quota?: number | undefined; invitations: readonly unknown[] }
export interface Issuer { actor: string; unitCode: string | null; includesUnit(unitCode: string): boolean }

/** What a claimed code was for. */
export interface ClaimedMatter { questionnaire: string; centreCode: string; procedureCode: string; month: string; outcome: SurveyOutcome; channel: 'receipt' | 'card' | 'gateway' }
const claimedRow = z.object({ questionnaire: z.string(), centre_code: z.string(), procedure_code: z.string().nullable(), month: z.string(), outcome: z.enum(['finished', 'refused', 'stopped', 'withdrawn']), channel: z.enum(['receipt', 'card', 'gateway']) })

/** The link behind a code. The code stands after a #, which no server and no proxy is told. */
export const toSurveyUrl = (publicUrl: string, code: string) => `${publicUrl}/khao-sat/#${code}`

/** Invitations to answer a survey: issued by those who know the dossier, claimed by whoever has the code. */
export function createInvitations({ record, places, procedures, box, gateways, quotas, clock, publicUrl }: InvitationDeps) {
  const judge = (it: Invitation, { includesUnit, unitCode }: Issuer, hasGateway: boolean, channel: string): RuleBreach[] => {
    const breaches: RuleBreach[] = []
    const breach = (field: keyof Invitation, rule: string) => breaches.push({ pointer: `/${field}`, value: it[field], rule, message: `Must be ${rule}.` })
    if (!places.hasUnit(it.centreCode)) breach('centreCode', 'a registered unit')
    else if (!includesUnit(it.centreCode)) breach('centreCode', `a unit within ${unitCode}`)
    if (it.procedureCode !== undefined && procedures.historyOf(it.procedureCode).length === 0) breach('procedureCode', 'a procedure of the catalogue')
    if (channel === 'gateway' && it.dossierCode === undefined) breach('dossierCode', 'given, or the gateway does not know whom to write to')
    if (channel === 'gateway' && !hasGateway) breach('centreCode', 'a unit that a gateway is settled for')
    return breaches
  }
  /** As the catalogue has it; null without a procedure. */
  const sectorOf = ({ procedureCode }: Invitation) => (procedureCode === undefined ? null : procedures.historyOf(procedureCode).at(-1)?.sectorCode ?? null)
  const hashDossier = (it: Invitation) => (it.dossierCode === undefined ? null : box.sign(`survey-dossier:${it.agencyCode}\n${it.dossierCode}`))

  /** Whether a stratum has room; asked within the transaction that fills it. */
  const hasRoom = async (session: RecordSession, questionnaire: string, it: Invitation, month: string, quota: number | undefined): Promise<boolean> => {
    if (quota === undefined) return true
    const [row] = z.array(z.object({ count: z.coerce.number() })).parse(await session.query(
      `SELECT count(*) AS count FROM survey_invitation WHERE questionnaire = $1 AND centre_code = $2 AND procedure_code IS NOT DISTINCT FROM $3 AND month = $4 AND outcome = $5`,
      [questionnaire, it.centreCode, it.procedureCode ?? null, month, it.outcome],
    ))
    return (row?.count ?? 0) < quota
  }

  return {
    /** Issues codes; each item is judged on its own, and a dossier is invited once to a questionnaire. Codes are in the answer and nowhere else in clear. */
    issue: async ({ questionnaire, channel, expiresInDays, quota, invitations }: Issuing, issuer: Issuer): Promise<InvitationsIssued> => {
      const now = clock()
      const [createdAt, expiresAt] = [toHour(now), new Date(toHour(now).getTime() + expiresInDays * DAY_MS)]
      const nearest = await gateways.nearest()
      const answer: InvitationsIssued = { batch: randomUUID(), expiresAt: expiresAt.toISOString(), issued: [], rejected: [] }
      const reject = (index: number, errors: RuleBreach[]) => void answer.rejected.push({ index, errors: errors.map((it) => ({ ...it, value: it.value })) })
      await record.transaction(async (session) => {
        await session.query('SELECT 1 FROM questionnaire WHERE code = $1 FOR UPDATE', [questionnaire])
        const ceilingOf = await quotas.ceilings(session, questionnaire)
        for (const [index, item] of invitations.entries()) {
          const parsed = invitation.safeParse(item)
          const errors = parsed.success ? judge(parsed.data, issuer, nearest(parsed.data.centreCode) !== null, channel) : toRuleBreaches(parsed.error, item)
          if (!parsed.success || errors.length > 0) {
            reject(index, errors)
            continue
          }
          const it = parsed.data
          const month = it.month ?? toMonthPeriod(now)
          if (!await hasRoom(session, questionnaire, it, month, quota)) {
            reject(index, [{ pointer: '/centreCode', value: it.centreCode, rule: `at most ${quota} in a stratum`, message: 'Enough of these were invited.' }])
            continue
          }
          const [sectorCode, ceiling] = [sectorOf(it), ceilingOf(it.centreCode)]
          if (ceiling !== null && sectorCode !== null && it.outcome === 'finished' && await quotas.countUsed(session, questionnaire, { centreCode: it.centreCode, sectorCode, month }) >= ceiling.most) {
            reject(index, [{ pointer: '/procedureCode', value: it.procedureCode, rule: `at most ${ceiling.most} of a sector at a centre in a month, as ${ceiling.unitCode} has settled`, message: 'Enough of these were invited.' }])
            continue
          }
          const code = createSurveyCode(box)
          const hash = hashSurveyCode(code)
          const sealed = channel === 'gateway' ? box.seal(JSON.stringify({ code, agencyCode: it.agencyCode, dossierCode: it.dossierCode }), toInvitationOwner(hash)) : null
          const [made] = await session.query(
            `INSERT INTO survey_invitation (batch, code_hash, questionnaire, centre_code, procedure_code, month, outcome, channel, created_at, expires_at, dossier_hash, sealed, due_at, sector_code)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT (questionnaire, dossier_hash) DO NOTHING RETURNING id`,
            [answer.batch, hash, questionnaire, it.centreCode, it.procedureCode ?? null, month, it.outcome, channel, createdAt, expiresAt, hashDossier(it), sealed, sealed === null ? null : createdAt, sectorCode],
          )
          if (made) answer.issued.push({ index, code, url: toSurveyUrl(publicUrl, code) })
          else reject(index, [{ pointer: '/dossierCode', value: it.dossierCode, rule: 'a dossier that was not invited yet', message: 'Each dossier is invited once.' }])
        }
        if (answer.issued.length > 0) {
          await writeAudit(session, { actor: issuer.actor, action: 'survey-invitations.issue', subject: `questionnaire:${questionnaire}`, detail: { batch: answer.batch, channel, issued: answer.issued.length, quota: quota ?? null } })
        }
      })
      return answer
    },

    /**
     * Takes a code, once. Nothing is written but that it was taken: no time, no line of the audit log, and what could lead to the dossier goes. Null for
     * a code that is none. Throws 409 when it was taken, 410 when it has expired or its owner wanted no more.
     */
    claim: async (text: string): Promise<ClaimedMatter | null> => {
      const code = readSurveyCode(box, text)
      if (code === null) return null
      const hash = hashSurveyCode(code)
      const [row] = z.array(claimedRow).parse(await record.query(
        `UPDATE survey_invitation SET state = 'claimed', sealed = NULL, dossier_hash = NULL, due_at = NULL, last_error = NULL
         WHERE code_hash = $1 AND state <> 'claimed' AND expires_at > $2 RETURNING questionnaire, centre_code, procedure_code, month, outcome, channel`, [hash, new Date(clock())],
      ))
      if (row) return { questionnaire: row.questionnaire, centreCode: row.centre_code, procedureCode: row.procedure_code ?? '', month: row.month, outcome: row.outcome, channel: row.channel }
      const [known] = z.array(z.object({ state: z.string() })).parse(await record.query('SELECT state FROM survey_invitation WHERE code_hash = $1', [hash]))
      if (!known) return null
      throw known.state === 'claimed'
        ? new AppError('conflict', 'This invitation was used already. Thank you; each one is for one answer.')
        : new AppError('gone', 'This invitation has expired. Thank you for wanting to answer.')
    },

    /** No reminder goes to whoever has this code; answering stays possible. Throws 404. */
    optOut: async (text: string): Promise<void> => {
      const code = readSurveyCode(box, text)
      const [row] = code === null ? [] : await record.query(
        `UPDATE survey_invitation SET state = CASE state WHEN 'open' THEN 'opted-out' ELSE state END, sealed = NULL, due_at = NULL WHERE code_hash = $1 RETURNING id`, [hashSurveyCode(code)],
      )
      if (!row) throw new AppError('not-found', 'There is no invitation with this code.')
    },

    /** How many were invited and began, within centres; by questionnaire, centre, month, channel and outcome. */
    count: async (centreCodes: readonly string[], questionnaire: string | null): Promise<InvitationCount[]> => z.array(invitationCount).parse(await record.query(
      `SELECT questionnaire, centre_code AS centre, month, channel, outcome, count(*)::integer AS invited, (count(*) FILTER (WHERE state = 'claimed'))::integer AS claimed,
         (count(*) FILTER (WHERE state = 'opted-out'))::integer AS "optedOut", (count(*) FILTER (WHERE channel = 'gateway' AND messages = 0 AND state = 'open'))::integer AS unsent
       FROM survey_invitation WHERE centre_code = ANY($1::text[]) AND ($2::text IS NULL OR questionnaire = $2)
       GROUP BY questionnaire, centre_code, month, channel, outcome ORDER BY month DESC, centre_code, channel, outcome`, [[...centreCodes], questionnaire],
    )),
  }
}
export type Invitations = ReturnType<typeof createInvitations>
