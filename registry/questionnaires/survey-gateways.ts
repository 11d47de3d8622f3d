import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import type { SecretBox } from '../../access/secret-box.ts'
import type { SurveyGatewayChange, SurveyGatewaySaved } from '../../contract/survey.ts'
import { AppError } from '../../platform/errors.ts'
import { addressProblem } from '../../platform/post-signed.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { Places } from '../places.ts'
import { unitsUpwards } from './units-upwards.ts'

const SECRET_BYTES = 32
const gatewayRow = z.object({ unit_code: z.string(), url: z.string(), sealed_secret: z.string(), quiet_from: z.number(), quiet_to: z.number(), remind_after_days: z.number().nullable() })
const SELECT = 'SELECT unit_code, url, sealed_secret, quiet_from, quiet_to, remind_after_days FROM survey_gateway'

/** Where invitations of a unit are posted, with the secret in clear, for whoever signs. Hours are those of Hà Nội. */
export interface Gateway { unitCode: string; url: string; secret: string | null; quietFrom: number; quietTo: number; remindAfterDays: number | null }

const toOwner = (unitCode: string) => `survey-gateway:${unitCode}`

/** Whether nothing may go out at an hour; the time may reach over midnight. */
export const isQuiet = ({ quietFrom, quietTo }: Pick<Gateway, 'quietFrom' | 'quietTo'>, hour: number): boolean =>
  (quietFrom <= quietTo ? hour >= quietFrom && hour < quietTo : hour >= quietFrom || hour < quietTo)

/** The gateways of provinces that reach people by SMS and mail; what a unit has not settled holds from above. */
export function createSurveyGateways({ record, places, box, privateHosts }: { record: RecordStore; places: Pick<Places, 'pathOf'>; box: SecretBox; privateHosts: readonly string[] }) {
  const nearest = async (): Promise<(unitCode: string) => Gateway | null> => {
    const byUnit = new Map(z.array(gatewayRow).parse(await record.query(SELECT)).map((it) => [it.unit_code, it]))
    return (unitCode) => {
      const row = unitsUpwards(places, unitCode).map((it) => byUnit.get(it)).find((it) => it !== undefined)
      return row ? { unitCode: row.unit_code, url: row.url, secret: box.open(row.sealed_secret, toOwner(row.unit_code)), quietFrom: row.quiet_from, quietTo: row.quiet_to, remindAfterDays: row.remind_after_days } : null
    }
  }
  const read = async (unitCode: string) => {
    const held = (await nearest())(unitCode)
    return { unitCode, heldBy: held?.unitCode ?? null, url: held?.unitCode === unitCode ? held.url : null, quietFrom: held?.quietFrom ?? 20, quietTo: held?.quietTo ?? 8, remindAfterDays: held ? held.remindAfterDays : 5 }
  }
  return {
    nearest,
    read,

    /** Settles it for a unit. Throws 422 for an address that must not be used. */
    put: async (unitCode: string, { url, quietFrom, quietTo, remindAfterDays, renewSecret }: SurveyGatewayChange, actor: string): Promise<SurveyGatewaySaved> => {
      const rule = addressProblem(url, privateHosts)
      if (rule !== null) throw new AppError('invalid-request', `Messages cannot be posted there: ${rule}.`, { errors: [{ pointer: '/url', value: url, rule, message: `Must be ${rule}.` }] })
      const secret = await record.transaction(async (session) => {
        const [before] = z.array(gatewayRow).parse(await session.query(`${SELECT} WHERE unit_code = $1 FOR UPDATE`, [unitCode]))
        const keeps = before !== undefined && before.url === url && !renewSecret
        const fresh = keeps ? null : randomBytes(SECRET_BYTES).toString('base64url')
        const sealed = fresh === null ? before?.sealed_secret : box.seal(fresh, toOwner(unitCode))
        await session.query(
          `INSERT INTO survey_gateway (unit_code, url, sealed_secret, quiet_from, quiet_to, remind_after_days, changed_by) VALUES ($1, $2, $3, $4, $5, $6, $7)
           ON CONFLICT (unit_code) DO UPDATE SET url = excluded.url, sealed_secret = excluded.sealed_secret, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
             remind_after_days = excluded.remind_after_days, changed_by = excluded.changed_by, changed_at = now()`,
          [unitCode, url, sealed, quietFrom, quietTo, remindAfterDays, actor],
        )
        await writeAudit(session, { actor, action: 'survey-gateway.put', subject: `unit:${unitCode}`, detail: { host: new URL(url).host, quietFrom, quietTo, remindAfterDays, newSecret: fresh !== null } })
        return fresh
      })
      return { ...(await read(unitCode)), secret }
    },

    /** Takes the unit's own gateway back. Throws 404 where there is none. */
    remove: async (unitCode: string, actor: string): Promise<void> => record.transaction(async (session) => {
      const [removed] = await session.query('DELETE FROM survey_gateway WHERE unit_code = $1 RETURNING unit_code', [unitCode])
      if (!removed) throw new AppError('not-found', `No gateway is settled for ${unitCode} itself.`)
      await writeAudit(session, { actor, action: 'survey-gateway.remove', subject: `unit:${unitCode}`, detail: {} })
    }),
  }
}
export type SurveyGateways = ReturnType<typeof createSurveyGateways>
