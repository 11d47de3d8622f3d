import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import { surveyDeliveries, type SurveyDeliveries, type SurveyGatewayTried, type surveyTestMessage } from '../../contract/survey.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import { postSigned } from '../../platform/post-signed.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { SurveyGateways } from './survey-gateways.ts'

const TEST: z.infer<typeof surveyTestMessage> = {
  kind: 'survey-test', words: { vi: 'Thước Đo thử đường gửi. Tin này không gửi cho ai.', en: 'Thước Đo tries the way. This message is for nobody.' },
}

/** What becomes of invitations on their way to a gateway: how many wait, trying the way, and trying again what could not be posted. */
export function createSurveyDeliveries({ record, gateways, clock, privateHosts }: { record: RecordStore; gateways: Pick<SurveyGateways, 'nearest'>; clock: Clock; privateHosts: readonly string[] }) {
  return {
    count: async (centreCodes: readonly string[]): Promise<SurveyDeliveries> => {
      const [row] = z.array(surveyDeliveries).parse(await record.query(
        `SELECT (count(*) FILTER (WHERE due_at IS NOT NULL))::integer AS waiting, (count(*) FILTER (WHERE due_at IS NOT NULL AND attempts > 0))::integer AS failing,
           (count(*) FILTER (WHERE due_at IS NULL AND attempts > 0))::integer AS "givenUp", max(last_error) AS "lastProblem"
         FROM survey_invitation WHERE state = 'open' AND sealed IS NOT NULL AND expires_at > $2 AND centre_code = ANY($1::text[])`, [[...centreCodes], new Date(clock())],
      ))
      return row ?? { waiting: 0, failing: 0, givenUp: 0, lastProblem: null }
    },

    /** Posts a message that is for nobody to the gateway that serves a unit, also in quiet hours. Throws 409 where none is settled. */
    tryGateway: async (unitCode: string): Promise<SurveyGatewayTried> => {
      const gateway = (await gateways.nearest())(unitCode)
      if (!gateway) throw new AppError('conflict', `No gateway is settled for ${unitCode}.`)
      if (gateway.secret === null) return { status: null, problem: 'the secret does not open; make a new one' }
      return await postSigned({ url: gateway.url, body: JSON.stringify(TEST), secret: gateway.secret, seconds: Math.floor(clock() / 1000), delivery: `test-${randomUUID()}`, privateHosts })
        .then((status) => ({ status, problem: null }), (error: unknown) => ({ status: null, problem: error instanceof Error ? error.message : String(error) }))
    },

    /** Has everything due now that was tried in vain; answers how much. Quiet hours hold all the same. */
    retry: async (unitCode: string, centreCodes: readonly string[], actor: string): Promise<number> => record.transaction(async (session) => {
      const rows = await session.query(
        `UPDATE survey_invitation SET due_at = $2, attempts = 0 WHERE state = 'open' AND sealed IS NOT NULL AND attempts > 0 AND expires_at > $2 AND centre_code = ANY($1::text[]) RETURNING id`,
        [[...centreCodes], new Date(clock())],
      )
      if (rows.length > 0) await writeAudit(session, { actor, action: 'survey-gateway.retry', subject: `unit:${unitCode}`, detail: { retried: rows.length } })
      return rows.length
    }),
  }
}
export type SurveyDeliveriesRoom = ReturnType<typeof createSurveyDeliveries>
